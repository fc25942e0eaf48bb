"""Approving several items of an agenda with one resolution."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.roles import Role
from indicators import clock
from indicators.models import AgendaItem, Meeting
from indicators.selectors.agenda import items_of
from indicators.views.fetching import form_key, person, require_role
from innovation.forms.agenda_item import ApprovalForm
from innovation.forms.meeting import ticked_rows
from innovation.services.determination import approve_all
from innovation.views.meeting_pages import frame_of, meeting_or_404
from innovation.views.scheduling import tell_failed


@require_http_methods(["GET", "POST"])
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """The page that confirms what was ticked on the agenda; then each item is approved for itself."""
    meeting = meeting_or_404(request, pk)
    require_role(request, Role.COMMITTEE)
    given = request.POST if request.method == "POST" else request.GET
    ticked = ticked_rows(given.getlist("items"))
    chosen = [(item, ticked[item.pk]) for item in items_of(meeting) if item.pk in ticked]
    if not chosen:
        messages.warning(request, _("เลือกวาระอย่างน้อยหนึ่งเรื่อง"))
        return redirect("meeting", pk=pk)
    today = clock.today()
    if request.method == "POST":
        form = ApprovalForm(request.POST, meeting=meeting, today=today)
        if form.is_valid():
            return _approve(request, meeting, form, chosen)
    else:
        said = {"resolution": _("อนุมัติตามที่เสนอ"), "resolved_on": meeting.held_on}
        form = ApprovalForm(meeting=meeting, today=today, initial=said)
    context = frame_of(meeting, _("อนุมัติหลายวาระ")) | {
        "form": form,
        "chosen": [item for item, _version in chosen],
        "hidden": [
            ("key", request.POST.get("key") or uuid4()),
            *(("items", f"{item.pk}-{version}") for item, version in chosen),
        ],
        "actions": [{"label": _("อนุมัติ %(count)s เรื่อง") % {"count": len(chosen)}, "style": "primary"}],
    }
    return render(request, "innovation/meeting/approve.html", context, status=422 if form.is_bound else 200)


def _approve(
    request: HttpRequest, meeting: Meeting, form: ApprovalForm, chosen: list[tuple[AgendaItem, int]]
) -> HttpResponse:
    resolution, day = form.cleaned_data["resolution"], form.cleaned_data["resolved_on"]
    failed = approve_all(chosen, resolution, day, actor=person(request), key=form_key(request))
    if done := len(chosen) - len(failed):
        messages.success(request, _("บันทึกมติอนุมัติแล้ว %(count)s เรื่อง") % {"count": done})
    tell_failed(request, failed)
    return redirect("meeting", pk=meeting.pk)
