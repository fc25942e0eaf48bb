"""What every test has at hand."""

import pytest
from django.utils import translation

pytest_plugins = [
    *("tests.databases", "tests.scenes", "tests.sharing", "tests.garbage"),
    *("tests.chromium", "tests.interactions", "tests.object_store"),
]


@pytest.fixture(autouse=True)
def thai() -> None:
    """A request in English leaves its language behind in the thread."""
    translation.activate("th")
