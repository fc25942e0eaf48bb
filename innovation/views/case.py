"""The innovation cases and the page of one: five steps, whose turn, what happened; composing the report from it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from indicators import clock
from indicators.models import FiscalYear
from indicators.permissions import visible_to
from indicators.selectors.evidence import documents_of
from indicators.selectors.timeline import timeline
from indicators.spreadsheet import Cell, day_cells
from indicators.views import filters
from indicators.views.export import Sheet, exported
from indicators.views.fetching import person, visible_or_404
from indicators.views.paging import paged
from innovation.models import InnovationCase
from innovation.selectors.case_steps import (
    chart_of,
    dossiers_of,
    overview_of,
    standings_of,
    tasks_of_case,
    with_steps,
)


@require_safe
def list_(request: HttpRequest) -> HttpResponse:
    years = list(FiscalYear.objects.filter(round__isnull=False))
    year = filters.year_asked(request, years) or next(iter(years), None)
    sought = filters.words_asked(request)
    rows = visible_to(person(request), InnovationCase.objects.filter(assignment__year=year))
    if sought:
        rows = rows.filter(assignment__agency__name__icontains=sought)
    rows = with_steps(rows).order_by("assignment__agency__sort_key", "pk")
    if file := exported(request, _sheet(year, rows)):
        return file
    page = paged(request, rows)
    context = {
        "title": _("เรื่องนวัตกรรม"),
        "filters": filters.Filters([filters.years(years, year), filters.words(_("ค้นชื่อหน่วยงาน"), sought)]),
        "page": page,
        "cases": [overview_of(case) for case in page],
    }
    return render(request, "innovation/case/list.html", context)


def _sheet(year: FiscalYear | None, rows: QuerySet[InnovationCase]) -> Sheet:
    def line(case: InnovationCase) -> list[Cell]:
        row = overview_of(case)
        turn = None if row["turn"] == "-" else str(row["turn"])
        of_step: list[Cell] = [row["number"], str(row["step"]), str(row["word"]), turn]
        return [case.assignment.agency.name, *of_step, *day_cells(row["since"])]

    heading = [_("หน่วยงาน"), _("ขั้นที่"), _("ขั้นตอน"), _("สถานะ"), _("รอการดำเนินการของ"), _("ตั้งแต่")]
    heading.append(_("ตั้งแต่ (ค.ศ. ตาม ISO 8601)"))
    return Sheet(f"cases-{year}" if year else "cases", _("เรื่องนวัตกรรม"), heading, rows, line)


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    case = fetch(request, pk)
    dossiers = dossiers_of(case)
    context = frame_of(case) | {
        "tasks": tasks_of_case(case, clock.today()),
        "steps": chart_of(standings_of(case)),
        "continues": case.continues,
        "earlier": [project for project in case.projects.all() if project.selected_idea.selection.replaced_at],
        "documents": documents_of(dossiers),
        "events": timeline(*dossiers),
        "outline_url": reverse("case-outline", args=[case.pk]),
    }
    return render(request, "innovation/case/detail.html", context)


def fetch(request: HttpRequest, pk: int) -> InnovationCase:
    """A case the person may see, with its steps."""
    return visible_or_404(request, with_steps(InnovationCase.objects.all()), pk)


def frame_of(case: InnovationCase, title: str = "") -> dict[str, Any]:
    """What every page of a case shows around its content."""
    assignment = case.assignment
    name = _("เรื่องนวัตกรรม")
    above = [(str(assignment), reverse("assignment", args=[assignment.pk]))]
    return {
        "case": case,
        "title": title or name,
        "caption": f"{assignment.agency} – {_('ปีงบประมาณ พ.ศ.')} {assignment.year}",
        "lead": assignment.name_line,
        "breadcrumbs": [*above, (name, reverse("case", args=[case.pk]))] if title else above,
    }
