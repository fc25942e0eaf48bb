"""A table as a file: XLSX for the office, CSV for everything else. Pure: knows no model and no request.

None is an empty cell and 0 is 0. A number is a number (a figure with two digits stays one in CSV, too). A text that a
spreadsheet would take for a formula gets an apostrophe in front: what people typed must not be run by who opens it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from thai.dates import active_language, bangkok_day, format_date, format_datetime

Cell = str | int | Decimal | None

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
# A spreadsheet takes a cell that begins so for a formula, the broad signs of an East Asian keyboard among them.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NOT_IN_TITLES = str.maketrans("", "", "[]:*?/\\")
_MOST_OF_A_TITLE = 31
_NARROWEST, _WIDEST = 10, 50


def harmless(text: str) -> str:
    """`text` with an apostrophe in front where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def day_cells(moment: date | datetime | None) -> tuple[Cell, Cell]:
    """A day or a moment twice: as pages write it, and as ISO 8601 of the day in Bangkok.

    A date cell would be shown in ค.ศ. or พ.ศ. as the machine that opens it pleases, so both are texts. The first is
    what stands on the screen but does not sort; the second sorts and is understood by every program.
    """
    if moment is None:
        return None, None
    if isinstance(moment, datetime):
        return format_datetime(moment, active_language()), bangkok_day(moment).isoformat()
    return format_date(moment, "short", active_language()), moment.isoformat()


def csv_bytes(heading: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 that begins with EF BB BF, without which Excel takes Thai for another encoding."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([harmless(each) for each in heading])
    writer.writerows([harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return ("\ufeff" + text.getvalue()).encode()


def xlsx_bytes(title: str, heading: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """One sheet whose first row and first column stay in sight."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title.translate(_NOT_IN_TITLES)[:_MOST_OF_A_TITLE])
    sheet.freeze_panes = "B2"
    for number, name in enumerate(heading, start=1):
        width = _WIDEST if number == 1 else min(max(len(name) + 4, _NARROWEST), _WIDEST)
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append([_heading_cell(sheet, name) for name in heading])
    for row in rows:
        sheet.append([_xlsx_cell(sheet, value) for value in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _heading_cell(sheet: object, name: str) -> Any:
    cell = WriteOnlyCell(sheet, value=harmless(name))
    cell.font = Font(bold=True)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _xlsx_cell(sheet: object, value: Cell) -> Any:
    """A text is said to be one: openpyxl takes "=…" for a formula and "#N/A" for an error."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", harmless(value)))
        cell.data_type = "s"
        return cell
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, Decimal):
        cell.number_format = "0.00"
    return cell
