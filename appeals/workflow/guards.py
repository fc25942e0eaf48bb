"""What must hold in an appeal besides role and status. As indicators.workflow.guards."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.roles import Role
from appeals.completeness import missing_in_appeal
from appeals.models import Appeal, Condition
from indicators.deadlines import moment_of
from indicators.workflow.machine import Refusal
from thai.dates import format_date


def appeal_is_complete(appeal: Appeal, now: datetime) -> Refusal | None:
    """The letter with number and date, the cause, what happened, the outcome asked for."""
    missing = missing_in_appeal(appeal)
    return Refusal(" ".join(missing.values()), whose_turn=Role.OFFICER) if missing else None


def filing_is_open(appeal: Appeal, now: datetime) -> Refusal | None:
    """Until 24:00 of the year's last day for appeals; later only with the secretariat's permission. A returned appeal
    that was in time may be filed again."""
    last = appeal.assignment.year.appeals_close_on
    if last is None or appeal.late_permitted_at or appeal.first_submitted_at:
        return None
    closes_at = moment_of(last)
    if now < closes_at:
        return None
    return Refusal(
        _("หมดเวลายื่นอุทธรณ์เมื่อวันที่ %(date)s ยื่นล่าช้าได้เมื่อสำนักงาน ก.ก. อนุญาต") % {"date": format_date(last, "long")},
        since=closes_at,
        whose_turn=Role.SECRETARIAT,
    )


def no_condition_open(appeal: Appeal, now: datetime) -> Refusal | None:
    """Every condition is verified, waived or failed."""
    left = appeal.conditions.filter(status=Condition.Status.OPEN).count()
    if not left:
        return None
    return Refusal(_("ยังมีเงื่อนไขที่ไม่ครบ %(count)s ข้อ") % {"count": left}, whose_turn=Role.OFFICER)
