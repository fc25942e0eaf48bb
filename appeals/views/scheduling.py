"""The appeals that wait for a meeting, and putting them on its agenda with the letter of invitation."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.roles import Role
from appeals.forms.scheduling import AppealScheduleForm
from appeals.models import Appeal
from appeals.selectors.lists import RELATED, waiting_appeals
from appeals.services.scheduling import schedule_all
from indicators import clock
from indicators.selectors.agenda import meetings_to_come, next_meeting
from indicators.views.fetching import form_key, person, require_role, visible_or_404
from indicators.views.paging import paged
from innovation.views.meeting_pages import insist_city
from innovation.views.scheduling import tell_failed


@require_http_methods(["GET", "POST"])
def waiting(request: HttpRequest) -> HttpResponse:
    user = insist_city(request)
    require_role(request, Role.SECRETARIAT)
    page = paged(request, waiting_appeals(user))
    status = 200
    if request.method != "POST":
        form = AppealScheduleForm(appeals=page, initial=_proposed(request))
        _tick(request, form, list(page))
    else:
        form = AppealScheduleForm(request.POST, appeals=page)
        status = 422
        if form.is_valid():
            if _schedule(request, form):
                return redirect("meeting", pk=form.cleaned_data["meeting"].pk)
            status = 409  # none of them could be put there; what was typed stays
    context = {
        "title": _("อุทธรณ์รอบรรจุวาระ"),
        "breadcrumbs": [(_("การประชุมคณะกรรมการ"), reverse("meeting-list"))],
        "form": form,
        "page": page,
        "rows": zip(page, form["appeals"].subwidgets, strict=True),
        "picked": form["appeals"],
        "none": _("ไม่มีอุทธรณ์รอบรรจุวาระ"),
        "caption": _("อุทธรณ์ที่รับเรื่องแล้ว %(count)s เรื่อง") % {"count": page.paginator.count},
        "note": _("หนังสือเชิญฉบับเดียวกันลงทะเบียนในทะเบียนเอกสารของทุกหน่วยงานที่เลือก"),
        "has_meetings": meetings_to_come().exists(),
        "key": request.POST.get("key") or uuid4(),
    }
    return render(request, "appeals/appeal/waiting.html", context, status=status)


def _proposed(request: HttpRequest) -> dict[str, object]:
    """The meeting that the address names, else the next one; what a letter of invitation is usually about."""
    named = request.GET.get("meeting", "")
    meeting = named if named.isdecimal() else next_meeting(clock.today())
    return {"meeting": meeting, "invitation_subject": _("ขอเชิญประชุมเพื่อพิจารณาอุทธรณ์")}


def _tick(request: HttpRequest, form: AppealScheduleForm, appeals: list[Appeal]) -> None:
    named = request.GET.get("appeal", "")
    if "all" in request.GET:
        form.tick_all()
    form.initial.setdefault("appeals", [f"{each.pk}-{each.version}" for each in appeals if str(each.pk) == named])


def _schedule(request: HttpRequest, form: AppealScheduleForm) -> bool:
    """Whether at least one of those ticked stands on the agenda now; the others are told, with why."""
    meeting, ticked = form.cleaned_data["meeting"], form.cleaned_data["appeals"]
    rows = Appeal.objects.select_related(*RELATED, "dossier")
    chosen = [(visible_or_404(request, rows, pk), version) for pk, version in ticked]
    failed = schedule_all(chosen, meeting, form.invitation, actor=person(request), key=form_key(request))
    if done := len(chosen) - len(failed):
        facts = {"count": done, "number": meeting.number}
        messages.success(request, _("บรรจุวาระการประชุมครั้งที่ %(number)s แล้ว %(count)s เรื่อง") % facts)
    tell_failed(request, failed)
    return bool(done)
