"""What is printed: documents of ready-made strings, their JSON, and `render_document`.

A document knows no rule and no model; whoever builds it has formatted every number and date. An empty string
means "nothing was written" and prints as "-". `to_json` is canonical (sorted keys, no white space), so equal
documents have equal JSON, and a print can be frozen as its JSON and printed again; `from_json` reads it back.
"""

import hashlib
import json
import re
from dataclasses import asdict, dataclass, fields, is_dataclass
from typing import Any, ClassVar, Literal, Self, get_args, get_origin, get_type_hints

from django.template.loader import render_to_string

from printing.limits import DEFAULT_LIMITS, Limits
from printing.pdf import render
from thai.digits import to_thai

# Raise it whenever a template or print.css changes what the same document looks like or says.
TEMPLATE_VERSION = "1"

# Official wording of the year-end report, printed on each page and above the plan's lines.
HEADER_LINE = "**** ผลการดำเนินงานส่วนที่ 2 ผลสัมฤทธิ์การปฏิบัติงานตามแผนปฏิบัติการประจำปี แยกรายตัวชี้วัด ****"
PLAN_HEADING = "**** สนับสนุนแผนพัฒนา กทม. ระยะ 20 ปี (ยุทธศาสตร์-ประเด็นยุทธศาสตร์-กลยุทธ์ตามแผนฯ /ตัวชี้วัด)**"

Level = Literal["output", "outcome", ""]


@dataclass(frozen=True, kw_only=True)
class MonthlyEntry:
    """A dated note inside a quarter."""

    date: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Quarter:
    """One quarter. number: "1"-"4"; heading: beside the official one, for example the months, may be empty.

    progress, result: cumulative, with their units; mark: "" is unmarked, which "0" is not; state: in words.
    """

    number: str
    heading: str = ""
    narrative: str = ""
    progress: str = ""
    result: str = ""
    mark: str = ""
    state: str = ""
    monthly: tuple[MonthlyEntry, ...] = ()
    enablers: tuple[str, ...] = ()
    obstacles: tuple[str, ...] = ()
    no_progress_reason: str = ""


@dataclass(frozen=True, kw_only=True)
class EvidenceRow:
    """A cited document; the software numbers the rows. files: names, or where the paper lies."""

    kind: str = ""
    number: str = ""
    date: str = ""
    subject: str = ""
    files: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SignatureBlock:
    """One who signs. role: as printed, with its brackets; standing_for: names both people and the kind."""

    role: str
    name: str = ""
    position: str = ""
    date: str = ""
    standing_for: str = ""


@dataclass(frozen=True, kw_only=True)
class _Document:
    """What every print has. receipt: revision and short hash, printed at the foot, "" on what is not frozen."""

    kind: ClassVar[str]

    year_be: str
    agency: str
    name_line: str
    draft: bool = False
    thai_digits: bool = False
    receipt: str = ""
    header_line: str = HEADER_LINE

    def to_json(self) -> str:
        """Canonical JSON: one document, one text."""
        content = {"kind": self.kind, **asdict(self)}
        return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The document of this kind in `text`; ValueError when it holds anything else."""
        document = from_json(text)
        if not isinstance(document, cls):
            raise ValueError(f"a {document.kind}, not a {cls.kind}")
        return document


@dataclass(frozen=True, kw_only=True)
class YearEndReport(_Document):
    """The nine sections of the official report (sections 1 and 2 to 9) and the signatures.

    plan_lines: (label without its colon, text). quarters: four. no_enablers, no_obstacles: "ไม่มี" was stated.
    """

    kind: ClassVar[str] = "year_end_report"

    level: Level = ""
    plan_heading: str = PLAN_HEADING
    plan_lines: tuple[tuple[str, str], ...] = ()
    definition: str = ""
    method: str = ""
    target: str = ""
    result: str = ""
    quarters: tuple[Quarter, ...] = ()
    summary: str = ""
    enablers: tuple[str, ...] = ()
    no_enablers: bool = False
    obstacles: tuple[str, ...] = ()
    no_obstacles: bool = False
    evidence: tuple[EvidenceRow, ...] = ()
    signatures: tuple[SignatureBlock, ...] = ()


@dataclass(frozen=True, kw_only=True)
class QuarterlyReport(_Document):
    """A single quarter of one indicator, with the evidence it cites."""

    kind: ClassVar[str] = "quarterly_report"

    quarter: Quarter
    target: str = ""
    evidence: tuple[EvidenceRow, ...] = ()
    signatures: tuple[SignatureBlock, ...] = ()

    @property
    def quarters(self) -> tuple[Quarter]:
        """The rows of its table."""
        return (self.quarter,)


Document = YearEndReport | QuarterlyReport
_KINDS: dict[str, type[Document]] = {kind.kind: kind for kind in (YearEndReport, QuarterlyReport)}


def from_json(text: str) -> Document:
    """The document that `to_json` wrote; ValueError names what is unknown, missing or of another type."""
    content = json.loads(text)
    kind = content.pop("kind", None) if isinstance(content, dict) else None
    if kind not in _KINDS:
        raise ValueError(f"no kind of document: {kind!r}")
    document: Document = _decoded(_KINDS[kind], content, kind)
    return document


def _decoded(hint: Any, value: Any, where: str) -> Any:
    """`value` from JSON as the type `hint`: str, bool, a Literal, a tuple, or one of our dataclasses."""
    origin, arguments = get_origin(hint), get_args(hint)
    if is_dataclass(hint):
        return _decoded_fields(hint, value, where)
    if origin is tuple and isinstance(value, list):
        hints = arguments[:1] * len(value) if ... in arguments else arguments
        if len(hints) != len(value):
            raise ValueError(f"{where}: {len(hints)} values expected")
        return tuple(_decoded(each, of, where) for each, of in zip(hints, value, strict=True))
    if value not in arguments if origin is Literal else type(value) is not hint:
        raise ValueError(f"{where}: {value!r} does not fit")
    return value


def _decoded_fields(hint: Any, value: Any, where: str) -> Any:
    if not isinstance(value, dict):
        raise ValueError(f"{where}: {value!r} does not fit")
    hints = get_type_hints(hint)
    names = {field.name for field in fields(hint)}
    if names != set(value):
        raise ValueError(f"{where}: unknown or missing {sorted(names ^ set(value))}")
    return hint(**{name: _decoded(hints[name], value[name], f"{where}.{name}") for name in names})


def render_document(document: Document, *, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """The PDF of `document`; the same bytes for the same document and TEMPLATE_VERSION.

    Raises printing.pdf.PrintingFailed, with a Thai sentence for the user.
    """
    html: str = render_to_string(f"printing/{document.kind}.html", {"document": document})
    if document.thai_digits:
        html = _with_thai_digits(html)
    identifier = hashlib.sha256(f"{TEMPLATE_VERSION}\n{document.to_json()}".encode()).hexdigest()
    return render(html, identifier=identifier, limits=limits)


# Tags, character references, and what must stay as it is written: a receipt's hash in Thai digits is none.
_NOT_TEXT = re.compile(r"<(\w+)[^<>]* translate=\"no\"[^<>]*>.*?</\1>|<[^<>]*>|&#?\w+;", re.DOTALL)


def _with_thai_digits(html: str) -> str:
    """`html` with every digit of its text as ๐-๙. All user text is escaped, so each < opens a tag."""
    pieces, end = [], 0
    for kept in _NOT_TEXT.finditer(html):
        pieces += [to_thai(html[end : kept.start()]), kept.group()]
        end = kept.end()
    return "".join([*pieces, to_thai(html[end:])])
