"""The list of assignments and the page of one: its four quarters, its year-end, its criteria."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from indicators import clock
from indicators.models import Assignment, FiscalYear, ReportingPeriod, YearEndReport
from indicators.permissions import visible_to
from indicators.selectors.assignments import actions_of, criterion_actions, dossiers_of, overview_rows, sections_of
from indicators.selectors.criteria import criteria_of
from indicators.selectors.evidence import documents_of
from indicators.selectors.timeline import timeline
from indicators.spreadsheet import Cell
from indicators.views import filters
from indicators.views.export import Sheet, exported, status_words
from indicators.views.fetching import person, visible_or_404
from indicators.views.paging import paged_by_keys
from indicators.views.recused import recusals_of


@require_safe
def list_(request: HttpRequest) -> HttpResponse:
    years = list(FiscalYear.objects.all())
    year = filters.year_asked(request, years) or next(iter(years), None)
    sought = filters.words_asked(request)
    rows = visible_to(person(request), Assignment.objects.filter(year=year))
    if sought:
        rows = rows.filter(Q(indicator__name__icontains=sought) | Q(agency__name__icontains=sought))
    if file := exported(request, _sheet(year, overview_rows(rows))):
        return file
    page = paged_by_keys(request, overview_rows(rows))
    fields = [filters.years(years, year), filters.words(_("ค้นชื่อตัวชี้วัดหรือหน่วยงาน"), sought)]
    context = {"title": _("งานทั้งหมด"), "filters": filters.Filters(fields), "page": page}
    return render(request, "indicators/assignment/list.html", context)


def _sheet(year: FiscalYear | None, rows: QuerySet[Assignment]) -> Sheet:
    words: dict[str, str] = {}

    def line(assignment: Assignment) -> list[Cell]:
        if not words:
            words.update(status_words(YearEndReport.Status.values))  # a quarter has no others
        quarters = {report.period.kind: words[report.status] for report in assignment.quarterly_reports.all()}
        of_quarters = [quarters.get(kind) for kind in ReportingPeriod.Kind.values[:4]]
        status = words[assignment.year_end_report.status]
        return [assignment.name_line, assignment.agency.name, *of_quarters, status]

    return Sheet(
        name=f"assignments-{year}" if year else "assignments",
        title=_("งานทั้งหมด"),
        heading=[_("ตัวชี้วัด"), _("หน่วยงาน"), *map(str, ReportingPeriod.Kind.labels)],
        rows=rows,
        line=line,
    )


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Assignment.objects.select_related("agency", "year", "indicator", "owner")
    assignment = visible_or_404(request, rows, pk)
    dossiers = dossiers_of(assignment)
    user = person(request)
    context = {
        "assignment": assignment,
        "title": assignment.name_line,
        "caption": f"{assignment.agency} – {_('ปีงบประมาณ พ.ศ.')} {assignment.year}",
        "breadcrumbs": [(_("งานทั้งหมด"), reverse("assignment-list"))],
        "sections": sections_of(assignment, clock.today()),
        "events": timeline(*dossiers),
        "documents": documents_of(dossiers),
        "actions": actions_of(user, assignment),
        "criteria": [(each, criterion_actions(user, assignment, each.position)) for each in criteria_of(assignment)],
        **recusals_of(assignment, user),
    }
    return render(request, "indicators/assignment/detail.html", context)
