"""The documents cited in any step of a case, each once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch

from indicators.models import Document, DocumentFile, Dossier
from indicators.selectors.evidence import document_row


def case_documents(dossiers: Sequence[Dossier]) -> list[dict[str, Any]]:
    """Rows for components/evidence_table.html, the oldest paper first. Three queries."""
    return [document_row(document) for document in cited_documents(dossiers)]


def cited_documents(dossiers: Sequence[Dossier]) -> list[Document]:
    """The cited documents with kind and files, by date, the undated last."""
    files = Prefetch("files", DocumentFile.objects.select_related("file"))
    found = Document.objects.filter(citations__dossier__in=dossiers).distinct()
    rows = list(found.select_related("kind").prefetch_related(files).order_by("date", "pk"))
    return [row for row in rows if row.date] + [row for row in rows if row.date is None]
