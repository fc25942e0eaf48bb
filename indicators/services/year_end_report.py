"""What happens to a year-end report: the verbs, each one function."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from indicators import permissions
from indicators.models import Citation, Event, Factor, QuarterlyReport, ReportingPeriod, YearEndReport
from indicators.selectors.content import year_end_content
from indicators.services import drafts, prints
from indicators.services.endorsement import endorsement_of
from indicators.services.errors import Invalid, NotAllowed
from indicators.services.review import latest_revision
from indicators.services.revisions import freeze
from indicators.services.stored import texts_as_stored, value_as_stored
from indicators.services.transition import Outcome, move
from indicators.workflow.machine import Transition
from thai.dates import BANGKOK

EDITABLE = (
    "level",
    "progress_percent",
    "result_in_unit",
    "summary",
    "no_enablers",
    "no_obstacles",
    "responsible_name",
    "responsible_position",
)


def save(
    report: YearEndReport,
    *,
    actor: User,
    version: int,
    fields: dict[str, Any],
    enablers: Sequence[str] | None = None,
    obstacles: Sequence[str] | None = None,
    autosaved: bool = False,
) -> Event | None:
    """Save the officer's draft as it was at `version`; a list that is None stays as it is."""
    columns = {name: value for name, value in fields.items() if name in EDITABLE}

    def save_factors(fresh: YearEndReport) -> list[str]:
        changed = []
        for name, kind, texts in (
            ("enablers", Factor.Kind.ENABLER, enablers),
            ("obstacles", Factor.Kind.OBSTACLE, obstacles),
        ):
            if texts is not None and _replace_factors(fresh, kind, name, texts):
                changed.append(name)
        return changed

    return drafts.save(report, actor=actor, version=version, columns=columns, rows=save_factors, autosaved=autosaved)


def compose(report: YearEndReport, *, actor: User, version: int) -> Event | None:
    """Fill an empty year-end draft from the fourth quarter and the registered documents: summary, factors, figures,
    and the evidence cited in any quarter. What the officer has written already stays."""
    quarters = list(
        QuarterlyReport.objects.filter(assignment_id=report.assignment_id)
        .select_related("period", "dossier")
        .order_by("period__kind")
    )
    fourth = next(quarter for quarter in quarters if quarter.period.kind == ReportingPeriod.Kind.Q4)
    columns: dict[str, Any] = {}
    if not report.summary:
        columns["summary"] = fourth.narrative
    if report.progress_percent is None:
        columns["progress_percent"] = fourth.progress_percent
    if report.result_in_unit is None and not report.result_as_written:
        columns["result_in_unit"] = fourth.result_in_unit
    if not report.level:
        columns["level"] = report.assignment.indicator.level

    def compose_rows(fresh: YearEndReport) -> list[str]:
        changed = []
        for kind, column in ((Factor.Kind.ENABLER, "enablers"), (Factor.Kind.OBSTACLE, "obstacles")):
            if not getattr(fresh, f"no_{column}") and not fresh.factors.filter(kind=kind).exists():
                texts = dict.fromkeys(text for quarter in quarters if (text := getattr(quarter, column).strip()))
                if texts and _replace_factors(fresh, kind, column, list(texts)):
                    changed.append(column)
        if _cite_what_quarters_cite(fresh, quarters):
            changed.append("evidence")
        return changed

    return drafts.save(report, actor=actor, version=version, columns=columns, rows=compose_rows)


def confirm_result(report: YearEndReport, *, actor: User, version: int) -> Event:
    """The officer confirms the figures proposed for an imported paper: from now on it prints them instead of the
    written text."""
    verdict = permissions.can_edit(actor, report)
    if not verdict.allowed:
        raise NotAllowed(verdict)
    if report.proposed_result is None:
        raise Invalid({"result_in_unit": _("ไม่มีผลงานที่เสนอให้ยืนยัน")})
    columns = {
        "result_in_unit": report.proposed_result,
        "progress_percent": report.proposed_progress,
        "result_as_written": "",
        "proposed_result": None,
        "proposed_progress": None,
    }
    event = drafts.save(report, actor=actor, version=version, columns=columns, action="confirm")
    if event is None:  # pragma: no cover - the proposal is not None, so the columns differ
        raise AssertionError
    return event


def submit(
    report: YearEndReport,
    *,
    actor: User,
    version: int,
    warning_reasons: dict[str, str] | None = None,
    key: UUID | None = None,
) -> Event:
    """A year-end report is submitted to the head of the agency: freezes a revision with its four quarters."""

    def consequence(fresh: YearEndReport, row: Transition, now: datetime) -> Outcome:
        revision = freeze(
            fresh.dossier, year_end_content(fresh, texts_as_stored(warning_reasons)), actor=actor, at=now
        )
        columns: dict[str, Any] = {
            "submitted_at": now,
            "submitted_by": actor,
            "opened_at": None,
            "endorsed_at": None,
            "endorsed_by": None,
            "endorsed_under": None,
        }
        if fresh.first_submitted_at is None:
            period = ReportingPeriod.objects.get(year_id=fresh.assignment.year_id, kind=ReportingPeriod.Kind.YEAR_END)
            columns["first_submitted_at"] = now
            columns["is_late"] = now.astimezone(BANGKOK).date() > period.due_on
        return Outcome(columns, revision, {"revision": revision.number, "sha256": revision.sha256})

    return move(report, "submit", actor=actor, version=version, consequence=consequence, key=key)


def recall(report: YearEndReport, *, actor: User, version: int, key: UUID | None = None) -> Event:
    """Take a submission back before the head has opened it."""

    def consequence(fresh: YearEndReport, row: Transition, now: datetime) -> Outcome:
        return Outcome({})

    return move(report, "recall", actor=actor, version=version, consequence=consequence, key=key)


@transaction.atomic
def endorse(report: YearEndReport, *, actor: User, version: int, key: UUID | None = None) -> Event:
    """The head, or who stands in for him, endorses. The page asks for the password again before it calls this.
    Freezes the print with the endorsement."""

    def consequence(fresh: YearEndReport, row: Transition, now: datetime) -> Outcome:
        columns, details = endorsement_of(fresh, actor, now)
        return Outcome(columns, latest_revision(fresh), details)

    event = move(report, "endorse", actor=actor, version=version, consequence=consequence, key=key)
    prints.freeze(report, event)
    return event


def _replace_factors(report: YearEndReport, kind: Factor.Kind, name: str, texts: Sequence[str]) -> bool:
    before = list(report.factors.filter(kind=kind).values_list("text", flat=True))
    after = [value_as_stored(Factor, "text", text.strip(), shown_at=name) for text in texts if text.strip()]
    if before == after:
        return False
    report.factors.filter(kind=kind).delete()
    Factor.objects.bulk_create(
        Factor(report=report, kind=kind, position=place, text=text) for place, text in enumerate(after, start=1)
    )
    return True


def _cite_what_quarters_cite(report: YearEndReport, quarters: Sequence[QuarterlyReport]) -> bool:
    cited = set(report.dossier.citations.values_list("document_id", flat=True))
    wanted = Citation.objects.filter(dossier__in=[quarter.dossier for quarter in quarters]).order_by(
        "document__date", "document_id"
    )
    fresh = [pk for pk in dict.fromkeys(wanted.values_list("document_id", flat=True)) if pk not in cited]
    start = len(cited) + 1
    Citation.objects.bulk_create(
        Citation(dossier=report.dossier, document_id=pk, position=place) for place, pk in enumerate(fresh, start)
    )
    return bool(fresh)
