"""What commands write to files and to the terminal."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Collection, Sequence
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


def aligned(rows: Sequence[Sequence[str]], right: Collection[int] = ()) -> str:
    """Rows of texts as lines with their columns below each other; the columns of `right` end together.

    Thai vowels and tone marks above and below stand in no column of their own.
    """
    widths = [max(_columns_of(cell) for cell in column) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            _padded(cell, width, at_the_end=place in right)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def _padded(cell: str, width: int, *, at_the_end: bool) -> str:
    room = " " * (width - _columns_of(cell))
    return room + cell if at_the_end else cell + room


def _columns_of(text: str) -> int:
    return sum(unicodedata.category(character) not in {"Mn", "Me", "Cf"} for character in text)
