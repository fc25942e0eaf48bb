"""Files that come in beside a text: each enters the register as a document, and is evidence of the draft at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from accounts.models import User
from indicators.files.kinds import Kind
from indicators.files.store import Received
from indicators.models import Document, DocumentKind
from indicators.models.dossier import Submittable
from indicators.services import documents
from indicators.services.documents import Attached
from indicators.services.errors import Invalid

PICTURES = frozenset({Kind.JPEG, Kind.PNG})
# What a paper about which nothing was said is called, by its file; any kind that asks for no number stands in.
_PHOTO, _OTHER = "photo", "other"


@dataclass(frozen=True)
class Taken:
    """The files that came in, and (name, sentence) of those that the quota kept out."""

    attached: list[Attached] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def take(
    report: Submittable,
    files: Sequence[Received],
    *,
    actor: User,
    described: Mapping[str, Any],
    key: UUID | None = None,
) -> Taken:
    """Register `files` and cite them in the draft as it is now: as one document when `described` (kind, subject,
    number, date) says more of them than their kind, else as one each, named by its file. A repeated `key` registers
    nothing again. Inside the transaction that stores the text."""
    taken = Taken()
    for fields, of_one in _papers(described, files):
        name = of_one[0].sha256
        document = documents.register(
            report.assignment.agency, actor=actor, fields=fields, key=uuid5(key, name) if key else None
        )
        attach(report, document, of_one, taken, actor=actor)
    return taken


def attach(report: Submittable, document: Document, files: Sequence[Received], taken: Taken, *, actor: User) -> None:
    """Add `files` to a registered document and cite it in the draft; `taken` is told what became of them."""
    attached, refused = documents.attach_all(document, files, actor=actor)
    taken.attached.extend(attached)
    taken.refused.extend(refused)
    documents.cite(report, [document], actor=actor, version=report.version)


def _papers(
    described: Mapping[str, Any], files: Sequence[Received]
) -> list[tuple[dict[str, Any], Sequence[Received]]]:
    """The new documents: what is said of each, and its files."""
    if not files:
        return []
    said = {name: value for name, value in described.items() if value}
    if set(said) - {"kind"}:
        return [(_described(said, files[0]), files)]
    return [(_described(said, file), [file]) for file in files]


def _described(said: Mapping[str, Any], file: Received) -> dict[str, Any]:
    stem = PurePath(file.name).stem.strip() or file.name
    return {"subject": stem, "kind": said.get("kind") or _kind_of(file), **said}


def _kind_of(file: Received) -> DocumentKind:
    kinds = {kind.code: kind for kind in DocumentKind.objects.filter(needs_number=False, is_online=False)}
    code = _PHOTO if file.kind in PICTURES else _OTHER
    kind = kinds.get(code) or next(iter(kinds.values()), None)
    if kind is None:
        raise Invalid({"evidence_kind": _("เลือกประเภทของเอกสาร")})
    return kind
