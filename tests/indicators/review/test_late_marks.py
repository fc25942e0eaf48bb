"""A mark behind the last day for marks is late; it is shown, not refused."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest

from indicators import clock
from indicators.models import QuarterlyReport, ReportingPeriod
from indicators.services import review
from tests import make
from tests.indicators.pages.conftest import Cast, cast, signed_in

__all__ = ["cast"]


@pytest.fixture
def report(cast: Cast) -> QuarterlyReport:
    ReportingPeriod.objects.filter(kind="q1").update(marks_due_on="2021-02-15")
    ReportingPeriod.objects.filter(kind="year_end").update(marks_due_on="2021-11-15")
    return make.set_status(make.fill_quarter(make.quarter(cast.assignment)), "submitted", cast.officer)  # type: ignore[no-any-return]


def mark(cast: Cast, report: QuarterlyReport, moment: datetime) -> None:
    with clock.travel(moment):
        review.accept(report, actor=cast.evaluator, version=report.version, mark=Decimal(0))


@pytest.mark.parametrize(
    ("moment", "late"), [(make.at("2021-02-15", "23:59"), False), (make.at("2021-02-16", "00:00"), True)]
)
def test_a_mark_is_late_behind_midnight_of_the_last_day(
    cast: Cast, report: QuarterlyReport, moment: datetime, late: bool
) -> None:
    mark(cast, report, moment)
    assert report.mark_is_late is late
    page = signed_in(cast.officer).get(f"/quarterly-reports/{report.pk}/").content.decode()
    above, below = page.split('<p class="given-mark">')[1].split("</p>")[0], page.split("timeline")[-1]
    assert "<strong>0.00</strong>" in above
    assert ("ให้คะแนนล่าช้า" in above, "ให้คะแนนล่าช้า" in below) == (late, late)
    assert (
        "ให้คะแนนล่าช้า" in signed_in(cast.officer).get(f"/assignments/{cast.assignment.pk}/").content.decode()
    ) is late


def test_without_a_last_day_no_mark_is_late(cast: Cast, report: QuarterlyReport) -> None:
    ReportingPeriod.objects.update(marks_due_on=None)
    mark(cast, report, make.at("2022-05-01"))
    assert not report.mark_is_late


def test_a_year_end_is_late_by_the_year_end_period(cast: Cast) -> None:
    ReportingPeriod.objects.filter(kind="year_end").update(marks_due_on="2021-11-15")
    for number in (1, 2, 3, 4):
        make.set_status(make.quarter(cast.assignment, number), "accepted")
    year_end = make.set_status(make.fill_year_end(cast.assignment.year_end_report), "endorsed", cast.officer)
    with clock.travel(make.at("2021-11-16")):
        review.accept(year_end, actor=cast.evaluator, version=year_end.version, mark=Decimal(90))
    assert year_end.mark_is_late


def test_reopening_clears_it(cast: Cast, report: QuarterlyReport) -> None:
    mark(cast, report, make.at("2021-03-01"))
    with clock.travel(make.at("2021-03-02")):
        review.reopen(report, actor=cast.evaluator, version=report.version, reason="ตัวเลขผิด")
    assert (report.mark, report.mark_is_late) == (None, False)
    page = signed_in(cast.officer).get(f"/quarterly-reports/{report.pk}/").content.decode()
    assert "ยังไม่ให้คะแนน" in page.split('<p class="given-mark">')[1].split("</p>")[0]
