"""Writing a quarter on one page: its text and the evidence beside it are stored together, or not at all."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from indicators.files.kinds import Kind
from indicators.files.store import Received
from indicators.models import Document, DocumentKind, QuarterlyReport
from indicators.services import documents, quarterly_report
from indicators.services.documents import Attached
from indicators.services.errors import Invalid
from indicators.services.quarterly_report import Entry

PICTURES = frozenset({Kind.JPEG, Kind.PNG})
# What a paper about which nothing was said is called, by its file; any kind that asks for no number stands in.
_PHOTO, _OTHER = "photo", "other"


@dataclass(frozen=True)
class Beside:
    """What the page says of the evidence. Of the documents `shown` those `ticked` are cited and the others are not;
    one that is not shown stays as it is. `files` come in as new documents: of one, when `fields` describe it (kind,
    subject, number, date), else of one each, named by its file."""

    shown: Collection[int] = ()
    ticked: Collection[int] = ()
    files: Sequence[Received] = ()
    fields: dict[str, Any] = field(default_factory=dict)
    key: UUID | None = None


@dataclass(frozen=True)
class Taken:
    """The files that came in, and (name, sentence) of those that the quota kept out."""

    attached: list[Attached] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


@transaction.atomic
def write(
    report: QuarterlyReport,
    *,
    actor: User,
    version: int,
    fields: dict[str, Any],
    entries: Sequence[Entry] | None,
    beside: Beside,
    autosaved: bool = False,
) -> Taken:
    """Save the draft as it was seen at `version`, then its evidence. Raises NotAllowed, StaleVersion or Invalid as
    every edit of a draft does; then nothing was written."""
    quarterly_report.save(report, actor=actor, version=version, fields=fields, entries=entries, autosaved=autosaved)
    report.refresh_from_db(fields=["version"])
    _tick(report, beside, actor)
    return _take(report, beside, actor)


def _tick(report: QuarterlyReport, beside: Beside, actor: User) -> None:
    cited = set(report.dossier.citations.values_list("document_id", flat=True))
    wanted = [pk for pk in beside.shown if pk in beside.ticked and pk not in cited]
    if wanted:
        found = Document.objects.filter(agency_id=report.assignment.agency_id).in_bulk(wanted)
        if len(found) != len(wanted):
            raise Invalid({"documents": _("เอกสารที่เลือกไม่อยู่ในทะเบียนของหน่วยงานแล้ว โปรดเลือกใหม่")})
        documents.cite(report, [found[pk] for pk in wanted], actor=actor, version=report.version)
    for pk in beside.shown:
        if pk in cited and pk not in beside.ticked:
            documents.withdraw_citation(report, pk, actor=actor, version=report.version)


def _take(report: QuarterlyReport, beside: Beside, actor: User) -> Taken:
    taken = Taken()
    for described, files in _papers(beside):
        name = files[0].sha256
        document = documents.register(
            report.assignment.agency,
            actor=actor,
            fields=described,
            key=uuid5(beside.key, name) if beside.key else None,
        )
        attached, refused = documents.attach_all(document, files, actor=actor)
        taken.attached.extend(attached)
        taken.refused.extend(refused)
        documents.cite(report, [document], actor=actor, version=report.version)
    return taken


def _papers(beside: Beside) -> list[tuple[dict[str, Any], Sequence[Received]]]:
    """The new documents: what is said of each, and its files."""
    if not beside.files:
        return []
    said = {name: value for name, value in beside.fields.items() if value}
    if set(said) - {"kind"}:
        return [(_described(said, beside.files[0]), beside.files)]
    return [(_described(said, file), [file]) for file in beside.files]


def _described(said: dict[str, Any], file: Received) -> dict[str, Any]:
    stem = PurePath(file.name).stem.strip() or file.name
    return {"subject": stem, "kind": said.get("kind") or _kind_of(file), **said}


def _kind_of(file: Received) -> DocumentKind:
    kinds = {kind.code: kind for kind in DocumentKind.objects.filter(needs_number=False, is_online=False)}
    code = _PHOTO if file.kind in PICTURES else _OTHER
    kind = kinds.get(code) or next(iter(kinds.values()), None)
    if kind is None:
        raise Invalid({"evidence_kind": _("เลือกประเภทของเอกสาร")})
    return kind
