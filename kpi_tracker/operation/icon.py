"""The mark where a browser looks for it unasked: beside what is no page of ours, such as a printed paper."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseRedirect
from django.templatetags.static import static
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def favicon(request: HttpRequest) -> HttpResponseRedirect:
    """Leads to the mark that pages name in their head."""
    return HttpResponseRedirect(static("img/mark.svg"))
