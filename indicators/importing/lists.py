"""Sections 7, 8 and 9: lists whose numbers and bullets belong to the layout, not to the text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indicators.importing.layout import expand
from indicators.importing.ledger import Ledger
from indicators.importing.lines import Line, join_item, without_start

_MARKS = re.compile(
    expand(r"\s*+(?P<bullet>[-–—•▪*]+(?=\s|$|[^\s0-9๐-๙-])\s*+)?(?P<colons>::\s*+)?(?P<rest>.*)"), re.DOTALL
)
_NUMBER = re.compile(expand(r"DIGIT{1,2}(?P<sign>[.)])(?!DIGIT)\s*"))
_BULLET = re.compile(r"[-–—•▪*](?=\s)\s*")
_NONE = re.compile(r"[\s:–—-]*(?:[1๑][.)]\s*)?ไม่มี\s*")
_NOTHING = re.compile(r"[\s:–—-]*")


@dataclass(frozen=True)
class _Start:
    """How a line begins: `length` characters of marks; `sign` of its number ("." or ")") or ""; `bullet` or not."""

    length: int
    sign: str
    bullet: bool


def says_none(lines: Sequence[Line]) -> bool:
    """Whether a list consists of the word ไม่มี."""
    return _NONE.fullmatch("".join(line.text for line in lines)) is not None


def read_list(lines: Sequence[Line], place: str, ledger: Ledger) -> list[str]:
    """The items of a list, each placed as "`place`.n" (n from 1); item numbers, bullets and "::" are marks.

    A numbered list is one whose first number has a kind ("1." or "1)"); numbers of the other kind, bullets and plain
    lines continue an item. Without numbers each bullet is an item; without either, each paragraph.
    """
    written = [line for line in lines if not line.blank]
    if _NOTHING.fullmatch("".join(line.text for line in written)):
        for line in written:
            ledger.mark(line.number, line.text)
        return []
    starts = {line.number: _start(line.text) for line in written}
    sign = next((start.sign for start in starts.values() if start.sign), "")
    bulleted = not sign and any(start.bullet for start in starts.values())
    items: list[list[Line]] = []
    after_blank = True
    for line in lines:
        if line.blank:
            after_blank = True
            continue
        start = starts[line.number]
        opens = start.sign == sign if sign else start.bullet if bulleted else after_blank and not line.wrapped
        if not items or (opens and not all(part.blank for part in items[-1])):
            items.append([])
        length = start.length if opens or not items[-1] else 0
        ledger.mark(line.number, line.text[:length])
        rest = without_start(line, length)
        ledger.place(line.number, f"{place}.{len(items)}", rest.text)
        items[-1].append(rest)
        after_blank = False
    return [text for item in items if (text := join_item(item))]


def _start(text: str) -> _Start:
    marks = _MARKS.match(text)
    assert marks is not None
    rest, at = marks["rest"], marks.start("rest")
    if number := _NUMBER.match(rest):
        return _Start(at + number.end(), number["sign"], False)
    if marks["colons"] and (bullet := _BULLET.match(rest)):
        return _Start(at + bullet.end(), "", True)
    return _Start(at, "", bool(marks["bullet"]))
