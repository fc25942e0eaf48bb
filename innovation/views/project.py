"""The pages and verbs of step 3, proposing a project."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from indicators.views.fetching import person
from innovation.models import Project
from innovation.views.step_pages import actions_of, fetch, frame_of, history_of


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    project = fetch(request, Project, pk)
    context = frame_of(project) | actions_of(person(request), project, {}) | history_of(project)
    return render(request, "innovation/project/detail.html", context)
