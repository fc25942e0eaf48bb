"""Two versions of a text compared word by word, to show what was taken out and what was put in. Pure.

Large texts are first held together by words that both have exactly once; between them the longest common runs
count. What has nothing in common shows as a whole, so that the time stays bounded whatever is compared.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, Literal, NamedTuple

from thai.words import words

Kind = Literal["same", "deleted", "inserted"]
# Up to so many pairs of words, every run is looked at.
_SMALL: Final = 40_000
_Range = tuple[int, int, int, int]


class Part(NamedTuple):
    """A stretch of text and whose it is: both versions', the old one's alone, the new one's alone."""

    kind: Kind
    text: str


def diff(before: str, after: str, cut: Callable[[str], Sequence[str]] = words) -> list[Part]:
    """What leads from `before` to `after`, in reading order; what is deleted stands before what is inserted.

    Joined without the inserted parts the result is `before`, without the deleted ones `after`. Parts begin and end
    where `cut` does, so none begins inside a word, nor with a Thai mark unless its text does. Neighbours differ in
    kind. Equal texts give one part, empty ones none.
    """
    if before == after:
        return [Part("same", before)] if before else []
    old, new = cut(before), cut(after)
    parts: list[Part] = []
    for kind, text in _joined_over_blanks(list(_runs(old, new))):
        parts.append(Part(kind, text))
    return parts


def sides(parts: Sequence[Part]) -> tuple[list[Part], list[Part]]:
    """The parts of the old version and those of the new one, for showing them side by side."""
    return (
        [part for part in parts if part.kind != "inserted"],
        [part for part in parts if part.kind != "deleted"],
    )


def text_of(parts: Sequence[Part]) -> str:
    """The text of one side."""
    return "".join(part.text for part in parts)


def _runs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """(same, deleted, inserted) in reading order: a common run, then what differs behind it."""
    i = j = 0
    same = ""
    pairs = sorted(_pairs(old, new))
    for a, b in [*pairs, (len(old), len(new))]:
        if (a, b) != (i, j):
            yield same, "".join(old[i:a]), "".join(new[j:b])
            same = ""
        if a < len(old) and b < len(new):
            same += old[a]
        i, j = a + 1, b + 1
    if same:
        yield same, "", ""


def _joined_over_blanks(runs: list[tuple[str, str, str]]) -> Iterator[tuple[Kind, str]]:
    """The parts of `runs`. A mere blank between two changes belongs to both: reading goes on over it."""
    deleted = inserted = ""
    for same, gone, come in runs:
        if same and (deleted or inserted) and (gone or come) and _is_blank(same):
            deleted, inserted = deleted + same, inserted + same
        else:
            yield from _change(deleted, inserted)
            if same:
                yield "same", same
            deleted = inserted = ""
        deleted, inserted = deleted + gone, inserted + come
    yield from _change(deleted, inserted)


def _change(deleted: str, inserted: str) -> Iterator[tuple[Kind, str]]:
    if deleted:
        yield "deleted", deleted
    if inserted:
        yield "inserted", inserted


def _is_blank(text: str) -> bool:
    return text.isspace() and "\n" not in text


def _pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Places (in `old`, in `new`) of words that stay, each once; ordered alike on both sides, in any order here."""
    waiting: list[_Range] = [(0, len(old), 0, len(new))]
    while waiting:
        a, a_end, b, b_end = waiting.pop()
        while a < a_end and b < b_end and old[a] == new[b]:
            yield a, b
            a, b = a + 1, b + 1
        while a < a_end and b < b_end and old[a_end - 1] == new[b_end - 1]:
            a_end, b_end = a_end - 1, b_end - 1
            yield a_end, b_end
        if (a_end - a) * (b_end - b) <= _SMALL:
            matcher = SequenceMatcher(None, old[a:a_end], new[b:b_end], autojunk=False)
            for block in matcher.get_matching_blocks():
                yield from ((a + block.a + step, b + block.b + step) for step in range(block.size))
            continue
        anchors = _anchors(old, new, (a, a_end, b, b_end))
        for anchor_a, anchor_b in anchors:
            waiting.append((a, anchor_a, b, anchor_b))
            yield anchor_a, anchor_b
            a, b = anchor_a + 1, anchor_b + 1
        if anchors:
            waiting.append((a, a_end, b, b_end))


def _anchors(old: Sequence[str], new: Sequence[str], within: _Range) -> list[tuple[int, int]]:
    """Places of words that stand exactly once on each side of a range, as many as stand in one order."""
    a, a_end, b, b_end = within
    often_old, often_new = Counter(old[a:a_end]), Counter(new[b:b_end])
    place_in_old = {old[place]: place for place in range(a, a_end) if often_old[old[place]] == 1}
    common = [
        (place_in_old[new[place]], place)
        for place in range(b, b_end)
        if often_new[new[place]] == 1 and new[place] in place_in_old
    ]
    return _longest_rising(common)


def _longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest choice of `pairs`, which rise in their second member, that rises in the first too."""
    lowest: list[int] = []  # the smallest first member that ends a choice of each length
    ends: list[int] = []  # which pair that is
    before: list[int] = []  # for each pair, the one in front of it
    for number, (first, _second) in enumerate(pairs):
        length = bisect_left(lowest, first)
        before.append(ends[length - 1] if length else -1)
        lowest[length : length + 1] = [first]
        ends[length : length + 1] = [number]
    chosen = []
    at = ends[-1] if ends else -1
    while at >= 0:
        chosen.append(pairs[at])
        at = before[at]
    return chosen[::-1]
