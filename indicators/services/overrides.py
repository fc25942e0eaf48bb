"""The evaluator's score instead of the calculated one, and its cancelling. What was calculated is not touched."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from indicators import clock, permissions
from indicators.models import Assignment, Event, Recusal, ScoreOverride
from indicators.models.score import WHOLE_ASSIGNMENT
from indicators.permissions import Refused, Verdict
from indicators.scoring import rounded
from indicators.selectors.scores import AssignmentScore, score_of
from indicators.services import audit, receipts
from indicators.services.errors import Invalid, NotAllowed, StaleVersion, insist
from indicators.services.stored import value_as_stored
from thai.dates import active_language, format_datetime
from thai.digits import format_number

SUBJECT = "score"
_PLACE = Decimal("0.01")


def may_override(actor: User, assignment: Assignment) -> Verdict:
    """Whether `actor` may give or cancel points of `assignment` now: an evaluator of another agency who has not
    recused himself, in a year that is open."""
    verdict = permissions.holds(actor, Role.EVALUATOR, assignment.agency_id)
    if not verdict.allowed:
        return verdict
    if Recusal.objects.filter(assignment=assignment, user=actor).exists():
        sentence = _("ท่านแจ้งไม่ร่วมพิจารณาตัวชี้วัดนี้ไว้แล้ว")
        return Verdict(False, Refused.ROLE, sentence, whose_turn=Role.EVALUATOR)
    if closed_at := assignment.year.closed_at:
        sentence = _("ปิดปีงบประมาณ %(year)s แล้ว คะแนนจึงแก้ไขไม่ได้") % {"year": assignment.year}
        return Verdict(False, Refused.MOMENT, sentence, closed_at, Role.ADMINISTRATOR)
    return Verdict(True)


def full_points(score: AssignmentScore, position: int) -> Decimal | None:
    """The most that can be given to the whole (position 0) or to a criterion; None where there is none."""
    if position == WHOLE_ASSIGNMENT:
        return rounded(score.assignment.weight)
    return next((rounded(each.current.full) for each in score.criteria if each.position == position), None)


@transaction.atomic
def override(
    assignment: Assignment,
    position: int,
    points: Decimal | None,
    reason: str,
    *,
    actor: User,
    seen: int | None,
    key: UUID | None = None,
) -> Event:
    """Give `points` to the whole (position 0) or to a criterion instead of what was calculated. `seen` is the key of
    the override that stood when the page was opened, None when there was none: it is cancelled and kept.

    Raises NotAllowed, StaleVersion (somebody gave or cancelled meanwhile) or Invalid. A repeated `key` has one
    effect.
    """
    audit.lock(audit.chain_of(assignment.agency))
    if first := receipts.first_effect(
        actor, key, receipts.told("override_score", assignment=assignment.pk, position=position)
    ):
        return first
    fresh = _fetch(assignment.pk)
    insist(may_override(actor, fresh))
    standing = ScoreOverride.objects.filter(assignment=fresh, position=position, cancelled_at__isnull=True).first()
    if (standing.pk if standing else None) != seen:
        raise StaleVersion(standing or fresh)
    score = score_of(fresh)
    columns = _checked(score, position, points, reason)
    now = clock.database_now()
    before = _before(score, position)
    told = {**before, "points": str(columns["points"]), "replaces": standing.pk if standing else None}
    event = _record("override_score", fresh, position, actor, now, columns["reason"], **told)
    if standing:
        with translation.override("th"):  # kept, whatever language the page is read in
            replaced = _("กำหนดคะแนนใหม่เป็น %(points)s") % {"points": format_number(columns["points"])}
        _strike(standing, actor, now, replaced)
    ScoreOverride.objects.create(
        assignment=fresh, position=position, given_by=actor, given_at=now, event=event, **columns
    )
    receipts.keep(actor, key, event)
    return event


@transaction.atomic
def cancel(given: ScoreOverride, reason: str, *, actor: User, key: UUID | None = None) -> Event:
    """Take an override back; the row is kept, and what the appeal adjusted or what was calculated counts again.

    Raises NotAllowed (who cancelled it first is named) or Invalid. A repeated `key` has one effect.
    """
    audit.lock(audit.chain_of(given.assignment.agency))
    if first := receipts.first_effect(actor, key, receipts.told("cancel_override", override=given.pk)):
        return first
    fresh = ScoreOverride.objects.select_related("cancelled_by", "assignment__agency", "assignment__year").get(
        pk=given.pk
    )
    insist(may_override(actor, fresh.assignment))
    if fresh.cancelled_at:
        sentence = _("%(who)s ยกเลิกคะแนนที่กำหนดแทนนี้แล้วเมื่อ %(when)s") % {
            "who": fresh.cancelled_by,
            "when": format_datetime(fresh.cancelled_at, active_language()),
        }
        raise NotAllowed(Verdict(False, Refused.MOMENT, sentence, fresh.cancelled_at))
    reason = value_as_stored(ScoreOverride, "cancel_reason", reason.strip(), shown_at="reason")
    if not reason:
        raise Invalid({"reason": _("กรอกเหตุผลที่ยกเลิก")})
    now = clock.database_now()
    _strike(fresh, actor, now, reason)
    told = {"override": fresh.pk, "points": str(fresh.points)}
    event = _record("cancel_override", fresh.assignment, fresh.position, actor, now, reason, **told)
    receipts.keep(actor, key, event)
    return event


def _fetch(pk: int) -> Assignment:
    return Assignment.objects.select_related("agency", "year", "indicator").get(pk=pk)


def _checked(score: AssignmentScore, position: int, points: Decimal | None, reason: str) -> dict[str, Any]:
    """The columns of the override; Invalid with a sentence for each field that does not do."""
    errors: dict[str, str] = {}
    most = full_points(score, position)
    if most is None:
        raise Invalid({"position": _("ไม่มีเกณฑ์ลำดับที่ %(position)s") % {"position": position}})
    if points is None:
        errors["points"] = _("กรอกคะแนน (0 คือได้ศูนย์ ไม่ใช่ยังไม่ให้คะแนน)")
    elif not points.is_finite() or not 0 <= points <= most:
        errors["points"] = _("คะแนนต้องอยู่ระหว่าง 0 ถึง %(most)s") % {"most": format_number(most)}
    elif points != points.quantize(_PLACE):
        errors["points"] = _("คะแนนมีทศนิยมได้ไม่เกิน 2 ตำแหน่ง")
    try:
        reason = value_as_stored(ScoreOverride, "reason", reason.strip()) if reason.strip() else ""
    except Invalid as invalid:
        errors |= invalid.errors
    if not reason:
        errors.setdefault("reason", _("กรอกเหตุผลที่กำหนดคะแนนแทน"))
    if errors:
        raise Invalid(errors)
    return {"points": points, "reason": reason}


def _before(score: AssignmentScore, position: int) -> dict[str, str | None]:
    """What was calculated and what counted until now, as it was shown."""
    part = next((each for each in score.criteria if each.position == position), None)
    calculated = part.current.calculated if part else score.calculated
    effective = part.effective if part else score.effective
    figures = {"calculated": calculated, "effective_before": effective}
    return {name: None if value is None else str(rounded(value)) for name, value in figures.items()}


def _strike(given: ScoreOverride, actor: User, now: datetime, reason: str) -> None:
    rows = ScoreOverride.objects.filter(pk=given.pk, cancelled_at__isnull=True)
    if rows.update(cancelled_by=actor, cancelled_at=now, cancel_reason=reason) != 1:
        raise StaleVersion(given)


def _record(
    action: str, assignment: Assignment, position: int, actor: User, now: datetime, reason: str, **details: Any
) -> Event:
    return audit.record(
        action=action,
        subject=SUBJECT,
        actor=actor,
        at=now,
        agency=assignment.agency,
        reason=reason,
        details={"assignment": assignment.pk, "position": position, **details},
    )
