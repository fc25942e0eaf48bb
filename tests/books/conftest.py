"""What tests of books share: a folder of their own for results."""

import pytest

from tests.books import stage


@pytest.fixture(autouse=True)
def books_dir(settings, evidence_dir):
    settings.BOOKS_DIR = evidence_dir.parent / "books"
    return settings.BOOKS_DIR


@pytest.fixture
def town(db):
    return stage.town()
