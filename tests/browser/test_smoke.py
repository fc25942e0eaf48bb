"""A quarter in a real browser: an officer writes and sends it, an evaluator marks it, the PDF opens."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from accounts.roles import Role
from indicators import clock
from indicators.models import QuarterlyReport, ReportingPeriod
from tests import make
from tests.chromium import Watch, fill_sign_in, sign_in
from thai.dates import fiscal_year

pytestmark = pytest.mark.browser


@pytest.fixture
def quarter(server: str) -> QuarterlyReport:
    """The first quarter of the running fiscal year, open today whatever the day is."""
    agency = make.agency("สำนักงานปกครองและทะเบียน")
    year = make.year(fiscal_year(clock.today()))
    ReportingPeriod.objects.update(opens_on=year.starts_on, due_on=year.ends_on, closes_on=year.ends_on)
    make.user(Role.OFFICER, agency, username="officer")
    make.user(Role.EVALUATOR, username="evaluator")
    return make.quarter(make.assignment(agency, year, number=8))


def test_a_quarter_is_written_sent_and_marked(page: Page, quarter: QuarterlyReport, watch: Watch) -> None:
    page.goto("/")
    fill_sign_in(page, "officer")
    assert page.locator("h1").inner_text().startswith("รอท่าน")
    page.get_by_role("link", name="ไตรมาสที่ 1").first.click()
    page.locator("#id_narrative").fill("จัดประชุมคณะทำงาน ๒ ครั้ง")
    page.locator("#id_progress_percent").fill("๓๐")
    page.get_by_role("button", name="ตรวจทานและส่ง").click()
    expect(page.locator("main")).to_contain_text("ร้อยละ 30.00")
    page.get_by_role("button", name="ส่งรายงาน").click()
    expect(page.locator("main")).to_contain_text("ส่งรายงานถึง สยป. แล้ว")
    page.get_by_role("button", name="ออกจากระบบ").click()

    page.goto("/")
    fill_sign_in(page, "evaluator")
    page.get_by_role("link", name="คิวตรวจประเมิน").click()
    page.get_by_role("button", name="เปิดตรวจ").click()
    expect(page.locator("main")).to_contain_text("จัดประชุมคณะทำงาน ๒ ครั้ง")
    page.locator("#id_mark").fill("0")
    page.get_by_role("button", name="บันทึกคะแนนและผ่าน").click()
    expect(page.locator("main")).to_contain_text("ผ่านการตรวจประเมินแล้ว")
    pdf = page.request.get(f"/quarterly-reports/{quarter.pk}/print/")
    assert pdf.body().startswith(b"%PDF")
    assert watch.remaining() == []


def test_a_page_fits_a_phone_without_sideways_scroll(page: Page, quarter: QuarterlyReport) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in(page, "officer")
    for address in ("/", "/assignments/", f"/quarterly-reports/{quarter.pk}/edit/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
