"""What tests of books share: a folder of their own for results."""

import pytest

from tests.books import stage


@pytest.fixture(autouse=True)
def books_dir(settings, evidence_dir):
    settings.BOOKS_DIR = evidence_dir.parent / "books"
    settings.WORKER_LEASE = 600  # no beat in between: its connection would wait for the test's transaction
    return settings.BOOKS_DIR


@pytest.fixture
def town(db):
    return stage.town()
