"""Composing the year's report from the case: the officer asks for it and edits what it proposes.

Nothing that stands is overwritten: the outline is put below the text that is there, documents cited already stay.
"""

from __future__ import annotations

from typing import Any

from accounts.models import User
from indicators.models import Citation, Event, QuarterlyReport, YearEndReport
from indicators.selectors.evidence import cited_documents
from indicators.services import drafts
from innovation.models import InnovationCase
from innovation.selectors.case_steps import dossiers_of
from innovation.selectors.outline import outline_of


def compose_quarter(case: InnovationCase, report: QuarterlyReport, *, actor: User, version: int) -> Event | None:
    """Section 6.4 (or another quarter's narrative) from the outline."""
    text = _below(report.narrative, outline_of(case))
    return drafts.save(report, actor=actor, version=version, columns={"narrative": text}, action="compose")


def compose_summary(case: InnovationCase, report: YearEndReport, *, actor: User, version: int) -> Event | None:
    """Section 6.5 from the outline."""
    text = _below(report.summary, outline_of(case))
    return drafts.save(report, actor=actor, version=version, columns={"summary": text}, action="compose")


def compose_evidence(case: InnovationCase, report: YearEndReport, *, actor: User, version: int) -> Event | None:
    """Section 9: cite what any step of the case cites, by date, after what is cited already."""
    wanted = [document.pk for document in cited_documents(dossiers_of(case))]

    def cite(fresh: Any) -> list[str]:
        cited = set(fresh.dossier.citations.values_list("document_id", flat=True))
        added = [pk for pk in wanted if pk not in cited]
        Citation.objects.bulk_create(
            Citation(dossier=fresh.dossier, document_id=pk, position=place)
            for place, pk in enumerate(added, start=len(cited) + 1)
        )
        return ["evidence"] if added else []

    return drafts.save(report, actor=actor, version=version, columns={}, rows=cite, action="compose")


def _below(text: str, more: str) -> str:
    """`more` under `text`; once only, when it stands there already."""
    if not more or more in text:
        return text
    return f"{text.rstrip()}\n\n{more}" if text.strip() else more
