"""Opening the draft of an appeal, whoever prepares it: an officer for himself, or a city's order for many."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from appeals.models import Appeal
from appeals.selectors.subjects import criterion_in_force, open_appeal, subject_words
from indicators import clock
from indicators.models import Assignment, CriterionVersion, Dossier, Event, Receipt
from indicators.models.score import WHOLE_ASSIGNMENT
from indicators.permissions import Refused, Verdict
from indicators.services import audit
from indicators.services.errors import Invalid, NotAllowed

PREPARE = "prepare_appeal"


class AlreadyOpen(Invalid):
    """Somebody is appealing about this subject already: `appeal`."""

    def __init__(self, appeal: Appeal) -> None:
        sentence = _("%(subject)s มีอุทธรณ์ที่ยังไม่ยุติอยู่แล้ว (สถานะ %(status)s)")
        facts = {"subject": subject_words(appeal.position), "status": appeal.get_status_display()}
        super().__init__({"position": sentence % facts})
        self.appeal = appeal


def open_draft(
    assignment: Assignment, position: int, *, actor: User, key: UUID | None = None, **columns: Any
) -> Appeal:
    """A draft about the assignment or its criterion at `position`, with the criterion as it reads now. Inside a
    transaction that holds the agency's chain. Raises NotAllowed in a closed year, AlreadyOpen, or Invalid for a
    criterion that is not there."""
    insist_year_open(assignment)
    insist_free(assignment, position)
    criterion = criterion_at(assignment, position)
    now = clock.database_now()
    dossier = Dossier.objects.create(kind=Dossier.Kind.APPEAL, agency=assignment.agency, year=assignment.year)
    appeal = Appeal.objects.create(
        assignment=assignment,
        dossier=dossier,
        position=position,
        criterion=criterion,
        criterion_before=criterion.text if criterion else "",
        status_since=now,
        **columns,
    )
    event = audit.record(
        action=PREPARE,
        subject="appeal",
        actor=actor,
        at=now,
        agency=assignment.agency,
        dossier=dossier,
        details={
            "position": position,
            "criterion_version": criterion.version if criterion else None,
            "order": appeal.order.number if appeal.order else None,
        },
    )
    if key:
        Receipt.objects.create(actor=actor, key=key, event=event)
    return appeal


def draft_of_form(actor: User, key: UUID | None, assignment: Assignment) -> Appeal | None:
    """The draft that the form with this key has opened; None before it did."""
    if key is None:
        return None
    opened = Receipt.objects.filter(actor=actor, key=key, event__action=PREPARE).values("event__dossier")
    return Appeal.objects.filter(dossier__in=opened, assignment=assignment).first()


def first_draft(actor: User, key: UUID | None, assignment: Assignment, position: int) -> Appeal | None:
    """What the form with this key opened when it came first; Invalid when it was another form's."""
    receipt = Receipt.objects.filter(actor=actor, key=key).select_related("event").first() if key else None
    if receipt is None:
        return None
    event: Event = receipt.event
    appeal = Appeal.objects.filter(dossier=event.dossier_id, assignment=assignment).first()
    if event.action != PREPARE or appeal is None or json.loads(event.details)["position"] != position:
        raise Invalid({"key": _("แบบฟอร์มนี้ส่งไปแล้วครั้งหนึ่ง กรุณาเปิดหน้านี้ใหม่แล้วลองอีกครั้ง")})
    return appeal


def insist_free(assignment: Assignment, position: int) -> None:
    """Raises AlreadyOpen while another appeal about the subject is not over."""
    if other := open_appeal(assignment.pk, position):
        raise AlreadyOpen(other)


def insist_year_open(assignment: Assignment) -> None:
    """Raises NotAllowed in a closed year. Reads `year`."""
    if closed_at := assignment.year.closed_at:
        raise NotAllowed(Verdict(False, Refused.MOMENT, _("ปิดปีงบประมาณแล้ว"), closed_at, Role.ADMINISTRATOR))


def criterion_at(assignment: Assignment, position: int) -> CriterionVersion | None:
    """The criterion in force at `position`, None for the whole; Invalid where there is none."""
    criterion = criterion_in_force(assignment.pk, position)
    if criterion is None and position != WHOLE_ASSIGNMENT:
        raise Invalid({"position": _("ตัวชี้วัดนี้ไม่มีเกณฑ์ข้อ %(position)s") % {"position": position}})
    return criterion
