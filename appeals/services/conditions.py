"""What becomes of the committee's conditions: reported by the agency, verified or refused by the secretariat, ruled
on by the committee once overdue. The sum of what is verified decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from appeals.models import Appeal, Condition, ConditionReport, ConditionRuling
from appeals.permissions import may_report, may_rule, may_verify
from appeals.selectors.conditions import progress_of, report_content, with_reports
from appeals.services.condition_columns import plain, report_columns, ruling_columns
from appeals.services.deciding import tell_of_decision
from indicators import clock, permissions
from indicators.models import Document, Event, Receipt, Revision
from indicators.services import audit
from indicators.services.agenda import first_effect
from indicators.services.errors import Invalid, StaleVersion, insist
from indicators.services.revisions import freeze
from indicators.services.stored import text_as_stored
from indicators.services.transition import Outcome, fetch, move
from indicators.workflow.machine import Transition
from thai.dates import bangkok_day

SUBJECT = "condition"
Ruling = ConditionRuling.Ruling


@transaction.atomic
def report(
    condition: Condition,
    *,
    actor: User,
    quantity: Decimal | None,
    done_on: date | None,
    text: str,
    documents: Iterable[Document],
    key: UUID | None = None,
) -> ConditionReport:
    """The agency's officer says what was done. Freezes a revision of the condition with the documents, which cannot
    be deleted from now on. A repeated `key` returns the first report.

    Raises NotAllowed, also once the condition is settled, or Invalid.
    """
    audit.lock(audit.chain_of(condition.assignment.agency))
    insist(permissions.holds(actor, Role.OFFICER, condition.assignment.agency_id))
    if first := first_effect(actor, key, condition.dossier, {"report_condition"}):
        return ConditionReport.objects.get(revision=first.revision_id)
    fresh = _fetch(condition)
    insist(may_report(actor, fresh))
    now = clock.database_now()
    given, cited = report_columns(fresh, quantity, done_on, text, documents, bangkok_day(now))
    given["number"] = len(fresh.reports.all()) + 1
    revision = freeze(fresh.dossier, report_content(fresh, given, cited), actor=actor, at=now)
    made = ConditionReport.objects.create(
        condition=fresh, revision=revision, reported_by=actor, reported_at=now, **given
    )
    details = {"number": made.number, "quantity": plain(made.quantity), "done_on": made.done_on.isoformat()}
    _record("report_condition", fresh, actor, now, key, revision=revision, details=details)
    return made


@transaction.atomic
def verify(report: ConditionReport, *, actor: User, key: UUID | None = None) -> Event:
    """The secretariat finds that a report is true. When the verified sum reaches what is required the condition is
    met, and with the last one the appeal closes. A repeated `key` returns the first event.

    Raises NotAllowed (who gave a verdict first is named).
    """
    hearing = _hearing(report, actor, "verify_condition", key)
    if hearing.first:
        return hearing.first
    event = _give_verdict(hearing, ConditionReport.Verdict.VERIFIED, actor, key)
    condition = _fetch(hearing.report.condition)
    if progress_of(condition, bangkok_day(hearing.now)).is_met:
        _settle(condition, Condition.Status.VERIFIED, actor, hearing.now)
        _end_appeal(condition.appeal, "close", actor)
    return event


@transaction.atomic
def refuse(report: ConditionReport, *, actor: User, reason: str, key: UUID | None = None) -> Event:
    """The secretariat finds that a report does not do, and says why; the agency may report anew. As `verify`."""
    hearing = _hearing(report, actor, "refuse_condition", key)
    if hearing.first:
        return hearing.first
    reason = text_as_stored(reason, "reason")
    if not reason:
        raise Invalid({"reason": _("กรอกเหตุผลที่ไม่รับรอง")})
    return _give_verdict(hearing, ConditionReport.Verdict.REFUSED, actor, key, reason)


@transaction.atomic
def rule(
    condition: Condition,
    *,
    ruling: str,
    resolution_reference: str,
    resolved_on: date | None,
    reason: str,
    due_on: date | None = None,
    actor: User,
    key: UUID | None = None,
) -> Event:
    """The committee rules on an open condition whose due date has passed: a new due date, waived, or failed. With the
    last open condition the appeal is concluded. A repeated `key` returns the first event.

    Raises NotAllowed or Invalid.
    """
    audit.lock(audit.chain_of(condition.assignment.agency))
    insist(permissions.holds(actor, Role.COMMITTEE, condition.assignment.agency_id))
    if first := first_effect(actor, key, condition.dossier, {"rule_condition"}):
        return first
    fresh, now = _fetch(condition), clock.database_now()
    insist(may_rule(actor, fresh, bangkok_day(now)))
    given = ruling_columns(fresh, ruling, resolution_reference, resolved_on, reason, due_on, bangkok_day(now))
    made = ConditionRuling.objects.create(
        condition=fresh, due_before=fresh.due_on, ruled_by=actor, ruled_at=now, **given
    )
    details = {"ruling": made.ruling, "reference": made.resolution_reference, "resolved_on": plain(made.resolved_on)}
    details |= {"due_on": made.due_on.isoformat()} if made.due_on else {}
    event = _record("rule_condition", fresh, actor, now, key, reason=made.reason, details=details)
    if made.ruling == Ruling.EXTEND:
        _write(fresh, {"due_on": made.due_on})
    else:
        status = Condition.Status.WAIVED if made.ruling == Ruling.WAIVE else Condition.Status.FAILED
        _settle(fresh, status, actor, now)
        _end_appeal(fresh.appeal, "conclude", actor)
    return event


def _fetch(condition: Condition) -> Condition:
    return with_reports(Condition.objects.all()).get(pk=condition.pk)


@dataclass(frozen=True)
class _Hearing:
    """A report that waits for a verdict, or `first`, what the same form did before."""

    report: ConditionReport
    now: datetime
    first: Event | None = None


def _hearing(report: ConditionReport, actor: User, action: str, key: UUID | None) -> _Hearing:
    condition = report.condition
    audit.lock(audit.chain_of(condition.assignment.agency))
    insist(permissions.holds(actor, Role.SECRETARIAT, condition.assignment.agency_id))
    now = clock.database_now()
    if first := first_effect(actor, key, condition.dossier, {action}):
        return _Hearing(report, now, first)
    rows = ConditionReport.objects.select_related("ruled_by", "revision")
    fresh = rows.get(pk=report.pk)
    fresh.condition = _fetch(condition)
    insist(may_verify(actor, fresh))
    return _Hearing(fresh, now)


def _give_verdict(hearing: _Hearing, verdict: str, actor: User, key: UUID | None, reason: str = "") -> Event:
    """Write the verdict if there still is none, and the event."""
    fresh = hearing.report
    pending = ConditionReport.objects.filter(pk=fresh.pk, verdict=ConditionReport.Verdict.PENDING)
    columns: dict[str, Any] = {"verdict": verdict, "ruled_by": actor, "ruled_at": hearing.now, "reason": reason}
    if pending.update(**columns) != 1:
        raise StaleVersion(fresh)
    action = "verify_condition" if verdict == ConditionReport.Verdict.VERIFIED else "refuse_condition"
    details = {"number": fresh.number, "quantity": plain(fresh.quantity)}
    return _record(
        action, fresh.condition, actor, hearing.now, key, revision=fresh.revision, reason=reason, details=details
    )


def _settle(condition: Condition, status: str, actor: User, now: datetime) -> None:
    _write(condition, {"status": status, "settled_at": now, "settled_by": actor})


def _write(condition: Condition, columns: dict[str, Any]) -> None:
    """Change an open condition if it still is as it was read."""
    rows = Condition.objects.filter(pk=condition.pk, version=condition.version, status=Condition.Status.OPEN)
    if rows.update(version=F("version") + 1, **columns) != 1:
        raise StaleVersion(_fetch(condition))


def _end_appeal(of: Appeal, action: str, actor: User) -> None:
    """Close the appeal with its last open condition, in the same transaction."""
    if of.conditions.filter(status=Condition.Status.OPEN).exists():
        return
    appeal = fetch(of)
    newest = appeal.dossier.revisions.order_by("-number").first()

    def consequence(fresh: Appeal, row: Transition, now: datetime) -> Outcome:
        return Outcome({}, newest)

    event = move(appeal, action, actor=actor, version=appeal.version, consequence=consequence)
    tell_of_decision(appeal, event)


def _record(
    action: str,
    condition: Condition,
    actor: User,
    now: datetime,
    key: UUID | None,
    *,
    revision: Revision | None = None,
    reason: str = "",
    details: dict[str, Any],
) -> Event:
    event = audit.record(
        action=action,
        subject=SUBJECT,
        actor=actor,
        at=now,
        agency=condition.assignment.agency,
        dossier=condition.dossier,
        revision=revision,
        reason=reason,
        details={"condition": condition.pk, **details},
    )
    if key:
        Receipt.objects.create(actor=actor, key=key, event=event)
    return event
