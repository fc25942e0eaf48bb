"""Documents: registered once per agency, their files kept for good, cited from reports."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from accounts.models import Agency, User
from accounts.roles import Role
from indicators import clock, permissions
from indicators.files import store
from indicators.models import Citation, Document, DocumentFile, Event, RevisionDocument, RevisionFile, StoredFile
from indicators.services import audit, drafts
from indicators.services.errors import Invalid, NotAllowed, StaleVersion
from indicators.services.transition import Report

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


@transaction.atomic
def register(agency: Agency, *, actor: User, fields: dict[str, Any]) -> Document:
    """Enter a document in the agency's register."""
    _check_officer(actor, agency.pk)
    audit.lock(audit.chain_of(agency))
    columns = {name: value for name, value in fields.items() if name in EDITABLE}
    document = Document.objects.create(agency=agency, registered_by=actor, **columns)
    _record("register", document, actor, {"document": document.pk, "subject": document.subject})
    return document


@transaction.atomic
def edit(document: Document, *, actor: User, version: int, fields: dict[str, Any]) -> Event | None:
    """Change a document as it was at `version`. Revisions that cite it keep their own copy of what it said."""
    _check_officer(actor, document.agency_id)
    audit.lock(audit.chain_of(document.agency))
    fresh = Document.objects.get(pk=document.pk)
    if fresh.version != version:
        raise StaleVersion(fresh)
    columns = {name: value for name, value in fields.items() if name in EDITABLE and getattr(fresh, name) != value}
    if not columns:
        return None
    if Document.objects.filter(pk=fresh.pk, version=version).update(version=F("version") + 1, **columns) != 1:
        raise StaleVersion(Document.objects.get(pk=document.pk))
    before = {name: str(getattr(fresh, name)) for name in columns}
    after = {name: str(value) for name, value in columns.items()}
    document.refresh_from_db()
    return _record("edit", document, actor, {"document": document.pk, "before": before, "after": after})


def attach(document: Document, *, actor: User, chunks: Iterable[bytes], name: str) -> DocumentFile:
    """Add a file to a document. Raises `indicators.files.inspection.Refused` or `store.StoreFull` with a sentence.

    The bytes are on disk, synced, before the row is written: a row never points at nothing.
    """
    _check_officer(actor, document.agency_id)
    received = store.receive(chunks, name)
    with transaction.atomic():
        audit.lock(audit.chain_of(document.agency))
        file, _created = StoredFile.objects.get_or_create(
            sha256=received.sha256,
            defaults={
                "size": received.size,
                "extension": received.extension,
                "content_type": received.content_type,
            },
        )
        attached, created = DocumentFile.objects.get_or_create(
            document=document, file=file, defaults={"name": received.name, "added_by": actor}
        )
        if created:
            details = {"document": document.pk, "sha256": file.sha256, "name": attached.name, "size": file.size}
            _record("attach", document, actor, details)
    return attached


@transaction.atomic
def detach(attached: DocumentFile, *, actor: User) -> None:
    """Take a file off a document; refused when a submitted revision cites it."""
    document = attached.document
    _check_officer(actor, document.agency_id)
    audit.lock(audit.chain_of(document.agency))
    if RevisionFile.objects.filter(file_id=attached.file_id, revision__documents__document=document).exists():
        raise Invalid({"files": _("ไฟล์นี้อยู่ในรายงานที่ส่งแล้ว จึงลบไม่ได้")})
    details = {"document": document.pk, "sha256": attached.file_id, "name": attached.name}
    attached.delete()
    _record("detach", document, actor, details)


@transaction.atomic
def delete(document: Document, *, actor: User) -> None:
    """Strike a document that nothing cites; refused when a report or a submitted revision does."""
    _check_officer(actor, document.agency_id)
    audit.lock(audit.chain_of(document.agency))
    if RevisionDocument.objects.filter(document=document).exists():
        raise Invalid({"document": _("เอกสารนี้อยู่ในรายงานที่ส่งแล้ว จึงลบไม่ได้")})
    if document.citations.exists():
        raise Invalid({"document": _("เอกสารนี้ยังถูกอ้างอิงอยู่ นำออกจากรายงานก่อนจึงจะลบได้")})
    details = {
        "document": document.pk,
        "subject": str(document),
        "files": [file.name for file in document.files.all()],
    }
    _record("delete", document, actor, details)
    document.files.all().delete()
    document.delete()


def cite(report: Report, documents: Iterable[Document], *, actor: User, version: int) -> Event | None:
    """Use documents of the report's agency as its evidence, in the order given, after those it has."""
    chosen = [document for document in documents if document.agency_id == report.assignment.agency_id]

    def rows(fresh: Report) -> list[str]:
        cited = set(fresh.dossier.citations.values_list("document_id", flat=True))
        last = fresh.dossier.citations.aggregate(last=Max("position"))["last"] or 0
        new = [document for document in chosen if document.pk not in cited]
        Citation.objects.bulk_create(
            Citation(dossier=fresh.dossier, document=document, position=place)
            for place, document in enumerate(new, last + 1)
        )
        return ["evidence"] if new else []

    return drafts.save(report, actor=actor, version=version, columns={}, rows=rows)


def withdraw_citation(report: Report, document_id: int, *, actor: User, version: int) -> Event | None:
    """Take a document off a draft's evidence; the document stays in the register."""

    def rows(fresh: Report) -> list[str]:
        removed, _by_model = fresh.dossier.citations.filter(document_id=document_id).delete()
        return ["evidence"] if removed else []

    return drafts.save(report, actor=actor, version=version, columns={}, rows=rows)


def _check_officer(actor: User, agency_id: int) -> None:
    verdict = permissions.holds(actor, Role.OFFICER, agency_id)
    if not verdict.allowed:
        raise NotAllowed(verdict)


def _record(action: str, document: Document, actor: User, details: dict[str, Any]) -> Event:
    return audit.record(
        action=action,
        subject="document",
        actor=actor,
        at=clock.database_now(),
        agency=document.agency,
        details=details,
    )
