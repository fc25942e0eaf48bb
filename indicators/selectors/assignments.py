"""Assignments with the state of their reports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from indicators.models import Assignment, Dossier, QuarterlyReport, ReportingPeriod, YearEndReport
from indicators.workflow import workflow_of
from thai.dates import active_language, due_sentence, format_date, format_datetime


def overview_rows(rows: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """Assignments in the order of agencies, each with its quarters and year-end: three queries for any number."""
    quarters = QuarterlyReport.objects.select_related("period").order_by("period__kind")
    return (
        rows.select_related("agency", "indicator", "year_end_report")
        .prefetch_related(Prefetch("quarterly_reports", quarters))
        .order_by("agency__sort_key", "number")
    )


@dataclass(frozen=True)
class Section:
    """Tasks that belong together. `lead` says in one line how far they are; `is_ordered` that they follow one
    another."""

    title: str
    tasks: list[dict[str, Any]]
    lead: str = ""
    is_ordered: bool = False
    url: str = ""


# What an assignment asks for before its reports; apps above add theirs at start-up, None where there is nothing.
SECTIONS: list[Callable[[Assignment, date], Section | None]] = []
# Tasks of other kinds, after its reports; likewise.
ALSO_TASKS: list[Callable[[Assignment, date], list[dict[str, Any]]]] = []
# What else a person can do from the page of an assignment, for components/action_bar.html; likewise.
ALSO_ACTIONS: list[Callable[[User, Assignment], list[dict[str, Any]]]] = []
# And with one of its criteria, given by its position: links, each a label and a url; likewise.
CRITERION_ACTIONS: list[Callable[[User, Assignment, int], list[dict[str, Any]]]] = []


def actions_of(user: User, assignment: Assignment) -> list[dict[str, Any]]:
    """What `user` can do from the page of an assignment besides its tasks."""
    return [action for also in ALSO_ACTIONS for action in also(user, assignment)]


def criterion_actions(user: User, assignment: Assignment, position: int) -> list[dict[str, Any]]:
    """What `user` can do with the criterion at `position`, beside its text."""
    return [action for of in CRITERION_ACTIONS for action in of(user, assignment, position)]


def sections_of(assignment: Assignment, today: date) -> list[Section]:
    """All tasks of an assignment, for components/task_list.html: what apps above add, its five reports, the rest."""
    before = [section for of in SECTIONS if (section := of(assignment, today))]
    reports = Section(_("รายงานรายไตรมาสและสิ้นปี"), _reports(assignment, today))
    also = [task for of in ALSO_TASKS for task in of(assignment, today)]
    return [*before, reports, *([Section(_("เรื่องอื่นของตัวชี้วัดนี้"), also)] if also else [])]


def _reports(assignment: Assignment, today: date) -> list[dict[str, Any]]:
    quarters = assignment.quarterly_reports.select_related("period", "edited_by").order_by("period__kind")
    tasks = [
        _task(
            _("รายงาน%(period)s") % {"period": report.period.get_kind_display()},
            "quarterly-report",
            report,
            report.period,
            today,
        )
        for report in quarters
    ]
    period = ReportingPeriod.objects.get(year_id=assignment.year_id, kind=ReportingPeriod.Kind.YEAR_END)
    year_end = assignment.year_end_report
    tasks.append(_task(_("รายงานสิ้นปี"), "year-end-report", year_end, period, today))
    return tasks


def dossiers_of(assignment: Assignment) -> list[Dossier]:
    """The dossiers of its five reports."""
    quarters = QuarterlyReport.objects.filter(assignment=assignment).values("dossier")
    year_end = YearEndReport.objects.filter(assignment=assignment).values("dossier")
    return list(Dossier.objects.filter(pk__in=quarters.order_by().union(year_end.order_by())))


def _task(name: str, page: str, report: Any, period: ReportingPeriod, today: date) -> dict[str, Any]:
    untouched = report.status == "draft" and report.edited_at is None
    turn = workflow_of(report).turn[report.status]
    task: dict[str, Any] = {"name": name, "status": "not_started" if untouched else report.status, "hint": ""}
    if today < period.opens_on and untouched:
        opens = format_date(period.opens_on, "long", active_language())
        task |= {"status": "locked", "locked_reason": _("เปิดรับวันที่ %(date)s") % {"date": opens}}
    else:
        task["url"] = reverse(page, args=[report.pk])
    if turn == Role.OFFICER:
        task["hint"] = due_sentence(report.returned_due_on or period.due_on, today)
    elif turn:
        task["hint"] = _("รอการดำเนินการของ%(role)s") % {"role": Role(turn).label}
    if report.mark is not None:
        task["hint"] = _("คะแนนตรวจประเมิน %(mark)s") % {"mark": report.mark}
        if report.mark_is_late:
            task["hint"] += f" ({_('ให้คะแนนล่าช้า')})"
    if report.status_since and not untouched:
        task["last"] = format_datetime(report.status_since, active_language())
    return task
