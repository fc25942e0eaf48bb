"""A temporary installation: its folder, its settings, an office whose reports wait to be submitted."""

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from drills import tables

if TYPE_CHECKING:
    from indicators.models import FiscalYear, ReportingPeriod

AGENCIES = 10


@contextmanager
def folder() -> Iterator[Path]:
    """Of every drill its own; open to the account that PostgreSQL runs under."""
    made = Path(tempfile.mkdtemp(prefix="kpi-drill-"))
    made.chmod(0o755)
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def environment(var: Path, url: str = "") -> dict[str, str]:
    """For every process of the installation."""
    given = {"VAR_DIR": str(var), "HTTPS": "0", "DEBUG": "0", "DJANGO_SETTINGS_MODULE": "kpi_tracker.settings"}
    return given | ({"DATABASE_URL": url} if url else {})


def use(var: Path, url: str = "") -> None:
    """Set this process up with the product's own settings, quietly."""
    import logging

    import django

    os.environ.update(environment(var, url))
    django.setup()
    logging.disable(logging.ERROR)


def fill(reports: int) -> list[int]:
    """At least so many complete quarterly reports that wait to be submitted, and an officer for each of AGENCIES
    agencies. Written in bulk; their numbers."""
    from django.db import transaction

    from accounts.roles import Role
    from indicators.models import Assignment, Dossier, QuarterlyReport
    from tests import make

    tables.make()
    with transaction.atomic():
        year = make.year()
        periods = _open_periods(year)
        agencies = [make.agency() for _ in range(AGENCIES)]
        for agency in agencies:
            make.user(Role.OFFICER, agency)
        each = -(-reports // (len(periods) * AGENCIES))
        indicators = [make.indicator(year) for _ in range(each)]
        assignments = Assignment.objects.bulk_create(
            Assignment(indicator=indicator, year=year, agency=agency, number=number, target=10, weight=1)
            for agency in agencies
            for number, indicator in enumerate(indicators, 1)
        )
        pairs = [(assignment, period) for assignment in assignments for period in periods]
        kind = Dossier.Kind.QUARTERLY_REPORT
        dossiers = Dossier.objects.bulk_create(Dossier(kind=kind, agency=each.agency, year=year) for each, _ in pairs)
        written = {"narrative": "ดำเนินการตามแผน", "progress_percent": 30}
        QuarterlyReport.objects.bulk_create(
            QuarterlyReport(dossier=dossier, assignment=assignment, period=period, **written)
            for dossier, (assignment, period) in zip(dossiers, pairs, strict=True)
        )
    return list(QuarterlyReport.objects.order_by("pk").values_list("pk", flat=True))


def _open_periods(year: "FiscalYear") -> "list[ReportingPeriod]":
    """The four quarters of the year, moved so that each can be reported on today."""
    from django.utils import timezone

    from indicators.models import ReportingPeriod

    today = timezone.localdate()
    days = {"opens_on": today - timedelta(30), "due_on": today + timedelta(30), "closes_on": today + timedelta(60)}
    ReportingPeriod.objects.filter(year=year).update(**days)
    return list(ReportingPeriod.objects.filter(year=year, kind__startswith="q"))


def tell(*, passed: bool, control_failed: bool, figures: str) -> None:
    """The outcome, as the last line."""
    print(json.dumps({"passed": passed, "control_failed": control_failed, "figures": figures}))
    sys.stdout.flush()
