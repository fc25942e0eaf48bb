"""Assignments with the state of their reports."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from indicators.models import Assignment, QuarterlyReport, ReportingPeriod
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


# What else an assignment asks for, in front of its reports; apps above add theirs at start-up.
ALSO_TASKS: list[Callable[[Assignment, date], list[dict[str, Any]]]] = []
# What else a person can do from the page of an assignment, for components/action_bar.html; likewise.
ALSO_ACTIONS: list[Callable[[User, Assignment], list[dict[str, Any]]]] = []


def actions_of(user: User, assignment: Assignment) -> list[dict[str, Any]]:
    """What `user` can do from the page of an assignment besides its tasks."""
    return [action for also in ALSO_ACTIONS for action in also(user, assignment)]


def tasks_of(assignment: Assignment, today: date) -> list[dict[str, Any]]:
    """The five reports of an assignment, and what apps above add, for components/task_list.html."""
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
    return [*(task for also in ALSO_TASKS for task in also(assignment, today)), *tasks]


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
