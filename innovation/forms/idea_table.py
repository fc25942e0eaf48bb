"""Rows copied from a spreadsheet: read as a table, and its words for innovation types understood.

static/js/idea-grid.js reads what is pasted by the same rules; tests/innovation/collection hold both to one sample.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from indicators.models import YearCode
from thai.text import comparable

# A cell that holds tabs, line breaks or quotes stands in quotes, each quote of its own doubled. One that merely
# begins with a quote is as it stands.
_CELL = re.compile(r'"((?:[^"]|"")*+)"(?=\t|\r?\n|\r|\Z)|([^\t\r\n]*)')
_NEEDS_QUOTES = re.compile(r'[\t\r\n]|""')
COLUMNS = ("type", "title", "problem", "proposal", "benefit", "name", "position", "section")
# What stands above titles and above problems when the headings were copied along: both, so that no idea is taken for
# a heading.
HEADINGS = (
    ("เรื่อง", "เรื่อง/ชื่อแนวคิด", "ชื่อเรื่อง", "ชื่อแนวคิด", "ชื่อความคิดเห็น"),
    ("สภาพปัญหา", "ปัญหา", "ปัญหา/ความต้องการ", "สภาพปัญหา/ความต้องการ", "สภาพปัญหา/ความต้องการที่จะพัฒนา"),
)


def read_table(text: str) -> list[list[str]]:
    """Rows of cells, margins of each cell removed; rows in which every cell is empty are left out."""
    rows: list[list[str]] = [[]]
    place = 0
    while place <= len(text):
        cell = _CELL.match(text, place)
        assert cell is not None  # the second alternative matches nothing at all
        rows[-1].append(_content(cell).strip())
        place = cell.end()
        if place >= len(text):
            break
        if text[place] == "\t":
            place += 1
            continue
        place += 2 if text.startswith("\r\n", place) else 1
        rows.append([])
    return [row for row in rows if any(row)]


def _content(cell: re.Match[str]) -> str:
    quoted, plain = cell.groups()
    if quoted is None:
        return str(plain)
    return quoted.replace('""', '"') if _NEEDS_QUOTES.search(quoted) else cell.group()


def rows_of_ideas(text: str) -> list[dict[str, str]]:
    """What was pasted, by column; the row of headings, if it came along, is left out. A row with more cells than
    there are columns keeps the rest, under "rest"."""
    table = read_table(text)
    if table and _are_headings(table[0][1:3]):
        table = table[1:]
    rows = []
    for cells in table:
        row = dict(zip(COLUMNS, [*cells, *[""] * len(COLUMNS)], strict=False))
        row["rest"] = "\t".join(cell for cell in cells[len(COLUMNS) :] if cell)
        rows.append(row)
    return rows


def _are_headings(cells: Sequence[str]) -> bool:
    """Whether these are what stands above titles and problems."""
    return len(cells) == 2 and all(
        comparable(cell) in {comparable(word) for word in words} for cell, words in zip(cells, HEADINGS, strict=True)
    )


def type_named(types: Sequence[YearCode], words: str) -> YearCode | None:
    """The type that `words` name by code, by label, or by a part of one label alone."""
    sought = comparable(words).lower()
    if not sought:
        return None
    labels = {type_.pk: comparable(type_.label).lower() for type_ in types}
    exact = [type_ for type_ in types if sought in {comparable(type_.code).lower(), labels[type_.pk]}]
    partial = [type_ for type_ in types if len(sought) > 2 and sought in labels[type_.pk]]
    found = exact or partial
    return found[0] if len(found) == 1 else None
