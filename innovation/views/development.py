"""The pages and verbs of step 4, carrying the project out."""

from __future__ import annotations

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators import clock
from indicators.forms.reason import ReasonForm
from indicators.permissions import Refused, can, can_edit
from indicators.selectors.evidence import evidence_rows
from indicators.services.errors import NotAllowed, StaleVersion, insist
from indicators.views import autosave, conflicts, report_pages
from indicators.views.fetching import person, seen_version
from indicators.views.paging import paged
from indicators.views.reasons import done_with_reason, with_refused_reason
from indicators.workflow import workflow_of
from innovation.completeness.development import missing_in_development
from innovation.forms.development import DevelopmentForm, initial_development
from innovation.models import Development
from innovation.selectors.figures import Figures, earlier_years, figures_of
from innovation.selectors.project_answers import month_names
from innovation.selectors.sessions import activity_rows, numbered
from innovation.services import development as services
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
    return _page(request, fetch(request, Development, pk))


def _page(request: HttpRequest, development: Development, refused: ReasonForm | None = None) -> HttpResponse:
    user = person(request)
    figures = figures_of(development)
    buttons = _buttons(development, figures.sessions, figures.uncounted)
    extra = buttons if can_edit(user, development).allowed else []
    context = frame_of(development) | actions_of(user, development, {"send": "check"}, *extra)
    context |= _content(development, figures) | history_of(development) | talk_of(development, user)
    context |= {
        "page": paged(request, numbered(development)),
        "earlier": earlier_years(development),
        "first_session_url": extra[0]["url"] if extra else "",
        "judges": can(user, "accept", development, clock.now()).allowed,
    }
    return render(
        request,
        "innovation/development/detail.html",
        with_refused_reason(context, refused),
        status=422 if refused else 200,
    )


def _buttons(development: Development, sessions: int, uncounted: int) -> list[Context]:
    buttons = [
        {"label": _("บันทึกครั้งที่ %(number)s") % {"number": sessions + 1}, "url": "session-add"},
        {"label": _("เพิ่มหลายวัน"), "url": "session-range"},
        {"label": _("กรอกจำนวนผู้รับบริการ (%(count)s ครั้ง)") % {"count": uncounted}, "url": "session-people"},
        {"label": _("สรุปผลและกิจกรรม"), "url": "development-edit"},
        {"label": _("หลักฐาน"), "url": "development-evidence"},
    ]
    return [
        button | {"url": reverse(button["url"], args=[development.pk])}
        for button in buttons
        if uncounted or button["url"] != "session-people"
    ]


def _content(development: Development, figures: Figures) -> Context:
    return {
        "figures": figures,
        "activities": activity_rows(development),
        "months": month_names(),
        "project": development.project,
    }


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    development = fetch(request, Development, pk)
    rows = activity_rows(development)
    activities = [row["activity"] for row in rows]
    if not conflicts.sends(request):
        insist(can_edit(person(request), development))
        initial = initial_development(development, [row["progress"] for row in rows if row["progress"]])
        return _form_page(request, development, DevelopmentForm(initial=initial, activities=activities))
    form = DevelopmentForm(request.POST, activities=activities)
    try:
        insist(can_edit(person(request), development))
        if form.is_valid() and _save(request, development, form):
            return _onwards(request, development)
    except NotAllowed as refused:
        return too_late(request, refused, form)
    except StaleVersion as stale:
        return _conflict(request, stale, form)
    return _form_page(request, development, form, status=422)


def _save(request: HttpRequest, development: Development, form: DevelopmentForm) -> bool:
    return report_pages.try_to(
        lambda: services.save(
            development,
            actor=person(request),
            version=seen_version(request),
            summary=form.cleaned_data["summary"],
            progress=form.progress,
            autosaved=autosave.wanted(request),
        ),
        form,
    )


def _onwards(request: HttpRequest, development: Development) -> HttpResponse:
    for page in ("check", "evidence"):
        if page in request.POST:
            return redirect(step_page(development, page))
    return report_pages.done(request, development, _("บันทึกร่างแล้ว"))


def _conflict(request: HttpRequest, stale: StaleVersion, form: DevelopmentForm) -> HttpResponse:
    assert isinstance(stale.current, Development)
    now = initial_development(stale.current, list(stale.current.progress.all()))
    typed, theirs = conflicts.in_words(form, form.cleaned_data), conflicts.in_words(form, now)
    return conflicts.conflict(request, stale, typed, theirs, form.labels)


def _form_page(
    request: HttpRequest, development: Development, form: DevelopmentForm, status: int = 200
) -> HttpResponse:
    if autosave.wanted(request):
        return autosave.invalid(form)
    context = frame_of(development, _("สรุปผลและกิจกรรม")) | {
        "form": form,
        "figures": figures_of(development),
        "version": conflicts.version_of_page(request, development),
        **mark_threads(development, form),
    }
    return render(request, "innovation/development/edit.html", context, status=status)


@require_safe
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything once more before it is sent to the secretariat, and what is missing."""
    development = fetch(request, Development, pk)
    verdict = can(person(request), "send", development, clock.now())
    if not verdict.allowed and verdict.refused is not Refused.MOMENT:
        raise NotAllowed(verdict)
    if workflow_of(development).row("send", development.status) is None:
        raise NotAllowed(verdict)
    missing = missing_in_development(development)
    context = frame_of(development, _("ตรวจทานและส่งหลักฐาน")) | _content(development, figures_of(development))
    context |= {
        "sessions": numbered(development).filter(withdrawn_at__isnull=True),
        "evidence": evidence_rows(development.dossier),
        "missing": list(missing.values()),
        "ready": verdict.allowed,
        "note": "" if verdict.allowed or missing else verdict.reason,
        "key": uuid4(),
    }
    return render(request, "innovation/development/check.html", context)


@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    development = fetch(request, Development, pk)
    services.send(development, **report_pages.posted_by(request), shown=_shown_figures(request))
    return report_pages.done(request, development, _("ส่งหลักฐานให้สำนักงาน ก.ก. แล้ว"))


def _shown_figures(request: HttpRequest) -> tuple[int, int] | None:
    """How many sessions and people the check page showed."""
    try:
        return int(request.POST["sessions"]), int(request.POST["people"])
    except (KeyError, ValueError):
        return None


@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    development = fetch(request, Development, pk)
    services.accept(development, **report_pages.posted_by(request))
    return report_pages.done(request, development, _("รับหลักฐานแล้ว ขั้นที่ 5 เปิดให้หน่วยงานสำรวจการใช้ประโยชน์"))


@require_POST
def return_(request: HttpRequest, pk: int) -> HttpResponse:
    development = fetch(request, Development, pk)
    form = ReasonForm(request.POST, action="return")
    posted = report_pages.posted_by(request)
    if not done_with_reason(form, lambda reason: services.return_(development, **posted, reason=reason)):
        return _page(request, development, refused=form)
    return report_pages.done(request, development, _("ส่งคืนให้แก้ไขแล้ว"))
