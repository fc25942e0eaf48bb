"""A judge's own word that he takes no part in an assignment, and the taking back of it."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from indicators import clock, permissions
from indicators.models import Assignment, Event, Recusal
from indicators.permissions import RECUSING_ROLES, Refused, Verdict
from indicators.services import audit, receipts
from indicators.services.errors import Invalid, NotAllowed
from indicators.services.stored import text_as_stored, value_as_stored

RECUSE, WITHDRAW = "recuse", "withdraw_recusal"


@transaction.atomic
def recuse(assignment: Assignment, *, actor: User, reason: str, key: UUID | None = None) -> Recusal | None:
    """From now on `actor` neither marks nor judges anything of `assignment`, and finds nothing of it in his queues.

    Raises NotAllowed or Invalid. A repeated `key` has no second effect; None when the word was taken back since.
    """
    fresh = _locked(assignment)
    mine = Recusal.objects.filter(assignment=fresh, user=actor)
    if receipts.first_effect(actor, key, lambda event: _is_of(event, RECUSE, fresh)):
        return mine.first()
    insist_may_declare(actor, fresh)
    if mine.exists():
        raise Invalid({"reason": _("ท่านแจ้งไม่ร่วมพิจารณาตัวชี้วัดนี้ไว้แล้ว")})
    if not (reason := text_as_stored(reason, "reason")):
        raise Invalid({"reason": _("กรอกเหตุผลที่ไม่ร่วมพิจารณา")})
    reason = value_as_stored(Recusal, "reason", reason)
    event = _record(RECUSE, fresh, actor, reason)
    receipts.keep(actor, key, event)
    return Recusal.objects.create(assignment=fresh, user=actor, reason=reason, declared_at=event.at)


@transaction.atomic
def withdraw_recusal(assignment: Assignment, *, actor: User, key: UUID | None = None) -> Event:
    """`actor` takes part again. The event keeps what he had declared. Raises NotAllowed or Invalid."""
    fresh = _locked(assignment)
    if first := receipts.first_effect(actor, key, lambda event: _is_of(event, WITHDRAW, fresh)):
        return first
    insist_may_declare(actor, fresh)
    mine = Recusal.objects.filter(assignment=fresh, user=actor).first()
    if mine is None:
        raise Invalid({"reason": _("ท่านไม่ได้แจ้งไม่ร่วมพิจารณาตัวชี้วัดนี้ไว้")})
    event = _record(WITHDRAW, fresh, actor, mine.reason)
    receipts.keep(actor, key, event)
    mine.delete()
    return event


def insist_may_declare(actor: User, assignment: Assignment) -> None:
    """Raises NotAllowed unless the person judges in the affairs of the agency and the year is open."""
    verdicts = [permissions.holds(actor, role, assignment.agency_id) for role in sorted(RECUSING_ROLES)]
    if not any(verdict.allowed for verdict in verdicts):
        raise NotAllowed(verdicts[0])
    if closed_at := assignment.year.closed_at:
        raise NotAllowed(Verdict(False, Refused.MOMENT, _("ปิดปีงบประมาณแล้ว"), closed_at, Role.ADMINISTRATOR))


def _locked(assignment: Assignment) -> Assignment:
    """The assignment as it is now, while its agency's chain is locked."""
    audit.lock(audit.chain_of(assignment.agency))
    return Assignment.objects.select_related("agency", "year").get(pk=assignment.pk)


def _is_of(event: Event, action: str, assignment: Assignment) -> bool:
    return event.action == action and event.details == audit.canonical_json({"assignment": assignment.pk})


def _record(action: str, assignment: Assignment, actor: User, reason: str) -> Event:
    return audit.record(
        action=action,
        subject="assignment",
        actor=actor,
        at=clock.database_now(),
        agency=assignment.agency,
        reason=reason,
        details={"assignment": assignment.pk},
    )
