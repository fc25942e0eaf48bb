"""open_year YEAR [--copy-of YEAR] [--without-assignments]."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from indicators.models import FiscalYear
from indicators.services.errors import Invalid
from indicators.services.years import open_year


class Command(BaseCommand):
    help = "Open a fiscal year (พ.ศ.) by copying the latest one, or another."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("year", type=int, help="the new fiscal year, such as 2565")
        parser.add_argument("--copy-of", type=int, metavar="YEAR", help="the year to copy; default: the latest")
        parser.add_argument("--without-assignments", action="store_true", help="agencies start with no indicators")

    def handle(self, *args: Any, **options: Any) -> None:
        if not 2500 <= options["year"] <= 2700:
            raise CommandError(f"{options['year']} is not a fiscal year in พ.ศ.")
        years = FiscalYear.objects.order_by("-be_year")
        if options["copy_of"]:
            years = years.filter(be_year=options["copy_of"])
        source = years.first()
        if source is None:
            raise CommandError("There is no such year to copy.")
        try:
            year = open_year(
                options["year"], actor=None, copy_of=source, with_assignments=not options["without_assignments"]
            )
        except Invalid as refusal:
            raise CommandError("\n".join(refusal.errors.values())) from refusal
        counts = f"{year.indicators.count()} indicators, {year.assignments.count()} assignments"
        self.stdout.write(f"{year}: copied from {source}, {counts}")
