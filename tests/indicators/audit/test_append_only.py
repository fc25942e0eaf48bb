"""Events and revisions are never changed nor deleted: the database refuses, whoever asks."""

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.roles import Role
from indicators import clock
from indicators.models import Event, Revision
from indicators.services import quarterly_report
from tests import make
from tests.indicators.audit.tampering import TABLES, write

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def submitted() -> None:
    agency = make.agency()
    report = make.fill_quarter(make.quarter(make.assignment(agency)))
    with clock.travel(make.at("2021-01-05")):
        quarterly_report.submit(report, actor=make.user(Role.OFFICER, agency), version=1)
    assert Event.objects.exists()
    assert Revision.objects.exists()


STATEMENTS = [
    "UPDATE {table} SET id = id + 1",
    "DELETE FROM {table}",
    "DELETE FROM {table} WHERE id = (SELECT max(id) FROM {table})",
]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_database_refuses_to_change_or_delete(table: str, statement: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table=table))


@pytest.mark.parametrize("table", TABLES)
def test_postgresql_refuses_to_empty_the_table(table: str) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else the rows just written are in the way first
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            cursor.execute(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("another_id", ["id", "id + 1000"])
def test_sqlite_refuses_to_replace_a_row(table: str, another_id: str) -> None:
    """REPLACE deletes the row that is in the way, without the trigger on DELETE."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no REPLACE")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} LIMIT 0")
        columns = ", ".join(column[0] for column in cursor.description if column[0] != "id")
        replace = f"INSERT OR REPLACE INTO {table} (id, {columns}) SELECT {another_id}, {columns} FROM {table}"
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            cursor.execute(replace)


@pytest.mark.parametrize("model", [Event, Revision])
def test_the_models_are_refused_too(model: type[Event] | type[Revision]) -> None:
    row = model.objects.order_by("pk")[0]
    for attempt in (row.save, row.delete, lambda: model.objects.update(id=7), lambda: model.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()


@pytest.mark.parametrize("table", TABLES)
def test_it_is_the_triggers_that_refuse(table: str) -> None:
    """The control: the same statement goes through without them."""
    assert write(f"UPDATE {table} SET id = id") >= 1
