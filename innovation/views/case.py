"""The innovation cases and the page of one: five steps, whose turn, what happened."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from indicators.views.fetching import visible_or_404
from innovation.models import InnovationCase


@require_safe
def list_(request: HttpRequest) -> HttpResponse:
    return render(request, "innovation/case/list.html", {"title": _("เรื่องนวัตกรรม")})


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    rows = InnovationCase.objects.select_related("assignment__agency", "assignment__year", "assignment__indicator")
    case = visible_or_404(request, rows, pk)
    assignment = case.assignment
    context = {
        "case": case,
        "title": _("เรื่องนวัตกรรม"),
        "caption": f"{assignment.agency} – {_('ปีงบประมาณ พ.ศ.')} {assignment.year}",
        "lead": assignment.name_line,
        "breadcrumbs": [(str(assignment), reverse("assignment", args=[assignment.pk]))],
    }
    return render(request, "innovation/case/detail.html", context)
