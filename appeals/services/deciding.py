"""The committee's decision on an appeal, and all that it brings, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from accounts.roles import Role
from appeals.models import Appeal, Condition
from appeals.permissions import not_recused
from appeals.selectors.decisions import criterion_in_force, full_points
from appeals.selectors.words import quantity_of
from indicators.models import AdjustedScore, AgendaItem, CriterionVersion, Dossier, Event, YearCode
from indicators.services import resolutions
from indicators.services.criteria import new_version
from indicators.services.errors import Invalid, insist
from indicators.services.resolutions import Resolution
from indicators.services.stored import text_as_stored, value_as_stored
from indicators.services.transition import fetch
from indicators.workflow.machine import Transition
from thai.dates import format_date
from thai.digits import format_number

RESULTS = {
    "accept": Appeal.Result.ACCEPTED,
    "accept_unconditionally": Appeal.Result.ACCEPTED,
    "accept_in_part": Appeal.Result.PARTLY,
    "accept_in_part_unconditionally": Appeal.Result.PARTLY,
    "reject": Appeal.Result.REJECTED,
}
MOST_CONDITIONS = 10
# What follows a decision and a closing in the same transaction: the papers of the appeal are frozen.
AFTER_DECISION: list[Callable[[Appeal, Event], object]] = []


@dataclass(frozen=True)
class Term:
    """A condition as the committee words it: `quantity` of `unit` by `due_on`; without a quantity it is met by
    documents."""

    text: str
    quantity: Decimal | None = None
    unit: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class Brought:
    """What a decision brings besides the status. As typed, then as it can be kept."""

    outcome: YearCode | None
    criterion_text: str = ""
    points: Decimal | None = None
    terms: Sequence[Term] = field(default_factory=tuple)


@transaction.atomic
def decide(
    item: AgendaItem,
    result: str,
    resolution: str,
    resolved_on: date | None,
    abstentions: Sequence[tuple[str, str]] = (),
    *,
    decided_outcome: YearCode | None,
    criterion_text: str = "",
    adjusted_points: Decimal | None = None,
    conditions: Sequence[Term] = (),
    actor: User,
    version: int,
    key: UUID | None = None,
) -> Event:
    """The committee decides the appeal of an item seen at `version`; `result` is one of RESULTS.

    The appeal moves and keeps result, decided outcome and day; `criterion_text` becomes the next version of this
    assignment's criterion, `adjusted_points` the adjusted score of that position, `conditions` open. "" and None
    bring nothing. Raises NotAllowed (who decided first is named), StaleVersion or Invalid; then nothing was written.
    A repeated `key` has one effect.
    """
    typed = Brought(decided_outcome, criterion_text, adjusted_points, tuple(conditions))
    told = Resolution(result, resolution, _in_words(typed.terms), resolved_on, abstentions)
    kept: list[Brought] = []

    def decided(appeal: Appeal, row: Transition, now: datetime) -> dict[str, Any]:
        insist(not_recused(actor, appeal.assignment_id, Role.COMMITTEE))
        kept.append(_checked(appeal, row, typed, resolved_on))
        return {"result": RESULTS[row.action], "decided_outcome": kept[0].outcome, "decided_on": resolved_on}

    event = resolutions.resolve(
        item, told, actor=actor, version=version, decided=decided, details=_details(typed), key=key
    )
    if kept and resolved_on:
        appeal = fetch(Appeal.objects.get(dossier=item.dossier_id))
        _bring(appeal, kept[0], reference_of(item, resolved_on), resolved_on, event)
        tell_of_decision(appeal, event)
    return event


def tell_of_decision(appeal: Appeal, event: Event) -> None:
    """What follows a decision or a closing, inside its transaction."""
    for follow in AFTER_DECISION:
        follow(appeal, event)


def reference_of(item: AgendaItem, resolved_on: date) -> str:
    """How papers cite the resolution; they are Thai, whatever language the page is read in."""
    with override("th"):
        return _("มติ%(committee)s ครั้งที่ %(number)s วันที่ %(day)s") % {
            "committee": Role.COMMITTEE.label,
            "number": item.meeting.number,
            "day": format_date(resolved_on, "long"),
        }


def _in_words(terms: Sequence[Term]) -> str:
    """The conditions as the minutes tell them, one a line."""
    lines = []
    with override("th"):
        for place, term in enumerate(terms, start=1):
            more = [quantity_of(term.quantity, term.unit)] if term.quantity is not None else []
            more += [_("ภายใน %(day)s") % {"day": format_date(term.due_on, "long")}] if term.due_on else []
            lines.append(" ".join([f"{place}. {term.text.strip()}", *([f"({' '.join(more)})"] if more else [])]))
    return "\n".join(lines)


def _details(typed: Brought) -> dict[str, Any]:
    """What the event tells besides the resolution, so that the chain bears the whole decision."""
    return {
        "decided_outcome": typed.outcome.code if typed.outcome else "",
        "criterion_text": typed.criterion_text,
        "adjusted_points": None if typed.points is None else str(typed.points),
    }


def _checked(appeal: Appeal, row: Transition, typed: Brought, resolved_on: date | None) -> Brought:
    """What the decision brings, as it can be kept; Invalid names everything that cannot."""
    errors: dict[str, str] = {}
    rejected = RESULTS[row.action] == Appeal.Result.REJECTED
    outcome = typed.outcome
    known = YearCode.objects.filter(year=appeal.assignment.year, table=YearCode.Table.APPEAL_OUTCOME)
    if (outcome is None and not rejected) or (outcome and not known.filter(pk=outcome.pk).exists()):
        errors["decided_outcome"] = _("เลือกผลที่มีมติ")
    checks: tuple[tuple[str, Callable[[], Any]], ...] = (
        ("text", lambda: _checked_text(appeal, typed.criterion_text, rejected)),
        ("points", lambda: _checked_points(appeal, typed.points, rejected)),
        ("terms", lambda: _checked_terms(typed.terms, row.target == Appeal.Status.CONDITIONS, resolved_on)),
    )
    found: dict[str, Any] = {}
    for name, check in checks:
        try:
            found[name] = check()
        except Invalid as invalid:
            errors |= invalid.errors
    if errors:
        raise Invalid(errors)
    return Brought(outcome, found["text"], found["points"], found["terms"])


def _checked_text(appeal: Appeal, typed: str, rejected: bool) -> str:
    text = text_as_stored(typed, "criterion_text")
    if not text:
        return ""
    in_force = criterion_in_force(appeal)
    sentence = ""
    if rejected:
        sentence = _("ไม่รับอุทธรณ์ จึงไม่มีการแก้ไขเกณฑ์ ลบข้อความเกณฑ์ออก")
    elif in_force is None:
        sentence = _("อุทธรณ์นี้ไม่ได้ระบุเกณฑ์ข้อใด จึงแก้ไขข้อความเกณฑ์ไม่ได้")
    elif in_force.text == text:
        sentence = _("ข้อความเหมือนเกณฑ์ที่ใช้อยู่ หากไม่แก้ไขเกณฑ์ให้เว้นว่าง")
    if sentence:
        raise Invalid({"criterion_text": sentence})
    value_as_stored(CriterionVersion, "text", text, shown_at="criterion_text")
    return text


def _checked_points(appeal: Appeal, points: Decimal | None, rejected: bool) -> Decimal | None:
    if points is None:
        return None
    if rejected:
        raise Invalid({"adjusted_points": _("ไม่รับอุทธรณ์ จึงไม่มีการปรับคะแนน ลบคะแนนออก")})
    full = full_points(appeal)
    if not 0 <= points <= full:
        sentence = _("คะแนนที่ปรับต้องอยู่ระหว่าง 0 ถึง %(full)s") % {"full": format_number(full, 2)}
        raise Invalid({"adjusted_points": sentence})
    stored: Decimal = value_as_stored(AdjustedScore, "points", points, shown_at="adjusted_points")
    return stored


def _checked_terms(terms: Sequence[Term], wanted: bool, resolved_on: date | None) -> tuple[Term, ...]:
    sentence = ""
    if wanted and not terms:
        sentence = _("กรอกเงื่อนไขอย่างน้อยหนึ่งข้อ หรือเลือกมติที่ไม่มีเงื่อนไข")
    elif terms and not wanted:
        sentence = _("มติที่เลือกไม่มีเงื่อนไข ลบเงื่อนไขออก หรือเลือกมติที่มีเงื่อนไข")
    elif len(terms) > MOST_CONDITIONS:
        sentence = _("กำหนดเงื่อนไขได้ไม่เกิน %(most)s ข้อ") % {"most": MOST_CONDITIONS}
    if sentence:
        raise Invalid({"conditions": sentence})
    return tuple(_checked_term(place, term, resolved_on) for place, term in enumerate(terms, start=1))


def _checked_term(place: int, term: Term, resolved_on: date | None) -> Term:
    def refuse(sentence: str) -> Invalid:
        return Invalid({"conditions": _("เงื่อนไขข้อที่ %(place)s: %(what)s") % {"place": place, "what": sentence}})

    try:
        text = value_as_stored(Condition, "text", term.text.strip())
        unit = value_as_stored(Condition, "unit", term.unit.strip())
        value_as_stored(Condition, "quantity", term.quantity)
    except Invalid as invalid:
        raise refuse(" ".join(invalid.errors.values())) from invalid
    if term.quantity is not None and term.quantity <= 0:
        raise refuse(_("จำนวนต้องมากกว่า 0"))
    if term.quantity is not None and not unit:
        raise refuse(_("กรอกหน่วยนับ"))
    if term.due_on and resolved_on and term.due_on < resolved_on:
        raise refuse(_("วันครบกำหนดต้องไม่ก่อนวันที่มีมติ"))
    return replace(term, text=text, unit=unit)


def _bring(appeal: Appeal, kept: Brought, reference: str, resolved_on: date, event: Event) -> None:
    """Write what the decision brings."""
    assignment = appeal.assignment
    if kept.criterion_text:
        new_version(
            assignment,
            appeal.position,
            text=kept.criterion_text,
            in_force_from=resolved_on,
            ground=CriterionVersion.Ground.APPEAL,
            ground_reference=reference,
            event=event,
        )
    if kept.points is not None:
        AdjustedScore.objects.create(
            assignment=assignment,
            position=appeal.position,
            points=kept.points,
            ground_reference=reference,
            decided_on=resolved_on,
            event=event,
        )
    for place, term in enumerate(kept.terms, start=1):
        Condition.objects.create(
            appeal=appeal,
            dossier=Dossier.objects.create(
                kind=Dossier.Kind.CONDITION, agency=assignment.agency, year=assignment.year
            ),
            position=place,
            text=term.text,
            quantity=term.quantity,
            unit=term.unit,
            due_on=term.due_on,
        )
