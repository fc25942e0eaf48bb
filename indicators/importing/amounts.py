"""Section 5: a target or a result as people write it, and the number and unit in it."""

import re
from decimal import Decimal
from typing import Final

from indicators.importing.layout import expand
from indicators.importing.report import Amount
from thai.digits import BadNumber, parse_decimal

_NUMBER = re.compile(expand(r"[+-]?DIGIT[0-9๐-๙,]*(?:\.DIGIT+)?"))
_PERCENT = re.compile(expand(r"[^\S\n]*\(\s*(?:คิดเป็น)?\s*ร้อยละ\s*(DIGIT[0-9๐-๙,]*(?:\.DIGIT+)?)\s*\)\s*$"))
LONGEST: Final = 200
"""Characters; what is longer is a text, not an amount."""
_UNIT_FIRST = ("ร้อยละ", "ระดับ")


def read_amount(written: str) -> Amount:
    """`written` ("10 (คะแนน)", "ร้อยละ 80", "1,200 คน", "10.00 คะแนน (ร้อยละ 100.00)") with its number and unit.

    Text that holds no number, or several, has no value: a guess would be worse.
    """
    written = written.strip()
    if len(written) > LONGEST:
        return Amount(written, None, "")
    percent_match = _PERCENT.search(written)
    # A whole "(ร้อยละ 80)" is the amount itself, not an addition to it.
    if percent_match and not _NUMBER.search(written, 0, percent_match.start()):
        percent_match = None
    plain = written[: percent_match.start()] if percent_match else written
    numbers = list(_NUMBER.finditer(plain))
    if len(numbers) != 1:
        return Amount(written, None, "")
    before, after = plain[: numbers[0].start()].strip(" ("), plain[numbers[0].end() :].strip(" ()")
    unit = after if after else next((unit for unit in _UNIT_FIRST if before.endswith(unit)), "")
    percent = _value(percent_match.group(1)) if percent_match else None
    return Amount(written, _value(numbers[0].group()), unit, percent)


def _value(text: str) -> Decimal | None:
    try:
        return parse_decimal(text)
    except BadNumber:
        return None
