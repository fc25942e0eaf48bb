"""What the service sessions of a year amount to, against the year's target."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Min, Sum

from innovation.models import Development


@dataclass(frozen=True)
class Figures:
    """Sessions that stand and the people they served. `target_sessions` is None when the target is in words only."""

    sessions: int
    people: int
    first: date | None
    last: date | None
    target_sessions: int | None
    target_text: str


def figures_of(development: Development) -> Figures:
    """Two queries. A withdrawn session counts for nothing."""
    totals = development.sessions.filter(withdrawn_at__isnull=True).aggregate(
        count=Count("pk"), people=Sum("people"), first=Min("date"), last=Max("date")
    )
    target = development.project.year_targets.filter(be_year=development.assignment.year.be_year).first()
    return Figures(
        sessions=totals["count"],
        people=totals["people"] or 0,
        first=totals["first"],
        last=totals["last"],
        target_sessions=target.sessions if target else None,
        target_text=target.text if target else "",
    )
