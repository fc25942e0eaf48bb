"""The migrated database of a run. Migrating takes ten seconds of a processor: `pytest -n 3` does it once, while its
workers look for their tests, and each of them takes a copy."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import setup_databases, teardown_databases
from pytest_django import DjangoDbBlocker
from pytest_django.plugin import blocking_manager_key

_PATIENCE_SECONDS = 240


def _told() -> Path:
    """Where the process that shares out the tests tells the name of the migrated database."""
    return Path(settings.TEST_DIR) / "migrated"


@contextmanager
def migrated(blocker: DjangoDbBlocker, *, keep: bool) -> Iterator[None]:
    """A migrated test database, the one that `connection` leads to."""
    with blocker.unblock():
        created = setup_databases(verbosity=0, interactive=False, aliases=["default"], keepdb=keep)
    try:
        yield
    finally:
        with blocker.unblock():
            teardown_databases(created, verbosity=0, keepdb=keep)


@contextmanager
def copied(blocker: DjangoDbBlocker, suffix: str) -> Iterator[None]:
    """A copy of the migrated database, for the worker of this suffix."""
    until = time.monotonic() + _PATIENCE_SECONDS
    while not _told().exists():
        if time.monotonic() > until:
            pytest.fail(f"nobody has migrated a database within {_PATIENCE_SECONDS} seconds")
        time.sleep(0.05)
    with copy(blocker, _told().read_text(), suffix):
        yield


@contextmanager
def copy(blocker: DjangoDbBlocker, template: str, suffix: str) -> Iterator[None]:
    """`connection` leads to a copy of the database `template`, with which nobody may be connected. Afterwards the
    copy is gone, and `connection` leads to the template."""
    with blocker.unblock():
        connection.close()
        connection.settings_dict["NAME"] = template
        connection.creation.clone_test_db(suffix, verbosity=0)
        name = connection.creation.get_test_db_clone_settings(suffix)["NAME"]
        # Every thread's connection reads its name from this one dictionary.
        connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        with blocker.unblock():
            connection.close()
            connection.settings_dict["NAME"] = template
            _drop(name)


def _drop(name: str) -> None:
    if connection.vendor == "sqlite":
        for ending in ("", "-wal", "-shm"):
            Path(name + ending).unlink(missing_ok=True)
        return
    # FORCE: a thread of the live server may still hold its idle connection.
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE {connection.ops.quote_name(name)} WITH (FORCE)")


@pytest.hookimpl(wrapper=True)
def pytest_runtestloop(session: pytest.Session) -> Iterator[object]:
    """In the process that shares out the tests: its workers are under way by now."""
    config = session.config
    if not config.pluginmanager.hasplugin("dsession"):
        return (yield)
    blocker = config.stash[blocking_manager_key]
    with migrated(blocker, keep=config.getoption("reuse_db")):
        with blocker.unblock():
            name = str(connection.settings_dict["NAME"])
            connection.close()
        unready = _told().with_suffix(".new")
        unready.write_text(name)
        unready.rename(_told())
        return (yield)
