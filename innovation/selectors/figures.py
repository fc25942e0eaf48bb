"""What the service sessions of a year amount to, against the year's target."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Max, Min, Q, Sum
from django.utils.translation import gettext as _

from indicators.charts.target import TargetBar, target_bar
from innovation.models import Development
from thai.digits import format_number

_STANDS = Q(sessions__withdrawn_at__isnull=True)
_TOTALS = {
    "standing": Count("sessions", filter=_STANDS),
    "served": Sum("sessions__people", filter=_STANDS),
    "not_counted": Count("sessions", filter=_STANDS & Q(sessions__people__isnull=True)),
    "first_day": Min("sessions__date", filter=_STANDS),
    "last_day": Max("sessions__date", filter=_STANDS),
}


@dataclass(frozen=True)
class Figures:
    """Sessions that stand and the people they served; `uncounted` of the sessions have no number of people yet.
    `target_sessions` is None when the target is in words only."""

    sessions: int
    people: int
    first: date | None
    last: date | None
    target_sessions: int | None
    target_text: str
    uncounted: int = 0

    @property
    def reached(self) -> bool | None:
        """Whether the target's number is reached; None when it has none."""
        return None if self.target_sessions is None else self.sessions >= self.target_sessions

    @property
    def percent(self) -> Decimal | None:
        """Sessions in percent of the target, 100 being reached; None when there is nothing to divide by."""
        return Decimal(100 * self.sessions) / self.target_sessions if self.target_sessions else None

    @property
    def chart(self) -> TargetBar | None:
        """Sessions against the target as a drawing; None when there is no number to reach."""
        return target_bar(self.sessions, self.target_sessions) if self.target_sessions else None

    @property
    def in_words(self) -> str:
        """8 จาก 30 ครั้ง, ผู้รับบริการ 132 คน"""
        words = {
            "sessions": format_number(self.sessions, 0),
            "target": format_number(self.target_sessions or 0, 0),
            "people": format_number(self.people, 0),
        }
        if self.target_sessions is None:
            return _("%(sessions)s ครั้ง, ผู้รับบริการ %(people)s คน") % words
        return _("%(sessions)s จาก %(target)s ครั้ง, ผู้รับบริการ %(people)s คน") % words


def figures_of(development: Development) -> Figures:
    """Two queries. A withdrawn session counts for nothing."""
    totals = Development.objects.filter(pk=development.pk).annotate(**_TOTALS).get()
    target = development.project.year_targets.filter(be_year=development.assignment.year.be_year).first()
    return _figures(totals, (target.sessions, target.text) if target else (None, ""))


@dataclass(frozen=True)
class YearOfProject:
    """One year of a project that runs on."""

    development: Development
    be_year: int
    figures: Figures


def earlier_years(development: Development) -> list[YearOfProject]:
    """The years in which the project was carried out before this one, in order. At the most two queries."""
    earlier = list(
        Development.objects.filter(
            project_id=development.project_id,
            case__assignment__year__be_year__lt=development.assignment.year.be_year,
        )
        .select_related("case__assignment__year")
        .annotate(**_TOTALS)
        .order_by("case__assignment__year__be_year")
    )
    if not earlier:
        return []
    targets = {row.be_year: (row.sessions, row.text) for row in development.project.year_targets.all()}
    years = [(row, row.assignment.year.be_year) for row in earlier]
    return [YearOfProject(row, year, _figures(row, targets.get(year, (None, "")))) for row, year in years]


def _figures(totals: Development, target: tuple[int | None, str]) -> Figures:
    """From a row annotated with `_TOTALS`."""
    row: dict[str, object] = vars(totals)
    return Figures(
        sessions=row["standing"],  # type: ignore[arg-type]
        people=row["served"] or 0,  # type: ignore[arg-type]
        first=row["first_day"],  # type: ignore[arg-type]
        last=row["last_day"],  # type: ignore[arg-type]
        target_sessions=target[0],
        target_text=target[1],
        uncounted=row["not_counted"],  # type: ignore[arg-type]
    )
