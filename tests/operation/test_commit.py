"""A COMMIT is believed only when the server said nothing besides, and is waited for only so long (PostgreSQL)."""

import time

import pytest
from django.db import connection, transaction

from accounts.models import Agency
from kpi_tracker.operation.serving import serving
from kpi_tracker.postgresql.base import NotConfirmed
from tests import make

pytestmark = pytest.mark.both_databases

AT_COMMIT = """
CREATE FUNCTION at_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {what} RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON accounts_agency DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION at_commit();
"""
WARNING = "RAISE WARNING 'canceling wait for synchronous replication due to user request';"


@pytest.fixture
def database(live_database, django_db_blocker):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite waits for no other server")
    with django_db_blocker.unblock():
        yield connection


def do_at_commit(what):
    with connection.cursor() as cursor:
        cursor.execute(AT_COMMIT.format(what=what))


def test_a_quiet_commit_is_believed(database):
    with serving("1"), transaction.atomic():
        agency = make.agency()
    assert Agency.objects.filter(pk=agency.pk).exists()


def test_a_commit_with_a_warning_is_not(database):
    do_at_commit(WARNING)
    with pytest.raises(NotConfirmed, match="canceling wait"), transaction.atomic():
        make.agency()


def test_a_statement_that_commits_by_itself_with_that_warning_is_not(database):
    do_at_commit(WARNING)
    with connection.cursor() as cursor, pytest.raises(NotConfirmed):
        cursor.execute("DO $$ BEGIN " + WARNING + " END $$")


def test_a_commit_is_given_up_when_the_page_is_due_and_the_next_request_works(database):
    do_at_commit("PERFORM pg_sleep(8);")
    began = time.monotonic()
    with serving("1", seconds=0.5), pytest.raises(NotConfirmed, match="in time"), transaction.atomic():
        make.agency()
    assert time.monotonic() - began < 3
    connection.close_if_unusable_or_obsolete()
    assert Agency.objects.count() == 0


def test_an_operators_command_waits_as_long_as_it_takes(database):
    do_at_commit("PERFORM pg_sleep(1);")
    with transaction.atomic():
        make.agency()
    assert Agency.objects.count() == 1
