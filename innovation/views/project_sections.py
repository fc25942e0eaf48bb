"""Writing a project: the list of its six sections, and the page of each."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.roles import Role
from indicators.files.refusals import NoStore
from indicators.permissions import Refused, Verdict, can_edit
from indicators.services.errors import Invalid, NotAllowed, StaleVersion, insist
from indicators.views import autosave, conflicts, report_pages, uploads
from indicators.views.fetching import person, seen_version
from indicators.views.refusals import explain
from innovation.completeness.project import years_without_target
from innovation.forms.project_sections import (
    ADD,
    SectionForms,
    as_content,
    posted,
    stored,
    typed_texts,
    with_one_more,
)
from innovation.models import Project
from innovation.selectors.content.project import project_content
from innovation.selectors.project_answers import answers_of
from innovation.selectors.project_changes import last_determination
from innovation.selectors.project_notes import return_reason, warnings_of
from innovation.selectors.project_sections import BY_NAME, SECTIONS, Section, after, progress_of
from innovation.services import project as services
from innovation.views import presentation
from innovation.views.step_pages import fetch, frame_of, mark_threads, step_page


@require_safe
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The section list."""
    project = fetch(request, Project, pk)
    insist(can_edit(person(request), project))
    progress = progress_of(project)
    context = (
        frame_of(project, _("เขียนโครงการ"))
        | _notes(project)
        | {
            "tasks": [
                {
                    "name": one.section.title,
                    "url": step_page(project, one.section.name),
                    "hint": one.form,
                    "status": one.status,
                    "missing": one.missing,
                }
                for one in progress
            ],
            "complete": sum(not one.missing for one in progress),
            "warnings": warnings_of(project),
            "evidence_count": project.dossier.citations.count(),
            "evidence_url": step_page(project, "evidence"),
            "check_url": step_page(project, "check"),
        }
    )
    return render(request, "innovation/project/edit.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def section(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    project = fetch(request, Project, pk)
    of = BY_NAME[name]
    try:
        insist(can_edit(person(request), project))
        if conflicts.sends(request):
            return _sent(request, project, of)
        return _page(request, project, stored(of, project), uploads.receive(request))
    except NotAllowed as refusal:
        if request.method != "POST" or refusal.verdict.refused is not Refused.MOMENT:
            raise
        return _too_late(request, project, of, refusal.verdict)


def _sent(request: HttpRequest, project: Project, of: Section) -> HttpResponse:
    if request.POST.get(ADD):
        return _page(request, project, with_one_more(of, project, request.POST))
    try:
        sent = presentation.received(request) if of.name == "presentation" else uploads.Uploads()
    except NoStore as none:
        return explain(
            request,
            none.sentence,
            status=none.status,
            typed=typed_texts(of, project, request.POST),
            page_url=step_page(project, of.name),
        )
    page = posted(of, project, request.POST, request.FILES)
    if not page.is_valid():
        return _page(request, project, page, sent, status=422)
    try:
        refused = _save(request, project, page, sent)
    except Invalid as invalid:
        _show(page, invalid)
        return _page(request, project, page, sent, status=422)
    except StaleVersion as stale:
        return _conflict(request, stale, page, sent)
    return _go_on(request, project, page, refused)


def _too_late(request: HttpRequest, project: Project, of: Section, verdict: Verdict) -> HttpResponse:
    """It was sent on, or its year closed, while somebody wrote: why, and all that he typed, to copy."""
    return explain(
        request,
        verdict.reason,
        since=verdict.since,
        whose_turn=Role(verdict.whose_turn).label if verdict.whose_turn else "",
        typed=typed_texts(of, project, request.POST),
        page_url=step_page(project),
    )


def _save(request: HttpRequest, project: Project, page: SectionForms, sent: uploads.Uploads) -> list[tuple[str, str]]:
    """Save the page; the (name, sentence) of pictures that were not taken."""
    if page.section.name == "presentation":
        return presentation.save(request, project, page, sent)
    services.save(
        project,
        actor=person(request),
        version=seen_version(request),
        fields=page.columns,
        lists=page.rows,
        autosaved=autosave.wanted(request),
    )
    return []


def _go_on(
    request: HttpRequest, project: Project, page: SectionForms, refused: list[tuple[str, str]]
) -> HttpResponse:
    """The page that follows: this one again while a picture was refused or a year of the period has no target yet,
    else where the button leads."""
    if autosave.wanted(request):
        return autosave.saved(project)
    for name, sentence in refused:
        messages.error(request, _("“%(name)s”: %(sentence)s") % {"name": name, "sentence": sentence})
    lacking = years_without_target(project) if page.section.name == "targets" else []
    following = after(page.section)
    if refused:
        return report_pages.done(request, project, _("บันทึกส่วนนี้แล้ว เว้นแต่ภาพที่ระบบไม่รับ"), page.section.name)
    if "next" not in request.POST or lacking:
        if lacking:
            years = ", ".join(str(year) for year in lacking)
            messages.warning(request, _("กำหนดเป้าหมายของปีงบประมาณ พ.ศ. %(years)s ด้วย") % {"years": years})
        return report_pages.done(request, project, _("บันทึกร่างแล้ว"), page.section.name)
    return report_pages.done(request, project, _("บันทึกร่างแล้ว"), following.name if following else "check")


def _show(page: SectionForms, invalid: Invalid) -> None:
    """Put what the service found where it can be seen: at its field, else above the form or the list."""
    for name, sentence in invalid.errors.items():
        rows = next((one.formset for one in page.lists if one.name == name), None)
        if page.form is not None and (name in page.form.fields or rows is None):
            page.form.add_error(name if name in page.form.fields else None, sentence)
        elif rows is not None:
            rows.non_form_errors().append(sentence)
        else:
            page.lists[0].formset.non_form_errors().append(sentence)


def _conflict(request: HttpRequest, stale: StaleVersion, page: SectionForms, sent: uploads.Uploads) -> HttpResponse:
    """Both texts of this section, nothing typed and no picture lost. Where both say the same there is nothing to
    choose."""
    project = fetch(request, Project, stale.current.pk)
    mine = answers_of(page.section, as_content(page, project))
    theirs = answers_of(page.section, project_content(project))
    differing = [(one.label, one.value, other.value) for one, other in zip(mine, theirs, strict=True) if one != other]
    if sent.received:
        differing.append((_("เพิ่มภาพ"), "\n".join(file.name for file in sent.received), ""))
    here = step_page(project, page.section.name)
    if not differing:
        return report_pages.done(request, project, _("มีผู้บันทึกข้อความเดียวกันนี้ไว้แล้ว"), page.section.name)
    hidden = [
        ("version", project.version),
        *conflicts.typed_again(request, uploads.SLIP),
        *uploads.slips(request, sent.received),
    ]
    return conflicts.both_texts(request, project, frame_of(project), differing, hidden, here)


def _page(
    request: HttpRequest,
    project: Project,
    page: SectionForms,
    sent: uploads.Uploads | None = None,
    status: int = 200,
) -> HttpResponse:
    if autosave.wanted(request):
        return autosave.invalid(*page.all())
    number = SECTIONS.index(page.section) + 1
    progress = progress_of(project)
    own = progress[number - 1]
    sent = sent or uploads.Uploads()
    version = conflicts.version_of_page(request, project)
    context = (
        frame_of(project, str(page.section.title))
        | _notes(project)
        | mark_threads(project, page.form, about=page.section.lists)
        | {
            "page": page,
            "forms": list(page.all()) if status == 422 else [],
            "is_unsaved": status == 422 or ADD in request.POST,
            "number": number,
            "of": len(SECTIONS),
            "progress": [(one, step_page(project, one.section.name)) for one in progress],
            "lacking": own.missing if own.status == "draft" else [],
            "hidden": [("version", version), *uploads.slips(request, sent.received)],
            "received": sent.received,
            "refused": sent.refused,
            "edit_url": step_page(project, "edit"),
            "is_last": after(page.section) is None,
            "pictures": {one.pk: one for one in project.presentation.pictures.all()},
        }
    )
    return render(request, "innovation/project/section.html", context, status=status)


def _notes(project: Project) -> dict[str, Any]:
    """Why the project is to be written again, at the head of each page."""
    revising = project.status == Project.Status.REVISING
    return {"return_reason": return_reason(project), "item": last_determination(project) if revising else None}
