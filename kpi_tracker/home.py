"""The first page after signing in: what waits for me."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from indicators import clock
from indicators.selectors.waiting import desk_of
from indicators.views.fetching import person


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    desk = desk_of(person(request), clock.today())
    title = _("รอท่าน %(count)s เรื่อง") % {"count": desk.total} if desk.total else _("หน้าของฉัน")
    return render(request, "kpi_tracker/home.html", {"title": title, "desk": desk})
