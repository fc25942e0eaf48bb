"""Opening the draft of an appeal, and the form it is written in."""

from __future__ import annotations

from uuid import uuid4

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.roles import Role
from appeals.forms.appeal import LETTER_FIELDS, AppealForm, SubjectForm, initial_of
from appeals.models import Appeal
from appeals.selectors.places import appeal_page
from appeals.services import appeals as services
from appeals.services.opening import AlreadyOpen, insist_year_open
from appeals.views.appeal_pages import Context, fetch, frame_of, too_late
from indicators.models import Assignment
from indicators.permissions import can_edit
from indicators.services.errors import Invalid, NotAllowed, StaleVersion, insist
from indicators.views import autosave, conflicts, report_pages
from indicators.views.fetching import form_key, person, require_role, seen_version, visible_or_404
from innovation.views.meeting_pages import tell


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """What of an assignment the appeal is about; the draft is written on the next page."""
    rows = Assignment.objects.select_related("agency", "year", "indicator")
    assignment = visible_or_404(request, rows, pk)
    require_role(request, Role.OFFICER, assignment.agency_id)
    insist_year_open(assignment)
    form = SubjectForm(request.POST if request.method == "POST" else None, assignment=assignment)
    already: Appeal | None = None
    if form.is_bound and form.is_valid():
        position = form.cleaned_data["position"]
        try:
            appeal = services.prepare(assignment, position, actor=person(request), key=form_key(request))
            return redirect(appeal_page(appeal, "edit"))
        except AlreadyOpen as refusal:
            already = refusal.appeal
            tell(form, refusal)
        except Invalid as invalid:
            tell(form, invalid)
    context = {
        "title": _("ยื่นอุทธรณ์"),
        "caption": f"{assignment.agency} – {_('ปีงบประมาณ พ.ศ.')} {assignment.year}",
        "lead": assignment.name_line,
        "breadcrumbs": [(str(assignment), reverse("assignment", args=[assignment.pk]))],
        "form": form,
        "already": already,
        "closes_on": assignment.year.appeals_close_on,
        "hidden": [("key", request.POST.get("key") or uuid4())],
        "actions": [{"label": _("เขียนร่างอุทธรณ์"), "style": "primary"}],
    }
    return render(request, "appeals/appeal/add.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    appeal = fetch(request, pk)
    if not conflicts.sends(request):
        insist(can_edit(person(request), appeal))
        return _page(request, appeal, AppealForm(appeal=appeal, initial=initial_of(appeal)))
    form = AppealForm(_posted(request), appeal=appeal)
    already: Appeal | None = None
    try:
        insist(can_edit(person(request), appeal))
        if form.is_valid():
            _save(request, appeal, form)
            return _onwards(request, appeal)
    except NotAllowed as refused:
        return too_late(request, refused, form)
    except StaleVersion as stale:
        return _conflict(request, stale, form)
    except AlreadyOpen as refusal:
        already = refusal.appeal
        tell(form, refusal)
    except Invalid as invalid:
        tell(form, invalid)
    return _page(request, appeal, form, already=already, status=422)


def _save(request: HttpRequest, appeal: Appeal, form: AppealForm) -> None:
    services.save(
        appeal,
        actor=person(request),
        version=seen_version(request),
        fields=form.typed,
        letter=form.new_letter,
        key=form_key(request),
        autosaved=autosave.wanted(request),
    )


def _posted(request: HttpRequest) -> QueryDict:
    """What was typed. A letter is registered once, by a button: half of its subject must not enter the register
    because somebody stopped to think."""
    if not autosave.wanted(request):
        return request.POST
    typed = request.POST.copy()
    for name in LETTER_FIELDS:
        typed.pop(name, None)
    return typed


def _onwards(request: HttpRequest, appeal: Appeal) -> HttpResponse:
    if autosave.wanted(request):
        has_letter = any(request.POST.get(name, "").strip() for name in LETTER_FIELDS)
        return autosave.saved(appeal, _("หนังสือฉบับใหม่จะลงทะเบียนเมื่อกดปุ่มบันทึก") if has_letter else "")
    for page in ("check", "evidence"):
        if page in request.POST:
            return redirect(appeal_page(appeal, page))
    return report_pages.done(request, appeal, _("บันทึกร่างแล้ว"))


def _conflict(request: HttpRequest, stale: StaleVersion, form: AppealForm) -> HttpResponse:
    """Both texts of an edit that came too late; the same form sent twice is no conflict."""
    current = stale.current
    assert isinstance(current, Appeal)
    theirs = AppealForm(appeal=current).in_words(initial_of(current))
    typed = form.in_words(form.cleaned_data)
    if form.new_letter and current.letter and current.letter.number == form.new_letter.number:
        typed |= {name: theirs[name] for name in theirs if name.startswith("letter")}
    labels = {name: str(field.label) for name, field in form.fields.items()}
    return conflicts.conflict(request, stale, typed, theirs, labels)


def _page(
    request: HttpRequest, appeal: Appeal, form: AppealForm, *, already: Appeal | None = None, status: int = 200
) -> HttpResponse:
    if autosave.wanted(request):
        return autosave.invalid(form)
    context: Context = frame_of(appeal, _("เขียนอุทธรณ์")) | {
        "form": form,
        "already": already,
        "closes_on": appeal.assignment.year.appeals_close_on,
        "version": conflicts.version_of_page(request, appeal),
        "key": request.POST.get("key") or uuid4(),
    }
    return render(request, "appeals/appeal/edit.html", context, status=status)
