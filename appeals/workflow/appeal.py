"""The process of an appeal, as a table. The committee's decision is five actions: with conditions or without."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from appeals.models import Appeal
from appeals.workflow import guards
from indicators.workflow.guards import year_is_open
from indicators.workflow.machine import Transition, Workflow

Status = Appeal.Status
_WITHDRAW = Transition(
    action="withdraw",
    source=Status.DRAFT,
    target=Status.WITHDRAWN,
    role=Role.OFFICER,
    label=_("ถอนอุทธรณ์"),
    consequence="the record is kept; what stood on an agenda is taken off it",
    guards=(year_is_open,),
)
_DECIDE = Transition(
    action="accept",
    source=Status.SCHEDULED,
    target=Status.CONDITIONS,
    role=Role.COMMITTEE,
    label=_("รับอุทธรณ์โดยมีเงื่อนไข"),
    consequence="keeps the decided outcome; brings the criterion's next version, an adjusted score, or both; opens "
    "the conditions; freezes the print",
    guards=(year_is_open,),
)
_SETTLE = Transition(
    action="close",
    source=Status.CONDITIONS,
    target=Status.CLOSED,
    role=Role.SECRETARIAT,
    label=_("ยุติเรื่องอุทธรณ์"),
    consequence="with the last verification; freezes the print",
    guards=(guards.no_condition_open, year_is_open),
)

APPEAL = Workflow(
    name="appeal",
    title=_("อุทธรณ์"),
    statuses=tuple(Status.values),
    kept=(Status.CONDITIONS,),
    turn={
        Status.DRAFT: Role.OFFICER,
        Status.FILED: Role.SECRETARIAT,
        Status.REGISTERED: Role.SECRETARIAT,
        Status.SCHEDULED: Role.COMMITTEE,
        Status.CONDITIONS: Role.OFFICER,
        Status.CLOSED: "",
        Status.WITHDRAWN: "",
    },
    rows=(
        Transition(
            action="file",
            source=Status.DRAFT,
            target=Status.FILED,
            role=Role.OFFICER,
            label=_("ยื่นอุทธรณ์"),
            consequence="freezes a revision with the criterion's text of that day",
            guards=(guards.filing_is_open, guards.appeal_is_complete, year_is_open),
        ),
        Transition(
            action="register",
            source=Status.FILED,
            target=Status.REGISTERED,
            role=Role.SECRETARIAT,
            label=_("รับเรื่อง"),
            consequence="it waits for a meeting",
            guards=(year_is_open,),
        ),
        Transition(
            action="return",
            source=Status.FILED,
            target=Status.DRAFT,
            role=Role.SECRETARIAT,
            label=_("ส่งคืนให้แก้ไข"),
            consequence="the officer corrects and files again",
            needs_reason=True,
            guards=(year_is_open,),
        ),
        Transition(
            action="schedule",
            source=Status.REGISTERED,
            target=Status.SCHEDULED,
            role=Role.SECRETARIAT,
            label=_("บรรจุวาระ"),
            consequence="stands on a meeting's agenda; keeps the letter of invitation",
            guards=(year_is_open,),
        ),
        _DECIDE,
        replace(
            _DECIDE,
            action="accept_unconditionally",
            target=Status.CLOSED,
            label=_("รับอุทธรณ์"),
            consequence="as above, without conditions: closed at once",
        ),
        replace(
            _DECIDE,
            action="accept_in_part",
            label=_("รับอุทธรณ์บางส่วนโดยมีเงื่อนไข"),
            consequence="as accept",
        ),
        replace(
            _DECIDE,
            action="accept_in_part_unconditionally",
            target=Status.CLOSED,
            label=_("รับอุทธรณ์บางส่วน"),
            consequence="as above, without conditions: closed at once",
        ),
        replace(
            _DECIDE,
            action="reject",
            target=Status.CLOSED,
            label=_("ไม่รับอุทธรณ์"),
            consequence="criterion and score stay; freezes the print",
        ),
        _SETTLE,
        replace(
            _SETTLE,
            action="conclude",
            role=Role.COMMITTEE,
            label=_("ยุติเรื่องโดยมติคณะกรรมการ"),
            consequence="when the committee waives or fails the last open condition; freezes the print",
        ),
        _WITHDRAW,
        replace(_WITHDRAW, source=Status.FILED),
        replace(_WITHDRAW, source=Status.REGISTERED),
        replace(_WITHDRAW, source=Status.SCHEDULED),
    ),
)
