"""Where finished books lie: one file a job, outside the database and the evidence, for as long as the job says."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from books.models import PrintJob
from indicators import clock

_ENDINGS = {PrintJob.Shape.BOOK: "pdf", PrintJob.Shape.SEPARATE: "zip"}
_DAY = timedelta(days=1)


def place_of(job: PrintJob) -> Path:
    """The file of a job's result, there or not."""
    return Path(settings.BOOKS_DIR) / f"{job.pk}.{ending_of(job)}"


def ending_of(job: PrintJob) -> str:
    """pdf or zip."""
    return _ENDINGS[PrintJob.Shape(job.shape)]


def keep(job: PrintJob, worker: str, write: Callable[[Path], None]) -> tuple[str, int]:
    """Let `write` fill the job's file, which appears whole or not at all; returns its SHA-256 and bytes.

    Two workers that do it at once write the same bytes, each aside. Raises OSError, and what `write` raises.
    """
    place = place_of(job)
    place.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    aside = place.with_name(f".{place.name}.{worker}.part")
    try:
        write(aside)
        with aside.open("rb") as file:
            os.fsync(file.fileno())
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        size = aside.stat().st_size
        aside.chmod(0o440)
        aside.replace(place)
    finally:
        aside.unlink(missing_ok=True)
    _fsync(place.parent)
    return sha256, size


def drop(job: PrintJob) -> None:
    """Remove the result of a job."""
    place_of(job).unlink(missing_ok=True)


def remove_expired() -> list[Path]:
    """Remove every result whose time is over or that no finished job names, and what was left half-written a day
    ago; returns the paths removed. Safe beside workers: a result appears before its job is done, so young files stay.
    """
    folder = Path(settings.BOOKS_DIR)
    kept = {
        place_of(job).name
        for job in PrintJob.objects.filter(state=PrintJob.State.DONE, expires_at__gt=clock.database_now())
    }
    done = PrintJob.objects.filter(state=PrintJob.State.DONE, expires_at__lte=clock.database_now())
    expired = {place_of(job).name for job in done}
    removed = []
    for file in sorted(folder.glob("*")):
        is_old = time.time() - file.stat().st_mtime > _DAY.total_seconds()
        if file.name not in kept and (file.name in expired or is_old):
            file.unlink(missing_ok=True)
            removed.append(file)
    return removed


def _fsync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
