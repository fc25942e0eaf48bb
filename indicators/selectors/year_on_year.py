"""An agency's scores in its last years, side by side."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from accounts.models import Agency
from indicators.models import Assignment, FiscalYear
from indicators.scoring import Total
from indicators.selectors.score_rows import AgencySum
from indicators.selectors.scores import AssignmentScore, scores_of, total_of

MOST = 5


def sums_by_year(agency: Agency, upto: FiscalYear, most: int = MOST) -> list[tuple[FiscalYear, AgencySum]]:
    """The agency's years with assignments up to `upto`, at the most `most` of them, the oldest first. The same number
    of queries for any number of years."""
    years = FiscalYear.objects.filter(assignments__agency=agency, be_year__lte=upto.be_year).distinct()
    newest = list(years.order_by("-be_year")[:most])
    rows = Assignment.objects.filter(agency=agency, year__in=newest).select_related("agency", "indicator", "year")
    own: dict[int, list[AssignmentScore]] = defaultdict(list)
    for score in scores_of(rows.order_by("year__be_year", "number")):
        own[score.assignment.year_id].append(score)
    return [(year, AgencySum(agency, tuple(own[year.pk]), total_of(own[year.pk]))) for year in reversed(newest)]


def percent_of(total: Total, points: Decimal | None) -> Decimal | None:
    """The points in percent of what could be had where marks are given: years with other weights can be compared."""
    return 100 * points / total.out_of if points is not None and total.out_of else None
