"""What every test has at hand."""

import pytest
from django.utils import translation

from kpi_tracker.operation.garbage import collect_seldom

pytest_plugins = [
    *("tests.migrated", "tests.databases", "tests.scenes", "tests.sharing", "tests.garbage"),
    *("tests.chromium", "tests.interactions", "tests.object_store"),
]


def pytest_collection_finish() -> None:
    """As a web server does: the tests' own modules are loaded by now."""
    collect_seldom()


@pytest.fixture(autouse=True)
def thai() -> None:
    """A request in English leaves its language behind in the thread."""
    translation.activate("th")
