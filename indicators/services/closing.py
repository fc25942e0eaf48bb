"""Closing a year: its scores are frozen, agency by agency, and nothing of it moves any more. Reopening needs two.

Locks are taken in one order, the city's chain first, then the agencies' by code, so that a closing and any other
verb wait for each other and never cross.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Agency, User
from accounts.roles import Role
from indicators import clock, permissions
from indicators.models import Assignment, Dossier, Event, FiscalYear, YearClosing
from indicators.permissions import Refused, Verdict
from indicators.selectors.closing import Named, OpenScore, fingerprint, open_scores
from indicators.selectors.content import Content
from indicators.selectors.score_content import agency_score_contents, assignments_of
from indicators.selectors.scores import AssignmentScore, scores_of
from indicators.services import audit, receipts
from indicators.services.errors import Invalid, StaleVersion, insist
from indicators.services.reopening import SUBJECT, ask_reopening, reopen
from indicators.services.revisions import freeze
from indicators.services.stored import text_as_stored, value_as_stored
from thai.dates import active_language, bangkok_day, format_datetime

__all__ = ["AFTER_CLOSING", "ask_reopening", "close_year", "may_close", "reopen"]

# What else is made of the frozen scores of each agency, in the same transaction: score sheets on paper.
AFTER_CLOSING: list[Callable[[Dossier, Event], object]] = []


def may_close(actor: User, year: FiscalYear, unsettled: Sequence[OpenScore]) -> Verdict:
    """Whether `actor` may close the year: an evaluator. Naming a score that is not final is a judgement of it, which
    nobody makes of his own agency."""
    verdict = permissions.holds(actor, Role.EVALUATOR)
    if not verdict.allowed:
        return verdict
    if year.closed_at:
        return Verdict(False, Refused.MOMENT, _closed_sentence(year), year.closed_at, Role.ADMINISTRATOR)
    own = actor.standing_on(clock.today()).own_agencies
    if any(each.score.assignment.agency_id in own for each in unsettled):
        sentence = _("มีคะแนนของหน่วยงานที่ท่านสังกัดที่ยังไม่เป็นที่สุด ต้องให้ผู้ตรวจประเมินท่านอื่นเป็นผู้ปิดปี")
        return Verdict(False, Refused.ROLE, sentence, whose_turn=Role.EVALUATOR)
    return Verdict(True)


@transaction.atomic
def close_year(
    year: FiscalYear,
    *,
    actor: User,
    resolution_reference: str,
    resolved_on: date | None,
    note: str = "",
    named: Named,
    seen: str,
    key: UUID | None = None,
) -> YearClosing:
    """Freeze the scores of every agency and close the year. `named` gives, by assignment or by assignment and
    position, why the year is closed while that score is not final; `seen` is the fingerprint of the scores shown.

    Raises NotAllowed (who closed first is named), StaleVersion when a score changed since, or Invalid: a score that
    is not final and not named has its sentence under `reason-<assignment>`. A repeated `key` has one effect.
    """
    audit.lock(audit.CITY)
    if first := receipts.first_effect(actor, key, receipts.told("close_year", year=year.be_year)):
        return YearClosing.objects.get(year=year, closed_at=first.at)
    insist(permissions.holds(actor, Role.EVALUATOR))
    _lock_agencies(year)
    fresh = FiscalYear.objects.select_for_update().get(pk=year.pk)
    scores = scores_of(assignments_of(fresh))
    unsettled = open_scores(scores)
    insist(may_close(actor, fresh, unsettled))
    if fingerprint(scores) != seen:
        raise StaleVersion(fresh)
    now = clock.database_now()
    columns = _checked(resolution_reference, resolved_on, note, now)
    told = _named(unsettled, named)
    closing = YearClosing.objects.create(
        year=fresh,
        number=fresh.closings.count() + 1,
        named=audit.canonical_json(told),
        closed_by=actor,
        closed_at=now,
        **columns,
    )
    FiscalYear.objects.filter(pk=fresh.pk).update(closed_at=now)
    event = _record("close_year", closing, actor, now, reference=closing.resolution_reference, named=told)
    _freeze_agencies(closing, scores, told)
    receipts.keep(actor, key, event)
    year.refresh_from_db()
    return closing


def _lock_agencies(year: FiscalYear) -> None:
    """The chains of all that may write to this year's things."""
    with_work = Agency.objects.filter(pk__in=Assignment.objects.filter(year=year).values("agency"))
    for agency in with_work.order_by("code"):
        audit.lock(audit.chain_of(agency))


def _checked(reference: str, resolved_on: date | None, note: str, now: datetime) -> dict[str, Any]:
    errors: dict[str, str] = {}
    columns: dict[str, Any] = {"resolved_on": resolved_on, "note": "", "resolution_reference": ""}
    for name, value in (("resolution_reference", reference.strip()), ("note", note.strip())):
        try:
            columns[name] = value_as_stored(YearClosing, name, value) if value else ""
        except Invalid as invalid:
            errors |= invalid.errors
    if not reference.strip():
        errors["resolution_reference"] = _("กรอกมติหรือคำสั่งให้ปิดปี")
    if resolved_on is None:
        errors["resolved_on"] = _("กรอกวันที่ของมติหรือคำสั่ง")
    elif resolved_on > bangkok_day(now):
        errors["resolved_on"] = _("วันที่ของมติต้องไม่หลังวันนี้")
    if errors:
        raise Invalid(errors)
    return columns


def _named(unsettled: Sequence[OpenScore], named: Named) -> list[dict[str, Any]]:
    """What the resolution says of each score that is not final; Invalid for those it does not name."""
    told: list[dict[str, Any]] = []
    errors: dict[str, str] = {}
    for each in unsettled:
        assignment = each.score.assignment
        reasons = each.reasons_in(named)
        facts = {"agency": assignment.agency, "number": assignment.number, "what": each.what}
        what = _("%(agency)s ตัวชี้วัดที่ %(number)s: %(what)s") % facts
        if not reasons:
            errors[f"reason-{assignment.pk}"] = _("%(what)s – ระบุเหตุผลที่ให้ปิดปีได้") % {"what": what}
        for position, reason in reasons.items():
            reason = text_as_stored(reason, f"reason-{assignment.pk}")
            place = {"position": position} if position else {}
            told.append({"assignment": assignment.pk, "what": what, "reason": reason, **place})
    if errors:
        raise Invalid(errors)
    return told


def _freeze_agencies(
    closing: YearClosing, scores: Sequence[AssignmentScore], named: Sequence[dict[str, Any]]
) -> None:
    contents = sorted(agency_score_contents(closing.year, scores), key=lambda pair: pair[0].code)
    dossiers = _dossiers(closing.year, [agency for agency, _content in contents])
    for agency, content in contents:
        dossier = dossiers[agency.pk]
        full = content | {"closing": _closing_content(closing, content, named)}
        revision = freeze(dossier, full, actor=closing.closed_by, at=closing.closed_at)
        event = audit.record(
            action="close_year",
            subject=SUBJECT,
            actor=closing.closed_by,
            at=closing.closed_at,
            agency=agency,
            dossier=dossier,
            revision=revision,
            details={"year": closing.year.be_year, "closing": closing.number, "total": content["total"]},
        )
        for make in AFTER_CLOSING:
            make(dossier, event)


def _dossiers(year: FiscalYear, agencies: Sequence[Agency]) -> dict[int, Dossier]:
    """The dossier of each agency's scores, made at the first closing."""
    kind = Dossier.Kind.AGENCY_SCORE
    found = {row.agency_id: row for row in Dossier.objects.filter(kind=kind, year=year)}
    lacking = [Dossier(kind=kind, agency=agency, year=year) for agency in agencies if agency.pk not in found]
    Dossier.objects.bulk_create(lacking)
    return found | {row.agency_id: row for row in lacking}


def _closing_content(closing: YearClosing, content: Content, named: Sequence[dict[str, Any]]) -> Content:
    """Under which resolution the content was frozen, and what that says of this agency's scores."""
    own = {row["assignment"] for row in content["assignments"]}
    return {
        "number": closing.number,
        "reference": closing.resolution_reference,
        "resolved_on": closing.resolved_on.isoformat(),
        "note": closing.note,
        "closed_at": closing.closed_at.isoformat(),
        "closed_by": {"name": closing.closed_by.full_name, "position": closing.closed_by.position},
        "named": [each for each in named if each["assignment"] in own],
    }


def _closed_sentence(year: FiscalYear) -> str:
    closing = YearClosing.objects.filter(year=year, reopened_at__isnull=True).select_related("closed_by").first()
    if closing is None:
        return _("ปิดปีงบประมาณ %(year)s แล้ว") % {"year": year}
    return _("%(who)s ปิดปีงบประมาณ %(year)s แล้วเมื่อ %(when)s") % {
        "who": closing.closed_by,
        "year": year,
        "when": format_datetime(closing.closed_at, active_language()),
    }


def _record(action: str, closing: YearClosing, actor: User, now: datetime, reason: str = "", **told: Any) -> Event:
    """The event of the whole year, on the city's chain."""
    return audit.record(
        action=action,
        subject=SUBJECT,
        actor=actor,
        at=now,
        reason=reason,
        details={"year": closing.year.be_year, "closing": closing.number, **told},
    )
