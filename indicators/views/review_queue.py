"""The evaluator's queue."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.roles import Role
from indicators.selectors.queue import quarters_to_review, year_ends_to_review
from indicators.views.fetching import person, require_role

PAGE_SIZE = 50


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    require_role(request, Role.EVALUATOR)
    user = person(request)
    context = {
        "title": _("คิวตรวจประเมิน"),
        "page": Paginator(quarters_to_review(user), PAGE_SIZE).get_page(request.GET.get("page")),
        "year_ends": year_ends_to_review(user)[:PAGE_SIZE],
    }
    return render(request, "indicators/review/queue.html", context)
