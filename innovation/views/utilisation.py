"""The pages and verbs of step 5, the survey of use."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from indicators.views.fetching import person
from innovation.models import Utilisation
from innovation.views.step_pages import actions_of, fetch, frame_of, history_of


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    utilisation = fetch(request, Utilisation, pk)
    context = frame_of(utilisation) | actions_of(person(request), utilisation, {}) | history_of(utilisation)
    return render(request, "innovation/utilisation/detail.html", context)
