"""The pages and verbs of step 2, selecting one idea."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from indicators.views.fetching import person
from innovation.models import Selection
from innovation.views.step_pages import actions_of, fetch, frame_of, history_of


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    selection = fetch(request, Selection, pk)
    context = frame_of(selection) | actions_of(person(request), selection, {}) | history_of(selection)
    return render(request, "innovation/selection/detail.html", context)
