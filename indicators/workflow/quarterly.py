"""The process of a quarterly report, as a table."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from indicators.models import QuarterlyReport
from indicators.workflow import guards
from indicators.workflow.machine import Transition, Workflow

Status = QuarterlyReport.Status
_SUBMIT = Transition(
    source=Status.DRAFT,
    action="submit",
    target=Status.SUBMITTED,
    role=Role.OFFICER,
    label=_("ส่งรายงาน"),
    consequence="freezes a revision; late when first submitted after due_on",
    guards=(guards.quarter_is_open, guards.year_is_open, guards.quarter_is_complete),
)

QUARTERLY_REPORT = Workflow(
    name="quarterly-report",
    title=_("รายงานรายไตรมาส"),
    statuses=tuple(Status.values),
    turn={
        Status.DRAFT: Role.OFFICER,
        Status.SUBMITTED: Role.EVALUATOR,
        Status.RETURNED: Role.OFFICER,
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
            guards=(guards.not_opened_by_reviewer, guards.period_not_closed, guards.year_is_open),
        ),
        Transition(
            action="return",
            source=Status.SUBMITTED,
            target=Status.RETURNED,
            role=Role.EVALUATOR,
            label=_("ส่งคืนให้แก้ไข"),
            consequence="comments hang on the revision; a new due date, valid past closes_on; freezes the print",
            needs_reason=True,
            guards=(guards.year_is_open,),
        ),
        Transition(
            action="accept",
            source=Status.SUBMITTED,
            target=Status.ACCEPTED,
            role=Role.EVALUATOR,
            label=_("ผ่านการตรวจประเมิน"),
            consequence="freezes the print with the mark",
            needs_mark=True,
            guards=(guards.year_is_open,),
        ),
        Transition(
            action="reopen",
            source=Status.ACCEPTED,
            target=Status.RETURNED,
            role=Role.EVALUATOR,
            label=_("เปิดให้แก้ไขใหม่"),
            consequence="the accepted revision stays printable; a new due date",
            needs_reason=True,
            guards=(guards.year_end_not_submitted, guards.year_is_open),
        ),
    ),
)
