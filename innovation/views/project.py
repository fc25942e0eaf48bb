"""The pages and verbs of step 3, proposing a project. The committee's are in meetings."""

from __future__ import annotations

import json
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators import clock
from indicators.forms.reason import ReasonForm
from indicators.forms.review import PasswordForm
from indicators.permissions import Refused, can, can_edit
from indicators.selectors.agenda import open_item
from indicators.selectors.evidence import evidence_rows
from indicators.services.errors import NotAllowed, insist
from indicators.services.review import latest_revision
from indicators.views.fetching import person
from indicators.views.reasons import done_with_reason, with_refused_reason
from indicators.views.report_pages import done, posted_by
from indicators.views.signing import signed_again
from indicators.workflow import workflow_of
from innovation.completeness.project import missing_in_project
from innovation.models import Project
from innovation.selectors.content.project import project_content
from innovation.selectors.project_answers import fragment_of, month_names, texts_of, total_of, years_of
from innovation.selectors.project_changes import comparison_of, last_determination
from innovation.selectors.project_notes import others_of, resolutions_of, return_reason, warnings_of
from innovation.selectors.project_sections import SECTIONS, progress_of, section_of
from innovation.selectors.talked_about import in_project
from innovation.services import project as services
from innovation.views.step_pages import Context, actions_of, fetch, frame_of, history_of, step_page, talk_of

# On which page an action is taken; "" where its button stands with the committee's meeting.
PAGES = {
    **{"submit": "check", "resubmit": "check", "endorse": "endorse", "confirm": "changes"},
    **{"schedule": "", "approve": "", "approve_with_changes": "", "reject": ""},
}


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _detail_page(request, fetch(request, Project, pk))


def _detail_page(request: HttpRequest, project: Project, refused: ReasonForm | None = None) -> HttpResponse:
    content = project_content(project)
    context = frame_of(project) | _bar(request, project) | history_of(project) | _sections(content)
    context |= talk_of(project, person(request), in_project(content))
    context |= {
        "return_reason": return_reason(project),
        "resolutions": resolutions_of(project),
        "others": others_of(project),
        "years": project.developments.select_related("case__assignment__year").order_by("pk"),
    }
    context = with_refused_reason(context, refused)
    return render(request, "innovation/project/detail.html", context, status=422 if refused else 200)


def _bar(request: HttpRequest, project: Project) -> Context:
    user = person(request)
    pages = PAGES | ({"return": ""} if project.status == Project.Status.SCHEDULED else {})
    extra: list[Context] = []
    if can_edit(user, project).allowed:
        unwritten = (one.section.name for one in progress_of(project) if one.missing)
        extra.append({"label": _("เขียนโครงการ"), "url": step_page(project, next(unwritten, "edit"))})
    if (
        project.status == Project.Status.SCHEDULED
        and user.standing.sees_city
        and (item := open_item(project.dossier))
    ):
        extra.append({"label": _("เปิดวาระการประชุม"), "url": reverse("agenda-item", args=[item.pk])})
    if can(user, "schedule", project, clock.now()).allowed:
        extra.append({"label": _("บรรจุวาระ"), "url": reverse("meeting-waiting")})
    bar = actions_of(user, project, pages, *extra)
    if project.dossier.revisions.count() > 1 and not any(
        action["url"] == step_page(project, "changes") for action in bar["actions"]
    ):
        bar["actions"].append({"label": _("ดูสิ่งที่เปลี่ยน"), "url": step_page(project, "changes")})
    return bar


def _sections(content: Context) -> Context:
    """A content, section by section, for sections.html."""
    return {
        "sections": [
            {
                "name": section.name,
                "title": section.title,
                "rows": [(answer.label, answer.value) for answer in texts_of(section, content)],
                "held": fragment_of(section, content),
            }
            for section in SECTIONS
        ],
        "plan": years_of(content["project"]["activities"]),
        "months": month_names(),
        "total": total_of(content["project"]["budget_lines"]),
    }


@require_safe
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything once more before it is sent."""
    project = fetch(request, Project, pk)
    action = "resubmit" if project.status == Project.Status.REVISING else "submit"
    verdict = can(person(request), action, project, clock.now())
    row = workflow_of(project).row(action, project.status)
    if row is None or not (verdict.allowed or verdict.refused is Refused.MOMENT):
        raise NotAllowed(verdict)
    missing = [
        (sentence, f"{step_page(project, section_of(key).name)}#{_anchor(key)}")
        for key, sentence in missing_in_project(project).items()
    ]
    context = (
        frame_of(project, _("ตรวจทานและส่ง"))
        | _sections(project_content(project))
        | {
            "missing": missing,
            "warnings": warnings_of(project),
            "evidence": evidence_rows(project.dossier),
            "evidence_url": step_page(project, "evidence"),
            "edit_urls": {section.name: step_page(project, section.name) for section in SECTIONS},
            "note": "" if verdict.allowed or missing else verdict.reason,
            "submit_url": step_page(project, action),
            "submit_label": row.label,
            "ready": verdict.allowed,
            "key": uuid4(),
        }
    )
    return render(request, "innovation/project/check.html", context)


def _anchor(key: str) -> str:
    """Where on its section page something is filled in: its field, or the heading of its list."""
    section = section_of(key)
    return f"id_{key}" if key in section.texts else f"list-{key}"


@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    project = fetch(request, Project, pk)
    services.submit(project, **posted_by(request))
    return done(request, project, _("ส่งโครงการให้ผู้บริหารแล้ว"))


@require_POST
def resubmit(request: HttpRequest, pk: int) -> HttpResponse:
    project = fetch(request, Project, pk)
    services.resubmit(project, **posted_by(request))
    return done(request, project, _("ส่งฉบับปรับปรุงให้สำนักงาน ก.ก. แล้ว"))


@require_http_methods(["GET", "POST"])
def endorse(request: HttpRequest, pk: int) -> HttpResponse:
    """The submission to read, the signature below it."""
    project = fetch(request, Project, pk)
    if request.method != "POST":
        insist(can(person(request), "endorse", project, clock.now()))
        return _endorse_page(request, project, PasswordForm())
    form = PasswordForm(request.POST)
    if not signed_again(request, form):
        insist(can(person(request), "endorse", project, clock.now()))
        return _endorse_page(request, project, form, status=422)
    services.endorse(project, **posted_by(request))
    return done(request, project, _("ลงความเห็นชอบแล้ว ส่งต่อสำนักงาน ก.ก. เพื่อบรรจุวาระประชุม"))


def _endorse_page(request: HttpRequest, project: Project, form: PasswordForm, status: int = 200) -> HttpResponse:
    content = json.loads(latest_revision(project).content)
    context = (
        frame_of(project, _("ลงความเห็นชอบโครงการ"))
        | _sections(content)
        | {
            "form": form,
            "evidence": evidence_rows(project.dossier),
            "warnings": warnings_of(project),
            "delegation": person(request).standing_on(clock.today()).deputies.get(project.assignment.agency_id),
            "hidden": [("version", project.version), ("key", uuid4())],
            "actions": [_return_action(project)],
        }
    )
    return render(request, "innovation/project/endorse.html", context, status=status)


def _return_action(project: Project) -> Context:
    return {
        "label": _("ส่งคืนให้แก้ไข"),
        "url": step_page(project, "return"),
        "post": True,
        "reason": _("เหตุผล"),
        "code": "return",
        "hidden": [("version", project.version), ("key", uuid4())],
    }


@require_POST
def return_(request: HttpRequest, pk: int) -> HttpResponse:
    project = fetch(request, Project, pk)
    form = ReasonForm(request.POST, action="return")
    posted = posted_by(request)
    if not done_with_reason(form, lambda reason: services.return_(project, **posted, reason=reason)):
        return _detail_page(request, project, refused=form)
    return done(request, project, _("ส่งคืนให้แก้ไขแล้ว"))


@require_safe
def changes(request: HttpRequest, pk: int) -> HttpResponse:
    """The newest submission beside the one that was decided on; for the secretariat, the confirmation below it."""
    project = fetch(request, Project, pk)
    actions = []
    if can(person(request), "confirm", project, clock.now()).allowed:
        actions = [
            {
                "label": _("ยืนยันการปรับปรุง"),
                "url": step_page(project, "confirm"),
                "post": True,
                "style": "primary",
                "hidden": [("version", project.version), ("key", uuid4())],
            },
            _return_action(project),
        ]
    context = frame_of(project, _("สิ่งที่เปลี่ยน")) | {
        "comparison": comparison_of(project),
        "item": last_determination(project),
        "actions": actions,
    }
    return render(request, "innovation/project/changes.html", context)


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    project = fetch(request, Project, pk)
    services.confirm(project, **posted_by(request))
    return done(request, project, _("ยืนยันแล้ว โครงการได้รับอนุมัติ ขั้นที่ 4 เปิดให้ดำเนินการ"))


@require_POST
def reselect(request: HttpRequest, pk: int) -> HttpResponse:
    project = fetch(request, Project, pk)
    opened = services.reselect(project, **posted_by(request))
    messages.success(request, _("เปิดให้คณะทำงานคัดเลือกความคิดเห็นใหม่แล้ว โครงการเดิมยังเก็บไว้"))
    return redirect(step_page(opened))
