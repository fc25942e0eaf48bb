"""How far a report is on its way, seen from above: not open yet, to be sent, late, sent, accepted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class ReportState(StrEnum):
    """The value is a key of the looks of statuses."""

    OVERDUE = "overdue"
    RETURNED = "returned"
    NOT_SENT = "not_sent"
    NOT_OPEN = "locked"
    SUBMITTED = "submitted"
    ENDORSED = "endorsed"
    ACCEPTED = "accepted"


# The worst first: many reports together are told by the worst of them.
WORDS = {
    ReportState.OVERDUE: _("ล่าช้า"),
    ReportState.RETURNED: _("ขอแก้ไข"),
    ReportState.NOT_SENT: _("ยังไม่ส่ง"),
    ReportState.NOT_OPEN: _("ยังไม่เปิดรับ"),
    ReportState.SUBMITTED: _("ส่งแล้ว"),
    ReportState.ENDORSED: _("เห็นชอบแล้ว"),
    ReportState.ACCEPTED: _("ผ่านการตรวจประเมินแล้ว"),
}
SENT = frozenset({ReportState.SUBMITTED, ReportState.ENDORSED, ReportState.ACCEPTED})
_STANDS = {state.value: state for state in SENT}


def state_of(
    status: str, *, opens_on: date, due_on: date, returned_due_on: date | None, today: date, touched: bool
) -> ReportState:
    """The state of a report in `status` on a day. What is with its agency is late from the day after it was due; an
    extension keeps the window open but makes nothing timely (deadlines.Window)."""
    if status in _STANDS:
        return _STANDS[status]
    if today > (returned_due_on or due_on):
        return ReportState.OVERDUE
    if status == "returned":
        return ReportState.RETURNED
    return ReportState.NOT_SENT if touched or today >= opens_on else ReportState.NOT_OPEN


def worst(states: Iterable[ReportState]) -> ReportState | None:
    """The worst of them, None of none."""
    found = set(states)
    return next((state for state in WORDS if state in found), None)
