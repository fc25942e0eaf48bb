"""The secretariat's permission to file an appeal after the year's last day."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from appeals.models import Appeal
from appeals.workflow.guards import filing_is_open
from indicators import clock, permissions
from indicators.models import Event, Receipt
from indicators.permissions import Refused, Verdict
from indicators.services import audit
from indicators.services.agenda import first_effect
from indicators.services.errors import Invalid, NotAllowed, insist
from indicators.services.stored import value_as_stored
from indicators.services.transition import fetch
from indicators.workflow.guards import year_is_open
from thai.dates import active_language, format_date, format_datetime


def may_permit(user: User, appeal: Appeal, now: datetime) -> Verdict:
    """Whether this person may permit a late filing at the instant `now`: only of a draft that can no longer be filed
    without it."""
    verdict = permissions.holds(user, Role.SECRETARIAT, appeal.assignment.agency_id)
    if not verdict.allowed:
        return verdict
    if appeal.status != Appeal.Status.DRAFT:
        sentence = _("ทำไม่ได้ในสถานะ “%(status)s”") % {"status": appeal.get_status_display()}
        return Verdict(False, Refused.MOMENT, sentence, appeal.status_since)
    if refusal := year_is_open(appeal, now):  # type: ignore[arg-type]
        return Verdict(False, Refused.MOMENT, refusal.reason, refusal.since, refusal.whose_turn)
    if appeal.late_permitted_at:
        facts = {
            "who": appeal.late_permitted_by.full_name if appeal.late_permitted_by else _("ระบบ"),
            "when": format_datetime(appeal.late_permitted_at, active_language()),
        }
        sentence = _("%(who)s อนุญาตให้ยื่นล่าช้าแล้วเมื่อ %(when)s") % facts
        return Verdict(False, Refused.MOMENT, sentence, appeal.late_permitted_at, Role.OFFICER)
    if filing_is_open(appeal, now) is None:
        return Verdict(False, Refused.MOMENT, _in_time(appeal), whose_turn=Role.OFFICER)
    return Verdict(True)


def _in_time(appeal: Appeal) -> str:
    last = appeal.assignment.year.appeals_close_on
    if last is None or appeal.first_submitted_at:
        return _("เรื่องนี้ยื่นได้โดยไม่ต้องขออนุญาต")
    return _("ยังยื่นได้ตามปกติถึงวันที่ %(day)s") % {"day": format_date(last, "long", active_language())}


@transaction.atomic
def permit_late(appeal: Appeal, *, actor: User, reason: str, key: UUID | None = None) -> Event:
    """The secretariat lets a draft be filed after the year's last day. What the officer is typing stays valid: the
    version does not rise.

    Raises NotAllowed, or Invalid without a reason. A repeated `key` returns the first event.
    """
    agency = appeal.assignment.agency
    insist(permissions.holds(actor, Role.SECRETARIAT, agency.pk))
    audit.lock(audit.chain_of(agency))
    if first := first_effect(actor, key, appeal.dossier, {"permit_late"}):
        return first
    fresh = fetch(appeal)
    now = clock.database_now()
    insist(may_permit(actor, fresh, now))
    reason = value_as_stored(Appeal, "late_reason", reason.strip(), shown_at="reason")
    if not reason:
        raise Invalid({"reason": _("กรอกเหตุผลที่อนุญาตให้ยื่นล่าช้า")})
    columns = {"late_permitted_by": actor, "late_permitted_at": now, "late_reason": reason}
    drafts = Appeal.objects.filter(pk=fresh.pk, status=Appeal.Status.DRAFT, late_permitted_at__isnull=True)
    if drafts.update(**columns) != 1:
        raise NotAllowed(may_permit(actor, fetch(appeal), now))
    event = audit.record(
        action="permit_late",
        subject="appeal",
        actor=actor,
        at=now,
        agency=agency,
        dossier=fresh.dossier,
        reason=reason,
    )
    if key:
        Receipt.objects.create(actor=actor, key=key, event=event)
    appeal.refresh_from_db()
    return event
