"""Dates that a Thai text names in full, such as 15 เมษายน 2564 or ๑๕ เม.ย. ๒๕๖๔."""

from __future__ import annotations

import re
from datetime import date

from thai.calendar_names import MONTHS
from thai.dates import BadDate, parse_date
from thai.digits import to_arabic

_NAMES = sorted(
    {re.escape(name) for month in MONTHS for name in (month.thai, month.thai_short)}, key=len, reverse=True
)
_DATE = re.compile(rf"(?<!\d)(\d{{1,2}})\s*({'|'.join(_NAMES)})\s*(?:พ\.ศ\.\s*)?(\d{{4}})(?!\d)")


def mentioned_dates(text: str) -> list[date]:
    """The dates in the order of the text; what looks like a date and is none (31 ก.พ.) is left out."""
    found = []
    for day, month, year in _DATE.findall(to_arabic(text)):
        try:
            found.append(parse_date(f"{day} {month} {year}"))
        except BadDate:
            continue
    return found
