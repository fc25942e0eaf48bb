"""The forms of a case as PDF, filled in or blank."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from indicators.views.fetching import person
from indicators.views.printing import pdf_response
from innovation.models import CaseStep, Collection, Form, Project, Round, Selection, Utilisation
from innovation.selectors.ideas import proposer_lines
from innovation.selectors.papers import Proposers
from innovation.services import papers
from innovation.views.meeting_pages import meeting_or_404
from innovation.views.step_pages import fetch


@require_safe
def collection(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """Form 1 names who proposed, for those who may know."""
    step = fetch(request, Collection, pk)
    return _form(request, step, form, proposer_lines(person(request), step) if form == Form.IDEA else None)


@require_safe
def selection(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    return _form(request, fetch(request, Selection, pk), form)


@require_safe
def project(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    return _form(request, fetch(request, Project, pk), form)


@require_safe
def utilisation(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    return _form(request, fetch(request, Utilisation, pk), form)


@require_safe
def meeting(request: HttpRequest, pk: int, paper: str) -> HttpResponse:
    """The agenda or the minutes of a meeting."""
    found = meeting_or_404(request, pk)
    make = {"agenda": papers.agenda_pdf, "minutes": papers.minutes_pdf}.get(paper)
    if make is None:
        raise Http404
    return pdf_response(request, lambda: make(found), f"meeting-{pk}-{paper}.pdf")


@require_safe
def blank(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """A form of a round to be filled by hand; whoever is signed in may have it, his agency's name on it."""
    round_ = get_object_or_404(Round.objects.select_related("year"), pk=pk)
    if form not in Form.values:
        raise Http404
    agency = person(request).agency
    return pdf_response(request, lambda: papers.blank_pdf(form, round_, agency), f"blank-{form}.pdf")


def _form(request: HttpRequest, step: CaseStep, form: str, proposers: Proposers | None = None) -> HttpResponse:
    kind = step.dossier.kind
    if form not in papers.PAPERS[kind]:
        raise Http404
    return pdf_response(request, lambda: papers.pdf_of(step, form, proposers), f"{kind}-{step.pk}-{form}.pdf")
