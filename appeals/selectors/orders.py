"""Orders of the city and the assignments they affect."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from appeals.models import Appeal, CityOrder
from appeals.selectors.subjects import OVER
from indicators.models import Assignment, Indicator


@dataclass(frozen=True)
class Affected:
    """An assignment of the order's year. `open` is an appeal about it that is not over: no draft is prepared then."""

    assignment: Assignment
    open: Appeal | None


def order_rows() -> QuerySet[CityOrder]:
    """For a list: each with `appeals_count`, the newest first."""
    rows = CityOrder.objects.select_related("year", "cause", "added_by")
    kept = Count("appeals", filter=~Q(appeals__status=Appeal.Status.WITHDRAWN))
    return rows.annotate(appeals_count=kept).order_by("-dated", "-pk")


def assignments_of(order: CityOrder, indicator: Indicator | None = None) -> QuerySet[Assignment]:
    """Every assignment of the order's year, or those of one indicator, with what `affected` reads."""
    rows = Assignment.objects.filter(year=order.year_id)
    if indicator is not None:
        rows = rows.filter(indicator=indicator)
    still_open = Appeal.objects.exclude(status__in=OVER).order_by("pk")
    related = rows.select_related("agency", "indicator", "year")
    return related.prefetch_related(Prefetch("appeals", still_open, to_attr="open_appeals")).order_by(
        "agency__sort_key", "number"
    )


def affected(assignment: Assignment) -> Affected:
    """A row of `assignments_of`."""
    still_open: list[Appeal] = assignment.open_appeals  # type: ignore[attr-defined]  # prefetched above
    return Affected(assignment, still_open[0] if still_open else None)


def indicators_of(order: CityOrder) -> QuerySet[Indicator]:
    """The indicators that somebody was given in the order's year."""
    return Indicator.objects.filter(year=order.year_id, assignments__isnull=False).distinct().order_by("name")
