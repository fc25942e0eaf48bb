"""What the user should look at after an import: sentences in Thai, in the order of the file's sections."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from indicators.importing.headings import Found
from indicators.importing.layout import HEADINGS, TITLE
from indicators.importing.lines import Line
from indicators.importing.repair import repaired, text_fields
from indicators.importing.report import Amount, EvidenceItem, ParsedReport

_OPTIONAL = ("plan", "signatures")


def warnings_about(report: ParsedReport, out_of_order: Sequence[tuple[Found, Line]]) -> tuple[str, ...]:
    """Everything about `report` that was not told clearly; `out_of_order` are headings left as text, with lines."""
    return (
        *_about_headings(report, out_of_order),
        *_about_name_and_level(report),
        *_about_amount(TITLE["target"], report.target, "target" in report.headings),
        *_about_amount(TITLE["result"], report.result, "result" in report.headings),
        *_about_evidence(report.evidence),
        *_about_question_marks(report),
        *_about_unplaced(report),
    )


def about_invisible(count: int) -> tuple[str, ...]:
    """That `count` characters without a shape (ZWSP and the like), which are not stored, were left out."""
    if not count:
        return ()
    return (_("ตัดอักขระที่มองไม่เห็น %(count)d ตัว (เช่น ZWSP) ซึ่งระบบไม่จัดเก็บ") % {"count": count},)


def about_empty_pages(pages: Sequence[int]) -> tuple[str, ...]:
    """That pages of a PDF have no text to read, so what they show was not imported."""
    if not pages:
        return ()
    return (_("หน้า %(pages)s ไม่มีข้อความให้อ่าน อาจเป็นภาพสแกน") % {"pages": ", ".join(map(str, pages))},)


def about_unknown_characters(count: int) -> tuple[str, ...]:
    """That a PDF draws `count` signs without saying which characters they are."""
    if not count:
        return ()
    return (_("PDF ไม่บอกว่าเครื่องหมาย %(count)d ตัวคืออักขระใด ในข้อความเป็น “�”") % {"count": count},)


def _about_headings(report: ParsedReport, out_of_order: Sequence[tuple[Found, Line]]) -> Iterator[str]:
    for heading in HEADINGS:
        if heading.key not in report.headings and heading.key not in _OPTIONAL:
            yield _("ไม่พบหัวข้อ “%(title)s”") % {"title": heading.title}
    for found, line in out_of_order:
        yield _("บรรทัดที่ %(line)d ดูเหมือนหัวข้อ “%(title)s” แต่อยู่ผิดลำดับหรือซ้ำ จึงเก็บไว้เป็นข้อความของหัวข้อก่อนหน้า") % {
            "line": line.number,
            "title": TITLE[found.key],
        }


def _about_name_and_level(report: ParsedReport) -> Iterator[str]:
    if report.name_line and report.number is None:
        yield _("หัวข้อ 1 ไม่มีเลขลำดับตัวชี้วัดหน้าชื่อ (รูปแบบที่ถูกคือ เลขลำดับ/อักษรย่อหน่วยงาน ตามด้วยชื่อ)")
    if report.name_line and not report.abbreviation:
        yield _("หัวข้อ 1 ไม่มีอักษรย่อของหน่วยงาน ระบุรหัสหน่วยงานเมื่อนำเข้า")
    if report.level_written and report.level is None:
        yield _("หัวข้อ 2 บอกไม่ได้ว่าเลือกผลผลิตหรือผลลัพธ์ เลือกในระบบก่อนส่งรายงาน")


def _about_amount(title: str, amount: Amount, found: bool) -> Iterator[str]:
    if found and amount.written and amount.value is None:
        yield _("“%(title)s” อ่านเป็นตัวเลขไม่ได้: “%(written)s”") % {"title": title, "written": amount.written}


def _about_evidence(evidence: Sequence[EvidenceItem]) -> Iterator[str]:
    for number, item in enumerate(evidence, start=1):
        if item.type is None:
            yield _("หลักฐานรายการที่ %(number)d บอกประเภทเอกสารไม่ได้") % {"number": number}
        elif item.missing == ("number", "date"):
            yield _("หลักฐานรายการที่ %(number)d ไม่มีเลขที่และวันที่") % {"number": number}
        elif item.missing == ("number",):
            yield _("หลักฐานรายการที่ %(number)d ไม่มีเลขที่") % {"number": number}
        elif item.missing == ("date",):
            yield _("หลักฐานรายการที่ %(number)d ไม่มีวันที่ หรือเป็นวันที่ที่ไม่มีจริง") % {"number": number}


def _about_question_marks(report: ParsedReport) -> Iterator[str]:
    left = sum(repaired(text).count("?") for text in text_fields(report).values())
    if left:
        yield _("มีเครื่องหมาย ? อีก %(count)d แห่งที่อาจเป็นคำถามจริง จึงไม่เสนอให้แก้") % {"count": left}


def _about_unplaced(report: ParsedReport) -> Iterator[str]:
    if report.unplaced:
        yield _("มีข้อความ %(count)d แห่งที่ไม่เข้าหัวข้อใด เริ่มที่บรรทัดที่ %(line)d") % {
            "count": len(report.unplaced),
            "line": report.unplaced[0].line,
        }
