"""What is no part of a filed appeal but printed with it: leave to be late, where it was heard, what was resolved."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from accounts.roles import Role
from appeals.models import Appeal, Condition, ConditionReport, ConditionRuling
from appeals.workflow import APPEAL
from indicators.models import AdjustedScore, AgendaItem, CriterionVersion, Document, Event
from indicators.selectors.agenda import attendees_of
from thai.dates import bangkok_day

DECIDING = frozenset(
    row.action for row in APPEAL.rows if row.source == Appeal.Status.SCHEDULED and row.role == Role.COMMITTEE
)
# What the file of an appeal reads besides the appeal itself.
READ = (
    "dossier",
    "assignment__agency",
    "assignment__year",
    "assignment__indicator",
    "cause",
    "requested_outcome",
    "decided_outcome",
    "letter",
    "invitation__kind",
    "criterion",
    "late_permitted_by",
)


@dataclass(frozen=True, kw_only=True)
class Filing:
    """When it was filed, and by whose leave if that was late."""

    on: date | None = None
    first_on: date | None = None
    is_late: bool = False
    last_day: date | None = None
    permitted_by: str = ""
    permitted_on: date | None = None
    permitted_because: str = ""


@dataclass(frozen=True, kw_only=True)
class Hearing:
    """The meeting on whose agenda it stands or was decided, and the letter that invited the agency."""

    number: str = ""
    held_on: date | None = None
    time: str = ""
    place: str = ""
    chair: str = ""
    attendees: tuple[str, ...] = ()
    postponed: tuple[str, ...] = ()
    invitation: Document | None = None


@dataclass(frozen=True, kw_only=True)
class Resolved:
    """The committee's decision: `result` as Appeal.Result, the outcome, text, day, and what it brought."""

    result: str
    outcome: str
    on: date | None
    text: str = ""
    suggestions: str = ""
    abstentions: tuple[tuple[str, str], ...] = ()
    versions: tuple[CriterionVersion, ...] = ()
    adjusted: tuple[AdjustedScore, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ReportLine:
    """A report of a condition with what was found."""

    report: ConditionReport
    documents: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ConditionLine:
    """A condition, how much of it is proven, the reports and the rulings in their order."""

    condition: Condition
    proven: Decimal
    reports: tuple[ReportLine, ...]
    rulings: tuple[ConditionRuling, ...]


@dataclass(frozen=True, kw_only=True)
class Decided:
    """All of it; `resolved` is None before the decision. `closed_on`: when nothing was left to do."""

    status: str
    filing: Filing
    hearing: Hearing | None = None
    resolved: Resolved | None = None
    conditions: tuple[ConditionLine, ...] = ()
    ended_on: date | None = None


def decisions_on(appeal: Appeal) -> Decided:
    """What has been decided on `appeal` until now. Reads `assignment.year`."""
    items = list(
        AgendaItem.objects.filter(dossier=appeal.dossier_id)
        .select_related("meeting", "postponed_to", "event")
        .prefetch_related("abstentions")
        .order_by("meeting__held_on", "pk")
    )
    ended = appeal.status in {Appeal.Status.CLOSED, Appeal.Status.WITHDRAWN}
    return Decided(
        status=appeal.status,
        filing=_filing(appeal),
        hearing=_hearing(appeal, items),
        resolved=_resolved(appeal, items) if appeal.result else None,
        conditions=_conditions(appeal),
        ended_on=bangkok_day(appeal.status_since) if ended and appeal.status_since else None,
    )


def _filing(appeal: Appeal) -> Filing:
    return Filing(
        on=bangkok_day(appeal.submitted_at) if appeal.submitted_at else None,
        first_on=bangkok_day(appeal.first_submitted_at) if appeal.first_submitted_at else None,
        is_late=appeal.is_late,
        last_day=appeal.assignment.year.appeals_close_on,
        permitted_by=appeal.late_permitted_by.full_name if appeal.late_permitted_by else "",
        permitted_on=bangkok_day(appeal.late_permitted_at) if appeal.late_permitted_at else None,
        permitted_because=appeal.late_reason,
    )


def _hearing(appeal: Appeal, items: list[AgendaItem]) -> Hearing | None:
    standing = [item for item in items if item.result not in (AgendaItem.POSTPONED, AgendaItem.WITHDRAWN)]
    if not standing:
        return Hearing(invitation=appeal.invitation) if appeal.invitation else None
    meeting = standing[-1].meeting
    return Hearing(
        number=meeting.number,
        held_on=meeting.held_on,
        time=meeting.time,
        place=meeting.place,
        chair=meeting.chair,
        attendees=tuple(attendees_of(meeting)),
        postponed=tuple(_postponed(item) for item in items if item.result == AgendaItem.POSTPONED),
        invitation=appeal.invitation,
    )


def _postponed(item: AgendaItem) -> str:
    to = item.postponed_to.number if item.postponed_to else "-"
    said = _("ครั้งที่ %(number)s เลื่อนไปครั้งที่ %(to)s") % {"number": item.meeting.number, "to": to}
    return f"{said} ({item.resolution})" if item.resolution else said


def _resolved(appeal: Appeal, items: list[AgendaItem]) -> Resolved:
    item = next((each for each in reversed(items) if each.result not in AgendaItem.NOT_RESOLVED), None)
    event = decision_on(appeal)
    return Resolved(
        result=appeal.result,
        outcome=_code(appeal.decided_outcome),
        on=appeal.decided_on,
        text=item.resolution if item else "",
        suggestions=item.conditions if item else "",
        abstentions=tuple((each.member, each.reason) for each in item.abstentions.all()) if item else (),
        versions=tuple(CriterionVersion.objects.filter(event=event).order_by("position")) if event else (),
        adjusted=tuple(AdjustedScore.objects.filter(event=event).order_by("position")) if event else (),
    )


def decision_on(appeal: Appeal) -> Event | None:
    """The act by which the committee decided."""
    return appeal.dossier.events.filter(action__in=DECIDING).order_by("-sequence").first()


def open_conditions(keys: Collection[int]) -> dict[int, int]:
    """How many conditions of decided appeals are open, by assignment, among those with these keys."""
    rows = Condition.objects.filter(
        status=Condition.Status.OPEN,
        appeal__status=Appeal.Status.CONDITIONS,
        appeal__assignment__in=keys,
    )
    return dict(rows.order_by().values_list("appeal__assignment").annotate(Count("pk")))


def _code(code: Any) -> str:
    return _("ข้อ %(code)s %(label)s") % {"code": code.code, "label": code.label} if code else ""


def _conditions(appeal: Appeal) -> tuple[ConditionLine, ...]:
    rows = appeal.conditions.prefetch_related("reports__revision", "reports__ruled_by", "rulings")
    return tuple(_condition(row) for row in rows.order_by("position"))


def _condition(condition: Condition) -> ConditionLine:
    reports = sorted(condition.reports.all(), key=lambda report: report.number)
    verified = [report for report in reports if report.verdict == ConditionReport.Verdict.VERIFIED]
    return ConditionLine(
        condition=condition,
        proven=sum((report.quantity or Decimal(0) for report in verified), Decimal(0)),
        reports=tuple(ReportLine(report=report, documents=_documents(report)) for report in reports),
        rulings=tuple(sorted(condition.rulings.all(), key=lambda ruling: ruling.pk)),
    )


def _documents(report: ConditionReport) -> tuple[str, ...]:
    """What the report cites, a line each, as it was when it was handed in."""
    rows: list[dict[str, Any]] = json.loads(report.revision.content).get("evidence", [])
    return tuple(
        row["subject_as_written"] or " ".join(filter(None, (row["kind"], row["number"], row["subject"])))
        for row in rows
    )
