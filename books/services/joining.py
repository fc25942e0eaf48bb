"""From the finished papers of a job to its result: a book, or the papers one by one in a ZIP file."""

from __future__ import annotations

import unicodedata
import zipfile
from collections.abc import Sequence
from functools import partial
from itertools import groupby
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import Agency
from books.models import PrintJob, PrintJobItem
from books.services import results
from indicators.files import store
from indicators.files.keeping import HasPaths
from indicators.files.names import download_name
from indicators.models import ReportingPeriod
from printing.book_binding import bind
from printing.books import Book, Chapter, Part

# A ZIP file tells when each file was changed; nobody asks, and the same papers shall give the same bytes.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
# Letters: a folder entry holds 255 bytes on many systems, a Thai letter takes three.
_LONGEST_NAME = 70


def join(job: PrintJob, worker: str) -> tuple[str, int, int]:
    """Make the result of a job; returns its SHA-256, bytes and pages. Papers are Thai whatever the screen's language.

    Raises printing.pdf.PrintingFailed, pikepdf.PdfError, OSError, indicators.files.refusals.NoStore.
    """
    items = list(job.items.select_related("agency").order_by("position"))
    pages = 0

    def write(aside: Path) -> None:
        nonlocal pages
        with override("th"), store.at_hand() as files:
            if job.shape == PrintJob.Shape.SEPARATE:
                pages = _zip(items, files, aside)
            else:
                pages = bind(book_of(job, items, files), aside)

    sha256, size = results.keep(job, worker, write)
    return sha256, size, pages


def book_of(job: PrintJob, items: Sequence[PrintJobItem], files: HasPaths) -> Book:
    """The book of a job: of the whole city with a chapter for each agency. Nothing in it says when it was made."""
    year = _("ปีงบประมาณ พ.ศ. %(year)s") % {"year": job.year.be_year}
    return Book(
        title=_("แบบฟอร์มการดำเนินการนวัตกรรม") if job.kind == PrintJob.Kind.BLANK else _("รายงานผลการดำเนินงานตามตัวชี้วัด"),
        subtitle=tuple(line for line in (_period(job), _whose(job), year) if line),
        year_be=str(job.year.be_year),
        agency=_whose(job),
        chapters=_chapters(job, items, files, year),
        thai_digits=job.year.thai_digits,
    )


def _chapters(job: PrintJob, items: Sequence[PrintJobItem], files: HasPaths, year: str) -> tuple[Chapter, ...]:
    part = partial(_part, files)
    if job.kind != PrintJob.Kind.CITY:
        head = " – ".join([*filter(None, [_period(job)]), year, _whose(job)])
        return (Chapter(title="", head=head, parts=tuple(map(part, items))),)
    return tuple(
        Chapter(
            title=_name(agency),
            head=" – ".join([*filter(None, [_period(job)]), year, _name(agency)]),
            parts=tuple(map(part, of_agency)),
        )
        for agency, of_agency in groupby(items, key=lambda item: item.agency)
    )


def _period(job: PrintJob) -> str:
    return str(ReportingPeriod.Kind(job.period).label) if job.period else ""


def _whose(job: PrintJob) -> str:
    return job.agency.name if job.agency else _("กรุงเทพมหานคร")


def _name(agency: Agency | None) -> str:
    return agency.name if agency else ""


def _part(files: HasPaths, item: PrintJobItem) -> Part:
    if item.file_id:
        return Part(title=item.title, paper=files.path(item.file_id))
    if item.state == PrintJobItem.State.FAILED:
        return Part(title=item.title, why_missing=_("จัดหน้าเอกสารฉบับนี้ไม่สำเร็จ"))
    return Part(title=item.title, why_missing=item.failure)


def _zip(items: Sequence[PrintJobItem], files: HasPaths, aside: Path) -> int:
    """Each paper under its place and title, and a list that names those that are missing."""
    pages = 0
    lines = []
    with zipfile.ZipFile(aside, "w") as file:
        for number, item in enumerate(items, start=1):
            part = _part(files, item)
            title = " – ".join(filter(None, [_name(item.agency), item.title]))
            lines.append(f"{number:03d} {title}" + (f" ({part.why_missing})" if part.why_missing else ""))
            if part.paper is not None:
                file.writestr(zipfile.ZipInfo(_file_name(number, title), _NO_TIME), part.paper.read_bytes())
                pages += item.pages or 0
        listed = "\ufeff" + "\r\n".join(lines) + "\r\n"
        file.writestr(zipfile.ZipInfo("000 รายการ.txt", _NO_TIME), listed.encode())
    return pages


def _file_name(number: int, title: str) -> str:
    """ "007 8-สพท.ความสำเร็จ….pdf", not cut between a letter and its marks."""
    name = f"{number:03d} {title}".replace("/", "-")
    end = min(len(name), _LONGEST_NAME)
    while end < len(name) and unicodedata.category(name[end]).startswith("M"):
        end -= 1
    return download_name(name[:end], "pdf")
