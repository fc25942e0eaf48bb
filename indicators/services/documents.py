"""Documents: registered once per agency, their files kept for good, cited from reports."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from accounts.models import Agency, User
from accounts.roles import Role
from indicators import clock, permissions
from indicators.files import store
from indicators.files.store import Received
from indicators.models import (
    Citation,
    Document,
    DocumentFile,
    Event,
    Receipt,
    RevisionDocument,
    RevisionFile,
)
from indicators.models.dossier import Submittable
from indicators.services import audit, drafts, quota, stored_files
from indicators.services.errors import Invalid, NotAllowed, StaleVersion

EDITABLE = (
    "kind",
    "speed",
    "is_circular",
    "number",
    "date",
    "no_number_reason",
    "subject",
    "issuing_unit",
    "signer",
    "addressee",
    "url",
    "captured_on",
    "paper_location",
)
# The wording of an imported paper is kept or given up, never rewritten.
AS_WRITTEN = "subject_as_written"
# Files of one document: a letter, its attachments, some photographs. Who has more binds them into a PDF.
MOST_FILES = 10
# Where apps above use a document besides citing it: each says why it is kept, "" when it does not need it.
KEPT_BESIDES: list[Callable[[Document], str]] = []


@dataclass(frozen=True, slots=True)
class Attached:
    """A file of a document. `is_new` is false when the document had these bytes already; `notice` is a sentence for
    the person when the file's name claimed another kind, else ""."""

    file: DocumentFile
    is_new: bool
    notice: str


@transaction.atomic
def register(agency: Agency, *, actor: User, fields: dict[str, Any], key: UUID | None = None) -> Document:
    """Enter a document in the agency's register. A repeated `key` of the same actor returns the first document."""
    _check_registrar(actor, agency.pk)
    audit.lock(audit.chain_of(agency))
    if key and (receipt := Receipt.objects.filter(actor=actor, key=key).select_related("event").first()):
        return _held(json.loads(receipt.event.details)["document"])
    columns = {name: value for name, value in fields.items() if name in (*EDITABLE, AS_WRITTEN)}
    document = Document.objects.create(agency=agency, registered_by=actor, **columns)
    event = _record("register", document, actor, {"subject": str(document)})
    if key:
        Receipt.objects.create(actor=actor, key=key, event=event)
    return document


@transaction.atomic
def edit(document: Document, *, actor: User, version: int, fields: dict[str, Any]) -> Event | None:
    """Change a document as it was at `version`; None when nothing differs. `subject_as_written` can only be emptied.

    Revisions that cite the document keep their own copy of what it said.
    """
    _check_officer(actor, document.agency_id)
    audit.lock(audit.chain_of(document.agency))
    fresh = _held(document.pk)
    if fresh.version != version:
        raise StaleVersion(fresh)
    columns = {name: value for name, value in fields.items() if name in EDITABLE and getattr(fresh, name) != value}
    if fields.get(AS_WRITTEN) == "" and fresh.subject_as_written:
        columns[AS_WRITTEN] = ""
    if not columns:
        return None
    if Document.objects.filter(pk=fresh.pk, version=version).update(version=F("version") + 1, **columns) != 1:
        raise StaleVersion(_held(document.pk))
    before = {name: str(getattr(fresh, name)) for name in columns}
    after = {name: str(value) for name, value in columns.items()}
    document.refresh_from_db()
    return _record("edit", document, actor, {"before": before, "after": after})


def attach(document: Document, *, actor: User, chunks: Iterable[bytes], name: str) -> Attached:
    """Add a file to a document. Raises `indicators.files.refusals.Refused` (or its NoStore) with a sentence when
    the file is not taken, Invalid when the agency's quota is used up."""
    _check_registrar(actor, document.agency_id)
    return attach_received(document, store.receive(chunks, name), actor=actor)


@transaction.atomic
def attach_received(document: Document, received: Received, *, actor: User) -> Attached:
    """Add a file that the store has taken: its bytes are on disk, so the row never points at nothing."""
    _check_registrar(actor, document.agency_id)
    audit.lock(audit.chain_of(document.agency))
    _held(document.pk)
    if held := document.files.filter(file_id=received.sha256).first():
        return Attached(held, False, received.notice)
    if document.files.count() >= MOST_FILES:
        raise Invalid({"files": _("เอกสารหนึ่งรายการแนบไฟล์ได้ไม่เกิน %(most)s ไฟล์") % {"most": MOST_FILES}})
    quota.check(document.agency, received.size, clock.database_now())
    file = stored_files.row_of(received)
    attached = DocumentFile.objects.create(document=document, file=file, name=received.name, added_by=actor)
    told = {"sha256": file.sha256, "name": attached.name, "size": file.size, **stored_files.as_sent(received)}
    _record("attach", document, actor, told)
    return Attached(attached, True, received.notice)


def attach_all(
    document: Document, files: Iterable[Received], *, actor: User
) -> tuple[list[Attached], list[tuple[str, str]]]:
    """Add several files, each for itself: what was attached, and (name, sentence) of what the quota kept out."""
    attached, refused = [], []
    for received in files:
        try:
            attached.append(attach_received(document, received, actor=actor))
        except Invalid as refusal:
            refused.append((received.name, " ".join(refusal.errors.values())))
    return attached, refused


@transaction.atomic
def detach(attached: DocumentFile, *, actor: User) -> Event | None:
    """Take a file off a document; Invalid when a submitted revision cites it, None when it is off already."""
    document = attached.document
    _check_officer(actor, document.agency_id)
    audit.lock(audit.chain_of(document.agency))
    if RevisionFile.objects.filter(file_id=attached.file_id, revision__documents__document=document).exists():
        raise Invalid({"files": _("ไฟล์นี้อยู่ในรายงานที่ส่งแล้ว จึงลบไม่ได้")})
    removed, _by_model = DocumentFile.objects.filter(pk=attached.pk).delete()
    if not removed:
        return None
    return _record("detach", document, actor, {"sha256": attached.file_id, "name": attached.name})


def detached(document: Document, sha256: str, *, actor: User, within: timedelta) -> Event | None:
    """The event by which this person took the file with this hash off the document, when it is not longer ago."""
    events = Event.objects.filter(
        chain=document.agency.code, subject="document", action="detach", actor=actor, at__gt=clock.now() - within
    )
    for event in events.order_by("-sequence"):
        details = json.loads(event.details)
        if (details["document"], details["sha256"]) == (document.pk, sha256):
            return event
    return None


@transaction.atomic
def delete(document: Document, *, actor: User, version: int | None = None) -> Event:
    """Strike a document that nothing cites; Invalid when a report or a submitted revision does. With a `version`,
    only as it was seen."""
    _check_officer(actor, document.agency_id)
    audit.lock(audit.chain_of(document.agency))
    fresh = _held(document.pk)
    if version is not None and fresh.version != version:
        raise StaleVersion(fresh)
    if reason := why_kept(fresh):
        raise Invalid({"document": reason})
    event = _record(
        "delete", fresh, actor, {"subject": str(fresh), "files": [file.name for file in fresh.files.all()]}
    )
    fresh.files.all().delete()
    fresh.delete()
    return event


def why_kept(document: Document) -> str:
    """Why the document cannot be deleted now, "" when it can."""
    if RevisionDocument.objects.filter(document=document).exists():
        return _("เอกสารนี้อยู่ในรายงานที่ส่งแล้ว จึงลบไม่ได้")
    if document.citations.exists():
        return _("เอกสารนี้ยังถูกอ้างอิงอยู่ นำออกจากรายงานก่อนจึงจะลบได้")
    return next((reason for why in KEPT_BESIDES if (reason := why(document))), "")


def cite(report: Submittable, documents: Iterable[Document], *, actor: User, version: int) -> Event | None:
    """Use documents of the report's agency as its evidence, in the order given, after those it has. Invalid when one
    of them is not in the agency's register (any more)."""
    wanted = list(dict.fromkeys(document.pk for document in documents))

    def rows(fresh: Submittable) -> list[str]:
        register = Document.objects.filter(agency_id=fresh.assignment.agency_id).in_bulk(wanted)
        if len(register) != len(wanted):
            raise Invalid({"documents": _("เอกสารที่เลือกไม่อยู่ในทะเบียนของหน่วยงานแล้ว โปรดเลือกใหม่")})
        cited = set(fresh.dossier.citations.values_list("document_id", flat=True))
        last = fresh.dossier.citations.aggregate(last=Max("position"))["last"] or 0
        new = [register[pk] for pk in wanted if pk not in cited]
        Citation.objects.bulk_create(
            Citation(dossier=fresh.dossier, document=document, position=place)
            for place, document in enumerate(new, last + 1)
        )
        for document in new:
            _record("cite", document, actor, {"dossier": str(fresh.dossier_id)})
        return ["evidence"] if new else []

    return drafts.save(report, actor=actor, version=version, columns={}, rows=rows)


def withdraw_citation(report: Submittable, document_id: int, *, actor: User, version: int) -> Event | None:
    """Take a document off a draft's evidence; the document stays in the register."""

    def rows(fresh: Submittable) -> list[str]:
        citation = fresh.dossier.citations.filter(document_id=document_id).select_related("document__agency").first()
        if citation is None:
            return []
        citation.delete()
        _record("withdraw", citation.document, actor, {"dossier": str(fresh.dossier_id)})
        return ["evidence"]

    return drafts.save(report, actor=actor, version=version, columns={}, rows=rows)


def reorder_citations(
    report: Submittable, positions: Mapping[int, int], *, actor: User, version: int
) -> Event | None:
    """Number the evidence anew: `positions` maps a document's id to the place wished for it, from 1. Who is moved
    gets the place; the others keep their order around him. Ids that are not cited are left out of account."""

    def rows(fresh: Submittable) -> list[str]:
        citations = list(fresh.dossier.citations.order_by("position", "id"))

        def order(numbered: tuple[int, Citation]) -> tuple[int, int, int]:
            place, citation = numbered
            wished = positions.get(citation.document_id, place)
            # Moved up, it stands before the one whose place it takes; moved down, behind him.
            return wished, (wished > place) - (wished < place), place

        ordered = [citation for _place, citation in sorted(enumerate(citations, start=1), key=order)]
        if ordered == citations:
            return []
        for place, citation in enumerate(ordered, start=1):
            citation.position = place
        Citation.objects.bulk_update(ordered, ["position"])
        return ["evidence"]

    return drafts.save(report, actor=actor, version=version, columns={}, rows=rows)


def _held(pk: int) -> Document:
    """The document as it is now; Invalid when it was deleted meanwhile. Asked under the agency's chain."""
    document = Document.objects.filter(pk=pk).select_related("agency", "kind").first()
    if document is None:
        raise Invalid({"document": _("มีผู้ลบเอกสารนี้ออกจากทะเบียนแล้ว")})
    return document


def _check_officer(actor: User, agency_id: int) -> None:
    verdict = permissions.holds(actor, Role.OFFICER, agency_id)
    if not verdict.allowed:
        raise NotAllowed(verdict)


def _check_registrar(actor: User, agency_id: int) -> None:
    """Whoever writes a report or a step registers its evidence; to change a document takes an officer."""
    if not permissions.holds(actor, Role.WORKING_GROUP, agency_id).allowed:
        _check_officer(actor, agency_id)


def _record(action: str, document: Document, actor: User, details: dict[str, Any]) -> Event:
    return audit.record(
        action=action,
        subject="document",
        actor=actor,
        at=clock.database_now(),
        agency=document.agency,
        details={"document": document.pk, **details},
    )
