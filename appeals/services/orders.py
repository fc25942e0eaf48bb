"""Orders of the city that touch many assignments at once, and the drafts of appeals prepared from them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from appeals.models import Appeal, CityOrder
from appeals.selectors.subjects import OVER
from appeals.services.opening import AlreadyOpen, first_draft, open_draft
from indicators import clock, permissions
from indicators.models import Assignment, Event, FiscalYear, Receipt, YearCode
from indicators.models.score import WHOLE_ASSIGNMENT
from indicators.permissions import Refused, Verdict
from indicators.services import audit
from indicators.services.errors import Invalid, NotAllowed, insist
from indicators.services.stored import value_as_stored

ROLES = (Role.SECRETARIAT, Role.COMMITTEE)
TEXTS = ("number", "subject", "what_happened")
SUBJECT = "city_order"


@dataclass(frozen=True)
class LeftOut:
    """An assignment for which no draft was prepared, and why; `open` is the appeal that stands in the way, if any."""

    assignment: Assignment
    why: str
    open: Appeal | None = None


@dataclass(frozen=True)
class Applied:
    """What came of applying an order; a repeated form tells the first one's drafts."""

    prepared: list[Appeal]
    left_out: list[LeftOut]


def may_issue(user: User, agency_id: int | None = None) -> Verdict:
    """Whether this person records orders, or applies one to an agency: the secretariat and the committee do, and not
    to their own."""
    verdicts = [permissions.holds(user, role, agency_id) for role in ROLES]
    return next((verdict for verdict in verdicts if verdict.allowed), verdicts[0])


@transaction.atomic
def issue(year: FiscalYear, *, actor: User, fields: Mapping[str, Any], key: UUID | None = None) -> CityOrder:
    """Record an order: number, dated, subject, what_happened, cause, and the outcome it suggests to ask for, which
    may be left to the agencies. A repeated `key` returns the first. Raises NotAllowed or Invalid."""
    insist(may_issue(actor))
    audit.lock(audit.CITY)
    if first := _first_order(actor, key):
        return first
    if year.closed_at:
        raise NotAllowed(Verdict(False, Refused.MOMENT, _("ปิดปีงบประมาณแล้ว"), year.closed_at, Role.ADMINISTRATOR))
    now = clock.database_now()
    order: CityOrder = CityOrder.objects.create(year=year, added_by=actor, added_at=now, **_columns(year, fields))
    event = audit.record(
        action="issue_order",
        subject=SUBJECT,
        actor=actor,
        at=now,
        details={"order": order.pk, "number": order.number, "dated": order.dated.isoformat()},
    )
    if key:
        Receipt.objects.create(actor=actor, key=key, event=event)
    return order


def apply(order: CityOrder, assignments: Iterable[Assignment], *, actor: User, key: UUID | None = None) -> Applied:
    """Prepare a draft about each assignment as a whole, with the order's cause and words; only its agency files it.
    One transaction an agency. Those with an appeal that is not over are left out. A repeated `key` has one effect."""
    insist(may_issue(actor))
    applied = Applied([], [])
    rows = sorted(assignments, key=lambda assignment: (assignment.agency_id, assignment.number))
    for _agency, group in groupby(rows, key=lambda assignment: assignment.agency_id):
        done = _apply_to_agency(order, list(group), actor, key)
        applied.prepared.extend(done.prepared)
        applied.left_out.extend(done.left_out)
    return applied


@transaction.atomic
def _apply_to_agency(order: CityOrder, assignments: list[Assignment], actor: User, key: UUID | None) -> Applied:
    agency = assignments[0].agency
    verdict = may_issue(actor, agency.pk)
    if not verdict.allowed:
        return Applied([], [LeftOut(assignment, verdict.reason) for assignment in assignments])
    audit.lock(audit.chain_of(agency))
    done = Applied([], [])
    for assignment in assignments:
        own = uuid5(key, str(assignment.pk)) if key else None
        fresh = Assignment.objects.select_related("agency", "year", "indicator").get(pk=assignment.pk)
        try:
            done.prepared.append(_draft(order, fresh, actor, own))
        except AlreadyOpen as refusal:
            done.left_out.append(LeftOut(fresh, " ".join(refusal.errors.values()), refusal.appeal))
        except Invalid as refusal:
            done.left_out.append(LeftOut(fresh, " ".join(refusal.errors.values())))
        except NotAllowed as refused:
            done.left_out.append(LeftOut(fresh, refused.verdict.reason))
    return done


def _draft(order: CityOrder, assignment: Assignment, actor: User, key: UUID | None) -> Appeal:
    if first := first_draft(actor, key, assignment, WHOLE_ASSIGNMENT):
        return first
    if assignment.year_id != order.year_id:
        raise Invalid({"assignments": _("ตัวชี้วัดนี้ไม่ใช่ของปีงบประมาณของคำสั่ง")})
    # Whatever it is about: who appeals already can tell of the order in his own appeal.
    if other := Appeal.objects.filter(assignment=assignment).exclude(status__in=OVER).first():
        raise AlreadyOpen(other)
    return open_draft(
        assignment,
        WHOLE_ASSIGNMENT,
        actor=actor,
        key=key,
        order=order,
        cause=order.cause,
        requested_outcome=order.requested_outcome,
        what_happened=order.what_happened,
    )


def _first_order(actor: User, key: UUID | None) -> CityOrder | None:
    receipt = Receipt.objects.filter(actor=actor, key=key).select_related("event").first() if key else None
    if receipt is None:
        return None
    event: Event = receipt.event
    if event.action != "issue_order":
        raise Invalid({"key": _("แบบฟอร์มนี้ส่งไปแล้วครั้งหนึ่ง กรุณาเปิดหน้านี้ใหม่แล้วลองอีกครั้ง")})
    return CityOrder.objects.get(pk=json.loads(event.details)["order"])


def _columns(year: FiscalYear, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The order as it will be stored; Invalid names what is missing, too long, or of another year."""
    needed = {
        "number": _("กรอกเลขที่คำสั่งหรือหนังสือ"),
        "dated": _("กรอกวันที่ของคำสั่ง"),
        "subject": _("กรอกเรื่องของคำสั่ง"),
        "what_happened": _("เล่าเหตุที่เกิดขึ้น"),
        "cause": _("เลือกสาเหตุการอุทธรณ์"),
    }
    given = {name: fields.get(name) for name in (*needed, "requested_outcome")}
    given |= {name: str(given[name] or "").strip() for name in TEXTS}
    errors = {name: sentence for name, sentence in needed.items() if not given[name]}
    for name in TEXTS:
        try:
            given[name] = value_as_stored(CityOrder, name, given[name]) if given[name] else ""
        except Invalid as invalid:
            errors |= invalid.errors
    tables = {"cause": YearCode.Table.APPEAL_CAUSE, "requested_outcome": YearCode.Table.APPEAL_OUTCOME}
    for name, table in tables.items():
        code = given[name]
        if code is not None and (code.year_id, code.table) != (year.pk, table):
            errors[name] = _("เลือกจากรายการของปีงบประมาณนี้")
    if given["number"] and CityOrder.objects.filter(year=year, number=given["number"]).exists():
        errors["number"] = _("ปีนี้มีคำสั่งเลขที่นี้แล้ว")
    if errors:
        raise Invalid(errors)
    return given
