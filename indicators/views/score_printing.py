"""Score sheets as PDF."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.models import Agency
from indicators.models import Assignment, FiscalYear
from indicators.permissions import visible_to
from indicators.services import score_papers
from indicators.views.fetching import person, visible_or_404
from indicators.views.printing import pdf_response


@require_safe
def assignment(request: HttpRequest, pk: int) -> HttpResponse:
    """The score sheet of one assignment."""
    rows = Assignment.objects.select_related("agency", "year", "indicator")
    found = visible_or_404(request, rows, pk)
    return pdf_response(request, lambda: score_papers.assignment_pdf(found), f"score-{pk}.pdf")


@require_safe
def agency(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """The score sheet of an agency's year."""
    found = get_object_or_404(visible_to(person(request), Agency.objects.all()), code=code)
    of = get_object_or_404(FiscalYear, be_year=year)
    return pdf_response(request, lambda: score_papers.agency_pdf(found, of), f"score-{year}-{code}.pdf")
