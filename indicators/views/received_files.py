"""One file at a time, for the script of a page with a form that takes files (static/js/uploads.js).

The file goes to the store and into no document yet: the page gets its slip, as a form that was sent back would, and
the form brings the slip along. What nobody sends on, the store removes after a day.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.roles import Role
from indicators.files.refusals import NoStore
from indicators.models import Document
from indicators.permissions import holds
from indicators.selectors.documents import holding
from indicators.services.errors import insist
from indicators.views import uploads
from indicators.views.fetching import person


@require_POST
def receive(request: HttpRequest) -> JsonResponse:
    """`name`, `size`, `sha256`, `slip` and `notice` of the file taken, and `same`, the documents that have it;
    422 with the `sentence` that says why it is not taken, 507 or 503 when none is."""
    agencies = _registers(request)
    try:
        sent = uploads.receive(request)
    except NoStore as none:
        return _refused("", none.sentence, status=none.status)
    if not sent.received:
        return _refused(*(sent.refused[0] if sent.refused else ("", _("เลือกไฟล์ที่จะแนบก่อน"))), status=422)
    file = sent.received[0]
    ((_name, slip),) = uploads.slips(request, [file])
    return JsonResponse(
        {
            "state": "received",
            "name": file.name,
            "size": filesizeformat(file.size),
            "sha256": file.sha256,
            "slip": slip,
            "notice": file.notice,
            "same": [_named(document) for document in holding(file.sha256, agencies)],
        }
    )


def _refused(name: str, sentence: str, *, status: int) -> JsonResponse:
    return JsonResponse({"state": "refused", "name": name, "sentence": sentence}, status=status)


def _registers(request: HttpRequest) -> frozenset[int]:
    """The agencies in whose register the person enters documents; 403 when there is none."""
    standing = person(request).standing
    agencies = standing.agencies_as(Role.OFFICER) | standing.agencies_as(Role.WORKING_GROUP)
    if not agencies:
        insist(holds(person(request), Role.OFFICER))
    return agencies


def _named(document: Document) -> dict[str, Any]:
    return {"id": document.pk, "subject": str(document), "url": reverse("document", args=[document.pk])}
