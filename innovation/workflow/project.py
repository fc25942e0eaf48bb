"""The process of step 3, proposing a project, as a table. The committee's determination is four actions."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from indicators.workflow.guards import year_is_open
from indicators.workflow.machine import Transition, Workflow
from innovation.models import Project
from innovation.workflow import guards

Status = Project.Status
_SUBMIT = Transition(
    action="submit",
    source=Status.DRAFT,
    target=Status.SUBMITTED,
    role=Role.OFFICER,
    label=_("ส่งให้ผู้บริหาร"),
    consequence="freezes a revision of the project and its presentation",
    guards=(guards.project_is_complete, year_is_open),
)
_DETERMINE = Transition(
    action="approve",
    source=Status.SCHEDULED,
    target=Status.DONE,
    role=Role.COMMITTEE,
    label=_("อนุมัติ"),
    consequence="opens step 4; freezes the prints with the resolution",
    guards=(year_is_open,),
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

PROJECT = Workflow(
    name="project",
    title=_("ขั้นที่ 3 นำเสนอโครงการ"),
    statuses=tuple(Status.values),
    kept=(Status.REJECTED,),
    turn={
        Status.DRAFT: Role.OFFICER,
        Status.SUBMITTED: Role.HEAD,
        Status.RETURNED: Role.OFFICER,
        Status.ENDORSED: Role.SECRETARIAT,
        Status.SCHEDULED: Role.COMMITTEE,
        Status.REVISING: Role.OFFICER,
        Status.REVISED: Role.SECRETARIAT,
        Status.DONE: "",
        Status.REJECTED: Role.OFFICER,
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
            consequence="freezes the prints with the endorsement; a deputy's standing is recorded",
            needs_password=True,
            guards=(year_is_open,),
        ),
        _RETURN,
        Transition(
            action="schedule",
            source=Status.ENDORSED,
            target=Status.SCHEDULED,
            role=Role.SECRETARIAT,
            label=_("บรรจุวาระ"),
            consequence="the newest revision stands on a meeting's agenda",
            guards=(year_is_open,),
        ),
        _DETERMINE,
        replace(
            _DETERMINE,
            action="approve_with_changes",
            target=Status.REVISING,
            label=_("อนุมัติโดยให้ปรับปรุง"),
            consequence="the officer revises what the resolution asks for",
        ),
        replace(
            _RETURN,
            source=Status.SCHEDULED,
            role=Role.COMMITTEE,
            label=_("ส่งคืน"),
            consequence="the officer revises and submits again; the resolution is kept",
            needs_reason=False,
        ),
        replace(
            _DETERMINE,
            action="reject",
            target=Status.REJECTED,
            label=_("ไม่อนุมัติ"),
            consequence="the record is kept; the officer may have another idea selected",
        ),
        Transition(
            action="resubmit",
            source=Status.REVISING,
            target=Status.REVISED,
            role=Role.OFFICER,
            label=_("ส่งฉบับปรับปรุง"),
            consequence="freezes a revision, compared with the one decided on",
            guards=(guards.project_is_complete, year_is_open),
        ),
        Transition(
            action="confirm",
            source=Status.REVISED,
            target=Status.DONE,
            role=Role.SECRETARIAT,
            label=_("ยืนยันการปรับปรุง"),
            consequence="opens step 4; freezes the prints",
            guards=(year_is_open,),
        ),
        replace(
            _RETURN,
            source=Status.REVISED,
            target=Status.REVISING,
            role=Role.SECRETARIAT,
            consequence="the officer revises again",
        ),
        Transition(
            action="reselect",
            source=Status.REJECTED,
            target=Status.REJECTED,
            role=Role.OFFICER,
            label=_("คัดเลือกความคิดเห็นใหม่"),
            consequence="step 2 is open again with a new selection; the rejected project and its selection are kept",
            guards=(guards.not_reselected_yet, year_is_open),
        ),
    ),
)
