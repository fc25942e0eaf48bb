"""Which ideas say nearly the same. A pure rule; it points out, it decides nothing.

Thai is written without spaces between words, so texts are compared by their letters: the share of three-letter runs
they have in common (Dice's coefficient), half the weight on the title and half on problem and proposal together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from thai.text import comparable

# Tried on pairs written by hand (tests/innovation/collection/test_similarity.py): reworded ones lie above, other
# topics of the same office below.
THRESHOLD = 55
RUN = 3
# What is compared of a text: enough to tell two ideas apart, and 600 long ones stay quick.
LONGEST = 2000
_NOT_A_LETTER = re.compile(r"[^0-9a-z\u0e01-\u0e4e]+")


@dataclass(frozen=True)
class Text:
    """What of an idea is compared. `number` names it."""

    number: int
    title: str
    body: str


@dataclass(frozen=True)
class Alike:
    """Two ideas and how alike they are, 0 to 100, rounded to the nearest whole."""

    first: int
    second: int
    percent: int


def likeness(a: Text, b: Text) -> int:
    """0 to 100."""
    vocabulary: dict[str, int] = {}
    return _percent(_runs(a, vocabulary), _runs(b, vocabulary))


def alike(texts: Sequence[Text], threshold: int = THRESHOLD) -> list[Alike]:
    """Every pair at or above `threshold`, most alike first. Every text is met with every other, each as two whole
    numbers whose bits are its runs: what two have in common is then one operation on numbers. The bodies of two whose
    titles alone rule it out are not looked at."""
    vocabulary: dict[str, int] = {}
    runs = [(text.number, _runs(text, vocabulary)) for text in texts]
    least = (threshold - 50.5) / 50  # half the weight can come from the bodies; half a percent from rounding
    found = [
        Alike(first, second, percent)
        for place, (second, mine) in enumerate(runs)
        for first, other in runs[:place]
        if _dice(mine[0], other[0]) >= least and (percent := _percent(mine, other)) >= threshold
    ]
    return sorted(found, key=lambda pair: (-pair.percent, pair.first, pair.second))


def nearest(pairs: Iterable[Alike]) -> dict[int, Alike]:
    """For each later idea of a pair the earlier one that it is most like."""
    best: dict[int, Alike] = {}
    for pair in pairs:
        if pair.second not in best or pair.percent > best[pair.second].percent:
            best[pair.second] = pair
    return best


_Bits = tuple[int, int]  # a set as a number, and how many it has


def _runs(text: Text, vocabulary: dict[str, int]) -> tuple[_Bits, _Bits]:
    return _bits(text.title, vocabulary), _bits(text.body, vocabulary)


def _bits(text: str, vocabulary: dict[str, int]) -> _Bits:
    """The three-letter runs of a text, as bits of a number; `vocabulary` gives each run its place."""
    letters = _NOT_A_LETTER.sub("", comparable(text[:LONGEST]).lower())
    runs = {letters[start : start + RUN] for start in range(max(len(letters) - RUN + 1, min(len(letters), 1)))}
    places = {vocabulary.setdefault(run, len(vocabulary)) for run in runs}
    number = bytearray(max(places, default=0) // 8 + 1)
    for place in places:
        number[place // 8] |= 1 << place % 8
    return int.from_bytes(number, "little"), len(places)


def _percent(a: tuple[_Bits, _Bits], b: tuple[_Bits, _Bits]) -> int:
    return round(50 * (_dice(a[0], b[0]) + _dice(a[1], b[1])))


def _dice(a: _Bits, b: _Bits) -> float:
    """2 × what both have / what each has; 0 when either has nothing."""
    if not a[1] or not b[1]:
        return 0.0
    return 2 * (a[0] & b[0]).bit_count() / (a[1] + b[1])
