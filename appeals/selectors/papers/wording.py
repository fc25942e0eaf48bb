"""How papers of an appeal word letters, days, quantities, and texts that were changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from indicators.models import Document
from indicators.selectors.print_documents import short_number
from printing.form_documents import Column, Comparison, Field, Part, Table, TextBlock
from thai.dates import format_date
from thai.diff import diff

# Two texts stand side by side up to so many letters; longer ones would be torn over pages, column by column.
_BESIDE = 1200


def day(value: date | str | None) -> str:
    """A day, or an ISO day, as the long พ.ศ. date; "" for none."""
    if not value:
        return ""
    return format_date(date.fromisoformat(value) if isinstance(value, str) else value, "long")


def quantity(value: Decimal | None, unit: str) -> str:
    """`22 ครั้ง`; "" for none."""
    return "" if value is None else f"{short_number(value)} {unit}".strip()


def letter_fields(letter: Mapping[str, Any] | None) -> list[Part]:
    """Number with its speed, date and subject of a letter; dashes where there is none."""
    of = letter or {"speed": "", "number": "", "date": None, "subject": ""}
    return [
        Field(label=_("เลขที่หนังสือ"), value=" ".join(filter(None, (of["speed"], of["number"])))),
        Field(label=_("ลงวันที่"), value=day(of["date"])),
        Field(label=_("เรื่อง"), value=of["subject"]),
    ]


def letter_of(document: Document | None) -> dict[str, Any] | None:
    """A registered letter as a revision would hold it."""
    if document is None:
        return None
    return {
        "speed": str(document.get_speed_display()) if document.speed else "",
        "number": document.number,
        "date": document.date,
        "subject": str(document),
    }


def compared(label: str, before: str, after: str, heads: tuple[str, str]) -> list[Part]:
    """What changed from `before` to `after`, word by word, and both texts whole, under `heads`."""
    legend = _("ข้อความที่ขีดฆ่า คือส่วนที่ตัดออก  ข้อความตัวหนาที่ขีดเส้นใต้ คือส่วนที่เพิ่ม")
    pieces = tuple((part.kind, part.text) for part in diff(before, after))
    whole: list[Part] = [TextBlock(label=heads[0], text=before), TextBlock(label=heads[1], text=after)]
    if max(len(before), len(after)) <= _BESIDE:
        whole = [Table(columns=tuple(Column(label=head) for head in heads), rows=((before, after),), blank_rows=1)]
    return [Comparison(label=label, pieces=pieces, legend=legend), *whole]
