"""The demo year, played once for all tests of this folder and taken back after the last."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker, Settings

from tests.demo.running import Played, played


@pytest.fixture(scope="package")
def demo_year(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Played]:
    folder = tmp_path_factory.mktemp("demo") / "files"
    with django_db_blocker.unblock(), played(folder, "--demo", command="init") as year:
        yield year


@pytest.fixture
def demo(demo_year: Played, db: None, evidence_dir: Path, settings: Settings) -> Played:
    settings.DEBUG = True
    settings.EVIDENCE_DIR = demo_year.evidence_dir
    return demo_year
