"""An appeal before the committee on 20 July 2021, the day of meeting 4/2564, and its conditions afterwards."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User
from accounts.roles import Role
from appeals.models import Appeal, Condition, ConditionReport
from appeals.selectors.content import appeal_content
from appeals.services import conditions
from appeals.services.deciding import Term, decide
from indicators.models import AgendaItem, Document, Event, Meeting, Revision
from indicators.services import agenda, audit
from indicators.services.revisions import freeze
from tests import make, make_appeal

DAY = date(2021, 7, 20)
TODAY = make.at("2021-07-20")
LATER = make.at("2021-08-10")
OVERDUE = make.at("2021-10-01")  # the conditions of make_appeal and of TERM are due on 30 September
NEW_TEXT = "นำนวัตกรรมที่ได้รับอนุมัติไปใช้ประโยชน์"
TERM = Term("สื่อสารทดแทนการให้บริการที่เหลือ", Decimal(22), "ครั้ง", date(2021, 9, 30))
DOCUMENTS_TERM = Term("ประเมินผลและความพึงพอใจ 8 ครั้งที่ผ่านมา")
RESOLUTION = "มีมติรับอุทธรณ์"


def meeting(number: str = "4/2564", **fields: Any) -> Meeting:
    year = make_appeal.FiscalYear.objects.first() or make.year()
    given = {"number": number, "held_on": DAY, "attendees": "นายหนึ่ง\nนางสอง", **fields}
    return Meeting.objects.create(year=year, **given)


def scheduled(appeal: Appeal | None = None, on: Meeting | None = None, filer: User | None = None) -> AgendaItem:
    """The item of an appeal, with the revision that was filed and the events that led there."""
    appeal = appeal or make_appeal.appeal()
    on = on or Meeting.objects.first() or meeting()
    make_appeal.put(appeal, "scheduled", filer or make.user(Role.OFFICER, appeal.assignment.agency))
    with transaction.atomic():
        return agenda.put(on, appeal.dossier, filed(appeal))


def filed(appeal: Appeal) -> Revision:
    """What the filer of an appeal handed in, with the events up to the agenda."""
    filer = appeal.submitted_by
    revision = freeze(appeal.dossier, appeal_content(appeal), actor=filer, at=make_appeal.NOON)
    told = {"subject": "appeal", "agency": appeal.assignment.agency, "dossier": appeal.dossier}
    for action, status in (("file", "filed"), ("schedule", "scheduled")):
        audit.record(action=action, actor=filer, at=make_appeal.NOON, revision=revision, status_after=status, **told)
    return revision


def of(item: AgendaItem) -> Appeal:
    """The appeal as it is now."""
    return Appeal.objects.get(dossier=item.dossier_id)


def decided(item: AgendaItem, result: str = "accept", *, by: User | None = None, **given: Any) -> Event:
    """The committee decides an item as seen now, with what the result needs unless told."""
    appeal = of(item)
    if result != "reject":
        given.setdefault("decided_outcome", make_appeal.codes(appeal.assignment.year)["outcome2"])
    given.setdefault("decided_outcome", None)
    if result in {"accept", "accept_in_part"}:
        given.setdefault("conditions", [TERM])
    given.setdefault("version", AgendaItem.objects.get(pk=item.pk).version)
    given.setdefault("resolved_on", DAY)
    return decide(item, result, given.pop("resolution", RESOLUTION), actor=by or member(), **given)


def member() -> User:
    return make.user(Role.COMMITTEE)


def secretary() -> User:
    return make.user(Role.SECRETARIAT)


def officer_of(condition: Condition) -> User:
    return make.user(Role.OFFICER, condition.assignment.agency)


def condition(**fields: Any) -> Condition:
    """An open condition of an appeal in conditions: 22 sessions by 30 September unless told."""
    draft = make_appeal.appeal()
    appeal = make_appeal.put(draft, "conditions", make.user(Role.OFFICER, draft.assignment.agency))
    with transaction.atomic():
        filed(appeal)
    return make_appeal.condition(appeal, **fields)


def reported(
    of: Condition,
    quantity: Any = 10,
    *,
    by: User | None = None,
    documents: list[Document] | None = None,
    key: UUID | None = None,
    **given: Any,
) -> ConditionReport:
    """A report that waits for its verdict."""
    given = {"done_on": date(2021, 8, 2), "text": "เผยแพร่ทางสื่อออนไลน์", **given}
    return conditions.report(
        of,
        actor=by or officer_of(of),
        quantity=None if quantity is None else Decimal(quantity),
        documents=documents or [],
        key=key,
        **given,
    )


def ruled(of: Condition, ruling: str, *, by: User | None = None, **given: Any) -> Event:
    """The committee rules on an overdue condition."""
    if ruling == "extend":
        given.setdefault("due_on", date(2021, 11, 30))
    given = {"resolution_reference": "6/2564", "resolved_on": date(2021, 10, 1), "reason": "โรคระบาด", **given}
    return conditions.rule(of, ruling=ruling, actor=by or member(), **given)
