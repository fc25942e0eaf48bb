"""The appeal file as PDF."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from appeals.models import Appeal
from appeals.selectors.papers import READ
from appeals.services import papers
from indicators.views.fetching import visible_or_404
from indicators.views.printing import pdf_response


@require_safe
def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever may see the appeal may print it."""
    found = visible_or_404(request, Appeal.objects.select_related(*READ), pk)
    return pdf_response(request, lambda: papers.pdf_of(found), f"appeal-{pk}.pdf")
