"""The files of a document: adding, taking off, handing out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.roles import Role
from indicators.files.kinds import Kind
from indicators.models import Document, DocumentFile
from indicators.services import documents as services
from indicators.services.errors import Invalid
from indicators.views import uploads
from indicators.views.fetching import person, require_role, visible_or_404
from indicators.views.handing_out import hand_out, show
from indicators.views.refusals import explain


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
    attached = _to_be_read(request, pk)
    return hand_out(request, attached.file, attached.name, **_about(attached))


@require_safe
def view(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A PDF in a frame, beside what it is evidence of. Other kinds are pictures, which a page shows, or are saved."""
    attached = _to_be_read(request, pk)
    if attached.file.extension != Kind.PDF:
        raise Http404
    return show(request, attached.file, attached.name, **_about(attached))


def _to_be_read(request: HttpRequest, pk: int) -> DocumentFile:
    return visible_or_404(request, DocumentFile.objects.select_related("document__agency", "file"), pk)


def _about(attached: DocumentFile) -> dict[str, Any]:
    """What the log says of it besides."""
    return {"agency": attached.document.agency.code, "document": attached.document_id, "file": attached.pk}
