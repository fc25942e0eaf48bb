"""The pages and verbs of step 4, carrying the project out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from indicators.views.fetching import person
from innovation.models import Development
from innovation.views.step_pages import actions_of, fetch, frame_of, history_of


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    development = fetch(request, Development, pk)
    context = frame_of(development) | actions_of(person(request), development, {}) | history_of(development)
    return render(request, "innovation/development/detail.html", context)
