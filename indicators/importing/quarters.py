"""Section 6: the narratives of the quarters, and what our own print sets around them."""

import re
from collections.abc import Sequence
from typing import Final

from indicators.importing.layout import expand
from indicators.importing.ledger import Ledger
from indicators.importing.lines import Line, join_text, without_start
from indicators.importing.lists import read_list
from indicators.importing.narrative import read_narrative
from indicators.importing.report import QuarterNotes

_TABLE = re.compile(r"ไตรมาส.*(?:ผลสะสม|ความก้าวหน้าสะสม|ผลงานสะสม|ผลการตรวจ|ตรวจประเมิน)", re.DOTALL)
_ROW = re.compile(expand(r"^([1-4๑-๔])\s+ร้อยละ\s*(DIGIT+(?:\.DIGIT+)?)(?=\s|$)"), re.MULTILINE)
_MONTHS_OF_QUARTER = re.compile(expand(r"\s*+\([^()\n]{3,40}\s[-–]\s[^()\n]{3,40}DIGIT{4}\)\s*"))
_LABELS: Final = {
    "ไม่มีความก้าวหน้าในไตรมาสนี้เนื่องจาก": "no_progress_reason",
    "บันทึกรายเดือน": "monthly",
    "ปัจจัยสนับสนุนในไตรมาสนี้": "enablers",
    "อุปสรรคในไตรมาสนี้": "obstacles",
}


def read_quarter_table(lines: Sequence[Line], ledger: Ledger) -> str:
    """The table of the four quarters above the narratives, line by line; other text there is unplaced."""
    text = join_text(lines)
    if text and _TABLE.search(text):
        ledger.place_lines(lines, "quarter_table")
        return text
    ledger.unplace(lines)
    return ""


def progress_in_table(table: str) -> dict[int, str]:
    """Quarter (1–4) → its cumulative progress in percent, as written in the table."""
    return {int(match[1]): match[2] for match in _ROW.finditer(table)}


def read_quarter(lines: Sequence[Line], quarter: int, ledger: Ledger) -> tuple[str, QuarterNotes]:
    """(narrative, notes). The notes are what our print sets under labels of their own below a narrative; a report of
    another origin has none."""
    place = f"quarters.{quarter}"
    parts = _by_label(lines)
    narrative_lines = list(parts[0][1])
    if narrative_lines and _MONTHS_OF_QUARTER.fullmatch(narrative_lines[0].text):
        ledger.mark(narrative_lines[0].number, narrative_lines[0].text)
        narrative_lines[0] = without_start(narrative_lines[0], len(narrative_lines[0].text))
    narrative = read_narrative(narrative_lines, place, ledger)
    texts: dict[str, str] = {}
    lists: dict[str, list[str]] = {}
    for label, (label_line, *below) in parts[1:]:
        ledger.mark(label_line.number, label_line.text)
        part = _LABELS[label]
        if part in ("enablers", "obstacles"):
            lists[part] = read_list(below, f"{place}.{part}", ledger)
        else:
            texts[part] = read_narrative(below, f"{place}.{part}", ledger)
    notes = QuarterNotes(
        no_progress_reason=texts.get("no_progress_reason", ""),
        monthly=texts.get("monthly", ""),
        enablers=tuple(lists.get("enablers", ())),
        obstacles=tuple(lists.get("obstacles", ())),
    )
    return narrative, notes


def _by_label(lines: Sequence[Line]) -> list[tuple[str, list[Line]]]:
    """The lines cut at the labels, each of which counts once and in the order of the print; first those above all."""
    parts: list[tuple[str, list[Line]]] = [("", [])]
    waiting = list(_LABELS)
    for line in lines:
        label = "".join(line.text.split())
        if label in waiting:
            del waiting[: waiting.index(label) + 1]
            parts.append((label, []))
        parts[-1][1].append(line)
    return parts
