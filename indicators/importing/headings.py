"""Which lines are the headings of the layout.

Running text may mention a heading at the start of a line. So every line that looks like one is a candidate, and the
best chain in the order of the form wins: the most headings, the surest forms, the first of equals.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from indicators.importing.layout import (
    GAP,
    HEADINGS,
    PARENTHESES_AFTER,
    RANK,
    Heading,
    expand,
    label_pattern,
    number_pattern,
)

SURE: Final = 3
"""From this weight on, a candidate that is not chosen is worth a warning."""

_BOX = "☐☑☒□■✓✔\\[("
_COLON = r"[^\S\n]*+[::]{1,2}"
_NO_COLON = rf"(?=[^\S\n]*+(?:\n|\Z|[0-9๐-๙{_BOX}]))"
_ANY_NUMBER = expand(r"(?:DIGIT{1,2}(?:\.DIGIT{1,2})?)")
_START = r"^[^\S\n]*+[-–*#(]*[^\S\n]*+"
_AFTER_NUMBER = r"[^\S\n]*+[.)]{0,2}[^\S\n]*+"


@dataclass(frozen=True)
class Found:
    """A place that looks like the heading `key`: offsets in the body, from the line's start to where text begins."""

    key: str
    start: int
    end: int
    weight: int


def find_headings(body: str) -> tuple[list[Found], list[Found]]:
    """(the headings of `body` in their order, sure candidates that are out of order)."""
    candidates = sorted(_candidates(body), key=lambda found: (found.start, -found.weight))
    chosen = _best_chain(candidates)
    taken = {found.start for found in chosen}
    spare = [c for c in candidates if c.weight >= SURE and c.start not in taken and RANK[c.key] < RANK["signatures"]]
    return chosen, spare


def _candidates(body: str) -> Iterator[Found]:
    numbered_quarters = False
    for heading in HEADINGS:
        for pattern, weight in _forms(heading):
            for match in pattern.finditer(body):
                bonus = int(_has_its_value(heading.key, body, match.end()))
                yield Found(heading.key, match.start(), match.end(), weight + bonus)
                numbered_quarters = numbered_quarters or heading.number.startswith("6.")
    yield from _results_beside_targets(body)
    if not numbered_quarters:
        yield from _unnumbered_quarters(body)


def _forms(heading: Heading) -> Iterator[tuple[re.Pattern[str], int]]:
    """The ways to write `heading`, with how sure each is. Number and colon: 4; number alone: 3; a wrong number: 2."""
    label = f"(?:{'|'.join(label_pattern(text) for text in heading.labels)})"
    after = expand(PARENTHESES_AFTER.get(heading.key, ""))
    if heading.key == "plan":
        yield _compiled(rf"^[^\S\n]*+\*{{2,}}[^\S\n]*+{label}{GAP}{after}(?:{_COLON})?"), 4
        yield _compiled(rf"^[^\S\n]*+{label}{GAP}{after}(?:{_COLON}|(?=[^\S\n]*+(?:\n|\Z)))"), 3
    elif heading.key == "result":
        yield _compiled(rf"^[^\S\n]*+[::|][^\S\n]*+{label}[^\S\n]*+[=::]?"), 4
        yield _compiled(rf"^[^\S\n]*+{label}[^\S\n]*+[=::]"), 3
    elif heading.key == "signatures":
        yield _compiled(rf"^[^\S\n]*+\(?{label}\)?(?=[^\S\n]*+(?:[.…_:(]|\n|\Z))"), 4
    else:
        number = number_pattern(heading.number)
        yield _compiled(rf"{_START}{number}{_AFTER_NUMBER}{GAP}{label}{GAP}{after}{_COLON}"), 4
        yield _compiled(rf"{_START}{number}{_AFTER_NUMBER}{GAP}{label}{GAP}{after}{_NO_COLON}"), 3
        yield _compiled(rf"{_START}{_ANY_NUMBER}{_AFTER_NUMBER}{label}{GAP}{after}{_COLON}"), 2


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.MULTILINE)


_AMOUNT_FOLLOWS = re.compile(expand(r"[^\S\n]*+DIGIT"))
_NAME_FOLLOWS = re.compile(expand(r"[^\S\n]*+DIGIT{1,4}[^\S\n]*+/"))
_RESULT_BESIDE = re.compile(expand(r"[|::]?[^\S\n]*+ผลงานGAPที่GAPทำได้[^\S\n]*+[=::]?"))
_QUARTER_ALONE = _compiled(expand(r"^[^\S\n]*+ไตรมาสGAP(?:ที่)?GAP([1-4๑-๔])[^\S\n]*+:"))


def _has_its_value(key: str, body: str, end: int) -> bool:
    if key == "target":
        return _AMOUNT_FOLLOWS.match(body, end) is not None
    return key == "name" and _NAME_FOLLOWS.match(body, end) is not None


def _results_beside_targets(body: str) -> Iterator[Found]:
    """ "เป้าหมาย 10 คะแนน | ผลงานที่ทำได้ 9.50 คะแนน" on one line."""
    for heading in HEADINGS:
        if heading.key != "target":
            continue
        for pattern, _ in _forms(heading):
            for match in pattern.finditer(body):
                line_end = body.find("\n", match.end())
                beside = _RESULT_BESIDE.search(body, match.end(), line_end if line_end >= 0 else len(body))
                if beside:
                    yield Found("result", beside.start(), beside.end(), SURE)


def _unnumbered_quarters(body: str) -> Iterator[Found]:
    for match in _QUARTER_ALONE.finditer(body):
        yield Found(f"quarter_{int(match.group(1))}", match.start(), match.end(), 2)


@dataclass(frozen=True)
class _Link:
    found: Found
    before: "_Link | None"
    weight: int


def _best_chain(candidates: list[Found]) -> list[Found]:
    """The heaviest chain in which rank and offset both rise; one pass, with the best chain kept per last rank."""
    best: dict[int, _Link] = {}
    for found in candidates:
        rank = RANK[found.key]
        before = None
        for lower in range(rank):
            link = best.get(lower)
            if link and link.found.end <= found.start and (before is None or link.weight > before.weight):
                before = link
        weight = found.weight + (before.weight if before else 0)
        if rank not in best or weight > best[rank].weight:
            best[rank] = _Link(found, before, weight)
    link = max(best.values(), key=lambda link: link.weight, default=None)
    chosen: list[Found] = []
    while link:
        chosen.append(link.found)
        link = link.before
    return chosen[::-1]
