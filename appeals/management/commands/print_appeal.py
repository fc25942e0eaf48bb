"""print_appeal: the appeal files of an agency's year, or of one indicator, as one PDF."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q

from accounts.models import Agency
from appeals.models import Appeal
from appeals.selectors.papers import READ
from appeals.services import papers
from indicators.management.output import write_whole
from indicators.models import FiscalYear
from printing.binding import bound
from printing.pdf import PrintingFailed


class Command(BaseCommand):
    help = "Print the appeal files of an agency in a year to a PDF file: all of them, or those about one indicator."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--agency", required=True, help="code or abbreviation")
        parser.add_argument("--year", type=int, required=True, help="fiscal year, พ.ศ.")
        parser.add_argument("--number", type=int, help="number of the indicator in the agency; all unless told")
        parser.add_argument("-o", "--output", type=Path, required=True, help="the PDF to write")

    def handle(self, *args: Any, **options: Any) -> None:
        appeals = _appeals(options)
        try:
            pdf = bound([papers.pdf_of(appeal) for appeal in appeals])
        except PrintingFailed as failed:
            raise CommandError(f"พิมพ์ไม่ได้: {failed.reason}") from None
        write_whole(options["output"], pdf)
        self.stdout.write(f"{options['output']}: อุทธรณ์ {len(appeals)} เรื่อง {len(pdf):,} ไบต์")


def _appeals(options: dict[str, Any]) -> list[Appeal]:
    """In the order of the indicators, of each the oldest first."""
    named = options["agency"]
    agency = Agency.objects.filter(Q(code=named) | Q(abbreviation=named)).first()
    if agency is None:
        raise CommandError(f"ไม่มีหน่วยงาน {named}", returncode=2)
    year = FiscalYear.objects.filter(be_year=options["year"]).first()
    if year is None:
        raise CommandError(f"ไม่มีปีงบประมาณ {options['year']}", returncode=2)
    rows = Appeal.objects.filter(assignment__agency=agency, assignment__year=year).select_related(*READ)
    if options["number"] is not None:
        rows = rows.filter(assignment__number=options["number"])
    found = list(rows.order_by("assignment__number", "pk"))
    if not found:
        about = "" if options["number"] is None else f"เรื่องตัวชี้วัดลำดับที่ {options['number']} "
        raise CommandError(f"{agency} ไม่มีอุทธรณ์{about}ในปีงบประมาณ {year}", returncode=2)
    return found
