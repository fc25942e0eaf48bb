"""A file on disk, or its bytes, to a `ParsedReport`."""

from dataclasses import replace
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from indicators.importing.parse import parse_lines, parse_text
from indicators.importing.pdf_text import UNKNOWN, read_pdf
from indicators.importing.report import NotThisLayout, ParsedReport
from indicators.importing.warnings import about_empty_pages, about_unknown_characters

LARGEST: Final = 20 * 1024 * 1024
"""Bytes. A year-end report is some pages of text; more is something else."""


def read_report(path: Path) -> ParsedReport:
    """The report in the file at `path`. Raises NotThisLayout, and OSError when the file cannot be read."""
    with path.open("rb") as file:
        return parse_bytes(file.read(LARGEST + 1))


def parse_bytes(content: bytes) -> ParsedReport:
    """The report in `content`: UTF-8 text with or without BOM, or a PDF with a text layer. Raises NotThisLayout."""
    if len(content) > LARGEST:
        raise NotThisLayout(None, "", _("แฟ้มใหญ่เกิน %(limit)d MB") % {"limit": LARGEST // (1024 * 1024)})
    if b"%PDF-" in content[:1024]:
        return _parse_pdf(content)
    return parse_text(_decode(content))


def _parse_pdf(content: bytes) -> ParsedReport:
    text = read_pdf(content)
    report = parse_lines(text.lines, source="pdf")
    unknown = sum(line.text.count(UNKNOWN) for line in text.lines)
    return replace(
        report, warnings=report.warnings + about_empty_pages(text.empty_pages) + about_unknown_characters(unknown)
    )


def _decode(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NotThisLayout(1, "", _("แฟ้มเข้ารหัสแบบ UTF-16 บันทึกใหม่เป็น UTF-8 แล้วนำเข้าอีกครั้ง"))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The error counts from behind a byte order mark, which `object` does not hold any more.
        before = error.object[: error.start]
        line = before.count(b"\n") + 1
        facts = {"byte": error.object[error.start], "at": len(content) - len(error.object) + error.start + 1}
        text = before.rsplit(b"\n", 1)[-1].decode("utf-8", "replace")
        reason = _(
            "ไบต์ที่ %(at)d ของแฟ้ม (ค่า 0x%(byte)02X) ไม่ใช่ UTF-8 แฟ้มอาจเข้ารหัสแบบ TIS-620 หรือเป็นแฟ้มชนิดอื่น "
            "บันทึกใหม่เป็นข้อความ UTF-8 แล้วนำเข้าอีกครั้ง"
        )
        raise NotThisLayout(line, text, reason % facts) from error
