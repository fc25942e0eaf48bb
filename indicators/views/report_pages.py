"""What the pages of quarterly and year-end reports have in common. The verbs and their names stand in
quarterly_report.py and year_end_report.py."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypedDict
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from indicators import clock
from indicators.forms.reason import ReasonForm
from indicators.models import Event, PrintRecord, QuarterlyReport, Recusal, YearEndReport
from indicators.models.dossier import Submittable
from indicators.permissions import Refused, can, can_edit, hides_until_opened
from indicators.selectors.answers import Answer
from indicators.selectors.evidence import evidence_rows
from indicators.selectors.timeline import timeline
from indicators.services.errors import Invalid
from indicators.views import autosave
from indicators.views.fetching import form_key, person, seen_version
from indicators.views.reasons import with_refused_reason
from indicators.views.threads import talk_about
from indicators.workflow import workflow_of
from thai.dates import active_language, format_datetime

Report = QuarterlyReport | YearEndReport
Context = dict[str, Any]
TEMPLATES: dict[type[Report], str] = {
    QuarterlyReport: "indicators/quarterly_report/detail.html",
    YearEndReport: "indicators/year_end_report/detail.html",
}


def page_of(report: Submittable, page: str = "") -> str:
    """The address of a page of the report: `quarterly-report`, `quarterly-report-edit`, …"""
    name = workflow_of(report).name
    return reverse(f"{name}-{page}" if page else name, args=[report.pk])


def title_of(report: Submittable) -> str:
    """Which report it is, in words."""
    if isinstance(report, QuarterlyReport):
        return _("รายงาน%(period)s") % {"period": report.period.get_kind_display()}
    return str(workflow_of(report).title)


def frame_of(report: Submittable, title: str = "") -> Context:
    """What every page of a report shows around its content."""
    assignment = report.assignment
    above = [(str(assignment), reverse("assignment", args=[assignment.pk]))]
    return {
        "report": report,
        "title": title or title_of(report),
        "caption": " – ".join(
            [
                *([title_of(report)] if title else []),
                str(assignment.agency),
                f"{_('ปีงบประมาณ พ.ศ.')} {assignment.year}",
            ]
        ),
        "lead": assignment.name_line,
        "breadcrumbs": [*above, (title_of(report), page_of(report))] if title else above,
    }


def detail(
    request: HttpRequest, report: Report, answers: Sequence[Answer], refused: ReasonForm | None = None
) -> HttpResponse:
    """The report as it stands, its evidence, comments, history, and what this person can do with it now."""
    user = person(request)
    context = frame_of(report) | {
        "evidence": evidence_rows(report.dossier),
        "recusals": Recusal.objects.filter(assignment=report.assignment_id).select_related("user"),
        "events": timeline(report.dossier),
        "prints": PrintRecord.objects.filter(revision__dossier=report.dossier).select_related("revision"),
        "can_confirm": can_edit(user, report).allowed,
        "unread": hides_until_opened(user, report),
        "changes_url": page_of(report, "changes") if report.dossier.revisions.count() > 1 else "",
        **talk_about(report, answers, user),
        **actions(user, report),
    }
    context = with_refused_reason(context, refused)
    return render(request, TEMPLATES[type(report)], context, status=422 if refused else 200)


def actions(user: User, report: Report) -> Context:
    """Buttons for components/action_bar.html, drawn from the table, and a note when it is somebody else's turn."""
    now = clock.now()
    bar: list[Context] = []
    note = ""
    if can_edit(user, report).allowed:
        bar.append({"label": _("กรอกรายงาน"), "url": page_of(report, "edit"), "style": "primary"})
        bar.append({"label": _("หลักฐาน"), "url": page_of(report, "evidence")})
        bar.append({"label": _("ตรวจทานและส่ง"), "url": page_of(report, "check")})
    for row in workflow_of(report).leaving(report.status):
        if row.action == "submit":
            continue
        verdict = can(user, row.action, report, now)
        if verdict.allowed:
            bar.extend(_buttons(report, row.action, str(row.label)))
        elif verdict.refused is Refused.MOMENT and row.role in user.standing.roles_at(report.assignment.agency_id):
            note = verdict.reason
    turn = workflow_of(report).turn[report.status]
    if not bar and turn:
        note = note or waiting_note(report, turn)
    bar.append({"label": _("พิมพ์ PDF"), "url": page_of(report, "print")})
    return {"actions": bar, "note": note}


def waiting_note(row: Submittable, turn: str) -> str:
    """Whose turn it is and since when."""
    return _("รอการดำเนินการของ%(role)s ตั้งแต่ %(since)s") % {
        "role": Role(turn).label,
        "since": format_datetime(row.status_since, active_language()) if row.status_since else "-",
    }


def _buttons(report: Report, action: str, label: str) -> list[Context]:
    hidden = [("version", report.version), ("key", uuid4())]
    if action == "recall":
        return [{"label": label, "url": page_of(report, action), "post": True, "hidden": hidden}]
    if action == "reopen":
        return [
            {
                "label": label,
                "url": page_of(report, action),
                "post": True,
                "hidden": hidden,
                "reason": _("เหตุผลที่เปิดให้แก้ไขใหม่"),
                "code": action,
            }
        ]
    if action == "return":
        return []  # stands on the review page, beside accept or endorse
    return [{"label": _("เปิดตรวจ"), "url": page_of(report, "open"), "post": True, "style": "primary"}]


def warning_reasons(request: HttpRequest) -> dict[str, str]:
    """The reasons given on the check page, by warning code."""
    prefix = "reason-"
    return {
        name.removeprefix(prefix): value.strip()
        for name, value in request.POST.items()
        if name.startswith(prefix) and isinstance(value, str) and value.strip()
    }


class Posted(TypedDict):
    """What every verb is given: who acts, on the version that his page showed, and the key of his form."""

    actor: User
    version: int
    key: UUID | None


def posted_by(request: HttpRequest) -> Posted:
    """The acting person, the version seen and the form's key of a posted verb."""
    return {"actor": person(request), "version": seen_version(request), "key": form_key(request)}


def done(request: HttpRequest, report: Submittable, sentence: str, page: str = "") -> HttpResponse:
    """Say what happened, on the page that follows; to the page's script, that the draft is saved."""
    if autosave.wanted(request):
        return autosave.saved(report)
    messages.success(request, sentence)
    return redirect(page_of(report, page))


def try_to(act: Callable[[], Event | None], form: forms.Form) -> bool:
    """Run a verb; what it finds invalid goes to the form's fields. True when it was done."""
    try:
        act()
    except Invalid as invalid:
        for field, sentence in invalid.errors.items():
            form.add_error(field if field in form.fields else None, sentence)
        return False
    return True
