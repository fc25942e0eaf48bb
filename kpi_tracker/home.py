"""The first page after signing in: what waits for me."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from books.selectors.jobs import ready_jobs
from indicators import clock
from indicators.selectors.home import next_opening, strip_of
from indicators.selectors.last_notices import last_notices
from indicators.selectors.waiting import desk_of
from indicators.views.fetching import person
from innovation.views.home_panels import panels_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    user, today, last_visit = person(request), clock.today(), _last_visit(request)
    desk = desk_of(user, today)
    title = _("รอท่าน %(count)s เรื่อง") % {"count": desk.total} if desk.total else _("หน้าของฉัน")
    context = {
        "title": title,
        "desk": desk,
        "agencies": len({row.agency for row in desk.first}),
        "books": ready_jobs(user),
        "notices": last_notices(user, last_visit),
        "is_first_visit": last_visit is None,
        "strip": strip_of(user, today),
        "panels": panels_of(user, today),
        "next_opening": None if desk.total else next_opening(user, today),
    }
    return render(request, "kpi_tracker/home.html", context)


def _last_visit(request: HttpRequest) -> datetime | None:
    """When the person signed in before this time (accounts.views.sign_in)."""
    told = request.session.get("last_visit", "")
    return datetime.fromisoformat(told) if told else None
