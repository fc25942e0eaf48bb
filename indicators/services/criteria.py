"""A criterion of one assignment is worded anew: the next version, beside those before it, which stay as they are.

An appeal's decision brings one through `new_version`; a resolution or a circular through `amend`.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from indicators import clock, permissions
from indicators.models import Assignment, CriterionVersion, Event, Measure, Receipt
from indicators.permissions import Refused, Verdict
from indicators.scoring import HUNDRED
from indicators.selectors.criteria import newest_version
from indicators.services import audit
from indicators.services.errors import Invalid, NotAllowed, StaleVersion
from indicators.services.stored import text_as_stored, value_as_stored
from indicators.thresholds import canonical, why_not
from thai.dates import active_language, format_date

Ground = CriterionVersion.Ground
# What the secretariat may amend a criterion on; an appeal has a way of its own.
GROUNDS = (Ground.RESOLUTION, Ground.CIRCULAR)
# What a version says; a next version differs in one of these.
CONTENT = ("text", "weight", "measure", "thresholds")


def new_version(
    assignment: Assignment,
    position: int,
    *,
    text: str,
    in_force_from: date,
    ground: str,
    ground_reference: str,
    event: Event,
    weight: Decimal | None = None,
    measure: str | None = None,
    thresholds: str | None = None,
) -> CriterionVersion:
    """The next version of the criterion at `position`, brought by `event`; what is None is as in the newest one.

    Call it inside the transaction that recorded `event`, with the agency's chain locked. Raises Invalid.
    """
    given = {"text": text, "weight": weight, "measure": measure, "thresholds": thresholds}
    following = _following(known(assignment, position), given)
    _say_why(following, assignment, in_force_from, ground, ground_reference)
    return _keep(following, event)


@transaction.atomic
def amend(
    assignment: Assignment,
    position: int,
    *,
    actor: User,
    seen_version: int,
    text: str,
    ground: str,
    ground_reference: str,
    in_force_from: date | None,
    weight: Decimal | None = None,
    measure: str | None = None,
    thresholds: str | None = None,
    key: UUID | None = None,
) -> CriterionVersion:
    """Word the criterion at `position` anew, as a resolution or a circular says; `seen_version` was on the page. A
    repeated `key` of the same actor has no second effect and gives the version that it made.

    Raises NotAllowed, StaleVersion (its `current` is the newest version), or Invalid, also when nothing differs.
    """
    audit.lock(audit.chain_of(assignment.agency))
    if made := _made_before(actor, key, assignment, position):
        return made
    newest = _amendable(assignment, position, actor, seen_version)
    given = {"text": text, "weight": weight, "measure": measure, "thresholds": thresholds}
    following = _following(newest, given)
    if ground not in GROUNDS:
        raise Invalid({"ground": _("เลือกมติคณะกรรมการหรือหนังสือเวียน")})
    _say_why(following, newest.assignment, in_force_from, ground, ground_reference)
    changed = [name for name in CONTENT if getattr(following, name) != getattr(newest, name)]
    if not changed:
        raise Invalid({"": _("ยังไม่มีสิ่งใดต่างจากฉบับที่ใช้อยู่ แก้ไขข้อความ น้ำหนัก หรือวิธีวัดก่อนบันทึก")})
    event = _record(following, actor, changed)
    if key:
        Receipt.objects.create(actor=actor, key=key, event=event)
    return _keep(following, event)


def _amendable(assignment: Assignment, position: int, actor: User, seen_version: int) -> CriterionVersion:
    """The newest version, if `actor` may amend it and has seen it."""
    fresh = Assignment.objects.select_related("agency", "year").get(pk=assignment.pk)
    verdict = may_amend(actor, fresh)
    if not verdict.allowed:
        raise NotAllowed(verdict)
    newest = known(fresh, position)
    if newest.version != seen_version:
        raise StaleVersion(newest)
    return newest


def may_amend(user: User, assignment: Assignment) -> Verdict:
    """Whether `user` may amend the criteria now: the secretariat, not on its own agency, until the year is closed."""
    verdict = permissions.holds(user, Role.SECRETARIAT, assignment.agency_id)
    if verdict.allowed and (closed_at := assignment.year.closed_at):
        return Verdict(False, Refused.MOMENT, _("ปิดปีงบประมาณแล้ว"), closed_at, Role.ADMINISTRATOR)
    return verdict


def known(assignment: Assignment, position: int) -> CriterionVersion:
    """The version in force of the criterion at `position`; Invalid when the assignment has no such criterion."""
    if newest := newest_version(assignment.pk, position):
        return newest
    raise Invalid({"position": _("ตัวชี้วัดนี้ไม่มีเกณฑ์ลำดับที่ %(position)s") % {"position": position}})


def _following(newest: CriterionVersion, given: dict[str, Any]) -> CriterionVersion:
    """What would come after `newest`, unsaved, with everything given in the form in which it is stored."""
    measure = given["measure"] or newest.measure
    thresholds = given["thresholds"]
    if thresholds is None:  # those of the scale go with it
        thresholds = newest.thresholds if measure == Measure.FIVE_LEVELS else ""
    errors: dict[str, str] = {}
    if reason := why_not(thresholds, five_levels=measure == Measure.FIVE_LEVELS):
        errors["thresholds"] = reason
    values = {
        "text": given["text"],
        "weight": newest.weight if given["weight"] is None else given["weight"],
        "measure": measure,
    }
    for name, value in values.items():
        try:
            values[name] = _stored(name, value)
        except Invalid as invalid:
            errors |= invalid.errors
    if given["weight"] is not None and "weight" not in errors and not 0 <= values["weight"] <= HUNDRED:
        errors["weight"] = _("น้ำหนักต้องอยู่ระหว่าง 0 ถึง 100")
    if errors:
        raise Invalid(errors)
    return CriterionVersion(
        assignment=newest.assignment,
        position=newest.position,
        version=newest.version + 1,
        thresholds=canonical(thresholds),
        **values,
    )


def _stored(name: str, value: Any) -> Any:
    if name == "text" and not text_as_stored(value, name):
        raise Invalid({name: _("กรอกข้อความเกณฑ์")})
    return value_as_stored(CriterionVersion, name, value)


def _say_why(
    following: CriterionVersion, assignment: Assignment, in_force_from: date | None, ground: str, reference: str
) -> None:
    """Fill in since when the version counts and on what ground. Raises Invalid."""
    errors = {}
    reference = text_as_stored(reference, "ground_reference")
    if not reference:
        errors["ground_reference"] = _("กรอกเลขที่และวันที่ของมติหรือหนังสือที่อ้างถึง")
    starts_on = assignment.year.starts_on
    if in_force_from is None:
        errors["in_force_from"] = _("กรอกวันที่เริ่มใช้")
    elif in_force_from < starts_on:
        errors["in_force_from"] = _("วันที่เริ่มใช้ต้องไม่ก่อนวันแรกของปีงบประมาณ (%(day)s)") % {
            "day": format_date(starts_on, "long", active_language())
        }
    if errors:
        raise Invalid(errors)
    following.ground_reference = value_as_stored(CriterionVersion, "ground_reference", reference)
    following.ground = value_as_stored(CriterionVersion, "ground", ground)
    following.in_force_from = value_as_stored(CriterionVersion, "in_force_from", in_force_from)


def _keep(following: CriterionVersion, event: Event) -> CriterionVersion:
    following.event = event
    following.save(force_insert=True)
    return following


def _record(following: CriterionVersion, actor: User, changed: list[str]) -> Event:
    assignment = following.assignment
    return audit.record(
        action="amend",
        subject="criterion",
        actor=actor,
        at=clock.database_now(),
        agency=assignment.agency,
        details={
            "assignment": assignment.pk,
            "position": following.position,
            "version": following.version,
            "ground": following.ground,
            "ground_reference": following.ground_reference,
            "in_force_from": following.in_force_from.isoformat(),
            "changed": changed,
        },
    )


def _made_before(actor: User, key: UUID | None, assignment: Assignment, position: int) -> CriterionVersion | None:
    """The version that the form with this key made when it came first; Invalid when it was another form's."""
    receipt = Receipt.objects.filter(actor=actor, key=key).select_related("event").first() if key else None
    if receipt is None:
        return None
    event, told = receipt.event, json.loads(receipt.event.details)
    if (event.subject, told.get("assignment"), told.get("position")) != ("criterion", assignment.pk, position):
        raise Invalid({"key": _("แบบฟอร์มนี้ส่งไปแล้วครั้งหนึ่ง กรุณาเปิดหน้านี้ใหม่แล้วลองอีกครั้ง")})
    return CriterionVersion.objects.get(event=event)
