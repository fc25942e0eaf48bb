"""The database itself refuses to change a version that stands."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from indicators.models import CriterionVersion
from tests.indicators.audit.tampering import write
from tests.indicators.criteria.conftest import Scene, stored

pytestmark = pytest.mark.both_databases

TABLE = "indicators_criterionversion"
STATEMENTS = [
    f"UPDATE {TABLE} SET text = 'อื่น'",
    f"UPDATE {TABLE} SET weight = weight",
    f"UPDATE {TABLE} SET in_force_from = '2021-01-01' WHERE version = 1",
]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_database_refuses_to_change_a_version(scene: Scene, statement: str) -> None:
    before = stored(scene.mine)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert stored(scene.mine) == before


def test_the_model_is_refused_too(scene: Scene) -> None:
    row = CriterionVersion.objects.order_by("pk")[0]
    row.text = "อื่น"
    for attempt in (row.save, lambda: CriterionVersion.objects.update(text="อื่น")):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            attempt()


@pytest.mark.parametrize("statement", STATEMENTS)
def test_it_is_the_trigger_that_refuses(scene: Scene, statement: str) -> None:
    """The control: the same statement goes through without it."""
    assert write(statement) == 10
