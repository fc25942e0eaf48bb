"""What the evidence page of a report does in one go, on top of the register's own verbs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from indicators.files.store import Received
from indicators.models import Document, Event
from indicators.models.dossier import Submittable
from indicators.services import documents
from indicators.services.documents import Attached
from indicators.services.errors import Invalid


@dataclass(frozen=True, slots=True)
class Registered:
    """A document now cited, its files, and (name, sentence) of the files that were kept out."""

    document: Document
    attached: list[Attached]
    refused: list[tuple[str, str]]


@transaction.atomic
def register_as_evidence(
    report: Submittable,
    *,
    actor: User,
    version: int,
    fields: dict[str, Any],
    files: Sequence[Received] = (),
    key: UUID | None = None,
) -> Registered:
    """Register a document with its files and cite it in the draft seen at `version`: all of it, or nothing.

    Raises NotAllowed and StaleVersion as every edit of a draft does. A repeated `key` changes nothing more.
    """
    document = documents.register(report.assignment.agency, actor=actor, fields=fields, key=key)
    attached, refused = documents.attach_all(document, files, actor=actor)
    if not report.dossier.citations.filter(document=document).exists():
        documents.cite(report, [document], actor=actor, version=version)
    return Registered(document, attached, refused)


@transaction.atomic
def cite_instead(
    report: Submittable, document: Document, other: Document, *, actor: User, version: int
) -> Event | None:
    """Cite `other` in the place of `document`, which was registered although its file was in `other` already.
    `document` leaves the register unless something else cites it."""
    cited = list(report.dossier.citations.order_by("position", "id").values_list("document_id", flat=True))
    if document.pk not in cited or document.agency_id != other.agency_id:
        raise Invalid({"documents": _("เอกสารนี้ไม่ได้อยู่ในหลักฐานของรายงานแล้ว")})
    place = cited.index(document.pk) + 1
    event = documents.withdraw_citation(report, document.pk, actor=actor, version=version)
    if other.pk not in cited:
        event = documents.cite(report, [other], actor=actor, version=report.version)
        if place < len(cited):
            documents.reorder_citations(report, {other.pk: place}, actor=actor, version=report.version)
    if not documents.why_kept(document):
        documents.delete(document, actor=actor)
    return event
