"""Papers that are rendered once: what a document looked like is kept under the hash of all that goes into it."""

from __future__ import annotations

import hashlib

from indicators.files import store
from indicators.files.refusals import Refused
from indicators.models import KeptPaper, StoredFile
from indicators.services import stored_files
from printing.documents import TEMPLATE_VERSION, Document, FormSheet, render_document
from printing.limits import DEFAULT_LIMITS, Limits


def rendered(document: Document, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """The PDF of a document, its pictures from the store. Raises PrintingFailed with a sentence for the user."""
    return render_document(document, pictures=_stored_picture, limits=limits)


def kept(document: Document, limits: Limits = DEFAULT_LIMITS) -> StoredFile:
    """The file of a document that is frozen, rendered now unless it was before. Of two who render it at once, both
    get the same file. Never for a paper that names who must stay unnamed, nor for a draft.

    Raises PrintingFailed, indicators.files.refusals.Refused and OSError.
    """
    key = key_of(document)
    paper = KeptPaper.objects.filter(key=key).select_related("file").first()
    if paper is not None and store.exists(paper.file_id):
        return paper.file
    file = stored_files.row_of(store.receive([rendered(document, limits)], "print.pdf"))
    KeptPaper.objects.get_or_create(key=key, defaults={"file": file, "template_version": TEMPLATE_VERSION})
    return file


def kept_bytes(document: Document) -> bytes:
    """The bytes of `kept`; a store without room keeps nobody from reading."""
    try:
        with store.open(kept(document).sha256) as file:
            return file.read()
    except (Refused, OSError):
        return rendered(document)


def key_of(document: Document) -> str:
    """SHA-256 of the template's version, the document, and which of its pictures are not in the store."""
    wanted = document.picture_hashes if isinstance(document, FormSheet) else ()
    missing = [sha256 for sha256 in wanted if not store.exists(sha256)]
    return hashlib.sha256("\n".join([TEMPLATE_VERSION, document.to_json(), *missing]).encode()).hexdigest()


def _stored_picture(sha256: str) -> bytes | None:
    try:
        with store.open(sha256) as file:
            return file.read()
    except OSError:
        return None
