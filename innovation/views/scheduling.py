"""The projects that wait for a meeting, and putting them on its agenda."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.roles import Role
from indicators import clock
from indicators.selectors.agenda import meetings_to_come, next_meeting
from indicators.views.fetching import form_key, person, require_role, visible_or_404
from indicators.views.paging import paged
from innovation.forms.meeting import ScheduleForm
from innovation.models import Project
from innovation.selectors.waiting_projects import waiting_projects
from innovation.services.determination import Failed, schedule_all
from innovation.views.meeting_pages import insist_city


@require_http_methods(["GET", "POST"])
def waiting(request: HttpRequest) -> HttpResponse:
    insist_city(request)
    require_role(request, Role.SECRETARIAT)
    page = paged(request, waiting_projects(person(request)))
    if request.method != "POST":
        form = ScheduleForm(projects=page, initial={"meeting": _proposed(request)})
        if "all" in request.GET:
            form.tick_all()
    else:
        form = ScheduleForm(request.POST, projects=page)
        if form.is_valid():
            return _schedule(request, form)
    context = {
        "title": _("โครงการรอบรรจุวาระ"),
        "breadcrumbs": [(_("การประชุมคณะกรรมการ"), reverse("meeting-list"))],
        "form": form,
        "page": page,
        "rows": zip(page, form["projects"].subwidgets, strict=True),
        "picked": form["projects"],
        "none": _("ไม่มีโครงการรอบรรจุวาระ"),
        "caption": _("โครงการที่ผู้บริหารเห็นชอบแล้ว %(count)s เรื่อง") % {"count": page.paginator.count},
        "has_meetings": meetings_to_come().exists(),
        "key": request.POST.get("key") or uuid4(),
    }
    return render(request, "innovation/meeting/waiting.html", context, status=422 if form.is_bound else 200)


def _proposed(request: HttpRequest) -> object:
    """The meeting that the address names, else the next one."""
    named = request.GET.get("meeting", "")
    return named if named.isdecimal() else next_meeting(clock.today())


def _schedule(request: HttpRequest, form: ScheduleForm) -> HttpResponse:
    meeting, ticked = form.cleaned_data["meeting"], form.cleaned_data["projects"]
    rows = Project.objects.select_related("case__assignment__agency", "dossier")
    chosen = [(visible_or_404(request, rows, pk), version) for pk, version in ticked]
    failed = schedule_all(chosen, meeting, actor=person(request), key=form_key(request))
    if done := len(chosen) - len(failed):
        facts = {"count": done, "number": meeting.number}
        messages.success(request, _("บรรจุวาระการประชุมครั้งที่ %(number)s แล้ว %(count)s เรื่อง") % facts)
    tell_failed(request, failed)
    return redirect("meeting", pk=meeting.pk)


def tell_failed(request: HttpRequest, failed: list[Failed]) -> None:
    """One message for each thing that was left out, with why."""
    for each in failed:
        facts = {"title": each.title, "agency": each.agency, "why": each.why}
        messages.warning(request, _("“%(title)s” (%(agency)s) ยังไม่ได้ดำเนินการ: %(why)s") % facts)
