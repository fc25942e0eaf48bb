"""Question marks that stand for quotation marks and dashes lost in an export, and what to put in their place.

Only proposed: a text changes when `apply_repairs` is called. One `?` becomes one character, so nothing moves.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final, Literal

from indicators.importing.evidence import recognise_evidence
from indicators.importing.report import EvidenceItem, ParsedReport, Piece, Repair
from indicators.importing.sections import split_name
from thai.calendar_names import MONTHS

OPEN, CLOSE, DASH = "“", "”", "–"
CLAUSE: Final = 60
"""How many characters before a `?` are searched for what it belongs to."""

_ASKING = (
    "(?:หรือไม่|หรือยัง|หรือเปล่า|ไหม|มั้ย|อย่างไร|อะไร|ทำไม|เท่าใด|เท่าไร|เท่าไหร่|ที่ใด|ที่ไหน|เมื่อใด|เมื่อไร|เมื่อไหร่|ใคร|ผู้ใด)(?![็-๎])"
)
_ASKS = re.compile(_ASKING)
_ENDS_ASKING = re.compile(rf"{_ASKING}[ก-๙]{{0,12}}\s*\Z")
_MONTH = "|".join(re.escape(name) for month in MONTHS for name in (month.thai, month.thai_short))
_PERIOD_BEFORE = re.compile(rf"(?:[0-9๐-๙]|{_MONTH})\s*\Z")
_PERIOD_AFTER = re.compile(rf"\s*(?:[0-9๐-๙]|{_MONTH})")
_DIGIT = re.compile(r"[0-9๐-๙]")
_LATIN = re.compile(r"[A-Za-z0-9]")
_THAI = re.compile(r"[\u0e00-\u0e7f]")
_WORD_BEFORE = re.compile(r"\S{1,30}[^\S\n]*\Z")
_WORD_AFTER = re.compile(r"[^\S\n]*\S{1,30}")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*\Z")
_BEFORE_QUOTE = "([{"
_AFTER_QUOTE = ")]},.;:"

Shape = Literal["open", "close", "spaced", "inner", "other"]


@dataclass(frozen=True)
class Change:
    """A stretch [start, end) of a text and its repaired form, of the same length."""

    start: int
    end: int
    after: str


def propose(text: str) -> list[Change]:
    """The repairs of `text`, in order, not overlapping; a quotation is one repair with all that is repaired in it.

    Quotes pair within one line; what cannot be told apart from a question stays.
    """
    if "?" not in text:
        return []
    after = repaired(text)
    return [Change(start, end, after[start:end]) for start, end in _spans(text, after)]


def repaired(text: str) -> str:
    """`text` with every proposed repair made. Idempotent: it goes on until nothing is left to propose."""
    while (after := "\n".join(_repaired_line(line) for line in text.split("\n"))) != text:
        text = after
    return text


def propose_repairs(texts: Mapping[str, str], pieces: Iterable[Piece]) -> tuple[Repair, ...]:
    """The repairs of the fields `texts` (path → text), each with the line it stands on."""
    pieces_by_place: dict[str, list[Piece]] = {}
    for piece in pieces:
        pieces_by_place.setdefault(piece.place, []).append(piece)
    repairs: list[Repair] = []
    for path, text in texts.items():
        changes = propose(text)
        lines = _lines_of(changes, text, pieces_by_place.get(path, [])) if changes else []
        for change, line in zip(changes, lines, strict=True):
            repairs.append(Repair(line, path, text[change.start : change.end], change.after))
    return tuple(repairs)


def text_fields(report: ParsedReport) -> dict[str, str]:
    """Path → text of every field a repair may change."""
    texts = {"name_line": report.name_line, "definition": report.definition, "method": report.method}
    texts |= {f"plan.{n}": line.value for n, line in enumerate(report.plan, start=1)}
    texts |= {f"quarters.{n}": text for n, text in enumerate(report.quarters, start=1)}
    texts["summary"] = report.summary
    texts |= {f"enablers.{n}": text for n, text in enumerate(report.enablers, start=1)}
    texts |= {f"obstacles.{n}": text for n, text in enumerate(report.obstacles, start=1)}
    return texts | {f"evidence.{n}": item.original for n, item in enumerate(report.evidence, start=1)}


def apply_repairs(report: ParsedReport) -> ParsedReport:
    """`report` with its proposed repairs made and listed in `repaired`; `pieces` stay as read. Idempotent."""
    if not report.repairs:
        return report
    texts = {path: repaired(text) for path, text in text_fields(report).items()}
    name = split_name(texts["name_line"])
    first, second, third, fourth = (texts[f"quarters.{n}"] for n in range(1, 5))
    return replace(
        report,
        name_line=texts["name_line"],
        indicator_name=name.indicator_name,
        plan=tuple(replace(line, value=texts[f"plan.{n}"]) for n, line in enumerate(report.plan, start=1)),
        definition=texts["definition"],
        method=texts["method"],
        quarters=(first, second, third, fourth),
        summary=texts["summary"],
        enablers=tuple(texts[f"enablers.{n}"] for n in range(1, len(report.enablers) + 1)),
        obstacles=tuple(texts[f"obstacles.{n}"] for n in range(1, len(report.obstacles) + 1)),
        evidence=tuple(_reworded(item, texts[f"evidence.{n}"]) for n, item in enumerate(report.evidence, start=1)),
        repairs=(),
        repaired=report.repairs,
    )


def _reworded(item: EvidenceItem, original: str) -> EvidenceItem:
    """`item` with its wording repaired; what was told by it before stays told."""
    return replace(item, original=original, title=recognise_evidence(original).title)


def _spans(before: str, after: str) -> Iterator[tuple[int, int]]:
    """The stretches that differ: an opening quote with all up to its closing one, a dash with its two neighbours."""
    depth, start, done = 0, 0, 0
    changed = [at for at, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]
    for place, at in enumerate(changed):
        following = changed[place + 1] if place + 1 < len(changed) else len(after)
        if after[at] == DASH and depth == 0:
            words = (
                _WORD_BEFORE.search(after, max(done, at - CLAUSE), at),
                _WORD_AFTER.match(after, at + 1, following),
            )
            yield (words[0].start() if words[0] else at), (done := words[1].end() if words[1] else at + 1)
            continue
        start = at if depth == 0 else start
        depth += {OPEN: 1, CLOSE: -1}.get(after[at], 0)
        if depth == 0:
            yield start, (done := at + 1)


def _repaired_line(line: str) -> str:
    if "?" not in line:
        return line
    marks = [m.start() for m in re.finditer(r"\?", line) if not _ADDRESS.search(_before(line, m.start()))]
    pairs = list(_pairs(line, marks))
    quotes = {start: OPEN for start, _ in pairs} | {end: CLOSE for _, end in pairs}
    letters = list(line)
    for at in marks:
        if at in quotes:
            letters[at] = quotes[at]
        elif _is_range(line, at) or _parts_words(line, at):
            letters[at] = DASH
    return "".join(letters)


def _pairs(line: str, marks: list[int]) -> Iterator[tuple[int, int]]:
    """(opening, closing) places. A `?` between two spaces opens only where a later closing one has no other."""
    opened: list[int] = []
    spaced: list[int] = []
    for at in marks:
        shape = _shape(line, at)
        if shape == "inner":
            shape = "close" if opened else "other" if _ENDS_ASKING.search(_before(line, at)) else "open"
        if shape == "open":
            opened.append(at)
        elif shape == "spaced" and not opened and not _is_range(line, at):
            spaced.append(at)
        elif shape == "close" and opened:
            yield opened.pop(), at
        elif shape == "close" and spaced and not _ENDS_ASKING.search(_before(line, at)):
            yield spaced.pop(), at


def _shape(line: str, at: int) -> Shape:
    """What the neighbours of the `?` at `at` let it be."""
    before, after = line[at - 1 : at] or " ", line[at + 1 : at + 2] or " "
    if "?" in (before, after) or _is_range(line, at):
        return "other"
    if before.isspace() and after.isspace():
        return "spaced"
    gap_before = before.isspace() or before in _BEFORE_QUOTE
    gap_after = after.isspace() or after in _AFTER_QUOTE
    if gap_before != gap_after:
        return "open" if gap_before else "close"
    both_latin = _LATIN.match(before) and _LATIN.match(after)
    return "other" if gap_before or both_latin else "inner"


def _is_range(line: str, at: int) -> bool:
    """Between numbers, months or Latin words ("1 ? 9 เมษายน", "On ? Demand"), where no one asks anything."""
    before, after = _before(line, at), line[at + 1 : at + 1 + CLAUSE]
    if _DIGIT.match(before[-1:]) and _DIGIT.match(after[:1]):
        return True
    if not before[-1:].isspace() or not after[:1].isspace():
        return False
    if _PERIOD_BEFORE.search(before) and _PERIOD_AFTER.match(after):
        return True
    return bool(_LATIN.match(before.rstrip()[-1:]) and _LATIN.match(after.lstrip()[:1]))


def _parts_words(line: str, at: int) -> bool:
    """Between two spaced words of a clause in which no word asks."""
    before, after = _before(line, at), line[at + 1 : at + 1 + CLAUSE]
    if not before[-1:].isspace() or not after[:1].isspace() or _ASKS.search(before):
        return False
    words = (before.rstrip()[-1:], after.lstrip()[:1])
    return all(_THAI.match(letter) or _LATIN.match(letter) for letter in words)


def _before(line: str, at: int) -> str:
    return line[max(0, at - CLAUSE) : at]


def _lines_of(changes: Iterable[Change], text: str, pieces: Sequence[Piece]) -> list[int]:
    """The line of the file on which each change of a field begins: told by counting what is visible before it."""
    ends = list(accumulate(_visible(piece.text) for piece in pieces))
    numbers = [piece.line for piece in pieces]
    before, at, lines = 0, 0, []
    for change in changes:
        before += _visible(text[at : change.start])
        at = change.start
        lines.append(numbers[bisect_right(ends, before)])
    return lines


def _visible(text: str) -> int:
    return sum(not letter.isspace() for letter in text)
