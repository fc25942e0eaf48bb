"""The queue in a real browser, by keyboard alone."""

from __future__ import annotations

from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from accounts.roles import Role
from indicators import clock
from indicators.models import CriterionVersion, Judgement, QuarterlyReport, ReportingPeriod
from tests import make, make_case
from tests.chromium import sign_in
from tests.indicators.judging.conftest import case_with_criteria
from thai.dates import fiscal_year

pytestmark = pytest.mark.browser


@pytest.fixture
def reports(server: str) -> list[QuarterlyReport]:
    """Three submitted quarters of the running fiscal year."""
    agency, year = make.agency("สำนักงานปกครองและทะเบียน"), make.year(fiscal_year(clock.today()))
    ReportingPeriod.objects.update(opens_on=year.starts_on, due_on=year.ends_on, closes_on=year.ends_on)
    make.user(Role.EVALUATOR, username="evaluator")
    officer = make.user(Role.OFFICER, agency)
    found = []
    for number in (1, 2, 3):
        report = make.fill_quarter(make.quarter(make.assignment(agency, year, number=number)))
        found.append(make.set_status(report, "submitted", officer, since=clock.now()))
    return found


def place(page: Page, words: str) -> None:
    page.get_by_text(words, exact=True).wait_for()


def test_three_reports_are_marked_in_a_row_without_touching_the_mouse(
    page: Page, reports: list[QuarterlyReport]
) -> None:
    sign_in(page, "evaluator")
    page.get_by_role("link", name="คิวตรวจประเมิน").click()
    page.get_by_role("button", name="เปิดตรวจ").first.press("Enter")
    for left, mark in ((3, "80"), (2, "๐"), (1, "65.5")):
        place(page, f"รายการที่ 1 จาก {left}")
        expect(page.locator("#id_mark")).to_be_focused()
        page.keyboard.type(mark)
        page.keyboard.press("Enter")
    page.get_by_text("บันทึกคะแนน 65.5 แล้ว").wait_for()
    for report in reports:
        report.refresh_from_db()
    assert [report.mark for report in reports] == [80, 0, Decimal("65.50")]


def test_keys_go_to_the_neighbours_without_saving(page: Page, reports: list[QuarterlyReport]) -> None:
    sign_in(page, "evaluator")
    page.get_by_role("link", name="คิวตรวจประเมิน").click()
    page.get_by_role("button", name="เปิดตรวจ").first.click()
    for key, words in (
        ("j", "รายการที่ 2 จาก 3"),
        ("Alt+ArrowDown", "รายการที่ 3 จาก 3"),
        ("k", "รายการที่ 2 จาก 3"),
        ("Alt+ArrowUp", "รายการที่ 1 จาก 3"),
    ):
        expect(page.locator("#id_mark")).to_be_focused()
        page.locator(".queue-keys").wait_for()  # the script is there, and shows its keys
        page.keyboard.press(key)
        place(page, words)
    page.keyboard.press("r")  # opens what asks for changes, its reason ready to be typed
    expect(page.locator("#id_reason")).to_be_focused()
    page.keyboard.type("jk")
    assert page.locator("#id_reason").input_value() == "jk", "in a text they are letters"
    place(page, "รายการที่ 1 จาก 3")
    assert QuarterlyReport.objects.filter(status="accepted").count() == 0


def test_steps_are_judged_in_a_row_and_the_pages_fit_a_phone(page: Page, server: str) -> None:
    make_case.developed(case_with_criteria())
    make.user(Role.SECRETARIAT, username="secretary")
    sign_in(page, "secretary")
    with page.expect_navigation(
        wait_until="load"
    ):  # looked at before its styles are there, a list is Bootstrap's own
        page.get_by_role("link", name="ให้คะแนนขั้นตอน").click()
    criterion = CriterionVersion.objects.order_by("position")[0]
    page.goto(f"/judging/{criterion.pk}/", wait_until="load")
    for left, percent in ((5, "100"), (4, "0"), (3, "๕๐.๒๕")):
        place(page, f"รายการที่ 1 จาก {left}")
        expect(page.locator("#id_percent")).to_be_focused()
        page.keyboard.type(percent)
        page.keyboard.press("Enter")
    place(page, "รายการที่ 1 จาก 2")
    found = Judgement.objects.order_by("criterion__position").values_list("percent", flat=True)
    assert list(found) == [100, 0, Decimal("50.25")]
    page.set_viewport_size({"width": 360, "height": 740})
    for address in ("/judging/", f"/judging/{CriterionVersion.objects.order_by('position')[0].pk}/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
