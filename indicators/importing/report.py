"""What was read from a report file: a tree of frozen values, and its JSON.

Texts are NFC with SARA AM composed; otherwise they are the file's own characters. Nothing here knows a database.
"""

import json
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

MARKER = "marker"
PAGE_HEADER = "page_header"
UNPLACED = "unplaced"


class Level(StrEnum):
    """Section 2: the box that is ticked."""

    OUTPUT = "output"
    OUTCOME = "outcome"


class EvidenceType(StrEnum):
    """What kind of document an evidence item names."""

    ORDER = "order"
    LETTER = "letter"
    MEMO = "memo"
    ANNOUNCEMENT = "announcement"
    MINUTES = "minutes"
    TABLE = "table"
    PHOTO = "photo"
    ONLINE = "online"
    FORM = "form"
    PROJECT = "project"
    COPY = "copy"


class Speed(StrEnum):
    """ชั้นความเร็ว of a letter: ด่วนที่สุด, ด่วนมาก, ด่วน."""

    MOST_URGENT = "most_urgent"
    VERY_URGENT = "very_urgent"
    URGENT = "urgent"


@dataclass(frozen=True)
class NumberedLine:
    """A text of the file and the number (from 1) of the line it stands on."""

    line: int
    text: str


@dataclass(frozen=True)
class Piece:
    """A stretch of the file and where it went: MARKER, PAGE_HEADER, UNPLACED or the path of a field ("quarters.2";
    members of lists count from 1).

    The pieces of a report in their order are the whole file, white space aside; those of one path are that field.
    """

    line: int
    place: str
    text: str


@dataclass(frozen=True)
class PlanLine:
    """A line of the plan block. `label` is the official one, `key` its name in code, `value` "" where "-" stands."""

    key: str
    label: str
    value: str


@dataclass(frozen=True)
class Amount:
    """A target or a result: `written` as in the file; `value`, `unit` and `percent` (a trailing "(ร้อยละ n)") as
    far as they can be told from it."""

    written: str
    value: Decimal | None
    unit: str
    percent: Decimal | None = None


@dataclass(frozen=True)
class QuarterNotes:
    """What our own print sets around a quarter's narrative: reason for no progress, dated monthly entries (as one
    text), factors, and the cumulative progress in percent from the table of the quarters."""

    no_progress_reason: str = ""
    monthly: str = ""
    enablers: tuple[str, ...] = ()
    obstacles: tuple[str, ...] = ()
    progress_percent: Decimal | None = None


@dataclass(frozen=True)
class EvidenceItem:
    """One entry of section 9: its own wording, and what can be told from it.

    `number` has no "ที่" before it ("กท 0406/191"); `dated` is a CE date; `missing` names what a letter, order or
    memo should have and this one has not ("number", "date"); `files` is what a printed table names as files.
    """

    original: str
    type: EvidenceType | None
    speed: Speed | None
    number: str
    dated: date | None
    title: str
    missing: tuple[str, ...] = ()
    files: str = ""


@dataclass(frozen=True)
class Signature:
    """A signature block. Dotted lines are empty: ""; `standing_for` begins with รักษาราชการแทน or its like."""

    role: str
    name: str
    position: str
    standing_for: str
    dated: str


@dataclass(frozen=True)
class Repair:
    """A proposal for `?` that stands for lost quotation marks or dashes: `field` is a path as in `Piece`."""

    line: int
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class ParsedReport:
    """A year-end report as read.

    `name_line` is section 1 as written; `number` (Arabic digits), `abbreviation` (with its full stop) and
    `indicator_name` are its parts. `quarters` holds the four narratives, "" where there is none.
    `quarter_table` is text between heading 6 and 6.1 when it is the table of the four quarters. `no_enablers` and
    `no_obstacles`: the section says "ไม่มี".
    """

    source: str
    name_line: str
    number: int | None
    abbreviation: str
    indicator_name: str
    level: Level | None
    level_written: str
    plan: tuple[PlanLine, ...]
    definition: str
    method: str
    target: Amount
    result: Amount
    quarter_table: str
    quarters: tuple[str, str, str, str]
    quarter_notes: tuple[QuarterNotes, QuarterNotes, QuarterNotes, QuarterNotes]
    summary: str
    enablers: tuple[str, ...]
    no_enablers: bool
    obstacles: tuple[str, ...]
    no_obstacles: bool
    evidence: tuple[EvidenceItem, ...]
    signatures: tuple[Signature, ...]
    headings: tuple[str, ...]
    page_headers: tuple[NumberedLine, ...]
    unplaced: tuple[NumberedLine, ...]
    repairs: tuple[Repair, ...]
    repaired: tuple[Repair, ...]
    warnings: tuple[str, ...]
    pieces: tuple[Piece, ...]

    def to_json(self) -> str:
        """The report as JSON text, UTF-8, keys in the order of this class; a stable schema.

        - text fields and lists of texts as they are; `quarters` always has four members;
        - `level`: "output", "outcome" or null; `number`: an integer or null;
        - `target`, `result`: {written, value, unit, percent}, decimals as strings ("100.00") or null;
        - `plan`: [{key, label, value}]; `signatures`: [{role, name, position, standing_for, dated}];
        - `quarter_notes`: four of {no_progress_reason, monthly, enablers, obstacles, progress_percent};
        - `evidence`: [{original, type, speed, number, dated, title, missing, files}], `dated` ISO 8601 (CE) or null,
          `type` a value of EvidenceType or null, `speed` a value of Speed or null;
        - `headings`: keys of the sections found, in order (layout.HEADINGS);
        - `page_headers`, `unplaced`: [{line, text}]; `repairs`, `repaired`: [{line, field, before, after}];
        - `warnings`: Thai sentences. `pieces` is left out.
        """
        content = {f.name: _plain(getattr(self, f.name)) for f in fields(self) if f.name != "pieces"}
        return json.dumps(content, ensure_ascii=False, indent=2)


class NotThisLayout(Exception):
    """The file cannot be read as a report in the official layout.

    `line` is its line number (None where the file has no lines to name), `text` that line, `reason` the cause in
    Thai. `str()` is a Thai sentence that names the line.
    """

    def __init__(self, line: int | None, text: str, reason: str) -> None:
        super().__init__(line, text, reason)
        self.line = line
        self.text = text
        self.reason = reason

    def __str__(self) -> str:
        if self.line is None:
            return self.reason
        text = self.text.strip()
        facts = {"line": self.line, "text": text if len(text) <= 80 else text[:80] + "…", "reason": self.reason}
        if not text:
            return _("บรรทัดที่ %(line)d: %(reason)s") % facts
        return _("บรรทัดที่ %(line)d “%(text)s”: %(reason)s") % facts


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(member) for member in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value
