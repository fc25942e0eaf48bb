"""The secretariat's judgement, 0 to 100 percent, of what a criterion asks for. It makes the score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from indicators import clock
from indicators.deadlines import is_after
from indicators.models import CriterionVersion, Event, FiscalYear, Judgement, ReportingPeriod, Revision
from indicators.selectors.judged import may_judge, subject_of
from indicators.services import audit, receipts
from indicators.services.errors import Invalid, NotAllowed, StaleVersion
from indicators.services.stored import value_as_stored

ACTION = "judge"


@dataclass(frozen=True, kw_only=True)
class Mark:
    """What is given to one of several criteria that are judged together; the rest as in `judge`."""

    criterion: CriterionVersion
    percent: Decimal | None
    reason: str
    seen_number: int
    seen_revision: int | None


class NotJudged(Exception):
    """One of several criteria kept all of them from being judged: which, and what `judge` raised of it."""

    def __init__(self, mark: Mark, cause: NotAllowed | StaleVersion | Invalid) -> None:
        super().__init__(str(cause))
        self.mark = mark
        self.cause = cause


@transaction.atomic
def judge_all(marks: Sequence[Mark], *, actor: User, key: UUID | None = None) -> list[Judgement]:
    """Judge several criteria of one assignment as `judge` does, each with an event of its own: all of them, or on
    NotJudged none, for who judges a case weighs its criteria together. A repeated `key` has one effect."""
    judged = []
    for mark in marks:
        try:
            judged.append(
                judge(
                    mark.criterion,
                    actor=actor,
                    percent=mark.percent,
                    reason=mark.reason,
                    seen_number=mark.seen_number,
                    seen_revision=mark.seen_revision,
                    key=uuid5(key, str(mark.criterion.pk)) if key else None,
                )
            )
        except (NotAllowed, StaleVersion, Invalid) as cause:
            raise NotJudged(mark, cause) from cause
    return judged


@transaction.atomic
def judge(
    criterion: CriterionVersion,
    *,
    actor: User,
    percent: Decimal | None,
    reason: str = "",
    seen_number: int,
    seen_revision: int | None,
    key: UUID | None = None,
) -> Judgement:
    """Judge a criterion under its version in force. `seen_number` is the number of the newest judgement that the page
    showed (0 for none), `seen_revision` the key of the submission it showed (None for none).

    0 is a judgement, None is refused. A judgement that replaces another needs a reason; the other is kept. Raises
    NotAllowed, StaleVersion (`current` is the newer judgement, or the newer submission) or Invalid; then nothing was
    written. A repeated `key` returns the first judgement.
    """
    agency = criterion.assignment.agency
    audit.lock(audit.chain_of(agency))
    if first := receipts.first_effect(actor, key, lambda event: _is_same(event, criterion, percent)):
        return first.judgement
    fresh = CriterionVersion.objects.select_related("assignment__agency", "assignment__year").get(pk=criterion.pk)
    subject = subject_of(fresh)
    verdict = may_judge(actor, fresh, subject)
    if not verdict.allowed:
        raise NotAllowed(verdict)
    last = fresh.judgements.select_related("judged_by").order_by("-number").first()
    revision = subject.revision if subject else None
    _insist_seen(last, revision, fresh, seen_number, seen_revision)
    percent = _checked(percent)
    reason = value_as_stored(Judgement, "reason", reason).strip()
    if last and not reason:
        raise Invalid({"reason": _("กรอกเหตุผลที่ให้คะแนนใหม่ คะแนนครั้งก่อนยังเก็บไว้")})
    now = clock.database_now()
    event = _record(fresh, actor, now, revision, percent, reason, last)
    receipts.keep(actor, key, event)
    return Judgement.objects.create(
        criterion=fresh,
        number=last.number + 1 if last else 1,
        percent=percent,
        reason=reason,
        revision=revision,
        judged_by=actor,
        judged_at=now,
        is_late=is_after(_due_on(fresh.assignment.year), now),
        event=event,
    )


def _is_same(event: Event, criterion: CriterionVersion, percent: Decimal | None) -> bool:
    if event.action != ACTION:
        return False
    return event.judgement.criterion_id == criterion.pk and event.judgement.percent == percent


def _insist_seen(
    last: Judgement | None,
    revision: Revision | None,
    criterion: CriterionVersion,
    seen_number: int,
    seen_revision: int | None,
) -> None:
    """What the page showed is still the newest: the judgement, and the submission."""
    if last and last.number != seen_number:
        raise StaleVersion(last)
    if (revision.pk if revision else None) != seen_revision:
        raise StaleVersion(revision or criterion)


def _checked(percent: Decimal | None) -> Decimal:
    if percent is None:
        raise Invalid({"percent": _("กรอกร้อยละ 0 ถึง 100 (0 คือได้ศูนย์ ไม่ใช่ยังไม่ให้คะแนน)")})
    if not percent.is_finite() or not Decimal(0) <= percent <= Decimal(100):
        raise Invalid({"percent": _("ร้อยละต้องอยู่ระหว่าง 0 ถึง 100")})
    if percent != percent.quantize(Decimal("0.01")):
        raise Invalid({"percent": _("ร้อยละมีทศนิยมได้ไม่เกิน 2 ตำแหน่ง")})
    return percent


def _due_on(year: FiscalYear) -> date | None:
    period = ReportingPeriod.objects.filter(year=year, kind=ReportingPeriod.Kind.YEAR_END).first()
    return period.marks_due_on if period else None


def _record(
    criterion: CriterionVersion,
    actor: User,
    now: datetime,
    revision: Revision | None,
    percent: Decimal,
    reason: str,
    last: Judgement | None,
) -> Event:
    return audit.record(
        action=ACTION,
        subject="criterion",
        actor=actor,
        at=now,
        agency=criterion.assignment.agency,
        dossier=revision.dossier if revision else None,
        revision=revision,
        reason=reason,
        details={
            "assignment": criterion.assignment_id,
            "position": criterion.position,
            "version": criterion.version,
            "number": last.number + 1 if last else 1,
            "percent": str(percent),
        },
    )
