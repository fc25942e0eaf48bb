"""Freezing what is submitted."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime

from accounts.models import User
from indicators.models import Dossier, Revision, RevisionDocument, RevisionFile
from indicators.selectors.content import Content
from indicators.services.audit import canonical_json


def freeze(dossier: Dossier, content: Content, *, actor: User, at: datetime, files: Iterable[str] = ()) -> Revision:
    """A new revision of `dossier` with `content`; its documents and files, and the `files` of further hashes, cannot
    be deleted from now on.
    Runs inside the submitting transaction, which holds the agency's chain, so that numbers have no gap."""
    text = canonical_json(content)
    last = dossier.revisions.order_by("-number").first()
    revision = Revision.objects.create(
        dossier=dossier,
        number=last.number + 1 if last else 1,
        content=text,
        sha256=_hash_of(text),
        created_at=at,
        created_by=actor,
    )
    evidence = content["evidence"]
    RevisionDocument.objects.bulk_create(
        RevisionDocument(revision=revision, document_id=item["document"]) for item in evidence
    )
    hashes = sorted({file["sha256"] for item in evidence for file in item["files"]} | set(files))
    RevisionFile.objects.bulk_create(RevisionFile(revision=revision, file_id=sha256) for sha256 in hashes)
    return revision


def content_of(revision: Revision) -> Content:
    """The frozen content as JSON values."""
    content: Content = json.loads(revision.content)
    return content


def altered() -> list[str]:
    """Revisions whose content no longer gives their hash."""
    return [
        f"revision {pk}: its content does not give its hash"
        for pk, content, sha256 in Revision.objects.values_list("pk", "content", "sha256").iterator(chunk_size=500)
        if _hash_of(content) != sha256
    ]


def uncited() -> list[str]:
    """Revisions whose evidence is no longer held by the rows that keep documents and files from being deleted."""
    found = []
    rows = Revision.objects.prefetch_related("documents", "files").order_by("pk")
    for revision in rows.iterator(chunk_size=500):
        if _hash_of(revision.content) != revision.sha256:
            continue  # altered() says so; what it says of its evidence means nothing
        evidence = content_of(revision)["evidence"]
        documents = {item["document"] for item in evidence} - {row.document_id for row in revision.documents.all()}
        files = {file["sha256"] for item in evidence for file in item["files"]}
        if documents or files - {row.file_id for row in revision.files.all()}:
            found.append(f"revision {revision.pk}: evidence it cites is no longer held")
    return found


def _hash_of(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()
