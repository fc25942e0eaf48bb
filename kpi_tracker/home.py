"""The first page after signing in: what waits for me."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from books.selectors.jobs import ready_jobs
from indicators import clock
from indicators.selectors.last_notices import last_notices
from indicators.selectors.waiting import desk_of
from indicators.views.fetching import person


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    desk = desk_of(person(request), clock.today())
    notices = last_notices(person(request), _last_visit(request))
    title = _("รอท่าน %(count)s เรื่อง") % {"count": desk.total} if desk.total else _("หน้าของฉัน")
    context = {"title": title, "desk": desk, "notices": notices, "books": ready_jobs(person(request))}
    return render(request, "kpi_tracker/home.html", context)


def _last_visit(request: HttpRequest) -> datetime | None:
    """When the person signed in before this time (accounts.views.sign_in)."""
    told = request.session.get("last_visit", "")
    return datetime.fromisoformat(told) if told else None
