"""The pages of a part of the product, gathered once in a process and kept as text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.access.tables import PARTS_WITH_A_TABLE, Row, prepare, rows, signed_in_scene
from tests.pages import sheets
from tests.pages.sheets import Sheet

PARTS = ("matrix", *PARTS_WITH_A_TABLE)


@dataclass
class Gallery:
    """Pages read in Thai, the answers to their forms sent back wrongly, one page of each address in English."""

    read: list[Sheet]
    refused: list[Sheet]
    english: list[Sheet]


Galleries = Callable[[str], Gallery]  # by the name of a part


def gather(monkeypatch: pytest.MonkeyPatch, part: str, everybody: bool) -> Gallery:
    """The pages of a part; `everybody` reads each of them, not only one person of each side."""
    scene = signed_in_scene(monkeypatch)
    table = [row for row in rows("matrix.txt" if part == "matrix" else f"{part}_matrix.txt") if row[0] == "GET"]
    prepare(scene, part, table)
    gallery = Gallery(list(sheets.read(scene, table, everybody=everybody)), [], [])
    answered: set[tuple[str, str]] = set()
    for sheet in gallery.read:
        if sheet.code == 200:
            gallery.refused += sheets.refused(scene, sheet, answered)
    if not everybody:
        table = _once(table)
    gallery.english = list(sheets.read(scene, table, "en", everybody=everybody))
    return gallery


def _once(table: list[Row]) -> list[Row]:
    """One line of each address that somebody may open, for one person."""
    opened = {row[1]: row for row in reversed(table) if 200 in row[3]}
    return [
        (method, address, state, [200 if place == codes.index(200) else 302 for place in range(len(codes))])
        for method, address, state, codes in opened.values()
    ]
