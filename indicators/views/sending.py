"""The last look at a report before it is sent, and the page that says that it arrived."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import Role
from indicators import clock
from indicators.models import Assignment, QuarterlyReport, ReportingPeriod, Revision
from indicators.permissions import Refused, can
from indicators.selectors.answers import Answer
from indicators.selectors.evidence import evidence_rows
from indicators.selectors.warnings import Warning
from indicators.services.errors import NotAllowed
from indicators.views.fetching import person
from indicators.views.report_pages import Context, Report, frame_of, page_of, title_of
from indicators.workflow import workflow_of
from thai.dates import active_language, format_date

# The fields of a report under the headings of its check page; an element of the edit page by the field's name, where
# it is not `id_<field>`.
_SECTIONS = (
    (gettext_lazy("ผลการดำเนินงาน"), ("no_progress_reason", "narrative", "monthly_entries")),
    (gettext_lazy("ผลสำเร็จ"), ("level", "progress_percent", "result_in_unit", "plan_status")),
    (gettext_lazy("สรุปทั้งปี"), ("summary",)),
    (gettext_lazy("ปัจจัยและอุปสรรค"), ("enablers", "obstacles")),
    (gettext_lazy("ผู้ลงชื่อ"), ("responsible_name", "responsible_position")),
)
_PLACES = {"monthly_entries": "entries", "plan_status": "id_plan_status_0", "level": "id_level_0"}


def check(
    request: HttpRequest,
    report: Report,
    answers: Sequence[Answer],
    missing: dict[str, str],
    warnings: Sequence[Warning],
) -> HttpResponse:
    """Everything once more before it is sent: answers with a link to change them beside the paper, what is missing,
    what the software noticed with room for a reason."""
    verdict = can(person(request), "submit", report, clock.now())
    if not verdict.allowed and verdict.refused is not Refused.MOMENT:
        raise NotAllowed(verdict)
    if workflow_of(report).row("submit", report.status) is None:
        raise NotAllowed(verdict)
    context = frame_of(report, _("ตรวจทานและส่ง")) | {
        "sections": _sections(report, answers),
        "evidence": evidence_rows(report.dossier),
        "evidence_url": page_of(report, "evidence"),
        "print_url": page_of(report, "print"),
        "missing": list(missing.values()),
        "warnings": warnings,
        "submit_url": page_of(report, "submit"),
        "submit_label": _submit_label(report),
        "key": uuid4(),
        "note": "" if verdict.allowed or missing else verdict.reason,
        "ready": verdict.allowed,
    }
    return render(request, "indicators/report/check.html", context)


def _sections(report: Report, answers: Sequence[Answer]) -> list[tuple[str, list[Context]]]:
    edit = page_of(report, "edit")
    found = []
    for heading, fields in _SECTIONS:
        rows = [
            {
                "term": answer.label,
                "value": answer.value,
                "url": f"{edit}#{_PLACES.get(answer.field, f'id_{answer.field}')}",
            }
            for answer in answers
            if answer.field in fields
        ]
        if rows:
            found.append((str(heading), rows))
    return found


def _submit_label(report: Report) -> str:
    """The act and who receives it."""
    what = {"report": title_of(report), "receiver": _receiver(report)}
    return _("ส่ง%(report)s ถึง %(receiver)s") % what


def _receiver(report: Report) -> str:
    workflow = workflow_of(report)
    return str(Role(workflow.turn[workflow.rows_for("submit")[0].target]).label)


def sent(request: HttpRequest, report: Report) -> HttpResponse:
    """What was sent under which reference, what comes next, and the way back while nobody has opened it."""
    revision = report.dossier.revisions.order_by("-number").first()
    if revision is None or workflow_of(report).turn[report.status] == Role.OFFICER:
        return redirect(page_of(report))
    recall = can(person(request), "recall", report, clock.now())
    context = frame_of(report, _("ส่งแล้ว")) | {
        "reference": reference_of(report, revision),
        "revision": revision,
        "receiver": _receiver(report),
        "next_step": _next_step(report),
        "next_task": next_task(report.assignment),
        "print_url": page_of(report, "print"),
        "recall_url": page_of(report, "recall") if recall.allowed else "",
        "hidden": [("version", report.version), ("key", uuid4())],
    }
    return render(request, "indicators/report/sent.html", context)


def reference_of(report: Report, revision: Revision) -> str:
    """What to name in a letter or on the telephone: agency, year, indicator, period, and which sending it is."""
    assignment = report.assignment
    kind = report.period.kind if isinstance(report, QuarterlyReport) else ReportingPeriod.Kind.YEAR_END
    parts = (assignment.agency.code, assignment.year, assignment.number, str(kind).upper(), revision.number)
    return "-".join(str(part) for part in parts)


def _next_step(report: Report) -> str:
    turn = workflow_of(report).turn[report.status]
    if not turn:
        return _("เรื่องนี้เสร็จแล้ว")
    return _("รอการดำเนินการของ%(role)s ผลหรือข้อที่ให้แก้ไขจะขึ้นที่หน้าของฉัน และแจ้งทางอีเมลถ้าท่านเลือกไว้") % {
        "role": Role(turn).label
    }


def next_task(assignment: Assignment) -> str:
    """Which period of the assignment opens next, and when; "" when none does."""
    period = assignment.year.periods.filter(opens_on__gt=clock.today()).order_by("opens_on", "kind").first()
    if period is None:
        return ""
    told = {"period": period.get_kind_display(), "date": format_date(period.opens_on, "long", active_language())}
    return _("รายงาน%(period)s เปิดวันที่ %(date)s") % told
