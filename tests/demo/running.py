"""Runs a command of the demo; for many tests at once, and taken back after the last."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.core.management import call_command
from django.db import transaction
from django.test import override_settings


@dataclass(frozen=True)
class Played:
    """What a command said, and where its files lie."""

    said: str
    evidence_dir: Path


def run(*arguments: str, command: str = "init") -> str:
    out = io.StringIO()
    call_command(command, *arguments, stdout=out, stderr=out)
    return out.getvalue()


@contextmanager
def played(evidence_dir: Path, *arguments: str, command: str) -> Iterator[Played]:
    """The command has run, with DEBUG on; behind the block nothing of it is left in the database."""
    with transaction.atomic():
        with override_settings(DEBUG=True, EVIDENCE_DIR=evidence_dir):
            said = run(*arguments, command=command)
        yield Played(said, evidence_dir)
        transaction.set_rollback(True)
