"""The ways of those who review, judge and decide: from the first page, or from one item to the next."""

from __future__ import annotations

from datetime import timedelta

import pytest

from accounts.roles import Role
from indicators import clock
from indicators.models import AgendaItem, Judgement, Meeting, QuarterlyReport, ReportingPeriod
from tests import make, make_case
from tests.indicators.judging.conftest import case_with_criteria
from tests.innovation.meeting import stage
from tests.interactions import Hand
from thai.dates import fiscal_year

pytestmark = pytest.mark.browser


@pytest.fixture
def meeting(server: str) -> Meeting:
    """Held yesterday by the clock of this host, three projects on its agenda."""
    day = clock.today() - timedelta(days=1)
    make_case.round_(make.year(fiscal_year(day)))
    held = stage.meeting("1", held_on=day)
    for name in "กขค":
        stage.scheduled(held, make.agency(f"สำนักงาน{name}"))
    make.user(Role.COMMITTEE, username="member")
    return held


def test_he_marks_a_report_and_goes_on_to_the_next(hand: Hand) -> None:
    agency, year = make.agency("สำนักงานปกครองและทะเบียน"), make.year(fiscal_year(clock.today()))
    ReportingPeriod.objects.update(opens_on=year.starts_on, due_on=year.ends_on, closes_on=year.ends_on)
    make.user(Role.EVALUATOR, username="evaluator")
    for number in (1, 2):
        report = make.fill_quarter(make.quarter(make.assignment(agency, year, number=number)))
        make.set_status(report, "submitted", make.user(Role.OFFICER, agency), since=clock.now())
    hand.sign_in("evaluator")
    hand.follow(hand.page.locator("main a[href^='/quarterly-reports/']").first)
    hand.follow("เปิดตรวจ")
    hand.fill("คะแนนตรวจประเมิน", "85")
    hand.follow("บันทึกและถัดไป")
    assert QuarterlyReport.objects.filter(status="accepted").count() == 1
    assert hand.page.url.endswith("/review/")
    hand.within("mark-report")


def test_she_judges_the_five_steps_of_a_case(hand: Hand) -> None:
    for name in "กข":
        make_case.developed(case_with_criteria(make.agency(f"สำนักงาน{name}")))
    make.user(Role.SECRETARIAT, username="secretary")
    hand.sign_in("secretary")
    hand.follow(hand.page.get_by_role("link", name="ให้คะแนนขั้นตอน").first)
    hand.follow(hand.page.locator("#waiting a").first)
    for position in range(1, 6):
        hand.fill(hand.page.locator(f"#id_c{position}-percent"), "80")
    hand.follow("บันทึกและถัดไป")
    assert Judgement.objects.count() == 5
    hand.page.get_by_text("รายการที่ 1 จาก 1").wait_for()
    hand.within("judge-case")


def test_he_decides_a_further_item_of_the_agenda(hand: Hand, meeting: Meeting) -> None:
    first, *_others = meeting.items.order_by("position", "id")
    hand.sign_in("member")
    hand.page.goto(f"/meetings/items/{first.pk}/")
    hand.begin()
    hand.click(hand.page.get_by_label("อนุมัติ", exact=True))
    hand.fill("มติที่ประชุม", "เห็นควรอนุมัติให้ดำเนินการ")
    hand.follow("บันทึกและถัดไป")
    first.refresh_from_db()
    assert first.result == "approve"
    hand.page.get_by_text("รายการที่ 2 จาก 3").wait_for()
    hand.within("decide-item")


def test_he_approves_all_routine_items_at_once(hand: Hand, meeting: Meeting) -> None:
    hand.sign_in("member")
    hand.page.goto(f"/meetings/{meeting.pk}/")
    hand.begin()
    hand.follow("เลือกทุกวาระที่ท่านลงมติได้")
    hand.follow("อนุมัติวาระที่เลือก")
    hand.follow("อนุมัติ 3 เรื่อง")
    assert AgendaItem.objects.filter(meeting=meeting, result="approve").count() == 3
    hand.within("approve-routine-items")
