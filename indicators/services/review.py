"""What reviewers of every report do: open it, return it with comments, accept it with a mark, reopen it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from indicators import clock, permissions
from indicators.deadlines import add_working_days, is_after
from indicators.models import (
    Comment,
    Event,
    FiscalYear,
    Holiday,
    QuarterlyReport,
    ReportingPeriod,
    Revision,
    YearEndReport,
)
from indicators.models.dossier import Submittable
from indicators.services import audit, prints
from indicators.services.errors import Invalid
from indicators.services.stored import texts_as_stored
from indicators.services.transition import Outcome, fetch, move
from indicators.workflow import workflow_of
from indicators.workflow.machine import Transition
from thai.dates import BANGKOK

Report = QuarterlyReport | YearEndReport


def latest_revision(report: Submittable) -> Revision:
    """The newest submission of a report that has one."""
    return report.dossier.revisions.order_by("-number")[0]


@transaction.atomic
def open_submission(report: Report, *, actor: User) -> bool:
    """Note that whoever acts next has opened the submission, after which it cannot be recalled. True when this was
    the first opening; False when somebody had, or it is not `actor`'s turn: only who may return it opens it."""
    agency = report.assignment.agency
    audit.lock(audit.chain_of(agency))
    fresh = fetch(report)
    now = clock.database_now()
    if fresh.opened_at is not None or not permissions.can(actor, "return", fresh, now).allowed:
        return False
    table: Any = type(report).objects
    if table.filter(pk=fresh.pk, status=fresh.status, opened_at__isnull=True).update(opened_at=now) != 1:
        return False
    audit.record(
        action="open",
        subject=workflow_of(fresh).name,
        actor=actor,
        at=now,
        agency=agency,
        dossier=fresh.dossier,
        revision=latest_revision(fresh),
    )
    report.refresh_from_db()
    return True


def return_report(
    report: Report,
    *,
    actor: User,
    version: int,
    reason: str,
    comments: dict[str, str] | None = None,
    due_on: date | None = None,
    key: UUID | None = None,
) -> Event:
    """Send a submission back. `comments` maps field names to texts; they hang on the revision. `due_on` is the last
    day for the correction, the year's number of working days from now when None. Freezes the print of what was
    sent back."""

    def consequence(fresh: Report, row: Transition, now: datetime) -> Outcome:
        revision = latest_revision(fresh)
        texts = texts_as_stored(comments)
        Comment.objects.bulk_create(
            Comment(revision=revision, field=field, text=text, author=actor, created_at=now)
            for field, text in texts.items()
        )
        due = _correction_due(fresh.assignment.year, now, due_on)
        return Outcome(
            {"returned_due_on": due, "opened_at": None, **_no_endorsement(fresh)},
            revision,
            {"due_on": due.isoformat(), "comments": sorted(texts)},
        )

    with transaction.atomic():
        event = move(report, "return", actor=actor, version=version, consequence=consequence, reason=reason, key=key)
        prints.freeze(report, event)
    return event


def accept(report: Report, *, actor: User, version: int, mark: Decimal | None, key: UUID | None = None) -> Event:
    """Accept a submission with a mark from 0 to 100; 0 is a mark, None is refused. Behind the last day for marks of
    its period the mark is late. Freezes the print."""

    def consequence(fresh: Report, row: Transition, now: datetime) -> Outcome:
        late = is_after(_marks_due_on(fresh), now)
        columns = {"mark": _checked(mark), "marked_by": actor, "marked_at": now, "mark_is_late": late}
        details = {"mark": str(mark)} | ({"mark_is_late": True} if late else {})
        return Outcome(columns, latest_revision(fresh), details)

    with transaction.atomic():
        event = move(report, "accept", actor=actor, version=version, consequence=consequence, key=key)
        prints.freeze(report, event)
    return event


def reopen(
    report: Report,
    *,
    actor: User,
    version: int,
    reason: str,
    due_on: date | None = None,
    key: UUID | None = None,
) -> Event:
    """Give an accepted report back for correction; its revision and print stay, the mark awaits the next review."""

    def consequence(fresh: Report, row: Transition, now: datetime) -> Outcome:
        due = _correction_due(fresh.assignment.year, now, due_on)
        columns: dict[str, Any] = {"returned_due_on": due, "opened_at": None}
        columns |= {"mark": None, "marked_by": None, "marked_at": None, "mark_is_late": False}
        columns |= _no_endorsement(fresh)
        details = {"due_on": due.isoformat(), "mark_before": str(fresh.mark)}
        return Outcome(columns, latest_revision(fresh), details)

    return move(report, "reopen", actor=actor, version=version, consequence=consequence, reason=reason, key=key)


def _checked(mark: Decimal | None) -> Decimal:
    """A mark that can be kept: 0 to 100, two decimals at the most. 0 is a mark, None is not."""
    if mark is None:
        raise Invalid({"mark": _("กรอกคะแนน 0 ถึง 100 (0 คือได้ศูนย์ ไม่ใช่ยังไม่ให้คะแนน)")})
    if not mark.is_finite() or not Decimal(0) <= mark <= Decimal(100):
        raise Invalid({"mark": _("คะแนนต้องอยู่ระหว่าง 0 ถึง 100")})
    if mark != mark.quantize(Decimal("0.01")):
        raise Invalid({"mark": _("คะแนนมีทศนิยมได้ไม่เกิน 2 ตำแหน่ง")})
    return mark


def _marks_due_on(report: Report) -> date | None:
    if isinstance(report, QuarterlyReport):
        return report.period.marks_due_on
    year_end = ReportingPeriod.Kind.YEAR_END
    return ReportingPeriod.objects.get(year_id=report.assignment.year_id, kind=year_end).marks_due_on


def _no_endorsement(report: Report) -> dict[str, Any]:
    """What goes back to the officer is no longer endorsed: its draft must not show a signature."""
    if not isinstance(report, YearEndReport):
        return {}
    return {"endorsed_by": None, "endorsed_at": None, "endorsed_under": None}


def _correction_due(year: FiscalYear, now: datetime, chosen: date | None) -> date:
    today = now.astimezone(BANGKOK).date()
    if chosen is not None:
        if chosen < today:
            raise Invalid({"due_on": _("กำหนดแก้ไขต้องไม่ก่อนวันนี้")})
        return chosen
    holidays = Holiday.objects.days(today, date(today.year + 1, today.month, 28))
    return add_working_days(today, year.return_working_days, holidays)
