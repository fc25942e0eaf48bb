"""The files of a document: adding, taking off, handing out."""

from __future__ import annotations

import logging

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.roles import Role
from indicators.files import store
from indicators.files.download import DOWNLOAD_HEADERS
from indicators.files.kinds import CONTENT_TYPES, Kind
from indicators.files.names import download_name
from indicators.models import Document, DocumentFile
from indicators.services import documents as services
from indicators.services.errors import Invalid
from indicators.views import uploads
from indicators.views.fetching import person, require_role, visible_or_404
from indicators.views.refusals import explain

# Who opened which evidence, for the auditor; one line a download, which the chain of decisions need not carry.
downloads = logging.getLogger("kpi_tracker.downloads")
logger = logging.getLogger(__name__)


@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    document = visible_or_404(request, Document.objects.select_related("agency"), pk)
    require_role(request, Role.OFFICER, document.agency_id)
    sent = uploads.receive(request)
    if not sent.received and not sent.refused:
        messages.error(request, _("เลือกไฟล์ที่จะแนบก่อน"))
    attached, refused = services.attach_all(document, sent.received, actor=person(request))
    uploads.tell(request, attached, [*sent.refused, *refused])
    return redirect("document", pk=document.pk)


@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    attached = visible_or_404(request, DocumentFile.objects.select_related("document__agency"), pk)
    require_role(request, Role.OFFICER, attached.document.agency_id)
    try:
        services.detach(attached, actor=person(request))
    except Invalid as refusal:
        page = reverse("document", args=[attached.document_id])
        return explain(request, " ".join(refusal.errors.values()), page_url=page)
    messages.success(request, _("นำไฟล์ “%(name)s” ออกแล้ว") % {"name": attached.name})
    return redirect(f"{reverse('document', args=[attached.document_id])}?removed={attached.file_id}")


@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file, whole, to be saved. A request for a part of it is answered by all of it, as HTTP allows."""
    attached = visible_or_404(request, DocumentFile.objects.select_related("document__agency", "file"), pk)
    file = attached.file
    try:
        content = store.open(file.sha256)
    except FileNotFoundError:
        logger.error("file %s of document %d is not in the store", file.sha256, attached.document_id)
        return explain(request, _("ไม่พบไฟล์นี้ในที่เก็บ โปรดแจ้งผู้ดูแลระบบ"), status=500)
    if request.method == "GET":
        _note(request, attached)
    return FileResponse(
        content,
        as_attachment=True,
        filename=download_name(attached.name, file.extension),
        content_type=CONTENT_TYPES[Kind(file.extension)],
        headers=DOWNLOAD_HEADERS,
    )


def _note(request: HttpRequest, attached: DocumentFile) -> None:
    downloads.info(
        "evidence opened",
        extra={
            "user_id": person(request).pk,
            "username": person(request).username,
            "agency": attached.document.agency.code,
            "document": attached.document_id,
            "file": attached.pk,
            "sha256": attached.file_id,
            "address": request.META.get("REMOTE_ADDR", ""),
        },
    )
