"""A quarter is filed in a real browser with scripts and without: points 2 to 4, 6, 17 and 23 of the screens."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from accounts.roles import Role
from indicators import clock
from indicators.models import DocumentFile, QuarterlyReport, ReportingPeriod
from tests import make
from tests.chromium import sign_in
from tests.indicators.files import samples
from thai.dates import fiscal_year

pytestmark = pytest.mark.browser
FOCUSED = "document.activeElement.className"


@pytest.fixture
def quarter(server: str) -> QuarterlyReport:
    """The first quarter of the running fiscal year, open today whatever the day is."""
    agency = make.agency("สำนักงานปกครองและทะเบียน")
    year = make.year(fiscal_year(clock.today()))
    ReportingPeriod.objects.update(opens_on=year.starts_on, due_on=year.ends_on, closes_on=year.ends_on)
    make.user(Role.OFFICER, agency, username="officer")
    make.kind("letter")
    return make.quarter(make.assignment(agency, year, number=8))


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def officer(
    request: pytest.FixtureRequest, browser: Browser, server: str, quarter: QuarterlyReport
) -> Iterator[Page]:
    """The officer's browser, signed in."""
    context = browser.new_context(base_url=server, locale="th-TH", java_script_enabled=request.param)
    page = context.new_page()
    sign_in(page)
    yield page
    context.close()


def press(page: Page, name: str) -> None:
    with page.expect_navigation(wait_until="load"):
        page.locator("main").get_by_role("button", name=name).first.click()


def test_points_2_to_4_and_17_a_quarter_with_evidence_is_filed(
    officer: Page, quarter: QuarterlyReport, request: pytest.FixtureRequest
) -> None:
    officer.goto(f"/quarterly-reports/{quarter.pk}/evidence/")
    good: FilePayload = {"name": "ภาพ.png", "mimeType": "image/png", "buffer": samples.png()}
    bad: FilePayload = {"name": "game.exe", "mimeType": "application/octet-stream", "buffer": b"MZ" + bytes(300)}
    officer.locator("input[type=file][name=attachments]").set_input_files([good, bad])
    if request.node.callspec.params["officer"]:  # scripts send the files at once, and the button waits for them
        rows = officer.locator(".upload-list > li")
        expect(rows.nth(0)).to_contain_text("รับไฟล์แล้ว")
        expect(rows.nth(1).locator(".field-error")).not_to_be_empty()
    officer.get_by_label("ประเภท", exact=True).select_option(index=1)
    press(officer, "เพิ่มเป็นหลักฐาน")
    expect(officer.locator(".error-summary")).to_be_visible()  # the subject is missing
    officer.get_by_label("เรื่อง", exact=True).fill("ส่งรายงาน")
    press(officer, "เพิ่มเป็นหลักฐาน")
    assert list(DocumentFile.objects.values_list("name", flat=True)) == ["ภาพ.png"]

    officer.goto(f"/quarterly-reports/{quarter.pk}/edit/")
    officer.locator("#id_narrative").fill("จัดประชุมคณะทำงาน ๒ ครั้ง")
    officer.locator("#id_progress_percent").fill("130")
    press(officer, "ตรวจทานและส่ง")
    assert officer.title().strip().startswith("ข้อผิดพลาด:")
    assert officer.evaluate(FOCUSED) == "error-summary"
    expect(officer.locator("main > :first-child")).to_have_class("error-summary")
    expect(officer.locator("#id_narrative")).to_have_value("จัดประชุมคณะทำงาน ๒ ครั้ง")
    expect(officer.locator("#id_progress_percent")).to_have_value("130")
    officer.locator(".error-summary a").first.click()
    assert officer.evaluate("document.activeElement.id") == "id_progress_percent"

    officer.locator("#id_progress_percent").fill("๓๐")
    press(officer, "ตรวจทานและส่ง")
    press(officer, "ส่งรายงาน")
    expect(officer.locator("main")).to_contain_text("ส่งรายงานถึง สยป. แล้ว")
    quarter.refresh_from_db()
    assert quarter.status == "submitted"


def test_point_6_nothing_is_judged_before_it_is_sent(officer: Page, quarter: QuarterlyReport) -> None:
    officer.goto(f"/quarterly-reports/{quarter.pk}/edit/")
    officer.locator("#id_progress_percent").fill("หนึ่งร้อย")
    officer.keyboard.press("Tab")
    officer.wait_for_timeout(300)
    assert officer.locator("[aria-invalid=true], .error-summary").count() == 0


def test_point_23_going_back_finds_the_filter_and_the_place(officer: Page, quarter: QuarterlyReport) -> None:
    for number in range(40):
        make.document(quarter.assignment.agency, subject=f"หนังสือฉบับที่ {number}")
    officer.goto("/documents/")
    officer.locator("main input[name=text]").fill("ฉบับที่")
    officer.locator("main input[name=text]").press("Enter")
    officer.wait_for_url("**/documents/?*text=*")
    filtered = officer.url
    officer.evaluate("scrollTo(0, 900)")
    officer.locator("main table a, main .data-table a").last.click()
    officer.wait_for_url("**/documents/*/")
    officer.go_back()
    assert officer.url == filtered
    expect(officer.locator("main input[name=text]")).to_have_value("ฉบับที่")
    assert officer.evaluate("scrollY") > 0
