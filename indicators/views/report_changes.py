"""Two submissions of a report beside each other, whichever one wants to see; the last two unless told otherwise."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from indicators.models import Revision
from indicators.permissions import hides_until_opened
from indicators.selectors.changes import beside_threads, between
from indicators.views.fetching import person, quarterly_report, year_end_report
from indicators.views.filters import Filter, Filters, choice
from indicators.views.report_pages import Report, frame_of, page_of
from indicators.views.reviewing import answers_of
from indicators.views.threads import talk_about
from thai.dates import active_language, format_datetime


@require_safe
def of_quarterly_report(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, quarterly_report(request, pk))


@require_safe
def of_year_end_report(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, year_end_report(request, pk))


def _page(request: HttpRequest, report: Report) -> HttpResponse:
    user = person(request)
    if hides_until_opened(user, report):
        return redirect(page_of(report))
    revisions = list(report.dossier.revisions.order_by("number"))
    pair = _chosen(request, revisions)
    talk = talk_about(report, answers_of(report), user)
    context = frame_of(report, _("เปรียบเทียบฉบับที่ส่ง")) | {
        "filters": Filters(_choices(revisions, pair) if pair and len(revisions) > 2 else []),
        "comparison": beside_threads(between(*pair), talk["fields"]) if pair else None,
        **talk,
    }
    return render(request, "indicators/report/changes.html", context)


def _choices(revisions: list[Revision], pair: tuple[Revision, Revision]) -> list[Filter]:
    offered = [(revision.number, _which(revision)) for revision in revisions]
    named = (("before", _("เทียบจาก")), ("after", _("กับ")))
    return [choice(name, label, each.number, offered) for (name, label), each in zip(named, pair, strict=True)]


def _which(revision: Revision) -> str:
    told = {"number": revision.number, "date": format_datetime(revision.created_at, active_language())}
    return _("ฉบับที่ %(number)s (%(date)s)") % told


def _chosen(request: HttpRequest, revisions: list[Revision]) -> tuple[Revision, Revision] | None:
    """The two that the address names, the earlier first; what it names wrongly is one of the last two. None while
    there are not two."""
    if len(revisions) < 2:
        return None
    by_number = {str(revision.number): revision for revision in revisions}
    before = by_number.get(request.GET.get("before", ""), revisions[-2])
    after = by_number.get(request.GET.get("after", ""), revisions[-1])
    if before == after:
        return revisions[-2], revisions[-1]
    return (before, after) if before.number < after.number else (after, before)
