"""That a run uses the database it claims to use, and that live databases are real and apart."""

import os
import subprocess
import sys

import pytest
from django.contrib.auth.models import Group
from django.db import connection

from tests.databases import LiveDatabase

pytestmark = pytest.mark.both_databases

_ADD_A_GROUP = (
    "import django; django.setup(); from django.contrib.auth.models import Group;"
    "print(Group.objects.count()); Group.objects.create(name='another process')"
)


@pytest.mark.django_db
def test_the_run_uses_the_database_it_was_told_to_use() -> None:
    assert connection.vendor == os.environ.get("EXPECT_VENDOR", "sqlite")


@pytest.mark.django_db
def test_the_connection_has_the_settings_of_production() -> None:
    questions = {
        "sqlite": {"PRAGMA journal_mode": "wal", "PRAGMA synchronous": 2, "PRAGMA foreign_keys": 1},
        "postgresql": {
            "SHOW statement_timeout": "15s",
            "SHOW jit": "off",
            "SHOW lock_timeout": "5s",
            "SHOW lc_ctype": "C.UTF-8",
        },
    }
    for question, answer in questions[connection.vendor].items():
        with connection.cursor() as cursor:
            cursor.execute(question)
            assert cursor.fetchone() == (answer,), question


@pytest.mark.processes
@pytest.mark.parametrize("turn", ["first", "second"])
def test_a_live_database_is_shared_with_processes_and_starts_afresh(live_database: LiveDatabase, turn: str) -> None:
    Group.objects.create(name="this process")
    process = subprocess.run(
        [sys.executable, "-c", _ADD_A_GROUP],
        env={**os.environ, **live_database.environment()},
        capture_output=True,
        text=True,
        check=True,
    )
    assert process.stdout.strip() == "1"
    assert set(Group.objects.values_list("name", flat=True)) == {"this process", "another process"}


@pytest.mark.django_db
def test_nothing_of_a_live_database_is_left_for_others() -> None:
    assert not Group.objects.filter(name__contains="process").exists()
