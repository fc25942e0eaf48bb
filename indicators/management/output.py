"""What commands write to files."""

from __future__ import annotations

import os
from pathlib import Path

from django.core.management.base import CommandError


def write_whole(path: Path, content: bytes) -> None:
    """The whole file or none: a reader never finds half a PDF."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise CommandError(f"เขียนไฟล์ {path} ไม่ได้: {error.strerror}") from None
