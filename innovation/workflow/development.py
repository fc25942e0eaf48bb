"""The process of step 4, carrying the project out, as a table."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from indicators.workflow.guards import year_is_open
from indicators.workflow.machine import Transition, Workflow
from innovation.models import Development
from innovation.workflow import guards

Status = Development.Status
_SEND = Transition(
    action="send",
    source=Status.OPEN,
    target=Status.SUBMITTED,
    role=Role.OFFICER,
    label=_("ส่งหลักฐานให้สำนักงาน ก.ก."),
    consequence="freezes a revision with sessions, activities and evidence",
    guards=(guards.development_is_complete, year_is_open),
)

DEVELOPMENT = Workflow(
    name="development",
    title=_("ขั้นที่ 4 พัฒนานวัตกรรม"),
    statuses=tuple(Status.values),
    turn={
        Status.OPEN: Role.OFFICER,
        Status.SUBMITTED: Role.SECRETARIAT,
        Status.RETURNED: Role.OFFICER,
        Status.DONE: "",
    },
    rows=(
        _SEND,
        replace(_SEND, source=Status.RETURNED),
        Transition(
            action="accept",
            source=Status.SUBMITTED,
            target=Status.DONE,
            role=Role.SECRETARIAT,
            label=_("รับหลักฐาน"),
            consequence="the evidence is accepted, whether or not the target was reached; opens step 5",
            guards=(year_is_open,),
        ),
        Transition(
            action="return",
            source=Status.SUBMITTED,
            target=Status.RETURNED,
            role=Role.SECRETARIAT,
            label=_("ส่งคืนให้แก้ไข"),
            consequence="the officer completes the evidence and sends it again",
            needs_reason=True,
            guards=(year_is_open,),
        ),
    ),
)
