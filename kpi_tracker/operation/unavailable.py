"""The database does not answer, or does not say that it has saved: a page that keeps what was typed.

It reads no session and no database, and its secret against forged forms is in a cookie.
"""

from __future__ import annotations

from uuid import UUID

from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from indicators.views.refusals import LABELS
from kpi_tracker.operation import metrics, serving

RETRY_AFTER = 10
# SQLSTATE 25006, a transaction that may only read: the primary was replaced while we were connected to it.
_READ_ONLY = "25006"
_NEVER_KEPT = ("password", "csrfmiddlewaretoken", "otp", "token")


def means_unavailable(fault: BaseException | None) -> bool:
    """Whether `fault` is the database's absence and not a mistake of ours."""
    if isinstance(fault, OperationalError | InterfaceError):
        return True
    return isinstance(fault, DatabaseError) and getattr(fault.__cause__, "pgcode", None) == _READ_ONLY


def answer(request: HttpRequest, fault: BaseException) -> HttpResponse:
    """503 with the form as it was sent, to be sent again by a button; the same key has one effect."""
    metrics.count_database_error(type(fault).__name__)
    sent = _sent(request)
    can_repeat = _can_repeat(request)
    context = {
        "is_post": request.method == "POST",
        "hidden": sent if can_repeat else [],
        "can_repeat": can_repeat,
        "typed": [(_label(name), value) for name, value in sent if _is_text(value)],
        "had_files": request.method == "POST" and request.content_type == "multipart/form-data",
        "url": request.get_full_path(),
        "reference": serving.number(),
        "csrf_token": get_token(request) if can_repeat else "",
    }
    headers = {"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"}
    return HttpResponse(render_to_string("503.html", context), status=503, headers=headers)


def _sent(request: HttpRequest) -> list[tuple[str, str]]:
    """What the form brought, without what must never come back to a page."""
    try:
        pairs = [(name, value) for name, values in request.POST.lists() for value in values]
    except (OSError, UnreadablePostError, MultiPartParserError):
        return []
    return [(name, str(value)) for name, value in pairs if not _is_secret(name)]


def _can_repeat(request: HttpRequest) -> bool:
    """Only a form that came from our own page is offered again, and none that needs a password."""
    if request.method != "POST" or not getattr(request, "csrf_processing_done", False):
        return False
    return not any(_is_secret(name) for name in request.POST if name != "csrfmiddlewaretoken")


def _is_secret(name: str) -> bool:
    return any(part in name.lower() for part in _NEVER_KEPT)


def _is_text(value: str) -> bool:
    """Whether a person typed it rather than the page: words, not the page's numbers and keys."""
    try:
        UUID(value)
    except ValueError:
        return bool(value.strip()) and (not value.isascii() or " " in value.strip())
    return False


def _label(name: str) -> str:
    return str(LABELS.get(name.rpartition("-")[2]) or _("ข้อความ"))
