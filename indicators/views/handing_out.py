"""A kept file goes out: to be saved, a PDF also to be looked at in a frame, never as a page of this site; and the log
says to whom."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from indicators.files import store
from indicators.files.download import DOWNLOAD_HEADERS, VIEW_HEADERS
from indicators.files.kinds import CONTENT_TYPES, Kind
from indicators.files.names import download_name
from indicators.models import StoredFile
from indicators.views.fetching import person
from indicators.views.refusals import explain

# Who opened what, for the auditor; one line each, which the chain of decisions need not carry. `who_opened` reads it.
opened = logging.getLogger("kpi_tracker.downloads")
logger = logging.getLogger(__name__)


def hand_out(request: HttpRequest, file: StoredFile, name: str, /, **about: Any) -> HttpResponseBase:
    """The whole file, under `name`. A request for a part of it is answered by all of it, as HTTP allows.

    `about`: what the line in the log says besides person, file and address, such as the document's number.
    From a bucket it goes through the product, too: an address signed for a while would open for whoever got hold of
    it, without these headers, and past the log.
    """
    return _goes_out(request, file, name, _by_the_proxy if settings.ACCEL_PREFIX else _by_ourselves, about)


def show(request: HttpRequest, file: StoredFile, name: str, /, **about: Any) -> HttpResponseBase:
    """A PDF for a frame of our own pages, noted as a download is. The software sends it itself: the proxy's place
    knows no frame."""
    return _goes_out(request, file, name, _in_a_frame, about)


def _goes_out(
    request: HttpRequest,
    file: StoredFile,
    name: str,
    send: Callable[[StoredFile, str, str], HttpResponseBase],
    about: dict[str, Any],
) -> HttpResponseBase:
    try:
        answer = send(file, download_name(name, file.extension), CONTENT_TYPES[Kind(file.extension)])
    except FileNotFoundError:
        logger.error("file %s is not in the store", file.sha256, extra=about)
        return explain(request, _("ไม่พบไฟล์นี้ในที่เก็บ โปรดแจ้งผู้ดูแลระบบ"), status=500)
    if request.method == "GET":
        _note(request, file, about)
    return answer


def _by_ourselves(file: StoredFile, saved_as: str, content_type: str) -> HttpResponseBase:
    return FileResponse(
        store.open(file.sha256),
        as_attachment=True,
        filename=saved_as,
        content_type=content_type,
        headers=DOWNLOAD_HEADERS,
    )


def _in_a_frame(file: StoredFile, saved_as: str, content_type: str) -> HttpResponseBase:
    return FileResponse(store.open(file.sha256), filename=saved_as, content_type=content_type, headers=VIEW_HEADERS)


def _by_the_proxy(file: StoredFile, saved_as: str, content_type: str) -> HttpResponseBase:
    """nginx sends the file itself, from a place that nobody can ask for (deploy/nginx)."""
    if not store.exists(file.sha256):
        raise FileNotFoundError
    place = store.path(file.sha256).relative_to(settings.EVIDENCE_DIR).as_posix()
    response = HttpResponse(content_type=content_type, headers=DOWNLOAD_HEADERS)
    response["Content-Disposition"] = str(content_disposition_header(True, saved_as))
    response["X-Accel-Redirect"] = f"{settings.ACCEL_PREFIX}{place}"
    return response


def _note(request: HttpRequest, file: StoredFile, about: dict[str, Any]) -> None:
    user = person(request)
    told = {"user_id": user.pk, "username": user.username, "sha256": file.sha256}
    opened.info("evidence opened", extra={**told, "address": request.META.get("REMOTE_ADDR", ""), **about})
