"""What the first page shows besides the things that wait: where the indicators of one's agencies stand, what opens
next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from accounts.models import User
from indicators.models import Assignment, FiscalYear, ReportingPeriod
from indicators.permissions import visible_to
from indicators.selectors.dashboard import Line, assignment_lines
from thai.dates import active_language, format_date

# More indicators than an agency has in a year; who holds roles in many agencies finds the rest on the dashboard.
MOST = 12


@dataclass(frozen=True)
class Strip:
    """The newest year in which the person's agencies have indicators: a line of cells for each of them."""

    year: FiscalYear
    periods: list[str]
    lines: list[Line[Assignment]]


def strip_of(user: User, today: date) -> Strip | None:
    """None for who belongs to no agency with indicators. Five queries."""
    agencies = sorted(user.standing_on(today).by_agency)
    own = Assignment.objects.filter(agency__in=agencies)
    year = FiscalYear.objects.filter(pk__in=own.values("year")).order_by("-be_year").first() if agencies else None
    if year is None:
        return None
    rows = own.filter(year=year).select_related("agency", "indicator").order_by("agency__sort_key", "number")[:MOST]
    return Strip(year, [str(kind.label) for kind in ReportingPeriod.Kind], assignment_lines(year, list(rows), today))


def next_opening(user: User, today: date) -> tuple[str, str] | None:
    """The next period that opens in a year the person has to do with, and its day, in words."""
    years = visible_to(user, Assignment.objects.all()).values("year")
    period = (
        ReportingPeriod.objects.filter(year__in=years, opens_on__gt=today)
        .select_related("year")
        .order_by("opens_on", "kind")
        .first()
    )
    if period is None:
        return None
    return str(period.get_kind_display()), format_date(period.opens_on, "long", active_language())
