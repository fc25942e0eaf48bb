"""print_book: an agency's book, or the city's, to a file."""

from __future__ import annotations

import contextlib
import shutil
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q

from accounts.models import Agency
from books.management.commands.work import Beat
from books.models import PrintJob, PrintJobItem
from books.selectors.contents import REPORTS, contents_of, periods_of
from books.services import jobs, results, work, workers
from indicators.models import FiscalYear, ReportingPeriod
from indicators.services.errors import Invalid

_WIDTH = 30


class Command(BaseCommand):
    help = "Print the book of an agency, or of all, to a PDF file (or a ZIP of separate PDFs)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        whose = parser.add_mutually_exclusive_group(required=True)
        whose.add_argument("--agency", help="code or abbreviation")
        whose.add_argument("--all", action="store_true", help="the city's book")
        parser.add_argument("--year", type=int, required=True, help="fiscal year, พ.ศ.")
        kinds = ReportingPeriod.Kind
        parser.add_argument("--period", choices=kinds.values, default=kinds.YEAR_END, help="year_end unless given")
        parser.add_argument("--skip-missing", action="store_true", help="no page for what was not handed in")
        parser.add_argument("--separate", action="store_true", help="a ZIP of separate PDFs instead of a book")
        parser.add_argument("-o", "--output", type=Path, required=True, help="the file to write")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            job = jobs.make(_order(options), actor=None, calls_workers=False)
        except Invalid as invalid:
            raise CommandError(" ".join(invalid.errors.values())) from None
        self._print(job)
        job.refresh_from_db()
        self._tell_failed(job)
        if job.state != PrintJob.State.DONE:
            raise CommandError(job.failure or "พิมพ์เล่มไม่สำเร็จ")
        _move(results.place_of(job), options["output"])
        self.stdout.write(f"{options['output']}: {job.pages} หน้า {job.size:,} ไบต์")

    def _print(self, job: PrintJob) -> None:
        """Work on the job alone; a paper that fails is replaced by its page, and told at the end."""
        name = f"print_book-{uuid4().hex[:12]}"
        PrintJob.objects.filter(pk=job.pk).update(without_failed=True)
        workers.beat(name)
        beat = Beat(name)
        beat.start()
        try:
            self._show(job)
            while work.work_on(job.pk, name, seconds=0):
                self._show(job)
            self._show(job)
        except BaseException:
            PrintJob.objects.filter(pk=job.pk).update(state=PrintJob.State.CANCELLED)
            raise
        finally:
            beat.stop()
            workers.leave(name)
            self.stderr.write("")

    def _show(self, job: PrintJob) -> None:
        """A bar on the terminal; a line for each paper where standard error goes elsewhere."""
        total = job.items.count()
        done = job.items.filter(state__in=PrintJobItem.ENDED).count()
        if sys.stderr.isatty():
            bar = "█" * (_WIDTH * done // total)
            self.stderr.write(f"\r[{bar:<{_WIDTH}}] {done}/{total}", ending="")
        else:
            self.stderr.write(f"{done}/{total}")
        self.stderr.flush()

    def _tell_failed(self, job: PrintJob) -> None:
        for item in job.items.filter(state=PrintJobItem.State.FAILED).select_related("agency"):
            self.stderr.write(f"{item.agency or ''} {item.title}: {item.failure}")


def _order(options: dict[str, Any]) -> jobs.Order:
    year = FiscalYear.objects.filter(be_year=options["year"]).first()
    if year is None:
        raise CommandError(f"ไม่มีปีงบประมาณ {options['year']}", returncode=2)
    if options["period"] not in dict(periods_of(year)):
        raise CommandError(f"ปีงบประมาณ {year} ไม่มีงวด {options['period']}", returncode=2)
    agency = _agency(options["agency"]) if options["agency"] else None
    agencies = [agency] if agency else list(Agency.objects.filter(assignments__year=year).distinct())
    rows = contents_of(agencies, year, options["period"], reader=None)
    return jobs.Order(
        kind=PrintJob.Kind.AGENCY if agency else PrintJob.Kind.CITY,
        shape=PrintJob.Shape.SEPARATE if options["separate"] else PrintJob.Shape.BOOK,
        missing=PrintJob.Missing.SKIP if options["skip_missing"] else PrintJob.Missing.PAGE,
        year=year,
        period=options["period"],
        agency=agency,
        rows=[row for row in rows if row.is_there or row.part == REPORTS],
    )


def _agency(named: str) -> Agency:
    found = Agency.objects.filter(Q(code=named) | Q(abbreviation=named)).first()
    if found is None:
        raise CommandError(f"ไม่มีหน่วยงาน {named}", returncode=2)
    return found


def _move(place: Path, output: Path) -> None:
    """The whole file or none, also onto another disk."""
    aside = output.with_name(f".{output.name}.part")
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(place, aside)
        aside.replace(output)
    except OSError as error:
        with contextlib.suppress(OSError):
            aside.unlink()
        raise CommandError(f"เขียนไฟล์ {output} ไม่ได้: {error.strerror}") from None
    place.unlink(missing_ok=True)
