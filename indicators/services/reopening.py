"""Opening a closed year again: asked for by an administrator or an evaluator, agreed to by another person in the
other role, each with a reason. What was frozen stays."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from indicators import clock, permissions
from indicators.models import Event, FiscalYear, YearClosing
from indicators.permissions import Refused, Verdict
from indicators.services import audit, receipts
from indicators.services.errors import Invalid, insist
from indicators.services.stored import value_as_stored
from thai.dates import active_language, format_datetime

SUBJECT = "year-closing"
ROLES = (Role.ADMINISTRATOR, Role.EVALUATOR)


def may_ask(actor: User, closing: YearClosing) -> Verdict:
    """Whether `actor` may ask for the year to be opened again."""
    if not roles_of(actor):
        return permissions.holds(actor, Role.ADMINISTRATOR)
    if refusal := _over(closing):
        return refusal
    if closing.reopening_asked_at:
        sentence = _("%(who)s ขอเปิดปีนี้แล้วเมื่อ %(when)s รอความเห็นชอบ") % {
            "who": closing.reopening_asked_by,
            "when": format_datetime(closing.reopening_asked_at, active_language()),
        }
        return Verdict(False, Refused.MOMENT, sentence, closing.reopening_asked_at, _awaited(closing))
    return Verdict(True)


def may_reopen(actor: User, closing: YearClosing) -> Verdict:
    """Whether `actor` may agree: another person than who asked, in the other of the two roles."""
    own = roles_of(actor)
    if not own:
        return permissions.holds(actor, Role.ADMINISTRATOR)
    if refusal := _over(closing):
        return refusal
    if not closing.reopening_asked_at:
        return Verdict(False, Refused.MOMENT, _("ยังไม่มีผู้ขอเปิดปีงบประมาณนี้"), closing.closed_at)
    if closing.reopening_asked_by_id == actor.pk:
        sentence = _("ผู้ขอเปิดปีเห็นชอบคำขอของตนเองไม่ได้")
        return Verdict(False, Refused.ROLE, sentence, whose_turn=_awaited(closing))
    if not _both_roles(asked_as(closing), own):
        sentence = _("ผู้เห็นชอบต้องมีอีกบทบาทหนึ่ง คือ%(role)s") % {"role": Role(_awaited(closing)).label}
        return Verdict(False, Refused.ROLE, sentence, whose_turn=_awaited(closing))
    return Verdict(True)


@transaction.atomic
def ask_reopening(closing: YearClosing, reason: str, *, actor: User, key: UUID | None = None) -> Event:
    """Ask for the year to be opened again. Raises NotAllowed or Invalid. A repeated `key` has one effect."""
    audit.lock(audit.CITY)
    if first := receipts.first_effect(actor, key, receipts.told("ask_reopening", key_of_closing=closing.pk)):
        return first
    fresh = _fetch(closing)
    insist(may_ask(actor, fresh))
    reason = _reason(reason, "reopening_reason")
    now = clock.database_now()
    _write(fresh, reopening_asked_by=actor, reopening_asked_at=now, reopening_reason=reason)
    event = _record("ask_reopening", fresh, actor, now, reason, roles=sorted(roles_of(actor)))
    receipts.keep(actor, key, event)
    closing.refresh_from_db()
    return event


@transaction.atomic
def reopen(closing: YearClosing, reason: str, *, actor: User, key: UUID | None = None) -> Event:
    """Agree, and the year is open again. Raises NotAllowed or Invalid. A repeated `key` has one effect."""
    audit.lock(audit.CITY)
    if first := receipts.first_effect(actor, key, receipts.told("reopen_year", key_of_closing=closing.pk)):
        return first
    fresh = _fetch(closing)
    insist(may_reopen(actor, fresh))
    reason = _reason(reason, "reopened_reason")
    now = clock.database_now()
    _write(fresh, reopened_by=actor, reopened_at=now, reopened_reason=reason)
    FiscalYear.objects.filter(pk=fresh.year_id).update(closed_at=None)
    event = _record("reopen_year", fresh, actor, now, reason, asked_by=fresh.reopening_asked_by_id)
    receipts.keep(actor, key, event)
    closing.refresh_from_db()
    closing.year.refresh_from_db()
    return event


def roles_of(actor: User) -> frozenset[Role]:
    """Which of the two roles the person holds."""
    return frozenset(role for role in ROLES if permissions.holds(actor, role).allowed)


def asked_as(closing: YearClosing) -> frozenset[Role]:
    """In which of the two roles the reopening was asked for, by the audit."""
    events = Event.objects.filter(chain=audit.CITY, subject=SUBJECT, action="ask_reopening").order_by("-sequence")
    for event in events.filter(details__contains=f'"key_of_closing":{closing.pk},'):
        return frozenset(Role(role) for role in json.loads(event.details)["roles"])
    return frozenset()


def _both_roles(asked: frozenset[Role], own: frozenset[Role]) -> bool:
    first, second = ROLES
    return (first in asked and second in own) or (second in asked and first in own)


def _awaited(closing: YearClosing) -> str:
    """The role whose turn it is after somebody asked."""
    return Role.EVALUATOR if Role.ADMINISTRATOR in asked_as(closing) else Role.ADMINISTRATOR


def _over(closing: YearClosing) -> Verdict | None:
    if closing.reopened_at is None:
        return None
    sentence = _("%(who)s เปิดปีงบประมาณนี้แล้วเมื่อ %(when)s") % {
        "who": closing.reopened_by,
        "when": format_datetime(closing.reopened_at, active_language()),
    }
    return Verdict(False, Refused.MOMENT, sentence, closing.reopened_at)


def _fetch(closing: YearClosing) -> YearClosing:
    return YearClosing.objects.select_related("year", "reopening_asked_by", "reopened_by").get(pk=closing.pk)


def _reason(reason: str, column: str) -> str:
    reason = value_as_stored(YearClosing, column, reason.strip(), shown_at="reason") if reason.strip() else ""
    if not reason:
        raise Invalid({"reason": _("กรอกเหตุผล")})
    return reason


def _write(closing: YearClosing, **columns: Any) -> None:
    YearClosing.objects.filter(pk=closing.pk, reopened_at__isnull=True).update(**columns)


def _record(action: str, closing: YearClosing, actor: User, now: datetime, reason: str, **told: Any) -> Event:
    details = {"year": closing.year.be_year, "closing": closing.number, "key_of_closing": closing.pk, **told}
    return audit.record(action=action, subject=SUBJECT, actor=actor, at=now, reason=reason, details=details)
