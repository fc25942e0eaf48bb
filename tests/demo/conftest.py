"""The demo year, played once for all tests of a module and taken back after the last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker, Settings

from tests.demo.running import run


@dataclass(frozen=True)
class Demo:
    """What `init --demo` said, and where its files lie."""

    said: str
    evidence_dir: Path


@pytest.fixture(scope="module")
def played(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Demo]:
    folder = tmp_path_factory.mktemp("demo") / "files"
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(DEBUG=True, EVIDENCE_DIR=folder):
            said = run("--demo")
        yield Demo(said, folder)
        transaction.set_rollback(True)


@pytest.fixture
def demo(played: Demo, db: None, evidence_dir: Path, settings: Settings) -> Demo:
    settings.DEBUG = True
    settings.EVIDENCE_DIR = played.evidence_dir
    return played
