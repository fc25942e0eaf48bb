"""The process of step 1, collecting ideas, as a table."""

from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from indicators.workflow.guards import year_is_open
from indicators.workflow.machine import Transition, Workflow
from innovation.models import Collection
from innovation.workflow import guards

Status = Collection.Status

COLLECTION = Workflow(
    name="collection",
    title=_("ขั้นที่ 1 ค้นหาและรวบรวมความคิดเห็น"),
    statuses=tuple(Status.values),
    turn={Status.OPEN: Role.OFFICER, Status.SENT: Role.SECRETARIAT, Status.DONE: "", Status.CARRIED: ""},
    rows=(
        Transition(
            action="close",
            source=Status.OPEN,
            target=Status.SENT,
            role=Role.OFFICER,
            label=_("ปิดรับและส่งสำนักงาน ก.ก."),
            consequence="freezes a revision with every idea; the shared link closes",
            guards=(guards.enough_eligible_ideas, year_is_open),
        ),
        Transition(
            action="receive",
            source=Status.SENT,
            target=Status.DONE,
            role=Role.SECRETARIAT,
            label=_("รับไว้"),
            consequence="opens step 2; freezes the print",
            guards=(year_is_open,),
        ),
        Transition(
            action="return",
            source=Status.SENT,
            target=Status.OPEN,
            role=Role.SECRETARIAT,
            label=_("ส่งคืนให้แก้ไข"),
            consequence="the collection is open again; the revision stays",
            needs_reason=True,
            guards=(year_is_open,),
        ),
        Transition(
            action="carry_over",
            source=Status.OPEN,
            target=Status.CARRIED,
            role=Role.OFFICER,
            label=_("ดำเนินโครงการต่อจากปีก่อน"),
            consequence="opens step 4 with last year's project; steps 1 to 3 are those of the year before",
            guards=(guards.project_runs_on, guards.no_ideas_yet, year_is_open),
        ),
    ),
)
