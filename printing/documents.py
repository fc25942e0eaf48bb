"""What is printed: documents of ready-made strings, their JSON, and `render_document`.

A document knows no rule and no model; whoever builds it has formatted every number and date. An empty string
means "nothing was written" and prints as "-". `to_json` is canonical (sorted keys, no white space), so equal
documents have equal JSON, and a print can be frozen as its JSON and printed again; `from_json` reads it back.
"""

import hashlib
import json
import re
from dataclasses import dataclass, field, fields, is_dataclass
from typing import ClassVar, Literal

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from printing.document_base import DocumentBase, SignatureBlock
from printing.document_json import LATER
from printing.form_documents import FormSheet
from printing.limits import DEFAULT_LIMITS, Limits
from printing.pdf import PrintingFailed, render
from printing.pictures import PictureSource, printable_pictures
from thai.digits import to_thai

__all__ = [
    "TEMPLATE_VERSION",
    "Document",
    "EvidenceRow",
    "FormSheet",
    "MonthlyEntry",
    "Quarter",
    "QuarterlyReport",
    "SignatureBlock",
    "YearEndReport",
    "from_json",
    "render_document",
]

# Raise it whenever a template or print.css changes what the same document looks like or says.
TEMPLATE_VERSION = "2"

# Official wording of the year-end report, printed on each page and above the plan's lines.
HEADER_LINE = "**** ผลการดำเนินงานส่วนที่ 2 ผลสัมฤทธิ์การปฏิบัติงานตามแผนปฏิบัติการประจำปี แยกรายตัวชี้วัด ****"
PLAN_HEADING = "**** สนับสนุนแผนพัฒนา กทม. ระยะ 20 ปี (ยุทธศาสตร์-ประเด็นยุทธศาสตร์-กลยุทธ์ตามแผนฯ /ตัวชี้วัด)**"

# Lines and cells of one document. The template writes them in this process, where no limit of the kernel's reaches;
# more than these take longer to typeset than a child is given.
MOST_LINES = 40_000

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
class _Report(DocumentBase):
    """What the official reports have; header_line: the wording at the top of each page."""

    name_line: str
    header_line: str = HEADER_LINE


@dataclass(frozen=True, kw_only=True)
class YearEndReport(_Report):
    """The nine sections of the official report (sections 1 and 2 to 9) and the signatures.

    plan_lines: (label without its colon, text). quarters: four. no_enablers, no_obstacles: "ไม่มี" was stated.
    score: in words, under target and result of section 5; "" leaves the line out, as on papers from before it.
    """

    kind: ClassVar[str] = "year_end_report"

    level: Level = ""
    plan_heading: str = PLAN_HEADING
    plan_lines: tuple[tuple[str, str], ...] = ()
    definition: str = ""
    method: str = ""
    target: str = ""
    result: str = ""
    score: str = field(default="", metadata=LATER)
    quarters: tuple[Quarter, ...] = ()
    summary: str = ""
    enablers: tuple[str, ...] = ()
    no_enablers: bool = False
    obstacles: tuple[str, ...] = ()
    no_obstacles: bool = False
    evidence: tuple[EvidenceRow, ...] = ()
    signatures: tuple[SignatureBlock, ...] = ()


@dataclass(frozen=True, kw_only=True)
class QuarterlyReport(_Report):
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


Document = YearEndReport | QuarterlyReport | FormSheet
_KINDS: dict[str, type[Document]] = {kind.kind: kind for kind in (YearEndReport, QuarterlyReport, FormSheet)}


def from_json(text: str) -> Document:
    """The document that `to_json` wrote; ValueError names what is unknown, missing or of another type."""
    content = json.loads(text)
    kind = content.get("kind") if isinstance(content, dict) else None
    if kind not in _KINDS:
        raise ValueError(f"no kind of document: {kind!r}")
    return _KINDS[kind].from_json(text)


def no_pictures(_sha256: str) -> None:
    """The source of a document that shows no picture."""


def render_document(
    document: Document, *, pictures: PictureSource = no_pictures, limits: Limits = DEFAULT_LIMITS
) -> bytes:
    """The PDF of `document`; the same bytes for the same document, TEMPLATE_VERSION and pictures at hand.

    pictures: gives the bytes of the picture file of a SHA-256, None when there is no such file; asked only for
    what the document names. A picture that is not there or cannot be opened is printed as a sentence saying so.
    Raises printing.pdf.PrintingFailed, with a Thai sentence for the user.
    """
    if (lines := lines_of(document)) > MOST_LINES:
        raise PrintingFailed(
            _("เอกสารนี้มีบรรทัดและช่องของตารางมากเกินกว่าจะจัดหน้าได้ (เกิน %(most)d) ลองแบ่งเป็นหลายฉบับ") % {"most": MOST_LINES},
            f"{lines} lines and cells",
        )
    wanted = document.picture_hashes if isinstance(document, FormSheet) else ()
    drawn = printable_pictures(wanted, pictures)
    html: str = render_to_string(f"printing/{document.kind}.html", {"document": document, "pictures": drawn})
    if document.thai_digits:
        html = with_thai_digits(html)
    missing = [sha256 for sha256 in wanted if sha256 not in drawn]
    named = "\n".join([TEMPLATE_VERSION, document.to_json(), *missing])
    identifier = hashlib.sha256(named.encode()).hexdigest()
    return render(html, identifier=identifier, pictures=drawn, limits=limits)


def lines_of(value: object) -> int:
    """How many lines and cells a document, or a part of it, asks the template to write."""
    if isinstance(value, str):
        return 1 + value.count("\n")
    if isinstance(value, tuple):
        return sum(map(lines_of, value))
    if is_dataclass(value):
        return sum(lines_of(getattr(value, each.name)) for each in fields(value))
    return 1


# Tags, character references, and what must stay as it is written: a receipt's hash in Thai digits is none.
_NOT_TEXT = re.compile(r"<(\w+)[^<>]* translate=\"no\"[^<>]*>.*?</\1>|<[^<>]*>|&#?\w+;", re.DOTALL)


def with_thai_digits(html: str) -> str:
    """`html` with every digit of its text as ๐-๙. All user text is escaped, so each < opens a tag."""
    pieces, end = [], 0
    for kept in _NOT_TEXT.finditer(html):
        pieces += [to_thai(html[end : kept.start()]), kept.group()]
        end = kept.end()
    return "".join([*pieces, to_thai(html[end:])])
