"""The process of a year-end report, as a table."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from indicators.models import YearEndReport
from indicators.workflow import guards
from indicators.workflow.machine import Transition, Workflow

Status = YearEndReport.Status
_SUBMIT = Transition(
    source=Status.DRAFT,
    action="submit",
    target=Status.SUBMITTED,
    role=Role.OFFICER,
    label=_("ส่งให้ผู้บริหาร"),
    consequence="freezes a revision",
    guards=(
        guards.year_end_is_open,
        guards.year_is_open,
        guards.four_quarters_submitted,
        guards.year_end_is_complete,
    ),
)
_RETURN = Transition(
    source=Status.SUBMITTED,
    role=Role.HEAD,
    action="return",
    target=Status.RETURNED,
    label=_("ส่งคืนให้แก้ไข"),
    consequence="comments hang on the revision; a new due date; freezes the print",
    needs_reason=True,
    guards=(guards.year_is_open,),
)

YEAR_END_REPORT = Workflow(
    name="year-end-report",
    title=_("รายงานสิ้นปี"),
    statuses=tuple(Status.values),
    turn={
        Status.DRAFT: Role.OFFICER,
        Status.SUBMITTED: Role.HEAD,
        Status.RETURNED: Role.OFFICER,
        Status.ENDORSED: Role.EVALUATOR,
        Status.ACCEPTED: "",
    },
    rows=(
        _SUBMIT,
        replace(_SUBMIT, source=Status.RETURNED),
        Transition(
            action="recall",
            source=Status.SUBMITTED,
            target=Status.DRAFT,
            role=Role.OFFICER,
            label=_("เรียกคืน"),
            consequence="the officer edits again; the revision stays",
            guards=(guards.not_opened_by_reviewer, guards.year_is_open),
        ),
        Transition(
            action="endorse",
            source=Status.SUBMITTED,
            target=Status.ENDORSED,
            role=Role.HEAD,
            label=_("เห็นชอบ"),
            consequence="freezes the print with the endorsement; a deputy's standing is recorded",
            needs_password=True,
            guards=(guards.year_is_open,),
        ),
        _RETURN,
        replace(_RETURN, source=Status.ENDORSED, role=Role.EVALUATOR),
        Transition(
            action="accept",
            source=Status.ENDORSED,
            target=Status.ACCEPTED,
            role=Role.EVALUATOR,
            label=_("ผ่านการตรวจประเมิน"),
            consequence="freezes the print with the mark",
            needs_mark=True,
            guards=(guards.year_is_open, guards.four_quarters_accepted),
        ),
        Transition(
            action="reopen",
            source=Status.ACCEPTED,
            target=Status.RETURNED,
            role=Role.EVALUATOR,
            label=_("เปิดให้แก้ไขใหม่"),
            consequence="the accepted revision stays printable; a new due date",
            needs_reason=True,
            guards=(guards.year_is_open,),
        ),
    ),
)
