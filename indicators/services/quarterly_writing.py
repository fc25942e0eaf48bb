"""Writing a quarter on one page: its text and the evidence beside it are stored together, or not at all."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from indicators.files.store import Received
from indicators.models import Document, QuarterlyReport
from indicators.services import documents, quarterly_report
from indicators.services.errors import Invalid
from indicators.services.quarterly_report import Entry
from indicators.services.taking_in import Taken, take


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
    return take(report, beside.files, actor=actor, described=beside.fields, key=beside.key)


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
