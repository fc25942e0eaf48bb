"""The process of step 2, selecting one idea, as a table."""

from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from indicators.workflow.guards import year_is_open
from indicators.workflow.machine import Transition, Workflow
from innovation.models import Selection
from innovation.workflow import guards

Status = Selection.Status

SELECTION = Workflow(
    name="selection",
    title=_("ขั้นที่ 2 คัดเลือกความคิดเห็น"),
    statuses=tuple(Status.values),
    turn={Status.OPEN: Role.WORKING_GROUP, Status.DONE: ""},
    editor=Role.WORKING_GROUP,
    rows=(
        Transition(
            action="select",
            source=Status.OPEN,
            target=Status.DONE,
            role=Role.WORKING_GROUP,
            label=_("บันทึกผลการคัดเลือก"),
            consequence="exactly one idea is selected; freezes a revision and its print; opens step 3",
            needs_password=True,
            guards=(guards.selection_is_complete, year_is_open),
        ),
    ),
)
