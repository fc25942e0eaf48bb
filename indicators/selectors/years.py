"""What opening a year by copying would make, to be looked at first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from accounts.models import Agency
from indicators.deadlines import years_later
from indicators.models import FiscalYear, ReportingPeriod


@dataclass(frozen=True)
class YearCopy:
    """Counts, the periods with their new days (unsaved), the agencies that will be left out, and sentences on what
    apps above will copy."""

    periods: list[ReportingPeriod]
    codes: int
    indicators: int
    assignments: int
    left_out: list[Agency]
    besides: list[str]


# What apps above say that they will copy from a year into another (พ.ศ.); "" when they have nothing of it.
TOLD_BESIDES: list[Callable[[FiscalYear, int], str]] = []


def copy_of(source: FiscalYear, be_year: int) -> YearCopy:
    """What `services.years.open_year` would copy from `source` into `be_year`."""
    year = FiscalYear(be_year=be_year)
    shift = be_year - source.be_year
    periods = [
        ReportingPeriod(
            year=year,
            kind=period.kind,
            opens_on=years_later(period.opens_on, shift),
            due_on=years_later(period.due_on, shift),
            closes_on=years_later(period.closes_on, shift),
        )
        for period in source.periods.all()
    ]
    existing = Agency.objects.valid_between(year.starts_on, year.ends_on)
    return YearCopy(
        periods=periods,
        codes=source.codes.count(),
        indicators=source.indicators.count(),
        assignments=source.assignments.filter(agency__in=existing).count(),
        left_out=list(Agency.objects.filter(assignments__year=source).exclude(pk__in=existing).distinct()),
        besides=[sentence for tell in TOLD_BESIDES if (sentence := tell(source, be_year))],
    )
