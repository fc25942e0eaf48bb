"""The five results that earn levels 1 to 5, as people type them and as they are stored. Pure.

Stored with Arabic digits, without commas and with one blank between: "60 70 80 90 100".
"""

import re
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from indicators.scoring import LEVELS, ScoringError, scale_of
from thai.digits import BadNumber, parse_decimal

LONGEST: Final = 100  # of the column that holds them
_BETWEEN: Final = re.compile(r"[,;]?\s+")


def read(text: str) -> list[Decimal]:
    """The thresholds in `text`, with Thai or Arabic digits. Raises ScoringError, saying what to write."""
    pieces = _BETWEEN.split(text.strip())
    if len(pieces) != LEVELS:
        found = len(pieces) if text.strip() else 0
        raise ScoringError(
            _("กรอกค่าของเกณฑ์ให้ครบ 5 ค่า คั่นด้วยช่องว่าง เช่น 60 70 80 90 100 (พบ %(found)d ค่า)") % {"found": found}
        )
    try:
        return scale_of([parse_decimal(piece) for piece in pieces])
    except BadNumber as bad:
        raise ScoringError(str(bad)) from bad


def canonical(text: str) -> str:
    """`text` as it is stored; nothing stays nothing. Raises ScoringError."""
    if not text.strip():
        return ""
    stored = " ".join(_plain(mark) for mark in read(text))
    if len(stored) > LONGEST:
        raise ScoringError(_("ค่าของเกณฑ์ยาวเกิน %(limit)d ตัวอักษร") % {"limit": LONGEST})
    return stored


def why_not(text: str, *, five_levels: bool) -> str:
    """Why `text` cannot be the thresholds of what is measured on the scale, or is not; empty when it can."""
    if not five_levels:
        if not text.strip():
            return ""
        return _("กรอกค่าของเกณฑ์เฉพาะเมื่อวัดผลสำเร็จด้วยเกณฑ์ 5 ระดับ ลบค่าเหล่านี้ หรือเลือกวิธีวัดเป็นเกณฑ์ 5 ระดับ")
    try:
        read(text)  # which, unlike canonical, refuses an empty one
        canonical(text)
    except ScoringError as error:
        return str(error)
    return ""


def _plain(mark: Decimal) -> str:
    """60.00 as 60, 7.50 as 7.5."""
    plain = f"{mark:f}" if mark else "0"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
