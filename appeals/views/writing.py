"""The page an appeal is written on. Its draft is opened by the first text that is kept: nobody has a draft for having
looked at the page."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.roles import Role
from appeals.forms.appeal import LETTER_FIELDS, AppealForm, initial_of
from appeals.models import Appeal
from appeals.selectors.places import appeal_page
from appeals.services.opening import AlreadyOpen, draft_of_form, insist_year_open
from appeals.services.writing import Written, begin, write
from appeals.views.appeal_pages import Context, fetch, frame_of, too_late
from indicators.models import Assignment
from indicators.permissions import can_edit
from indicators.services.errors import Invalid, NotAllowed, StaleVersion, insist
from indicators.services.taking_in import Taken
from indicators.views import autosave, conflicts, report_pages, uploads
from indicators.views.fetching import form_key, person, require_role, seen_version, visible_or_404
from innovation.views.meeting_pages import tell

TEMPLATE = "appeals/appeal/edit.html"


@never_cache
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """An appeal about an assignment, not begun yet. Once this very form has opened the draft, it is that draft's."""
    rows = Assignment.objects.select_related("agency", "year", "indicator")
    assignment = visible_or_404(request, rows, pk)
    user = person(request)
    require_role(request, Role.OFFICER, assignment.agency_id)
    if opened := draft_of_form(user, form_key(request), assignment):
        return edit(request, opened.pk)
    insist_year_open(assignment)
    if request.method != "POST":
        return _new_page(request, AppealForm(appeal=_not_begun(assignment), initial=_proposed(request, assignment)))
    sent = uploads.receive(request)
    form = AppealForm(_posted(request), request.FILES, appeal=_not_begun(assignment))
    already: Appeal | None = None
    if form.is_valid() and not _has_refused(request, form, sent):
        try:
            appeal, taken = begin(assignment, _written(request, form, sent), actor=user)
            return _onwards(request, appeal, taken)
        except AlreadyOpen as refusal:
            already = refusal.appeal
            tell(form, refusal)
        except Invalid as invalid:
            tell(form, invalid)
    return _new_page(request, form, sent=sent, already=already, status=422)


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    appeal = fetch(request, pk)
    if not conflicts.sends(request):
        insist(can_edit(person(request), appeal))
        return _page(request, appeal, AppealForm(appeal=appeal, initial=initial_of(appeal)))
    sent = uploads.receive(request)
    form = AppealForm(_posted(request), request.FILES, appeal=appeal)
    already: Appeal | None = None
    try:
        insist(can_edit(person(request), appeal))
        if form.is_valid() and not _has_refused(request, form, sent):
            version = seen_version(request)
            taken = write(appeal, _written(request, form, sent), actor=person(request), version=version)
            return _onwards(request, appeal, taken)
    except NotAllowed as refused:
        return too_late(request, refused, form)
    except StaleVersion as stale:
        return _conflict(request, stale, form, sent)
    except AlreadyOpen as refusal:
        already = refusal.appeal
        tell(form, refusal)
    except Invalid as invalid:
        tell(form, invalid)
    return _page(request, appeal, form, sent=sent, already=already, status=422)


def _not_begun(assignment: Assignment) -> Appeal:
    return Appeal(assignment=assignment)


def _proposed(request: HttpRequest, assignment: Assignment) -> dict[str, Any]:
    """The criterion that the address names, where the page was opened for one."""
    return initial_of(_not_begun(assignment)) | {"position": request.GET.get("criterion", "")}


def _has_refused(request: HttpRequest, form: AppealForm, sent: uploads.Uploads) -> bool:
    """Whether a file was refused; told at its field. The page's script has told of it already."""
    if autosave.wanted(request):
        return False
    uploads.show_refused(form, sent.refused)
    return bool(sent.refused)


def _written(request: HttpRequest, form: AppealForm, sent: uploads.Uploads) -> Written:
    by_button = not autosave.wanted(request)
    return Written(
        form.typed, form.new_letter, sent.received if by_button else (), form_key(request), autosaved=not by_button
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


def _onwards(request: HttpRequest, appeal: Appeal, taken: Taken) -> HttpResponse:
    """The page that the pressed button leads to; back to the text when a file was kept out."""
    if autosave.wanted(request):
        has_letter = AppealForm(request.POST, appeal=appeal).has_letter
        note = _("หนังสือฉบับใหม่จะลงทะเบียนเมื่อกดปุ่มบันทึก") if has_letter else ""
        return autosave.saved(appeal, note, page=appeal_page(appeal, "edit"))
    uploads.tell(request, taken.attached, taken.refused)
    if taken.refused:
        return report_pages.done(request, appeal, _("บันทึกร่างแล้ว"), "edit")
    for page in ("check", "evidence"):
        if page in request.POST:
            return redirect(appeal_page(appeal, page))
    return report_pages.done(request, appeal, _("บันทึกร่างแล้ว"))


def _conflict(request: HttpRequest, stale: StaleVersion, form: AppealForm, sent: uploads.Uploads) -> HttpResponse:
    """Both texts of an edit that came too late; the same form sent twice is no conflict."""
    current = stale.current
    assert isinstance(current, Appeal)
    theirs = AppealForm(appeal=current).in_words(initial_of(current))
    typed = form.in_words(form.cleaned_data)
    if form.new_letter and current.letter and current.letter.number == form.new_letter.number:
        typed |= {name: theirs[name] for name in theirs if name.startswith("letter")}
    labels = {name: str(field.label) for name, field in form.fields.items() if name != uploads.FIELD}
    return conflicts.conflict(request, stale, typed, theirs, labels, uploads.slips(request, sent.received))


def _page(
    request: HttpRequest,
    appeal: Appeal,
    form: AppealForm,
    *,
    sent: uploads.Uploads | None = None,
    already: Appeal | None = None,
    status: int = 200,
) -> HttpResponse:
    if autosave.wanted(request):
        return autosave.invalid(form)
    context = frame_of(appeal, _("เขียนอุทธรณ์")) | _around(request, form, appeal, sent, already)
    context["version"] = conflicts.version_of_page(request, appeal)
    return render(request, TEMPLATE, context, status=status)


def _new_page(
    request: HttpRequest,
    form: AppealForm,
    *,
    sent: uploads.Uploads | None = None,
    already: Appeal | None = None,
    status: int = 200,
) -> HttpResponse:
    if autosave.wanted(request):
        return autosave.invalid(form)
    assignment = form.assignment
    context = _around(request, form, _not_begun(assignment), sent, already) | {
        "title": _("ยื่นอุทธรณ์"),
        "caption": f"{assignment.agency} – {_('ปีงบประมาณ พ.ศ.')} {assignment.year}",
        "lead": assignment.name_line,
        "breadcrumbs": [(str(assignment), reverse("assignment", args=[assignment.pk]))],
        "version": Appeal().version,
    }
    return render(request, TEMPLATE, context, status=status)


def _around(
    request: HttpRequest, form: AppealForm, appeal: Appeal, sent: uploads.Uploads | None, already: Appeal | None
) -> Context:
    received = sent.received if sent else []
    return {
        "form": form,
        "already": already,
        "closes_on": appeal.assignment.year.appeals_close_on,
        "received": received,
        "hidden": [("key", request.POST.get("key") or uuid4()), *uploads.slips(request, received)],
    }
