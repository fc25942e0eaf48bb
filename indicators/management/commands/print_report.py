"""print_report: a year-end report, or one quarter, as PDF."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q

from indicators.management.output import write_whole
from indicators.models import Assignment, QuarterlyReport, YearEndReport
from indicators.services.prints import pdf_of
from printing.pdf import PrintingFailed


class Command(BaseCommand):
    help = "Print the year-end report of an assignment, or one of its quarters, to a PDF file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--agency", required=True, help="code or abbreviation")
        parser.add_argument("--year", type=int, required=True, help="fiscal year, พ.ศ.")
        parser.add_argument("--number", type=int, required=True, help="number of the indicator in the agency")
        parser.add_argument("--quarter", type=int, choices=[1, 2, 3, 4], help="one quarter instead of the year-end")
        parser.add_argument("-o", "--output", type=Path, required=True, help="the PDF to write")

    def handle(self, *args: Any, **options: Any) -> None:
        report = _report(options)
        try:
            pdf = pdf_of(report)
        except PrintingFailed as failed:
            raise CommandError(f"พิมพ์ไม่ได้: {failed.reason}") from None
        write_whole(options["output"], pdf)
        self.stdout.write(f"{options['output']}: {len(pdf):,} ไบต์")


def _report(options: dict[str, Any]) -> QuarterlyReport | YearEndReport:
    agency = Q(agency__code=options["agency"]) | Q(agency__abbreviation=options["agency"])
    assignment = Assignment.objects.filter(agency, year__be_year=options["year"], number=options["number"]).first()
    if assignment is None:
        raise CommandError(
            "ไม่มีตัวชี้วัดลำดับที่ {number} ของหน่วยงาน {agency} ในปีงบประมาณ {year}".format(**options), returncode=2
        )
    if options["quarter"]:
        quarters = QuarterlyReport.objects.select_related(
            "dossier", "period", "assignment__agency", "assignment__year"
        )
        return quarters.get(assignment=assignment, period__kind=f"q{options['quarter']}")
    year_ends = YearEndReport.objects.select_related("dossier", "assignment__agency", "assignment__year")
    return year_ends.get(assignment=assignment)
