"""What happens to a quarterly report: the verbs, each one function."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from accounts.models import User
from indicators.models import Event, MonthlyEntry, QuarterlyReport
from indicators.selectors.content import quarterly_content
from indicators.services import drafts
from indicators.services.revisions import freeze
from indicators.services.stored import texts_as_stored, value_as_stored
from indicators.services.transition import Outcome, move
from indicators.workflow.machine import Transition
from thai.dates import BANGKOK

EDITABLE = (
    "narrative",
    "progress_percent",
    "result_in_unit",
    "plan_status",
    "enablers",
    "obstacles",
    "no_progress",
    "no_progress_reason",
)


@dataclass(frozen=True)
class Entry:
    """A dated note as typed; the same `key` is the same entry, however often it is sent."""

    key: UUID
    date: date
    text: str


def save(
    report: QuarterlyReport,
    *,
    actor: User,
    version: int,
    fields: dict[str, Any],
    entries: Sequence[Entry] | None = None,
    autosaved: bool = False,
) -> Event | None:
    """Save the officer's draft as it was at `version`; `entries` replaces the monthly entries unless it is None."""
    columns = {name: value for name, value in fields.items() if name in EDITABLE}

    def save_entries(fresh: QuarterlyReport) -> list[str]:
        return [] if entries is None else _replace_entries(fresh, entries)

    return drafts.save(report, actor=actor, version=version, columns=columns, rows=save_entries, autosaved=autosaved)


def submit(
    report: QuarterlyReport,
    *,
    actor: User,
    version: int,
    warning_reasons: dict[str, str] | None = None,
    key: UUID | None = None,
) -> Event:
    """A quarterly report is submitted: freezes a revision; late when its first submission is after due_on."""

    def consequence(fresh: QuarterlyReport, row: Transition, now: datetime) -> Outcome:
        revision = freeze(
            fresh.dossier, quarterly_content(fresh, texts_as_stored(warning_reasons)), actor=actor, at=now
        )
        columns: dict[str, Any] = {
            "submitted_at": now,
            "submitted_by": actor,
            "opened_at": None,
        }
        if fresh.first_submitted_at is None:
            columns["first_submitted_at"] = now
            columns["is_late"] = now.astimezone(BANGKOK).date() > fresh.period.due_on
        return Outcome(columns, revision, {"revision": revision.number, "sha256": revision.sha256})

    return move(report, "submit", actor=actor, version=version, consequence=consequence, key=key)


def recall(report: QuarterlyReport, *, actor: User, version: int, key: UUID | None = None) -> Event:
    """Take a submission back before an evaluator has opened it."""

    def consequence(fresh: QuarterlyReport, row: Transition, now: datetime) -> Outcome:
        return Outcome({})

    return move(report, "recall", actor=actor, version=version, consequence=consequence, key=key)


def _replace_entries(report: QuarterlyReport, entries: Sequence[Entry]) -> list[str]:
    before = {entry.key: (entry.date, entry.text) for entry in report.monthly_entries.all()}
    after = {
        entry.key: (entry.date, value_as_stored(MonthlyEntry, "text", entry.text, shown_at="monthly_entries"))
        for entry in entries
    }
    if before == after:
        return []
    report.monthly_entries.exclude(key__in=after).delete()
    for key, (day, text) in after.items():
        MonthlyEntry.objects.update_or_create(report=report, key=key, defaults={"date": day, "text": text})
    return ["monthly_entries"]
