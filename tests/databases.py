"""Fixtures and rules for the database of a test run: SQLite, or the PostgreSQL that DATABASE_URL names.

`--database-only` is for the second database: it runs what is marked `both_databases` or `processes`, whose subject is
what a database does. With `--full` it runs every test that reaches a database, which is safe because pytest-django
refuses every query of a test that does not ask for one, but for what is marked `sqlite_alone` or `browser`: tests of
pages, papers and the demo, whose queries others send to both databases (docs/testing.md says which).
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from pytest_django import DjangoDbBlocker, Settings

from tests.migrated import copied, copy, migrated

_DATABASE_FIXTURES = {"db", "transactional_db", "live_database", "live_server"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database-only", action="store_true", help="only tests that the second database shall repeat")
    parser.addoption("--full", action="store_true", help="also what asks the same again of more cases")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    full, second = config.getoption("--full"), config.getoption("--database-only")
    left_out = ["full"] if second else ["full", "many_writers"]
    kept = items if full else [item for item in items if not _is_marked(item, *left_out)]
    if second:
        kept = [item for item in kept if _is_for_the_second(item, full)]
    config.hook.pytest_deselected(items=list(set(items) - set(kept)))
    items[:] = kept


def _is_for_the_second(item: pytest.Item, full: bool) -> bool:
    if _is_marked(item, "sqlite_alone", "browser") or not _reaches_database(item):
        return False
    return full or _is_marked(item, "both_databases", "processes")


def _is_marked(item: pytest.Item, *markers: str) -> bool:
    return any(item.get_closest_marker(marker) for marker in markers)


@pytest.fixture
def full(request: pytest.FixtureRequest) -> bool:
    """Whether this run asks the same again of more cases (`make test-full`)."""
    return bool(request.config.getoption("--full"))


def _reaches_database(item: pytest.Item) -> bool:
    return (
        item.get_closest_marker("django_db") is not None
        or item.get_closest_marker("processes") is not None
        or not _DATABASE_FIXTURES.isdisjoint(getattr(item, "fixturenames", ()))
    )


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
    django_db_modify_db_settings: None,
    django_db_keepdb: bool,
) -> Iterator[None]:
    """One migrated test database for this process; also when only `live_database` asks for it. `--reuse-db` keeps it
    for the next one."""
    worker = getattr(request.config, "workerinput", {}).get("workerid")
    with copied(django_db_blocker, worker) if worker else migrated(django_db_blocker, keep=django_db_keepdb):
        yield


_var_folders = itertools.count(1)


@pytest.fixture(autouse=True)
def evidence_dir(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every test stores its files in a folder of its own, made by the first file."""
    settings.EVIDENCE_DIR = tmp_path_factory.getbasetemp() / f"var-{next(_var_folders)}" / "files"
    return settings.EVIDENCE_DIR


@dataclass(frozen=True)
class LiveDatabase:
    """A database of one test's own, in which what is committed is really committed."""

    url: str
    var_dir: Path

    def environment(self) -> dict[str, str]:
        """Variables for a process that shall use this database with the product's own settings."""
        return {
            "DJANGO_SETTINGS_MODULE": "kpi_tracker.settings",
            "DATABASE_URL": self.url,
            "VAR_DIR": str(self.var_dir),
            "SECRET_KEY": settings.SECRET_KEY,  # a session opened here is good there
            "HTTPS": "0",
        }


@pytest.fixture
def live_database(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, evidence_dir: Path
) -> Iterator[LiveDatabase]:
    """A copy of the migrated database, seen alike by this test, its threads and its processes.

    In place of `django_db(transaction=True)`, which empties the tables after the test: the audit's
    tables refuse to be emptied, and the rows that migrations wrote would be gone for the next test.
    """
    if connection.in_atomic_block:
        pytest.fail("live_database replaces the db fixture and the django_db mark; do not ask for both.")
    template = str(connection.settings_dict["NAME"])
    with copy(django_db_blocker, template, f"live_{uuid4().hex[:8]}"), django_db_blocker.unblock():
        yield LiveDatabase(_url(connection.settings_dict), evidence_dir.parent)


def _url(settings_dict: dict[str, object]) -> str:
    name = settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    if str(settings_dict["HOST"]).startswith("/"):  # the folder of a Unix socket
        return f"postgres://{settings_dict['USER']}@/{settings_dict['HOST']}/{name}"
    address = f"{settings_dict['HOST'] or 'localhost'}:{settings_dict['PORT'] or 5432}"
    return f"postgres://{settings_dict['USER']}:{settings_dict['PASSWORD']}@{address}/{name}"
