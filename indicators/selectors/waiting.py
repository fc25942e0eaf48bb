"""What waits for a person: one row per report in which it is his turn. Read from the tables of transitions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from accounts.models import User
from accounts.roles import AGENCY_ROLES, Role
from indicators import clock
from indicators.models import QuarterlyReport, ReportingPeriod, YearEndReport
from indicators.permissions import standing_on
from indicators.workflow import QUARTERLY_REPORT, YEAR_END_REPORT
from indicators.workflow.machine import Workflow


@dataclass(frozen=True)
class Waiting:
    """One thing to do. `due_on` is a Bangkok day or None; `status` a key of the status tags."""

    name: str
    agency: str
    url: str
    status: str
    due_on: date | None
    since: datetime | None


@dataclass(frozen=True)
class Desk:
    """What lies on a person's desk: how many things, and the first of them by due date."""

    total: int
    first: list[Waiting]


def desk_of(user: User, today: date, most: int = 50) -> Desk:
    """What waits for `user`, the nearest due date first, at the most `most` of them. Six queries at the most."""
    quarters: QuerySet[Any] = _quarters(user, today)
    year_ends: QuerySet[Any] = _year_ends(user, today)
    rows = sorted(  # stable: of one agency and day, the quarters stand before the year-end
        [*quarters[:most], *year_ends[:most]], key=lambda row: (row.due, row.assignment.agency.sort_key)
    )
    first = [_quarter_row(row) if isinstance(row, QuarterlyReport) else _year_end_row(row) for row in rows[:most]]
    return Desk(quarters.count() + year_ends.count(), first)


def turns_of(user: User, workflow: Workflow, agency: str = "assignment__agency", year: str = "assignment__year") -> Q:
    """The rows of a workflow's table in which it is this person's turn; `agency` and `year` are the ways to them.
    Judging one's own agency or one's own submission is left out, and so is a closed year."""
    standing = standing_on(user, clock.today())
    mine = Q(pk__in=[])
    for status, turn in workflow.turn.items():
        if not turn:
            continue
        role = Role(turn)
        if role in AGENCY_ROLES:
            turns = Q(status=status, **{f"{agency}__in": sorted(standing.agencies_as(role))})
        elif role in standing.city:
            turns = Q(status=status) & ~Q(**{f"{agency}__in": sorted(standing.own_agencies)})
        else:
            continue
        mine |= turns if role is Role.OFFICER else turns & ~Q(submitted_by=user.pk)
    return mine & Q(**{f"{year}__closed_at__isnull": True})


def _quarters(user: User, today: date) -> QuerySet[QuarterlyReport]:
    rows = QuarterlyReport.objects.filter(turns_of(user, QUARTERLY_REPORT), period__opens_on__lte=today)
    return _by_due_date(rows.select_related("period").annotate(due=Coalesce("returned_due_on", "period__due_on")))


def _year_ends(user: User, today: date) -> QuerySet[YearEndReport]:
    period_due = ReportingPeriod.objects.filter(
        year=OuterRef("assignment__year"), kind=ReportingPeriod.Kind.YEAR_END, opens_on__lte=today
    ).values("due_on")
    rows = YearEndReport.objects.filter(turns_of(user, YEAR_END_REPORT)).annotate(
        due=Coalesce("returned_due_on", Subquery(period_due))
    )
    return _by_due_date(rows.filter(due__isnull=False))


def _by_due_date(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.select_related("assignment__agency", "assignment__indicator", "assignment__year").order_by(
        "due", "assignment__agency__sort_key", "pk"
    )


def _quarter_row(row: Any) -> Waiting:
    return _row(row, f"{row.period.get_kind_display()} – {row.assignment.name_line}", "quarterly-report")


def _year_end_row(row: Any) -> Waiting:
    return _row(row, f"{YEAR_END_REPORT.title} – {row.assignment.name_line}", "year-end-report")


def _row(row: Any, name: str, page: str) -> Waiting:
    return Waiting(
        name=name,
        agency=row.assignment.agency.name,
        url=reverse(page, args=[row.pk]),
        status=row.status,
        due_on=row.due,
        since=row.status_since,
    )
