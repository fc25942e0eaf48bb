"""What the software notices in a report. None of it blocks: it asks for a reason and shows it to the reviewer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from indicators.deadlines import quarter_bounds
from indicators.models import QuarterlyReport, YearEndReport
from indicators.selectors.mentioned_dates import mentioned_dates
from thai.dates import format_date
from thai.text import same_text

DAMAGED = re.compile(r"\?\S[^?\n]*\?|\d\s\?\s\d")


@dataclass(frozen=True, slots=True)
class Warning:
    """`code` is stable and keys the officer's reason; `field` is where it shows."""

    code: str
    field: str
    sentence: str


def quarterly_warnings(report: QuarterlyReport) -> list[Warning]:
    """Everything noticed in one quarter, in the order of its fields. One query for the other quarters."""
    others = {
        other.period.quarter: other
        for other in QuarterlyReport.objects.filter(assignment_id=report.assignment_id).select_related("period")
    }
    quarter = report.period.quarter or 0
    before = others.get(quarter - 1)
    return [
        *_same_as_before(report, before),
        *_dates_outside(report),
        *_damaged("narrative", report.narrative),
        *_progress_fell(report, before),
        *_more_than_target(report.result_in_unit, report),
    ]


def year_end_warnings(report: YearEndReport) -> list[Warning]:
    """Everything noticed in a year-end report."""
    return [
        *_damaged("summary", report.summary),
        *_more_than_target(report.result_in_unit or report.proposed_result, report),
        *_unsigned(report),
        *_quarters_changed_since(report),
    ]


def _same_as_before(report: QuarterlyReport, before: QuarterlyReport | None) -> Iterator[Warning]:
    if before and report.narrative.strip() and same_text(report.narrative, before.narrative):
        yield Warning(
            "same_as_last_quarter",
            "narrative",
            _("ข้อความเหมือนไตรมาสที่ %(quarter)s ทุกตัวอักษร") % {"quarter": before.period.quarter},
        )


def _dates_outside(report: QuarterlyReport) -> Iterator[Warning]:
    span = quarter_bounds(report.assignment.year.be_year, report.period.quarter or 1)
    outside = [day for day in mentioned_dates(report.narrative) if not span.first <= day <= span.last]
    if outside:
        days = ", ".join(format_date(day, "short") for day in dict.fromkeys(outside))
        yield Warning("date_outside_quarter", "narrative", _("วันที่นี้อยู่นอกไตรมาส: %(days)s") % {"days": days})


def _damaged(field: str, text: str) -> Iterator[Warning]:
    if DAMAGED.search(text):
        yield Warning("damaged_marks", field, _("พบเครื่องหมาย ? ที่น่าจะเป็น “ ” หรือ – โปรดตรวจข้อความ"))


def _progress_fell(report: QuarterlyReport, before: QuarterlyReport | None) -> Iterator[Warning]:
    now, then = report.progress_percent, before.progress_percent if before else None
    if now is not None and then is not None and now < then:
        yield Warning(
            "progress_fell",
            "progress_percent",
            _("ความก้าวหน้าสะสมลดลงจากไตรมาสก่อน (%(then)s เป็น %(now)s)") % {"then": then, "now": now},
        )


def _more_than_target(result: object, report: QuarterlyReport | YearEndReport) -> Iterator[Warning]:
    target = report.assignment.target
    if result is not None and target is not None and result > target:  # type: ignore[operator]
        yield Warning(
            "result_over_target",
            "result_in_unit",
            _("ผลงาน %(result)s มากกว่าเป้าหมาย %(target)s %(unit)s โปรดตรวจหน่วยนับ")
            % {"result": result, "target": target, "unit": report.assignment.indicator.unit},
        )


def _unsigned(report: YearEndReport) -> Iterator[Warning]:
    if not report.responsible_name:
        yield Warning("no_signature_name", "responsible_name", _("ยังไม่ได้กรอกชื่อผู้รับผิดชอบสำหรับช่องลงชื่อ"))


def _quarters_changed_since(report: YearEndReport) -> Iterator[Warning]:
    if report.submitted_at is None:
        return
    changed = QuarterlyReport.objects.filter(
        assignment_id=report.assignment_id, submitted_at__gt=report.submitted_at
    ).select_related("period")
    for quarter in changed:
        yield Warning(
            f"quarter_{quarter.period.quarter}_changed",
            "quarters",
            _("%(period)s ถูกส่งใหม่หลังจากส่งรายงานสิ้นปี") % {"period": quarter.period.get_kind_display()},
        )
