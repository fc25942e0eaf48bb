"""Thai and Arabic digits; numbers as people type and read them. Pure; stored is always Arabic."""

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext

from django.utils.translation import gettext as _

_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_NUMBER = re.compile(r"(?P<sign>[+-]?)(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+|(?=\.))(?P<part>\.[0-9]+)?")
_MISPLACED_COMMA = re.compile(r"[+-]?(?=[0-9]+,)[0-9,]++(?:\.[0-9]+)?")
# Longer than any amount of money or count of people; keeps hostile input away from the arithmetic.
_LONGEST = 40


class BadNumber(ValueError):
    """The text is no number; the message is for the user."""


def to_arabic(text: str) -> str:
    """`text` with ๐-๙ as 0-9; nothing else changes."""
    return text.translate(_TO_ARABIC)


def to_thai(text: str) -> str:
    """`text` with 0-9 as ๐-๙; nothing else changes."""
    return text.translate(_TO_THAI)


def parse_decimal(text: str) -> Decimal:
    """The number in `text`: Thai or Arabic digits, thousands parted by commas or not, decimals by a point.

    Raises BadNumber with a sentence that shows how to write it. Exponents, NaN and Infinity are refused.
    """
    typed = text.strip()
    plain = to_arabic(typed).replace("\u2212", "-")
    if not plain:
        raise BadNumber(_("กรอกตัวเลข เช่น 1,250.50"))
    if len(plain) > _LONGEST:
        raise BadNumber(_("ตัวเลขยาวเกิน %(limit)d หลัก") % {"limit": _LONGEST})
    found = _NUMBER.fullmatch(plain)
    if found is None:
        if _MISPLACED_COMMA.fullmatch(plain):
            raise BadNumber(_("เครื่องหมายจุลภาคใน “%(typed)s” ต้องคั่นทุกสามหลัก เช่น 1,250.50") % {"typed": typed})
        raise BadNumber(_("“%(typed)s” ไม่ใช่ตัวเลข เขียนเช่น 1,250.50") % {"typed": typed})
    return Decimal(found["sign"] + (found["whole"].replace(",", "") or "0") + (found["part"] or ""))


def parse_integer(text: str) -> int:
    """The whole number in `text`, read as parse_decimal does; "12.00" is whole, "12.5" raises BadNumber."""
    number = parse_decimal(text)
    if number != number.to_integral_value():
        raise BadNumber(_("“%(typed)s” ไม่ใช่จำนวนเต็ม") % {"typed": text.strip()})
    return int(number)


def format_number(value: Decimal | int, places: int = 2) -> str:
    """`value` with commas between thousands and `places` decimals, rounded half-up: 1250.5 → "1,250.50"."""
    number = Decimal(value)
    with localcontext(prec=max(number.adjusted(), 0) + places + 2):
        return f"{number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP):,f}"
