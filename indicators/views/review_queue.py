"""The evaluator's queue."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.roles import Role
from indicators.selectors.queue import quarters_to_review, year_ends_to_review
from indicators.views.fetching import person, require_role
from indicators.views.paging import PAGE_SIZE, paged


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    require_role(request, Role.EVALUATOR)
    user = person(request)
    context = {
        "title": _("คิวตรวจประเมิน"),
        "page": paged(request, quarters_to_review(user)),
        "year_ends": year_ends_to_review(user)[:PAGE_SIZE],
    }
    return render(request, "indicators/review/queue.html", context)
