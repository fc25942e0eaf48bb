"""What a typed day means, told while it is typed: the weekday is the cheapest check that it is the right one."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from thai.dates import BadDate, active_language, format_date, parse_date

# Longer than any day in words.
LONGEST = 60


@require_safe
def day(request: HttpRequest) -> JsonResponse:
    """{"day": the day of ?text= in words, "" while it cannot be read}; what is wrong is said once it is sent."""
    return JsonResponse({"day": _in_words(request.GET.get("text", "")[:LONGEST])})


def _in_words(text: str) -> str:
    try:
        return format_date(parse_date(text), "full", active_language())
    except BadDate:
        return ""
