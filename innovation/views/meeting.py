"""The committee's meetings: list, page, planning, order of the agenda, minutes."""

from __future__ import annotations

from typing import TypeVar
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.roles import Role
from indicators import clock
from indicators.models import Meeting
from indicators.permissions import holds
from indicators.selectors import agenda
from indicators.services import meetings as services
from indicators.services.errors import Invalid, StaleVersion
from indicators.views import filters
from indicators.views.fetching import form_key, person, require_role, seen_version
from indicators.views.paging import paged
from indicators.views.report_pages import posted_by
from innovation.forms.meeting import MeetingForm, MinutesForm, OrderForm
from innovation.views import meeting_pages
from innovation.views.meeting_pages import Context, for_secretariat, frame_of, insist_city, meeting_or_404, tell

F = TypeVar("F", MeetingForm, MinutesForm)


@require_safe
def list_(request: HttpRequest) -> HttpResponse:
    user = insist_city(request)
    rows = agenda.meeting_rows(agenda.meetings_seen_by(user))
    years = list(agenda.years_with_meetings())
    chosen = filters.year_asked(request, years)
    if chosen:
        rows = rows.filter(year=chosen)
    by_year = filters.years(years, chosen, _("ปีงบประมาณ"), every=_("ทุกปี"))
    is_secretariat = holds(user, Role.SECRETARIAT).allowed
    context = {
        "title": _("การประชุมคณะกรรมการ"),
        "page": paged(request, rows),
        "filters": filters.Filters([by_year] if len(years) > 1 else []),
        "actions": _list_actions(user) if is_secretariat else [],
    }
    return render(request, "innovation/meeting/list.html", context)


def _list_actions(user: User) -> list[Context]:
    waiting = [
        {"label": each.count_label % {"count": each.rows(user).count()}, "url": reverse(each.page)}
        for each in agenda.WAITING
    ]
    return [{"label": _("วางแผนการประชุม"), "url": reverse("meeting-add"), "style": "primary"}, *waiting]


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    return meeting_pages.agenda_page(request, meeting_or_404(request, pk))


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    insist_city(request)
    require_role(request, Role.SECRETARIAT)
    form = MeetingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            meeting = services.plan(actor=person(request), fields=form.cleaned_data, key=form_key(request))
        except Invalid as invalid:
            tell(form, invalid)
        else:
            messages.success(request, _("วางแผนการประชุมแล้ว บรรจุวาระต่อได้"))
            return redirect("meeting", pk=meeting.pk)
    context = {
        "title": _("วางแผนการประชุม"),
        "breadcrumbs": [(_("การประชุมคณะกรรมการ"), reverse("meeting-list"))],
        "form": form,
        "hidden": [("key", request.POST.get("key") or uuid4())],
        "actions": [{"label": _("บันทึกการประชุม"), "style": "primary"}],
    }
    return render(request, "innovation/meeting/form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = for_secretariat(request, pk)
    services.insist_open(meeting)
    form = _form_of(request, meeting, MeetingForm)
    if answer := _save(request, meeting, form, "meeting"):
        return answer
    context = frame_of(meeting, _("แก้ไขการประชุม")) | _form_context(request, meeting, form)
    return render(request, "innovation/meeting/form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """What is written at the end, with the resolutions above it, and the button that closes all of it."""
    meeting = for_secretariat(request, pk)
    services.insist_open(meeting)
    form = _form_of(request, meeting, MinutesForm)
    if answer := _save(request, meeting, form, "meeting-minutes"):
        return answer
    rows = meeting_pages.rows_of(agenda.items_of(meeting))
    context = frame_of(meeting, _("รายงานการประชุม")) | _form_context(request, meeting, form)
    context |= {
        "items": rows,
        "waiting": [row["place"] for row in rows if not row["item"].result],
        "is_held": meeting.held_on <= clock.today(),
        "close_hidden": [("version", meeting.version), ("key", uuid4())],
    }
    return render(request, "innovation/meeting/minutes.html", context, status=422 if form.is_bound else 200)


def _form_of(request: HttpRequest, meeting: Meeting, form_class: type[F]) -> F:
    initial = {name: getattr(meeting, name) for name in form_class.base_fields}
    return form_class(request.POST if request.method == "POST" else None, initial=initial)


def _form_context(request: HttpRequest, meeting: Meeting, form: forms.Form) -> Context:
    return {
        "form": form,
        "hidden": [("version", request.POST.get("version", meeting.version))],
        "actions": [{"label": _("บันทึก"), "style": "primary"}],
    }


def _save(request: HttpRequest, meeting: Meeting, form: forms.Form, page: str) -> HttpResponse | None:
    """The answer to a form that could be saved, or that came too late; None when it is to be shown (again)."""
    if not (form.is_bound and form.is_valid()):
        return None
    actor, version = person(request), seen_version(request)
    try:
        event = services.edit(meeting, actor=actor, version=version, fields=form.cleaned_data)
    except StaleVersion as stale:
        return meeting_pages.conflict(request, stale, form, page)
    except Invalid as invalid:
        tell(form, invalid)
        return None
    messages.success(request, _("บันทึกแล้ว") if event else _("ไม่มีสิ่งใดเปลี่ยนแปลง"))
    return redirect(page, pk=meeting.pk)


@require_POST
def order(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = for_secretariat(request, pk)
    form = OrderForm(request.POST, items=agenda.items_of(meeting))
    if not form.is_valid():
        return meeting_pages.agenda_page(request, meeting, order=form, status=422)
    event = services.reorder(meeting, form.places, actor=person(request), version=seen_version(request))
    messages.success(request, _("จัดลำดับวาระแล้ว") if event else _("ไม่มีสิ่งใดเปลี่ยนแปลง"))
    return redirect("meeting", pk=pk)


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = for_secretariat(request, pk)
    services.close(meeting, **posted_by(request))
    messages.success(request, _("ปิดรายงานการประชุมแล้ว นับจากนี้แก้ไขไม่ได้"))
    return redirect("meeting", pk=pk)
