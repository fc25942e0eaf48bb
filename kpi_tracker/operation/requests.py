"""Every request gets a number, one line in the log and its place in the metrics."""

from __future__ import annotations

import ipaddress
import logging
import re
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from kpi_tracker.operation import metrics
from kpi_tracker.operation.serving import serving

logger = logging.getLogger("kpi_tracker.requests")

HEADER = "X-Request-ID"
_NUMBER = re.compile(r"[0-9A-Za-z-]{8,64}")
# Asked every few seconds by machines; a line each would bury the people's.
_UNTOLD = {"healthz", "readyz", "metrics"}


class EveryRequest:
    """The outermost middleware. What a proxy says of number and address counts only when there is a proxy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.BEHIND_PROXY:
            _take_address(request)
        number = number_of(request)
        began = time.perf_counter()
        with serving(number):
            response = self.get_response(request)
            response[HEADER] = number
            _tell(request, response, time.perf_counter() - began)
        return response


def number_of(request: HttpRequest) -> str:
    """The proxy's number when there is a proxy and it looks like one, a new one otherwise."""
    given = request.headers.get(HEADER, "") if settings.BEHIND_PROXY else ""
    return given if _NUMBER.fullmatch(given) else uuid.uuid4().hex


def _take_address(request: HttpRequest) -> None:
    """Who asked, as the proxy saw it; it sets the header itself (deploy/nginx)."""
    try:
        request.META["REMOTE_ADDR"] = str(ipaddress.ip_address(request.META.get("HTTP_X_REAL_IP", "")))
    except ValueError:
        logger.warning("the proxy gave no address")


def _tell(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    view = view_of(request)
    metrics.count_request(view, request.method or "", response.status_code, seconds)
    if view in _UNTOLD:
        return
    user = getattr(request, "_cached_user", None)  # nobody is looked up for the log's sake
    told = {
        "method": request.method,
        "path": path_of(request),
        "view": view,
        "status": response.status_code,
        "milliseconds": round(seconds * 1000),
        "user_id": getattr(user, "pk", None),
        "address": request.META.get("REMOTE_ADDR", ""),
    }
    logger.info("request", extra=told)


def view_of(request: HttpRequest) -> str:
    """The address's name; "none" for all that lead nowhere, so that a scan makes no new series."""
    match = request.resolver_match
    return (match.view_name or "unnamed") if match else "none"


def path_of(request: HttpRequest) -> str:
    """The path without its query, in which people search, and without the keys of links that open unsigned."""
    match = request.resolver_match
    token = str(match.kwargs.get("token", "")) if match else ""
    return request.path.replace(token, "***") if token else request.path
