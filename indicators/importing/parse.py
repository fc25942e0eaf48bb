"""From the lines of a file to a `ParsedReport`."""

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from indicators.importing.amounts import read_amount
from indicators.importing.evidence_list import read_evidence
from indicators.importing.headings import Found, find_headings
from indicators.importing.layout import SECTIONS
from indicators.importing.ledger import Ledger
from indicators.importing.lines import Line, number_lines, split_page_headers
from indicators.importing.lists import read_list, says_none
from indicators.importing.narrative import read_narrative
from indicators.importing.quarters import progress_in_table, read_quarter, read_quarter_table
from indicators.importing.repair import propose_repairs, text_fields
from indicators.importing.report import (
    PAGE_HEADER,
    UNPLACED,
    EvidenceItem,
    NotThisLayout,
    ParsedReport,
    PlanLine,
    QuarterNotes,
    Signature,
)
from indicators.importing.sections import read_level, read_plan, read_run, split_name
from indicators.importing.signatures import read_signatures
from indicators.importing.warnings import about_invisible, warnings_about
from thai.digits import parse_decimal
from thai.text import BadText, check, normalise

FEWEST_SECTIONS = 3
"""A file with fewer of the nine headings, in order, is in another layout."""


@dataclass
class _Draft:
    """What has been read so far: texts by the key of their section, lists and blocks by their own names."""

    texts: dict[str, str] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=dict)
    none_stated: set[str] = field(default_factory=set)
    quarters: dict[int, tuple[str, QuarterNotes]] = field(default_factory=dict)
    evidence: tuple[EvidenceItem, ...] = ()
    plan: tuple[PlanLine, ...] = ()
    signatures: tuple[Signature, ...] = ()


def parse_text(text: str) -> ParsedReport:
    """The report in a text file. Raises NotThisLayout: no text, a character that cannot be stored, another layout."""
    text = text.replace("\f", " ").replace("\v", " ")
    normal = normalise(text)
    lines = number_lines(normal)
    for line in lines:
        _require_storable(line)
    report = parse_lines(lines, source="text")
    invisible = _invisible(text) - _invisible(normal)
    return replace(report, warnings=report.warnings + about_invisible(invisible))


def _require_storable(line: Line) -> None:
    """Raise NotThisLayout when `line` holds a control character, which no text file has and no field can store."""
    try:
        check(line.text)
    except BadText as refusal:
        reason = _("มีอักขระควบคุมที่จัดเก็บไม่ได้ แฟ้มนี้อาจไม่ใช่ข้อความล้วน หรือเสียหาย")
        raise NotThisLayout(line.number, "", reason) from refusal


def parse_lines(lines: Sequence[Line], *, source: str) -> ParsedReport:
    """The report in normalised, numbered lines; `source` is "text" or "pdf". Raises NotThisLayout."""
    content, headers = split_page_headers(lines)
    ledger = Ledger()
    ledger.add_page_headers(headers)
    body = Body(content)
    found, spare = find_headings(body.text)
    _require_layout(content, found)
    draft = _Draft()
    ledger.unplace(body.between(0, found[0].start))
    ends = [heading.start for heading in found[1:]] + [len(body.text)]
    for heading, end in zip(found, ends, strict=True):
        for line in body.between(heading.start, heading.end):
            ledger.mark(line.number, line.text)
        _read_section(heading.key, body.between(heading.end, end), draft, ledger)
    report = _report(source, found, draft, ledger)
    out_of_order = [(heading, body.line_at(heading.start)) for heading in spare]
    return replace(report, warnings=warnings_about(report, out_of_order))


def _invisible(text: str) -> int:
    return sum(unicodedata.category(character) == "Cf" for character in text)


class Body:
    """The content lines as one text, and the way back from its offsets to the lines."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._starts = [0]
        for line in lines:
            self._starts.append(self._starts[-1] + len(line.text) + 1)
        self.text = "\n".join(line.text for line in lines)

    def line_at(self, offset: int) -> Line:
        return self._lines[bisect_right(self._starts, offset) - 1]

    def between(self, start: int, end: int) -> list[Line]:
        """The lines between two offsets, the first and the last cut where they are."""
        cut: list[Line] = []
        at = max(bisect_right(self._starts, start) - 1, 0)
        while at < len(self._lines) and self._starts[at] < end:
            line = self._lines[at]
            text = line.text[max(start - self._starts[at], 0) : end - self._starts[at]]
            cut.append(replace(line, text=text))
            at += 1
        return cut


def _require_layout(content: Sequence[Line], found: Sequence[Found]) -> None:
    written = [line for line in content if not line.blank]
    if not written:
        raise NotThisLayout(None, "", _("แฟ้มนี้ว่าง ไม่มีข้อความให้นำเข้า"))
    count = sum(heading.key in SECTIONS for heading in found)
    if count >= FEWEST_SECTIONS:
        return
    reason = _(
        "ไม่ใช่แบบรายงานเก้าหัวข้อ (คาดว่าจะพบ “1. ชื่อตัวชี้วัด :” แล้วตามด้วยหัวข้อ 2 ถึง 9 ต้นบรรทัด แต่พบเพียง %(count)d หัวข้อ)"
    ) % {"count": count}
    raise NotThisLayout(written[0].number, written[0].text, reason)


def _read_section(key: str, lines: Sequence[Line], draft: _Draft, ledger: Ledger) -> None:
    if key in ("name", "level", "target", "result"):
        place = {"name": "name_line", "level": "level_written"}.get(key, key)
        draft.texts[key] = read_run(lines, place, ledger)
    elif key == "plan":
        draft.plan = read_plan(lines, ledger)
    elif key == "quarterly":
        draft.texts[key] = read_quarter_table(lines, ledger)
    elif key in ("enablers", "obstacles") and says_none(lines):
        draft.none_stated.add(key)
        for line in lines:
            ledger.mark(line.number, line.text)
    elif key in ("enablers", "obstacles"):
        draft.lists[key] = read_list(lines, key, ledger)
    elif key == "evidence":
        draft.evidence = read_evidence(lines, ledger)
    elif key == "signatures":
        draft.signatures = read_signatures(lines, ledger)
    elif key.startswith("quarter_"):
        quarter = int(key.removeprefix("quarter_"))
        draft.quarters[quarter] = read_quarter(lines, quarter, ledger)
    else:
        draft.texts[key] = read_narrative(lines, key, ledger)


def _quarter(draft: _Draft, quarter: int) -> tuple[str, QuarterNotes]:
    """(narrative, notes) of a quarter, its progress taken from the table above the narratives."""
    narrative, notes = draft.quarters.get(quarter, ("", QuarterNotes()))
    progress = progress_in_table(draft.texts.get("quarterly", "")).get(quarter)
    return narrative, replace(notes, progress_percent=parse_decimal(progress) if progress else None)


def _report(source: str, found: Sequence[Found], draft: _Draft, ledger: Ledger) -> ParsedReport:
    name_line = draft.texts.get("name", "")
    name = split_name(name_line)
    first, second, third, fourth = (_quarter(draft, quarter) for quarter in range(1, 5))
    report = ParsedReport(
        source=source,
        name_line=name_line,
        number=name.number,
        abbreviation=name.abbreviation,
        indicator_name=name.indicator_name,
        level=read_level(draft.texts.get("level", "")),
        level_written=draft.texts.get("level", ""),
        plan=draft.plan,
        definition=draft.texts.get("definition", ""),
        method=draft.texts.get("method", ""),
        target=read_amount(draft.texts.get("target", "")),
        result=read_amount(draft.texts.get("result", "")),
        quarter_table=draft.texts.get("quarterly", ""),
        quarters=(first[0], second[0], third[0], fourth[0]),
        quarter_notes=(first[1], second[1], third[1], fourth[1]),
        summary=draft.texts.get("summary", ""),
        enablers=tuple(draft.lists.get("enablers", ())),
        no_enablers="enablers" in draft.none_stated,
        obstacles=tuple(draft.lists.get("obstacles", ())),
        no_obstacles="obstacles" in draft.none_stated,
        evidence=draft.evidence,
        signatures=draft.signatures,
        headings=tuple(heading.key for heading in found),
        page_headers=ledger.lines_of(PAGE_HEADER),
        unplaced=ledger.lines_of(UNPLACED),
        repairs=(),
        repaired=(),
        warnings=(),
        pieces=ledger.pieces(),
    )
    return replace(report, repairs=propose_repairs(text_fields(report), report.pieces))
