"""A list as a file: `?format=xlsx` or `?format=csv` on the address of the list, with its filters and for whom it is.

Every row that the filters leave is in the file, not only those of the page that is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from indicators.spreadsheet import CSV, XLSX, Cell, csv_bytes, xlsx_bytes
from thai.digits import format_number

MOST_ROWS = 20_000
_CHUNK = 2000

Rows = QuerySet[Any] | Sequence[Any]


@dataclass(frozen=True)
class Sheet:
    """What a list is as a file. `name` is that of the file without its ending; `rows`, when it is a function, and
    `line`, which makes the cells of a row, are called only when a file is asked for."""

    name: str
    title: str
    heading: Sequence[str]
    rows: Rows | Callable[[], Rows]
    line: Callable[[Any], Sequence[Cell]]


def exported(request: HttpRequest, sheet: Sheet) -> HttpResponse | None:
    """The list as the file the address asks for; None when it asks for the page. What is too long to be a file goes
    back to the page, which says so."""
    wanted = request.GET.get("format")
    if wanted not in {"xlsx", "csv"}:
        return None
    rows = sheet.rows() if callable(sheet.rows) else sheet.rows
    total = rows.count() if isinstance(rows, QuerySet) else len(rows)
    if total > MOST_ROWS:
        return _too_long(request, total)
    lines = (sheet.line(row) for row in _each(rows))
    if wanted == "csv":
        content, kind = csv_bytes(sheet.heading, lines), CSV
    else:
        content, kind = xlsx_bytes(sheet.title, sheet.heading, lines), XLSX
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{sheet.name}.{wanted}"'
    return response


def status_words(codes: Iterable[str]) -> dict[str, str]:
    """The words that the pages' status tags have for `codes`."""
    return {
        code: render_to_string("components/status_word.txt", {"status": code, "word": ""}).strip() for code in codes
    }


def _each(rows: Rows) -> Iterable[Any]:
    """In pieces, so that what is read along with the rows needs no endless question to the database."""
    return rows.iterator(chunk_size=_CHUNK) if isinstance(rows, QuerySet) else rows


def _too_long(request: HttpRequest, total: int) -> HttpResponse:
    facts = {"total": format_number(total, 0), "most": format_number(MOST_ROWS, 0)}
    messages.warning(
        request,
        _("รายการนี้มี %(total)s แถว ดาวน์โหลดได้ครั้งละไม่เกิน %(most)s แถว โปรดเลือกตัวกรองให้แคบลงแล้วลองอีกครั้ง") % facts,
    )
    query = request.GET.copy()
    query.pop("format")
    return redirect(f"{request.path}?{query.urlencode()}" if query else request.path)
