"""What every sheet of the innovation case has: its head, and small formatters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from indicators.selectors.print_documents import Signing
from innovation.selectors.content.frame import Content
from printing.document_base import SignatureBlock
from printing.form_documents import Choices, Option, Part
from thai.dates import format_date
from thai.digits import format_number

Parts = tuple[Part, ...]


def frame(form: str, content: Content, draft: bool, receipt: str) -> dict[str, Any]:
    """Head of a sheet: the year's number and title of the form, whose it is."""
    assignment = content["assignment"]
    named = content["round"]["forms"].get("idea" if form == "idea_list" else form, {"number": "", "title": ""})
    label = _("แบบฟอร์ม %(number)s") % {"number": named["number"]}
    title = named["title"]
    if form == "idea_list":
        label, title = _("บัญชีแบบฟอร์ม %(number)s") % {"number": named["number"]}, _("รายการความคิดเห็นที่ได้รับ")
    return {
        "year_be": str(assignment["be_year"]),
        "agency": assignment["agency"],
        "draft": draft,
        "thai_digits": assignment["thai_digits"],
        "receipt": receipt,
        "form_label": label,
        "title": title,
        "reference": assignment["name_line"],
    }


def day(value: str | None) -> str:
    """An ISO day as the long พ.ศ. date, "" for none."""
    return format_date(date.fromisoformat(value), "long") if value else ""


def number(value: Any) -> str:
    """A whole number with its commas, "" for none."""
    return "" if value is None else f"{int(value):,}"


def decimal(value: str | None) -> str:
    """A decimal with two digits, "" for none."""
    return "" if value is None else format_number(Decimal(value))


def ticked(label: str, options: Sequence[str], chosen: str) -> Choices:
    """Boxes, the chosen one ticked; one that is no longer in the list stands at its end."""
    texts = [*options, *([chosen] if chosen and chosen not in options else [])]
    return Choices(label=label, options=tuple(Option(text=text, ticked=text == chosen) for text in texts))


def signed(role: str, signing: Signing) -> SignatureBlock:
    """The block of somebody who signed in the system, empty when he has not."""
    return SignatureBlock(
        role=role,
        name=signing.name,
        position=signing.position,
        date=format_date(signing.on, "long") if signing.on else "",
        standing_for=signing.standing_for,
    )
