"""The service sessions of a year: numbered for its table, and what the page of a new one starts from."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Case, F, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber

from indicators.deadlines import Span
from indicators.models import Holiday
from innovation.models import ActivityProgress, Development, ServiceSession
from innovation.session_days import common_days
from thai.text import comparable


def numbered(development: Development) -> QuerySet[ServiceSession]:
    """Every session in the order of dates, each with `number`: 1, 2, … of those that stand. What is withdrawn is
    numbered among itself; its number means nothing."""
    stands = Case(When(withdrawn_at__isnull=True, then=Value(1)), default=Value(0))
    number = Window(RowNumber(), partition_by=[stands], order_by=[F("date").asc(), F("pk").asc()])
    return development.sessions.annotate(number=number).order_by("date", "pk")


def standing(development: Development) -> QuerySet[ServiceSession]:
    """The sessions that count."""
    return development.sessions.filter(withdrawn_at__isnull=True).order_by("date", "pk")


def uncounted(development: Development) -> QuerySet[ServiceSession]:
    """The sessions whose people are not counted yet."""
    return standing(development).filter(people__isnull=True)


def allowed_days(development: Development) -> Span:
    """The days of the fiscal year on which the project runs: on these a session may have been."""
    year, project = development.assignment.year, development.project
    return common_days(
        Span(year.starts_on, year.ends_on),
        Span(project.starts_on or year.starts_on, project.ends_on or year.ends_on),
    )


def last_place(development: Development) -> str:
    """Where the newest session was; before the first one, where the project says it will be, "" when unknown."""
    newest = standing(development).order_by("-added_at", "-pk").values_list("place", flat=True).first()
    if newest is not None:
        return newest
    return next(iter(development.project.place.splitlines()), "")[:300]


def at_place(development: Development, place: str) -> list[ServiceSession]:
    """The sessions that stand at a place, however its name is spaced."""
    wanted = comparable(place)
    return [session for session in standing(development) if comparable(session.place) == wanted]


def holiday_names(first: date, last: date) -> dict[date, str]:
    """The holidays from `first` to `last` by the newest version of each, with their names."""
    named: dict[date, str] = {}
    rows = Holiday.objects.filter(date__gte=first, date__lte=last).order_by("version")
    for day, is_holiday, name in rows.values_list("date", "is_holiday", "name"):
        named[day] = name if is_holiday else ""
    return {day: name for day, name in named.items() if name}


def activity_rows(development: Development) -> list[dict[str, Any]]:
    """The year's planned activities in order, each with its months (twelve, October first) and its progress, which
    is None until something is written. Two queries."""
    progress: dict[int, ActivityProgress] = {row.activity_id: row for row in development.progress.all()}
    planned = development.project.activities.filter(be_year=development.assignment.year.be_year)
    return [
        {
            "activity": row,
            "months": [bool(row.months >> month & 1) for month in range(12)],
            "progress": progress.get(row.pk),
        }
        for row in planned
    ]
