"""The list of assignments and the page of one: its four quarters, its year-end, its criteria."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from indicators import clock
from indicators.models import Assignment, FiscalYear
from indicators.permissions import visible_to
from indicators.selectors.assignments import actions_of, overview_rows, tasks_of
from indicators.selectors.criteria import criteria_of
from indicators.views.fetching import person, visible_or_404
from indicators.views.recusal import recusals_of

PAGE_SIZE = 50


@require_safe
def list_(request: HttpRequest) -> HttpResponse:
    years = list(FiscalYear.objects.all())
    chosen = request.GET.get("year", "")
    year = next((year for year in years if str(year.be_year) == chosen), years[0] if years else None)
    sought = request.GET.get("q", "").strip()
    rows = visible_to(person(request), Assignment.objects.filter(year=year))
    if sought:
        rows = rows.filter(Q(indicator__name__icontains=sought) | Q(agency__name__icontains=sought))
    page = Paginator(overview_rows(rows), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"title": _("งานทั้งหมด"), "years": years, "year": year, "sought": sought, "page": page}
    return render(request, "indicators/assignment/list.html", context)


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Assignment.objects.select_related("agency", "year", "indicator", "owner")
    assignment = visible_or_404(request, rows, pk)
    context = {
        "assignment": assignment,
        "title": assignment.name_line,
        "caption": f"{assignment.agency} – {_('ปีงบประมาณ พ.ศ.')} {assignment.year}",
        "breadcrumbs": [(_("งานทั้งหมด"), reverse("assignment-list"))],
        "tasks": tasks_of(assignment, clock.today()),
        "actions": actions_of(person(request), assignment),
        "criteria": criteria_of(assignment),
        **recusals_of(assignment, person(request)),
    }
    return render(request, "indicators/assignment/detail.html", context)
