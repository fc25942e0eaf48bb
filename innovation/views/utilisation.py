"""The pages and verbs of step 5, the survey of use."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators import clock
from indicators.forms.reason import ReasonForm
from indicators.forms.review import PasswordForm
from indicators.permissions import Refused, can, can_edit
from indicators.selectors.evidence import evidence_rows
from indicators.services.errors import NotAllowed, StaleVersion, insist
from indicators.views import autosave, conflicts, report_pages
from indicators.views.fetching import person, seen_version
from indicators.views.reasons import done_with_reason, with_refused_reason
from indicators.views.signing import signed_again
from indicators.workflow import workflow_of
from innovation.completeness.utilisation import missing_in_utilisation
from innovation.forms.utilisation import UtilisationForm, initial_utilisation
from innovation.models import Utilisation
from innovation.selectors.utilisation_answers import proposals, survey_figures, utilisation_answers
from innovation.selectors.utilisation_warnings import reasons_given, utilisation_warnings
from innovation.services import utilisation as services
from innovation.views.step_pages import (
    Context,
    actions_of,
    fetch,
    frame_of,
    history_of,
    mark_threads,
    step_page,
    talk_of,
)
from innovation.views.writing import too_late


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, fetch(request, Utilisation, pk))


def _page(request: HttpRequest, utilisation: Utilisation, refused: ReasonForm | None = None) -> HttpResponse:
    user = person(request)
    buttons = [
        {"label": _("กรอกแบบสำรวจ"), "url": step_page(utilisation, "edit")},
        {"label": _("หลักฐาน"), "url": step_page(utilisation, "evidence")},
    ]
    extra = buttons if can_edit(user, utilisation).allowed else []
    pages = {"submit": "check", "endorse": "endorse"}
    context = frame_of(utilisation) | actions_of(user, utilisation, pages, *extra)
    context |= _content(utilisation) | history_of(utilisation) | talk_of(utilisation, user)
    status = 422 if refused else 200
    context = with_refused_reason(context, refused)
    return render(request, "innovation/utilisation/detail.html", context, status=status)


def _content(utilisation: Utilisation) -> Context:
    project_name, figures = survey_figures(utilisation)
    answers = utilisation_answers(utilisation, project_name, figures)
    return {
        "figures": figures,
        "answers": answers,
        "rows": [(answer.label, answer.value) for answer in answers],
        "warnings": utilisation_warnings(utilisation, figures),
    }


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    utilisation = fetch(request, Utilisation, pk)
    if not conflicts.sends(request):
        insist(can_edit(person(request), utilisation))
        return _form_page(request, utilisation, None)
    form = UtilisationForm(request.POST)
    try:
        insist(can_edit(person(request), utilisation))
        if form.is_valid() and _save(request, utilisation, form):
            return _onwards(request, utilisation)
    except NotAllowed as refused:
        return too_late(request, refused, form)
    except StaleVersion as stale:
        return _conflict(request, stale, form)
    return _form_page(request, utilisation, form, status=422)


def _save(request: HttpRequest, utilisation: Utilisation, form: UtilisationForm) -> bool:
    version, fields, autosaved = seen_version(request), form.cleaned_data, autosave.wanted(request)
    return report_pages.try_to(
        lambda: services.save(
            utilisation, actor=person(request), version=version, fields=fields, autosaved=autosaved
        ),
        form,
    )


def _onwards(request: HttpRequest, utilisation: Utilisation) -> HttpResponse:
    for page in ("check", "evidence"):
        if page in request.POST:
            return redirect(step_page(utilisation, page))
    return report_pages.done(request, utilisation, _("บันทึกร่างแล้ว"), "edit")


def _conflict(request: HttpRequest, stale: StaleVersion, form: UtilisationForm) -> HttpResponse:
    assert isinstance(stale.current, Utilisation)
    now = initial_utilisation(stale.current)
    labels = {name: str(field.label) for name, field in form.fields.items()}
    typed, theirs = conflicts.in_words(form, form.cleaned_data), conflicts.in_words(form, now)
    return conflicts.conflict(request, stale, typed, theirs, labels)


def _form_page(
    request: HttpRequest, utilisation: Utilisation, form: UtilisationForm | None, status: int = 200
) -> HttpResponse:
    """With no form yet: what is written, and proposals where nothing is."""
    if autosave.wanted(request):
        return autosave.invalid(form)
    project_name, figures = survey_figures(utilisation)
    proposed: dict[str, Any] = {}
    if form is None:
        proposed = proposals(utilisation, figures, person(request))
        form = UtilisationForm(initial=initial_utilisation(utilisation) | proposed)
    context = frame_of(utilisation, _("กรอกแบบสำรวจ")) | {
        "form": form,
        "figures": figures,
        "project_name": project_name,
        "proposed": [str(form.fields[name].label) for name in proposed],
        "warnings": utilisation_warnings(utilisation, figures),
        "version": conflicts.version_of_page(request, utilisation),
        **mark_threads(utilisation, form),
    }
    return render(request, "innovation/utilisation/edit.html", context, status=status)


@require_safe
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole form once more before it goes to the head, what is missing, and what the software noticed."""
    utilisation = fetch(request, Utilisation, pk)
    verdict = can(person(request), "submit", utilisation, clock.now())
    if not verdict.allowed and verdict.refused is not Refused.MOMENT:
        raise NotAllowed(verdict)
    row = workflow_of(utilisation).row("submit", utilisation.status)
    if row is None:
        raise NotAllowed(verdict)
    content, edit_url = _content(utilisation), step_page(utilisation, "edit")
    missing = missing_in_utilisation(utilisation)
    context = frame_of(utilisation, _("ตรวจทานและส่ง")) | content
    context |= {
        "rows": [
            {"term": each.label, "value": each.value, "url": f"{edit_url}#id_{each.field}" if each.field else ""}
            for each in content["answers"]
        ],
        "evidence": evidence_rows(utilisation.dossier),
        "missing": list(missing.values()),
        "note": "" if verdict.allowed or missing else verdict.reason,
        "ready": verdict.allowed,
        "submit_label": row.label,
        "key": uuid4(),
    }
    return render(request, "innovation/utilisation/check.html", context)


@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    utilisation = fetch(request, Utilisation, pk)
    reasons = report_pages.warning_reasons(request)
    services.submit(utilisation, **report_pages.posted_by(request), warning_reasons=reasons)
    return report_pages.done(request, utilisation, _("ส่งให้ผู้บริหารหน่วยงานเห็นชอบแล้ว"))


@require_http_methods(["GET", "POST"])
def endorse(request: HttpRequest, pk: int) -> HttpResponse:
    """What is endorsed, whole, with the password below it; or the way back with a reason."""
    utilisation = fetch(request, Utilisation, pk)
    if request.method != "POST":
        return _endorse_page(request, utilisation, PasswordForm())
    form = PasswordForm(request.POST)
    if not signed_again(request, form):
        return _endorse_page(request, utilisation, form, status=422)
    services.endorse(utilisation, **report_pages.posted_by(request))
    return report_pages.done(request, utilisation, _("ลงความเห็นชอบแล้ว ส่งต่อสำนักงาน ก.ก."))


def _endorse_page(
    request: HttpRequest, utilisation: Utilisation, form: PasswordForm, status: int = 200
) -> HttpResponse:
    user = person(request)
    verdict = can(user, "endorse", utilisation, clock.now())
    insist(verdict)
    content, reasons = _content(utilisation), reasons_given(utilisation)
    context = frame_of(utilisation, _("ลงความเห็นชอบ")) | content
    context |= {
        "form": form,
        "warnings": [(warning, reasons.get(warning.code, "")) for warning in content["warnings"]],
        "evidence": evidence_rows(utilisation.dossier),
        "delegation": user.standing_on(clock.today()).deputies.get(utilisation.assignment.agency_id),
        "hidden": [("version", utilisation.version), ("key", uuid4())],
    }
    return render(request, "innovation/utilisation/endorse.html", context, status=status)


@require_POST
def return_(request: HttpRequest, pk: int) -> HttpResponse:
    utilisation = fetch(request, Utilisation, pk)
    form = ReasonForm(request.POST, action="return")
    posted = report_pages.posted_by(request)
    if not done_with_reason(form, lambda reason: services.return_(utilisation, **posted, reason=reason)):
        return _page(request, utilisation, refused=form)
    return report_pages.done(request, utilisation, _("ส่งคืนให้แก้ไขแล้ว"))


@require_POST
def receive(request: HttpRequest, pk: int) -> HttpResponse:
    utilisation = fetch(request, Utilisation, pk)
    services.receive(utilisation, **report_pages.posted_by(request))
    return report_pages.done(request, utilisation, _("รับแบบสำรวจไว้แล้ว ครบทุกขั้นตอนของเรื่องนี้"))
