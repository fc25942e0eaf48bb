"""Fetching a report that the person may change now: the first line of the pages that add to a draft."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest

from indicators.models import QuarterlyReport, YearEndReport
from indicators.permissions import can_edit
from indicators.services.transition import Report
from indicators.views import fetching
from indicators.views.refusals import insist
from indicators.workflow import WORKFLOWS

_FETCH: dict[str, Callable[[HttpRequest, int], Report]] = {
    WORKFLOWS[QuarterlyReport].name: fetching.quarterly_report,
    WORKFLOWS[YearEndReport].name: fetching.year_end_report,
}
# Digits of a number that every database can look up.
LONGEST_ID = 18


def draft(request: HttpRequest, kind: str, pk: int) -> Report:
    """The report `pk` of a kind ("quarterly-report", "year-end-report"): 404, 403 or 409 unless he may edit it."""
    report = _FETCH[kind](request, pk)
    insist(can_edit(fetching.person(request), report))
    return report


def draft_named(request: HttpRequest) -> Report | None:
    """The draft that the address names as ?report=<kind>-<pk>, None when it names none."""
    named = request.GET.get("report", "")
    if not named:
        return None
    kind, _dash, pk = named.rpartition("-")
    if kind not in _FETCH or not pk.isdecimal() or len(pk) > LONGEST_ID:
        raise Http404
    return draft(request, kind, int(pk))
