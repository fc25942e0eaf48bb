"""Pages for what went wrong. They read no session and no database, so that they hold when those do not.

A page that is not found is the same, byte for byte, whichever address was asked and whoever asked. The two kinds of
409 are no handlers: the view that refuses renders 409.html, which says what it takes.
"""

import sys

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from indicators.views import autosave
from kpi_tracker.operation import serving, unavailable


def _page(template: str, status: int, reason: str = "") -> HttpResponse:
    return HttpResponse(render_to_string(template, {"reason": reason}), status=status)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such page, or one of an agency that is not yours. It does not say which."""
    return _page("404.html", 404)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403. The text of the PermissionDenied says which role is needed."""
    return _page("403.html", 403, reason=str(exception))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 when more was sent than the server takes at once."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return _page("413.html", 413)
    return _page("400.html", 400)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form whose secret does not match. Django's log has the `reason`, in English."""
    if autosave.wanted(request):
        return autosave.token_refused()
    return _page("403_csrf.html", 403)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: the fault is ours, and the page tells its number in the log. 503 when the database was not there.

    Django calls this while it handles the exception, whether a view or a middleware raised it.
    """
    fault = sys.exception()
    if fault is not None and unavailable.means_unavailable(fault):
        return unavailable.answer(request, fault)
    return HttpResponse(render_to_string("500.html", {"reference": serving.number()}), status=500)
