"""What each guard of a report says: nothing, or why not, since when and whose turn it is instead."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from accounts.roles import Role
from indicators.deadlines import Window
from indicators.models import (
    Assignment,
    Extension,
    FiscalYear,
    QuarterlyReport,
    ReportingPeriod,
    YearEndReport,
)
from indicators.workflow import guards
from indicators.workflow.machine import Refusal
from tests import make
from tests.scenes import Once, as_stored

pytestmark = pytest.mark.django_db
NOW = make.at("2021-01-05")
SINCE = make.at("2020-12-20")
MILLISECOND = timedelta(milliseconds=1)
QUARTER = {"opens_on": date(2020, 10, 1), "due_on": date(2021, 1, 10), "closes_on": date(2021, 1, 31)}
# 24:00 of the last day in Bangkok.
QUARTER_CLOSES = datetime.fromisoformat("2021-01-31T17:00:00+00:00")
YEAR_CLOSES = datetime.fromisoformat("2021-10-31T17:00:00+00:00")


@pytest.fixture(scope="module")
def made(once: Once) -> Assignment:
    return once(lambda: make.assignment(make.agency()))


@pytest.fixture
def of(made: Assignment, db: None) -> Assignment:
    return as_stored(made)


@pytest.fixture
def quarter(of: Assignment) -> QuarterlyReport:
    return make.fill_quarter(make.quarter(of))


@pytest.fixture
def year_end(of: Assignment) -> YearEndReport:
    return make.fill_year_end(of.year_end_report)


def put(report: Any, **columns: Any) -> Any:
    """The report with these columns, as it is read anew."""
    type(report).objects.filter(pk=report.pk).update(**columns)
    return type(report).objects.get(pk=report.pk)


def extend(period: ReportingPeriod, agency: Any, until: date) -> None:
    Extension.objects.create(period=period, agency=agency, until=until, reason="น้ำท่วม", granted_by=make.user())


def test_a_window_knows_the_last_extension_and_the_return(quarter: QuarterlyReport) -> None:
    period, agency = quarter.period, quarter.assignment.agency
    extend(period, make.agency(), date(2021, 3, 31))
    extend(make.quarter(quarter.assignment, 2).period, agency, date(2021, 4, 30))
    assert guards.window_of(period, agency.pk) == Window(**QUARTER)
    for day in (10, 15, 12):
        extend(period, agency, date(2021, 2, day))
    assert guards.window_of(period, agency.pk, date(2021, 3, 5)) == Window(
        **QUARTER, extended_until=date(2021, 2, 15), returned_due_on=date(2021, 3, 5)
    )


def test_a_quarter_is_taken_inside_its_window(quarter: QuarterlyReport) -> None:
    opens = make.at("2020-10-01", "00:00")
    assert guards.quarter_is_open(quarter, opens) is None
    assert guards.quarter_is_open(quarter, QUARTER_CLOSES - MILLISECOND) is None
    assert guards.quarter_is_open(quarter, opens - MILLISECOND) == Refusal(
        "ไตรมาสที่ 1 2564 เปิดรับวันที่ วันพฤหัสบดีที่ 1 ตุลาคม พ.ศ. 2563"
    )
    assert guards.quarter_is_open(quarter, QUARTER_CLOSES) == Refusal(
        "ไตรมาสที่ 1 2564 ปิดรับแล้ว ขอขยายเวลาได้ที่ผู้ดูแลระบบ", QUARTER_CLOSES, Role.ADMINISTRATOR
    )
    returned = put(quarter, returned_due_on=date(2021, 2, 1))
    assert guards.quarter_is_open(returned, QUARTER_CLOSES) is None
    extend(quarter.period, quarter.assignment.agency, date(2021, 2, 10))
    assert guards.quarter_is_open(quarter, make.at("2021-02-10")) is None


def test_a_year_end_report_is_taken_inside_the_window_of_its_year(year_end: YearEndReport) -> None:
    make.year(2565)
    assert guards.year_end_is_open(year_end, YEAR_CLOSES - MILLISECOND) is None
    assert guards.year_end_is_open(year_end, YEAR_CLOSES) == Refusal(
        "สิ้นปีงบประมาณ 2564 ปิดรับแล้ว ขอขยายเวลาได้ที่ผู้ดูแลระบบ", YEAR_CLOSES, Role.ADMINISTRATOR
    )
    returned = put(year_end, returned_due_on=date(2021, 11, 1))
    assert guards.year_end_is_open(returned, YEAR_CLOSES) is None
    extend(ReportingPeriod.objects.get(kind="year_end", year=year_end.assignment.year), year_end.assignment.agency,
           date(2021, 11, 30))  # fmt: skip
    assert guards.year_end_is_open(year_end, make.at("2021-11-30")) is None


def test_a_recall_ends_with_the_window(quarter: QuarterlyReport) -> None:
    assert guards.period_not_closed(quarter, QUARTER_CLOSES - MILLISECOND) is None
    assert guards.period_not_closed(quarter, QUARTER_CLOSES) == Refusal(
        "ปิดรับแล้ว จึงเรียกคืนไม่ได้", QUARTER_CLOSES, Role.EVALUATOR
    )
    returned = put(quarter, returned_due_on=date(2021, 2, 1))
    assert guards.period_not_closed(returned, QUARTER_CLOSES) is None
    extend(quarter.period, quarter.assignment.agency, date(2021, 2, 10))
    assert guards.period_not_closed(quarter, make.at("2021-02-10")) is None


def test_a_recall_ends_when_whoever_acts_next_opens_it(quarter: QuarterlyReport, year_end: YearEndReport) -> None:
    for report, turn in ((quarter, Role.EVALUATOR), (year_end, Role.HEAD)):
        assert guards.not_opened_by_reviewer(report, NOW) is None
        opened = put(report, opened_at=SINCE)
        assert guards.not_opened_by_reviewer(opened, NOW) == Refusal("ผู้ตรวจเปิดอ่านแล้ว จึงเรียกคืนไม่ได้", SINCE, turn)


def test_a_report_that_lacks_something_says_all_of_it(quarter: QuarterlyReport, year_end: YearEndReport) -> None:
    assert guards.quarter_is_complete(quarter, NOW) is None
    assert guards.year_end_is_complete(year_end, NOW) is None
    assert guards.quarter_is_complete(put(quarter, narrative="", progress_percent=None), NOW) == Refusal(
        "กรอกผลการดำเนินงาน หรือเลือกว่าไม่มีความคืบหน้าในไตรมาสนี้ กรอกความก้าวหน้าสะสม 0 ถึง 100", whose_turn=Role.OFFICER
    )
    assert guards.year_end_is_complete(put(year_end, no_enablers=False, no_obstacles=False), NOW) == Refusal(
        "กรอกปัจจัยสนับสนุน หรือระบุว่าไม่มี กรอกอุปสรรค หรือระบุว่าไม่มี", whose_turn=Role.OFFICER
    )


@pytest.mark.parametrize(
    ("status", "turn"),
    [
        ("draft", None),
        ("returned", None),
        ("submitted", Role.HEAD),
        ("endorsed", Role.EVALUATOR),
        ("accepted", Role.EVALUATOR),
    ],
)
def test_a_quarter_stays_accepted_under_a_submitted_year_end(
    quarter: QuarterlyReport, year_end: YearEndReport, status: str, turn: str | None
) -> None:
    make.set_status(make.assignment(make.agency(), quarter.assignment.year).year_end_report, "submitted")
    make.set_status(year_end, status, since=SINCE)
    sentence = "รายงานสิ้นปีส่งแล้ว จึงเปิดไตรมาสนี้ไม่ได้ ต้องส่งคืนรายงานสิ้นปีก่อน"
    assert guards.year_end_not_submitted(quarter, NOW) == (Refusal(sentence, SINCE, turn) if turn else None)


def test_a_quarter_without_a_year_end_may_be_opened(quarter: QuarterlyReport, year_end: YearEndReport) -> None:
    year_end.delete()
    assert guards.year_end_not_submitted(quarter, NOW) is None


def test_nothing_moves_in_a_closed_year(quarter: QuarterlyReport) -> None:
    assert guards.year_is_open(quarter, NOW) is None
    FiscalYear.objects.update(closed_at=SINCE)
    closed = QuarterlyReport.objects.get(pk=quarter.pk)
    assert guards.year_is_open(closed, NOW) == Refusal("ปิดปีงบประมาณแล้ว", SINCE, Role.ADMINISTRATOR)


def test_the_quarters_that_keep_the_year_end_are_named(year_end: YearEndReport) -> None:
    of = year_end.assignment
    statuses = {1: "accepted", 2: "submitted", 3: "returned", 4: "draft"}
    for number, status in statuses.items():
        make.set_status(make.quarter(of, number), status)
    elsewhere = make.assignment(make.agency(), of.year)
    make.set_status(make.quarter(elsewhere, 3), "accepted")
    assert guards.four_quarters_submitted(year_end, NOW) == Refusal(
        "ต้องส่งรายงานให้ครบสี่ไตรมาสก่อน ยังขาด ไตรมาสที่ 3, ไตรมาสที่ 4", whose_turn=Role.OFFICER
    )
    assert guards.four_quarters_accepted(year_end, NOW) == Refusal(
        "ต้องตรวจประเมินให้ครบสี่ไตรมาสก่อน ยังขาด ไตรมาสที่ 2, ไตรมาสที่ 3, ไตรมาสที่ 4", whose_turn=Role.EVALUATOR
    )
    for number in (3, 4):
        make.set_status(make.quarter(of, number), "submitted")
    assert guards.four_quarters_submitted(year_end, NOW) is None
    for number in (2, 3, 4):
        make.set_status(make.quarter(of, number), "accepted")
    assert guards.four_quarters_accepted(year_end, NOW) is None
