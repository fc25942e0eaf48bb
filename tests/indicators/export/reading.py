"""Reads the files of lists back, as their readers do."""

from __future__ import annotations

import csv
import io
from typing import Any

from openpyxl import load_workbook


def xlsx(content: bytes) -> list[list[Any]]:
    """The cells of the first sheet; an empty one is None."""
    return [list(row) for row in load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True)]


def csv_rows(content: bytes) -> list[list[str]]:
    """The cells of a file that has to begin with the mark of UTF-8."""
    assert content[:3] == b"\xef\xbb\xbf"
    return list(csv.reader(io.StringIO(content[3:].decode())))


def column(rows: list[list[Any]], name: str) -> list[Any]:
    """The cells under a heading."""
    at = rows[0].index(name)
    return [row[at] for row in rows[1:]]
