"""Thai dictionary order as a key that sorts right in any database, whatever its collation.

Code-point order puts เขต behind ส because a leading vowel is written first. The order here is that of the
Royal Institute's dictionary: a leading vowel counts behind the consonant it is written before; tone marks,
MAITAIKHU and THANTHAKHAT decide only between words that are otherwise equal. Numbers sort by value, and Thai
digits as Arabic ones.
"""

import re
from typing import Final

from thai.digits import to_arabic
from thai.text import normalise

# Lowest first. PAIYANNOI and MAIYAMOK are signs, not letters; LAKKHANGYAO counts as SARA AA.
_SIGNS: Final = " \t\n_-–—,;:!?.…'\"‘’“”()[]{}@*/\\&#%`^+<=>|~$฿ฯๆ๏๚๛"
_LATIN: Final = "abcdefghijklmnopqrstuvwxyz"
_THAI: Final = "กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรฤลฦวศษสหฬอฮะัาำิีึืฺุูเแโใไ"
_MARKS: Final = "็่้๊๋์ํ๎"
_LEADING_VOWEL: Final = re.compile("([เ-ไ])([ก-ฮ])")
_NUMBER: Final = re.compile("0*([0-9]{1,255})|(.)", re.DOTALL)

# Two hexadecimal digits a letter: ASCII digits and a-f stand in this order in every collation.
_END, _NUMBER_FOLLOWS, _OTHER = "00", "40", "ff"
_WEIGHT: Final = (
    {sign: f"{place:02x}" for place, sign in enumerate(_SIGNS, 0x01)}
    | {letter: f"{place:02x}" for place, letter in enumerate(_LATIN, 0x48)}
    | {letter: f"{place:02x}" for place, letter in enumerate(_THAI, 0x70)}
    | {"ๅ": f"{0x70 + _THAI.index('า'):02x}"}
)
_MARK_WEIGHT: Final = {mark: str(place) for place, mark in enumerate(_MARKS, 2)}
_UNMARKED: Final = "1"


def sort_key(text: str) -> str:
    """A key of `text` made of 0-9 and a-f: keys compare as the texts stand in a Thai dictionary.

    Letters first, marks after them; upper and lower case are one. About 2.5 characters a letter. Texts that
    differ only in case or in the kind of digits share a key, so give ORDER BY a second column.
    """
    letters: list[str] = []
    marks: list[str] = []
    swapped = _LEADING_VOWEL.sub(r"\2\1", to_arabic(normalise(text)).casefold())
    for found in _NUMBER.finditer(swapped):
        number, letter = found.groups()
        if number is not None:
            letters.append(f"{_NUMBER_FOLLOWS}{len(number):02x}{number}")
            marks.append(_UNMARKED)
        elif letter in _MARK_WEIGHT:
            marks.append(_MARK_WEIGHT[letter])
        else:
            letters.append(_WEIGHT.get(letter) or f"{_OTHER}{ord(letter):06x}")
            marks.append(_UNMARKED)
    return "".join(letters) + _END + "".join(marks).rstrip(_UNMARKED)
