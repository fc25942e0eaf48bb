"""The document register: what a person may see of it, filtered, and what else holds a document's files."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet

from accounts.models import Agency, User
from indicators.models import Citation, Document, DocumentFile, ReportingPeriod
from indicators.permissions import visible_to
from indicators.selectors.evidence import Row, document_row, place_of, place_paths
from indicators.selectors.term_lookup import holds_term
from thai.text import normalise

NOT_CITED = "none"
CITED = "any"


def register_of(user: User) -> QuerySet[Document]:
    """The documents of every agency whose register he may see, newest first, undated last."""
    return visible_to(user, Document.objects.all()).order_by(F("date").desc(nulls_last=True), "-pk")


def agencies_of(user: User) -> QuerySet[Agency]:
    """The agencies whose registers he may see."""
    return visible_to(user, Agency.objects.all())


def filtered(documents: QuerySet[Document], chosen: dict[str, Any]) -> QuerySet[Document]:
    """Those of `documents` that answer a filled-in forms.documents.RegisterFilter (its cleaned values)."""
    if agency := chosen.get("agency"):
        documents = documents.filter(agency=agency)
    if kind := chosen.get("kind"):
        documents = documents.filter(kind=kind)
    if text := chosen.get("text"):
        documents = with_text(documents, text)
    if year := chosen.get("year"):
        documents = documents.filter(date__isnull=True) if year == "none" else documents.filter(date__year=int(year))
    if place := chosen.get("cited"):
        documents = _cited_in(documents, place)
    return documents


def with_text(documents: QuerySet[Document], text: str) -> QuerySet[Document]:
    """Those with `text` in number or subject, letters and digits compared as the search compares them."""
    sought = normalise(text.replace("\0", "").strip())
    wanted = holds_term("number", sought) | holds_term("subject", sought) | holds_term("subject_as_written", sought)
    return documents.filter(wanted)


def _cited_in(documents: QuerySet[Document], place: str) -> QuerySet[Document]:
    citations = Citation.objects.filter(document=OuterRef("pk"))
    if place == NOT_CITED:
        return documents.filter(~Exists(citations))
    if place == ReportingPeriod.Kind.YEAR_END:
        citations = citations.filter(dossier__yearendreport__isnull=False)
    elif place != CITED:
        citations = citations.filter(dossier__quarterlyreport__period__kind=place)
    return documents.filter(Exists(citations))


def years_of(documents: QuerySet[Document]) -> list[int]:
    """The years (CE) that the documents are dated in, newest first. One query."""
    return [day.year for day in documents.order_by().dates("date", "year", order="DESC")]


def with_rows(documents: QuerySet[Document]) -> QuerySet[Document]:
    """With all that `register_row` reads: three queries for any number of documents."""
    citations = Citation.objects.select_related(*(f"dossier__{path}" for path in place_paths())).order_by("pk")
    files = DocumentFile.objects.select_related("file")
    return documents.select_related("kind", "agency").prefetch_related(
        Prefetch("files", files), Prefetch("citations", citations)
    )


def register_row(document: Document) -> Row:
    """As evidence.document_row, and `cited_in`: (label, address) of the reports that cite the document."""
    places = [place_of(citation.dossier) for citation in document.citations.all()]
    return {**document_row(document), "cited_in": places, "agency": document.agency}


def citable(agency_id: int, besides: Collection[int]) -> QuerySet[Document]:
    """The agency's register without the documents whose ids are `besides`, newest first."""
    documents = Document.objects.filter(agency_id=agency_id).exclude(pk__in=besides)
    return documents.order_by(F("date").desc(nulls_last=True), "-pk")


def holding(sha256: str, agencies: Collection[int]) -> list[Document]:
    """The documents in the registers of `agencies` that have the file with these bytes, the first three."""
    found = Document.objects.filter(agency_id__in=agencies, files__file_id=sha256)
    return list(found.order_by("pk")[:3])


def twins(files: Iterable[DocumentFile]) -> dict[int, list[Document]]:
    """For each of `files` (its id) the other documents of the same agency that have the same bytes. One query."""
    by_file = {file.pk: file for file in files}
    if not by_file:
        return {}
    of = next(iter(by_file.values())).document
    others = (
        DocumentFile.objects.filter(
            document__agency_id=of.agency_id, file_id__in={file.file_id for file in by_file.values()}
        )
        .exclude(document_id=of.pk)
        .select_related("document__kind")
        .order_by("document_id")
    )
    found: dict[int, list[Document]] = {}
    for pk, file in by_file.items():
        if same := [other.document for other in others if other.file_id == file.file_id]:
            found[pk] = same
    return found
