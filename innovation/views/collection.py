"""The pages and verbs of step 1, collecting ideas."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from indicators.views.fetching import person
from innovation.models import Collection
from innovation.views.step_pages import actions_of, fetch, frame_of, history_of


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    collection = fetch(request, Collection, pk)
    context = frame_of(collection) | actions_of(person(request), collection, {}) | history_of(collection)
    return render(request, "innovation/collection/detail.html", context)
