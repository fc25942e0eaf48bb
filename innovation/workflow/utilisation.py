"""The process of step 5, the survey of use, as a table."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from indicators.workflow.guards import year_is_open
from indicators.workflow.machine import Transition, Workflow
from innovation.models import Utilisation
from innovation.workflow import guards

Status = Utilisation.Status
_SUBMIT = Transition(
    action="submit",
    source=Status.DRAFT,
    target=Status.SUBMITTED,
    role=Role.OFFICER,
    label=_("ส่งให้ผู้บริหาร"),
    consequence="freezes a revision with the figures of step 4",
    guards=(guards.utilisation_is_complete, year_is_open),
)
_RETURN = Transition(
    action="return",
    source=Status.SUBMITTED,
    target=Status.RETURNED,
    role=Role.HEAD,
    label=_("ส่งคืนให้แก้ไข"),
    consequence="the officer revises and submits again",
    needs_reason=True,
    guards=(year_is_open,),
)

UTILISATION = Workflow(
    name="utilisation",
    title=_("ขั้นที่ 5 สำรวจการใช้ประโยชน์"),
    statuses=tuple(Status.values),
    turn={
        Status.DRAFT: Role.OFFICER,
        Status.SUBMITTED: Role.HEAD,
        Status.RETURNED: Role.OFFICER,
        Status.ENDORSED: Role.SECRETARIAT,
        Status.DONE: "",
    },
    rows=(
        _SUBMIT,
        replace(_SUBMIT, source=Status.RETURNED),
        Transition(
            action="endorse",
            source=Status.SUBMITTED,
            target=Status.ENDORSED,
            role=Role.HEAD,
            label=_("เห็นชอบ"),
            consequence="freezes the print with the endorsement; a deputy's standing is recorded",
            needs_password=True,
            guards=(year_is_open,),
        ),
        _RETURN,
        Transition(
            action="receive",
            source=Status.ENDORSED,
            target=Status.DONE,
            role=Role.SECRETARIAT,
            label=_("รับไว้"),
            consequence="the case is complete; freezes the print",
            guards=(year_is_open,),
        ),
        replace(_RETURN, source=Status.ENDORSED, role=Role.SECRETARIAT),
    ),
)
