"""Files on their way in: each is taken or refused for itself, and a form sent back for another reason loses none.

What the store has taken before the rest of the form was right travels in the page as a signed slip, bound to the
person; the store keeps such a file for a day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest
from django.utils.translation import gettext as _

from indicators.files import store
from indicators.files.kinds import Kind
from indicators.files.names import clean_name
from indicators.files.refusals import NoStore, Refused
from indicators.files.store import Received
from indicators.selectors.documents import twins
from indicators.services.documents import Attached
from indicators.views.fetching import person

FIELD = "attachments"
SLIP = "kept"
_SALT = "indicators.uploads"
# Shorter than the day after which the store removes what no document names.
_SLIP_LASTS = 12 * 3600


@dataclass(frozen=True)
class Uploads:
    """The files of one form: those the store has taken, and (name, sentence) of those it refused."""

    received: list[Received] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def receive(request: HttpRequest) -> Uploads:
    """Take the files sent in the field `attachments`, after those that slips speak of; the same bytes count once.

    Raises NoStore: what takes no file may not take the rest of the form either.
    """
    received = {file.sha256: file for file in _with_slips(request)}
    refused = []
    for upload in request.FILES.getlist(FIELD):
        name = upload.name or ""
        try:
            file = store.receive(upload.chunks(), name)
        except NoStore:
            raise
        except Refused as refusal:
            refused.append((clean_name(name), refusal.sentence))
        else:
            received.setdefault(file.sha256, file)
    return Uploads(list(received.values()), refused)


def slips(request: HttpRequest, received: Sequence[Received]) -> list[tuple[str, str]]:
    """Hidden inputs by which the next sending of the form brings these files without choosing them again."""
    return [(SLIP, signing.dumps(_slip(request, file), salt=_SALT)) for file in received]


def show_refused(form: forms.Form, refused: Sequence[tuple[str, str]]) -> None:
    """Each refused file's sentence, at the field it was chosen in."""
    for name, sentence in refused:
        form.add_error(FIELD, _("“%(name)s”: %(sentence)s") % {"name": name, "sentence": sentence})


def tell(request: HttpRequest, attached: Sequence[Attached], refused: Sequence[tuple[str, str]]) -> None:
    """Say of each file what became of it, on the page that follows."""
    if new := [one.file.name for one in attached if one.is_new]:
        names = ", ".join(f"“{name}”" for name in new)
        messages.success(request, _("แนบไฟล์แล้ว %(count)s ไฟล์: %(names)s") % {"count": len(new), "names": names})
    for one in attached:
        if not one.is_new:
            messages.info(request, _("ไฟล์ “%(name)s” แนบอยู่กับเอกสารนี้แล้ว") % {"name": one.file.name})
        if one.notice:
            messages.info(request, _("“%(name)s”: %(sentence)s") % {"name": one.file.name, "sentence": one.notice})
    same = twins([one.file for one in attached if one.is_new])
    for one in attached:
        for document in same.get(one.file.pk, []):
            words = {"name": one.file.name, "subject": str(document)}
            messages.warning(request, _("ไฟล์ “%(name)s” มีอยู่แล้วใน “%(subject)s”") % words)
    for name, sentence in refused:
        messages.error(request, _("“%(name)s”: %(sentence)s") % {"name": name, "sentence": sentence})


def _slip(request: HttpRequest, file: Received) -> dict[str, Any]:
    return {
        "user": person(request).pk,
        "sha256": file.sha256,
        "size": file.size,
        "kind": file.kind.value,
        "content_type": file.content_type,
        "name": file.name,
        "notice": file.notice,
        "sent_sha256": file.sent_sha256,
    }


def _with_slips(request: HttpRequest) -> list[Received]:
    """The files of the slips that are ours, this person's, fresh, and still in the store."""
    found = []
    for token in request.POST.getlist(SLIP):
        try:
            slip = signing.loads(token, salt=_SALT, max_age=_SLIP_LASTS)
        except signing.BadSignature:
            continue
        if slip.pop("user") != person(request).pk or not store.exists(slip["sha256"]):
            continue
        kind = Kind(slip.pop("kind"))
        found.append(Received(kind=kind, extension=kind.value, **slip))
    return found
