"""What waits for a person: one row per report in which it is his turn. Read from the tables of transitions."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import DateField, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from accounts.models import User
from accounts.roles import AGENCY_ROLES, Role
from indicators import clock
from indicators.models import QuarterlyReport, Recusal, ReportingPeriod, YearEndReport
from indicators.permissions import RECUSING_ROLES
from indicators.workflow import QUARTERLY_REPORT, YEAR_END_REPORT, workflow_of
from indicators.workflow.machine import Workflow


@dataclass(frozen=True)
class Waiting:
    """One thing to do. `due_on` is a Bangkok day or None; `status` a key of the status tags; `act_url` the page where
    it is done, when that is another than `url`; `turn` the role in which it is the person's turn, in words."""

    name: str
    agency: str
    url: str
    status: str
    due_on: date | None
    since: datetime | None
    act_url: str = ""
    turn: str = ""


@dataclass(frozen=True)
class Tray:
    """One kind of thing on the desk: `rows` are those in which it is the person's turn on a day, each annotated with
    `due`, in the order of due date and agency (by_due_date); `show` says a row in words; `roles` are those whose turn
    it can be."""

    rows: Callable[[User, date], QuerySet[Any]]
    show: Callable[[Any], Waiting]
    roles: Collection[str]


@dataclass(frozen=True)
class Desk:
    """What lies on a person's desk: how many things, and the first of them by due date."""

    total: int
    first: list[Waiting]


def desk_of(user: User, today: date, most: int = 50) -> Desk:
    """What waits for `user`, the nearest due date first, at the most `most` of them. One query for what lies in all
    trays, and one for each tray that has something to show."""
    trays = trays_of(user, today)
    if not trays:
        return Desk(0, [])
    rows_of = [tray.rows(user, today) for tray in trays]
    lines = list(_lines(rows_of).order_by(*_NEAREST_FIRST))  # keys alone: counting them would be a second query
    nearest = lines[:most]
    keys: dict[int, list[int]] = {}
    for number, pk, _due, _agency in nearest:
        keys.setdefault(number, []).append(pk)
    shown = {
        (number, row.pk): trays[number].show(row)
        for number, wanted in keys.items()
        for row in rows_of[number].filter(pk__in=wanted)
    }
    # Between the two queries somebody may have acted on a thing: it is gone from the desk.
    return Desk(len(lines), [shown[number, pk] for number, pk, _due, _agency in nearest if (number, pk) in shown])


def trays_of(user: User, today: date) -> list[Tray]:
    """The trays in which something can lie for this person."""
    roles = user.standing_on(today).roles
    return [tray for tray in TRAYS if not roles.isdisjoint(tray.roles)]


# Things of one agency and day keep the order of the trays. What is due on no day comes last.
_NEAREST_FIRST = ("desk_due", "desk_agency", "desk_tray", "pk")


def _lines(trays: list[QuerySet[Any]]) -> QuerySet[Any]:
    """(number of the tray, key, day due, sort key of the agency) of every row in the trays, as one query."""
    lines: list[QuerySet[Any]] = [
        rows.order_by()
        .annotate(desk_tray=Value(number), desk_due=Coalesce("due", Value(date.max), output_field=DateField()))
        .values_list("desk_tray", "pk", "desk_due", "desk_agency")
        for number, rows in enumerate(trays)
    ]
    every: QuerySet[Any] = lines[0].union(*lines[1:], all=True)
    return every


def turns_of(user: User, workflow: Workflow, agency: str = "assignment__agency", year: str = "assignment__year") -> Q:
    """The rows of a workflow's table in which it is this person's turn; `agency` and `year` are the ways to them by
    the assignment. Judging one's own agency or one's own submission is left out, what one takes no part in, and a
    closed year."""
    standing = user.standing_on(clock.today())
    mine = Q(pk__in=[])
    for role in sorted(standing.roles.intersection(workflow.actors)):
        turns = Q(status__in=[status for status, turn in workflow.turn.items() if turn == role])
        if role in AGENCY_ROLES:
            turns &= Q(**{f"{agency}__in": sorted(standing.agencies_as(role))})
        else:
            turns &= ~Q(**{f"{agency}__in": sorted(standing.own_agencies)})
            if role in RECUSING_ROLES:
                recused = Recusal.objects.filter(user=user.pk).values("assignment")
                turns &= ~Q(**{f"{agency.removesuffix('__agency')}__in": recused})
        mine |= turns if role == workflow.editor else turns & ~Q(submitted_by=user.pk)
    return mine & Q(**{f"{year}__closed_at__isnull": True})


def _quarters(user: User, today: date) -> QuerySet[QuarterlyReport]:
    rows = QuarterlyReport.objects.filter(turns_of(user, QUARTERLY_REPORT), period__opens_on__lte=today)
    return by_due_date(rows.select_related("period").annotate(due=Coalesce("returned_due_on", "period__due_on")))


def _year_ends(user: User, today: date) -> QuerySet[YearEndReport]:
    period_due = ReportingPeriod.objects.filter(
        year=OuterRef("assignment__year"), kind=ReportingPeriod.Kind.YEAR_END, opens_on__lte=today
    ).values("due_on")
    rows = YearEndReport.objects.filter(turns_of(user, YEAR_END_REPORT)).annotate(
        due=Coalesce("returned_due_on", Subquery(period_due))
    )
    return by_due_date(rows.filter(due__isnull=False))


def by_due_date(rows: QuerySet[Any], assignment: str = "assignment") -> QuerySet[Any]:
    """Rows annotated with `due`, the nearest first, with what a line on the desk says of their assignment."""
    related = (f"{assignment}__{name}" for name in ("agency", "indicator", "year"))
    by_agency = {"desk_agency": F(f"{assignment}__agency__sort_key")}
    ordered: QuerySet[Any] = rows.select_related(*related).annotate(**by_agency).order_by("due", "desk_agency", "pk")
    return ordered


def _quarter_row(row: Any) -> Waiting:
    return waiting_row(row, f"{row.period.get_kind_display()} – {row.assignment.name_line}", "quarterly-report")


def _year_end_row(row: Any) -> Waiting:
    return waiting_row(row, f"{YEAR_END_REPORT.title} – {row.assignment.name_line}", "year-end-report")


def waiting_row(row: Any, name: str, page: str) -> Waiting:
    """A line on the desk: `name` says what, `page` is the address of the row. Who writes a report goes straight to
    the page where it is written."""
    workflow = workflow_of(row)
    turn = workflow.turn[row.status]
    writes = page in _WRITTEN_AT and turn == workflow.editor
    return Waiting(
        name=name,
        agency=row.assignment.agency.name,
        url=reverse(page, args=[row.pk]),
        status=row.status,
        due_on=row.due,
        since=row.status_since,
        act_url=reverse(f"{page}-edit", args=[row.pk]) if writes else "",
        turn=str(Role(turn).label) if turn else "",
    )


# Reports whose page has nothing for their writer but the way to the page where they are written.
_WRITTEN_AT = frozenset({"quarterly-report", "year-end-report"})
# What may lie on a desk; apps above add theirs at start-up.
TRAYS: list[Tray] = [
    Tray(_quarters, _quarter_row, QUARTERLY_REPORT.actors),
    Tray(_year_ends, _year_end_row, YEAR_END_REPORT.actors),
]
