"""What must hold besides role and status: the moment, and that the thing is complete.

A guard takes the thing and the instant and returns a Refusal or None. Guards run twice: to draw the button, and again
inside the transaction that changes the status, while the agency's audit chain is locked.
"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.roles import Role
from indicators.completeness import missing_in_quarter, missing_in_year_end
from indicators.deadlines import Window
from indicators.models import Extension, QuarterlyReport, ReportingPeriod, YearEndReport
from indicators.models.dossier import Submittable
from indicators.workflow.machine import Refusal
from thai.dates import format_date

Quarter = QuarterlyReport.Status
YearEnd = YearEndReport.Status


def window_of(period: ReportingPeriod, agency_id: int, returned_due_on: object = None) -> Window:
    """The days on which an agency may submit for a period, its extensions and a return's due date included."""
    until = [
        extension.until
        for extension in Extension.objects.filter(period=period, agency_id=agency_id).order_by("-until")[:1]
    ]
    return Window(
        opens_on=period.opens_on,
        due_on=period.due_on,
        closes_on=period.closes_on,
        extended_until=until[0] if until else None,
        returned_due_on=returned_due_on,  # type: ignore[arg-type]
    )


def _refuse_unless_open(window: Window, period: ReportingPeriod, now: datetime) -> Refusal | None:
    if window.is_open(now):
        return None
    if now < window.opens_at:
        return Refusal(
            _("%(period)s เปิดรับวันที่ %(date)s") % {"period": period, "date": format_date(period.opens_on, "full")}
        )
    return Refusal(
        _("%(period)s ปิดรับแล้ว ขอขยายเวลาได้ที่ผู้ดูแลระบบ") % {"period": period},
        since=window.closes_at,
        whose_turn=Role.ADMINISTRATOR,
    )


def quarter_is_open(report: QuarterlyReport, now: datetime) -> Refusal | None:
    """Refused before opens_on, and after closes_on unless an extension or a return is running."""
    window = window_of(report.period, report.assignment.agency_id, report.returned_due_on)
    return _refuse_unless_open(window, report.period, now)


def year_end_is_open(report: YearEndReport, now: datetime) -> Refusal | None:
    """As for a quarter, by the year-end period of the year."""
    assignment = report.assignment
    period = ReportingPeriod.objects.get(year_id=assignment.year_id, kind=ReportingPeriod.Kind.YEAR_END)
    window = window_of(period, assignment.agency_id, report.returned_due_on)
    return _refuse_unless_open(window, period, now)


def period_not_closed(report: QuarterlyReport, now: datetime) -> Refusal | None:
    """Refused after the closing: a recall would take back what can no longer be sent."""
    window = window_of(report.period, report.assignment.agency_id, report.returned_due_on)
    if now < window.closes_at:
        return None
    return Refusal(_("ปิดรับแล้ว จึงเรียกคืนไม่ได้"), since=window.closes_at, whose_turn=Role.EVALUATOR)


def not_opened_by_reviewer(report: Submittable, now: datetime) -> Refusal | None:
    """A recall is possible until whoever acts next has opened the submission."""
    if report.opened_at is None:
        return None
    turn = Role.HEAD if isinstance(report, YearEndReport) else Role.EVALUATOR
    return Refusal(_("ผู้ตรวจเปิดอ่านแล้ว จึงเรียกคืนไม่ได้"), since=report.opened_at, whose_turn=turn)


def quarter_is_complete(report: QuarterlyReport, now: datetime) -> Refusal | None:
    """A narrative, or no progress with its reason; and the cumulative progress in percent."""
    missing = missing_in_quarter(report)
    return Refusal(" ".join(missing.values()), whose_turn=Role.OFFICER) if missing else None


def year_end_is_complete(report: YearEndReport, now: datetime) -> Refusal | None:
    """The level ticked, sections 7 and 8 answered or “ไม่มี” stated, every evidence item complete."""
    missing = missing_in_year_end(report)
    return Refusal(" ".join(missing.values()), whose_turn=Role.OFFICER) if missing else None


def year_end_not_submitted(report: QuarterlyReport, now: datetime) -> Refusal | None:
    """A quarter stays accepted while the year-end that rests on it is submitted or later."""
    year_end = YearEndReport.objects.filter(assignment_id=report.assignment_id).first()
    if year_end is None or year_end.status in {YearEnd.DRAFT, YearEnd.RETURNED}:
        return None
    return Refusal(
        _("รายงานสิ้นปีส่งแล้ว จึงเปิดไตรมาสนี้ไม่ได้ ต้องส่งคืนรายงานสิ้นปีก่อน"),
        since=year_end.status_since,
        whose_turn=Role.HEAD if year_end.status == YearEnd.SUBMITTED else Role.EVALUATOR,
    )


def year_is_open(report: QuarterlyReport | YearEndReport, now: datetime) -> Refusal | None:
    """Nothing moves in a closed year."""
    closed_at = report.assignment.year.closed_at
    return Refusal(_("ปิดปีงบประมาณแล้ว"), since=closed_at, whose_turn=Role.ADMINISTRATOR) if closed_at else None


def four_quarters_submitted(report: YearEndReport, now: datetime) -> Refusal | None:
    """All four quarters are submitted or accepted."""
    return _quarters_lacking(
        report,
        {Quarter.SUBMITTED, Quarter.ACCEPTED},
        _("ต้องส่งรายงานให้ครบสี่ไตรมาสก่อน ยังขาด %(quarters)s"),
        Role.OFFICER,
    )


def four_quarters_accepted(report: YearEndReport, now: datetime) -> Refusal | None:
    """All four quarters are accepted."""
    return _quarters_lacking(
        report,
        {Quarter.ACCEPTED},
        _("ต้องตรวจประเมินให้ครบสี่ไตรมาสก่อน ยังขาด %(quarters)s"),
        Role.EVALUATOR,
    )


def _quarters_lacking(report: YearEndReport, enough: set[Quarter], sentence: str, turn: str) -> Refusal | None:
    reports = QuarterlyReport.objects.filter(assignment_id=report.assignment_id).select_related("period")
    done = {row.period.quarter for row in reports if row.status in enough}
    lacking = [str(quarter) for quarter in (1, 2, 3, 4) if quarter not in done]
    if not lacking:
        return None
    names = ", ".join(_("ไตรมาสที่ %(quarter)s") % {"quarter": quarter} for quarter in lacking)
    return Refusal(sentence % {"quarters": names}, whose_turn=turn)
