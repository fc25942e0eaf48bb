"""What a person looks for in Thai texts: the terms of a query, where they stand in a text, and the stretch to show.

A term is found wherever its letters stand, in the middle of a word too: Thai parts words by no blank. Capital and
small letters are one, Thai and Arabic digits are one. All of it is decided here by letters, never by a database's own
idea of case, so that every database finds the same. All functions are pure.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate, islice
from typing import Final, NamedTuple

from thai.digits import to_arabic, to_thai
from thai.text import normalise
from thai.words import MARKS, words

LONGEST_QUERY: Final = 200
SNIPPET: Final = 180  # characters to show around what was found
_LEAD: Final = 60  # of them in front of it
_SLACK: Final = 40  # looked at beyond the edges, so that words are cut as they are in the whole text
_CANDIDATES: Final = 100
_META: Final = frozenset("\\.^$*+?{}[]()|")
_Span = tuple[int, int]


class Piece(NamedTuple):
    """A stretch of text; whether it is what was looked for."""

    text: str
    found: bool


class Snippet(NamedTuple):
    """A stretch of a longer text, and whether text was left out in front of it and behind it."""

    cut_before: bool
    pieces: list[Piece]
    cut_after: bool


def terms_of(query: str) -> list[str]:
    """The terms of a query, each once, in the order typed. One that stands inside another asks nothing more."""
    typed = list(dict.fromkeys(normalise(query).split()))
    folded = [_fold(term) for term in typed]
    return [
        term
        for place, term in enumerate(typed)
        if not any(
            folded[place] in other and (folded[place] != other or earlier < place)
            for earlier, other in enumerate(folded)
            if earlier != place
        )
    ]


def is_plain(term: str) -> bool:
    """Whether every letter of `term` has one spelling only, so that comparing code points is enough."""
    return all(len(_spellings(letter)) == 1 for letter in term)


def pattern_of(term: str) -> str:
    """A regular expression for `term`, case-sensitive, that Python and PostgreSQL read alike."""
    return "".join(_class_of(letter) for letter in term)


def is_found(text: str, term: str) -> bool:
    """Whether `term` stands in `text`."""
    return _compiled(term).search(text) is not None


def marked(text: str, terms: Iterable[str]) -> list[Piece]:
    """The whole of `text`, what was found in it apart. No piece begins inside a letter with its marks."""
    return _pieces(text, _spans(text, terms), 0, len(text))


def snippet(text: str, terms: Sequence[str], length: int = SNIPPET) -> Snippet | None:
    """About `length` characters around the place with most of the `terms`; None when none stands in `text`.

    It begins and ends between words, or where the found text does when there is no such place near.
    """
    found = [places for term in terms if (places := _places(text, term))]
    if not found:
        return None
    begin, end = _window(text, min(found, key=len), terms, length)
    spans = [span for span in _spans(text[: end + length], terms, begin) if span[0] < end]
    first, last = spans[0]
    offset = max(begin - _SLACK, 0)
    edges = [offset + place for place in accumulate(map(len, words(text[offset : end + _SLACK])))]
    start = 0 if begin == 0 else min((edge for edge in edges if begin <= edge <= first), default=first)
    stop = max((edge for edge in edges if last <= edge <= max(end, last)), default=last)
    stop = max([stop, *(b for a, b in spans if a < stop)])
    shown = text[start:stop]
    start += len(shown) - len(shown.lstrip())
    stop -= len(shown) - len(shown.rstrip())
    cut_before, cut_after = bool(text[:start].strip()), bool(text[stop:].strip())
    return Snippet(cut_before, _pieces(text, spans, start, stop), cut_after)


def _places(text: str, term: str) -> list[_Span]:
    """The first places of `term`."""
    return [match.span() for match in islice(_compiled(term).finditer(text), _CANDIDATES)]


def _window(text: str, places: Sequence[_Span], terms: Sequence[str], length: int) -> _Span:
    """Where to look: around that one of `places`, those of the rarest term, which has most terms near; the first of
    equals."""
    windows = []
    for start, stop in places:
        begin = max(start - _LEAD, 0)
        windows.append((begin, min(max(begin + length, stop), len(text))))
    return max(windows, key=lambda window: sum(_compiled(term).search(text, *window) is not None for term in terms))


def _spans(text: str, terms: Iterable[str], begin: int = 0) -> list[_Span]:
    """Where any of `terms` stands at or behind `begin`, widened to whole letters; in order, none touching another."""
    found = sorted(
        _whole_letters(text, match.span(1))
        for term in terms
        for match in re.compile(f"(?=({pattern_of(term)}))").finditer(text, begin)
    )
    spans: list[_Span] = []
    for start, stop in found:
        if spans and start <= spans[-1][1]:
            spans[-1] = spans[-1][0], max(stop, spans[-1][1])
        else:
            spans.append((start, stop))
    return spans


def _whole_letters(text: str, span: _Span) -> _Span:
    start, stop = span
    while start > 0 and _is_mark(text[start]):
        start -= 1
    while stop < len(text) and _is_mark(text[stop]):
        stop += 1
    return start, stop


def _is_mark(letter: str) -> bool:
    return letter in MARKS or unicodedata.category(letter).startswith("M")


def _pieces(text: str, spans: Iterable[_Span], start: int, stop: int) -> list[Piece]:
    """text[start:stop] parted at `spans`; those outside it are left out."""
    pieces = []
    for begin, end in spans:
        if begin < start or end > stop:
            continue
        pieces += [Piece(text[start:begin], False), Piece(text[begin:end], True)]
        start = end
    return [piece for piece in [*pieces, Piece(text[start:stop], False)] if piece.text]


def _fold(term: str) -> str:
    """One spelling for all that a term may be spelled."""
    return "".join(_spellings(letter)[0] for letter in term)


@lru_cache(maxsize=4096)
def _spellings(letter: str) -> str:
    """The letters that count as this one, in one order for all of them: "Kk", "2๒", "ก"."""
    # A pair only: a letter without exactly one counterpart (ß, ı) stands for itself.
    others = {other for other in _turned(letter) if len(other) == 1 and letter in _turned(other)}
    return "".join(sorted({letter, *others}))


def _turned(letter: str) -> tuple[str, ...]:
    """`letter` with the other kind of digit or case; mostly itself."""
    return to_arabic(letter), to_thai(letter), letter.lower(), letter.upper()


def _class_of(letter: str) -> str:
    spellings = _spellings(letter)
    if len(spellings) > 1:
        return f"[{spellings}]"
    return f"\\{letter}" if letter in _META else letter


@lru_cache(maxsize=256)
def _compiled(term: str) -> re.Pattern[str]:
    return re.compile(pattern_of(term))
