"""Points 8 to 13 of the screens in a real browser: what is typed is kept, whatever happens to the line or others."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.roles import Role
from indicators import clock
from indicators.models import Event, QuarterlyReport, ReportingPeriod
from indicators.services import quarterly_report as services
from tests import make
from tests.axe import fits
from tests.chromium import Watch, fill_sign_in, sign_in
from thai.dates import fiscal_year

pytestmark = pytest.mark.browser
SIZES = [(1366, 768), (360, 740)]
NARRATIVE = "#id_narrative"
SAVED = re.compile(r"บันทึกแล้ว \d\d:\d\d น\. \(เครื่องแม่ข่าย\)")


@pytest.fixture
def quarter(server: str) -> QuarterlyReport:
    """The first quarter of the running fiscal year, complete and open today."""
    agency = make.agency("สำนักงานปกครองและทะเบียน")
    year = make.year(fiscal_year(clock.today()))
    ReportingPeriod.objects.update(opens_on=year.starts_on, due_on=year.ends_on, closes_on=year.ends_on)
    make.user(Role.OFFICER, agency, username="officer")
    make.user(Role.OFFICER, agency, username="friend", full_name="นางสาวเพื่อน ร่วมงาน")
    return make.fill_quarter(make.quarter(make.assignment(agency, year)), narrative="ตั้งด้านตรวจ")


def write(page: Page, quarter: QuarterlyReport) -> None:
    """Sign in and open the report to be written."""
    sign_in(page)
    page.goto(f"/quarterly-reports/{quarter.pk}/edit/")


def stored(quarter: QuarterlyReport) -> str:
    quarter.refresh_from_db()
    return quarter.narrative


def a_friend_saves(quarter: QuarterlyReport, text: str) -> None:
    quarter.refresh_from_db()
    friend = User.objects.get(username="friend")
    services.save(quarter, actor=friend, version=quarter.version, fields={"narrative": text})


@pytest.mark.parametrize("size", SIZES)
def test_point_8_a_double_click_a_reload_and_going_back_send_once(
    page: Page, quarter: QuarterlyReport, watch: Watch, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    watch.allow("status of 409")
    write(page, quarter)
    with page.expect_navigation(wait_until="load"):
        page.get_by_role("button", name="ตรวจทานและส่ง").click()
    page.get_by_role("button", name="ส่งรายงาน").dblclick()
    expect(page.locator("main")).to_contain_text("ส่งรายงานถึง สยป. แล้ว")
    page.reload()
    assert Event.objects.filter(action="submit").count() == 1
    page.go_back()
    again = page.get_by_role("button", name="ส่งรายงาน")
    if again.count():
        again.click()
    expect(page.locator("main")).to_contain_text("ส่งแล้ว")
    assert Event.objects.filter(action="submit").count() == 1
    assert quarter.dossier.revisions.count() == 1


@pytest.mark.parametrize("size", SIZES)
def test_point_9_a_pause_saves_and_leaves_caret_and_focus(
    page: Page, quarter: QuarterlyReport, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    write(page, quarter)
    field = page.locator(NARRATIVE)
    field.focus()
    field.evaluate("field => field.setSelectionRange(3, 3)")
    with page.expect_request(lambda request: request.method == "POST", timeout=2500):
        page.keyboard.type("ก")
    expect(page.locator("#save[role=status]")).to_have_text(SAVED)
    assert field.evaluate("field => [field.selectionStart, document.activeElement === field]") == [4, True]
    assert stored(quarter) == "ตั้กงด้านตรวจ"
    page.reload()
    expect(page.locator(NARRATIVE)).to_have_value("ตั้กงด้านตรวจ")
    assert fits(page)


def test_point_9_a_field_that_is_left_is_saved_without_waiting(page: Page, quarter: QuarterlyReport) -> None:
    write(page, quarter)
    page.locator(NARRATIVE).fill("ออกจากช่อง")
    with page.expect_request(lambda request: request.method == "POST", timeout=800):
        page.keyboard.press("Tab")
    expect(page.locator("#save")).to_have_text(SAVED)
    assert stored(quarter) == "ออกจากช่อง"


def test_what_is_not_right_is_said_without_marking_a_field(
    page: Page, quarter: QuarterlyReport, watch: Watch
) -> None:
    watch.allow("status of 422")
    write(page, quarter)
    page.locator("#id_progress_percent").fill("130")
    page.keyboard.press("Tab")
    expect(page.locator("#save")).to_contain_text("ช่อง “ความก้าวหน้าสะสม (ร้อยละ)” ยังไม่ถูกต้อง")
    expect(page.locator("#save")).to_contain_text("เก็บไว้ในเครื่องนี้แล้ว")
    assert page.locator("[aria-invalid=true]").count() == 0


def in_conflict(page: Page, quarter: QuarterlyReport, watch: Watch) -> None:
    watch.allow("status of 409")
    write(page, quarter)
    a_friend_saves(quarter, "ตั้งด่านแล้ว")
    page.locator(NARRATIVE).fill("ตั้งด่านตรวจที่ห้าง")
    expect(page.locator("#save")).to_contain_text(re.compile(r"เพื่อนร่วมงานแก้เมื่อ \d\d:\d\d"), timeout=3000)
    expect(page.locator("#save")).not_to_contain_text("บันทึกแล้ว")
    expect(page.locator("#conflict")).to_contain_text("นางสาวเพื่อน ร่วมงาน")
    assert page.locator("#conflict ins").count() > 0
    assert page.locator("#conflict del").count() > 0
    expect(page.locator(NARRATIVE)).to_have_value("ตั้งด่านตรวจที่ห้าง")
    assert stored(quarter) == "ตั้งด่านแล้ว"


def test_point_10_mine_is_saved_as_it_stands_by_now(page: Page, quarter: QuarterlyReport, watch: Watch) -> None:
    in_conflict(page, quarter, watch)
    page.locator(NARRATIVE).fill("ตั้งด่านตรวจที่ห้างใหม่")
    page.get_by_role("button", name="ใช้ของฉัน").click()
    expect(page.locator("#save")).to_have_text(SAVED)
    assert page.locator("#conflict").count() == 0
    assert stored(quarter) == "ตั้งด่านตรวจที่ห้างใหม่"


def test_point_10_theirs_is_shown_and_mine_is_gone(page: Page, quarter: QuarterlyReport, watch: Watch) -> None:
    in_conflict(page, quarter, watch)
    with page.expect_navigation(wait_until="load"):
        page.get_by_role("link", name="ใช้ของเขา").click()
    expect(page.locator(NARRATIVE)).to_have_value("ตั้งด่านแล้ว")
    assert page.get_by_role("button", name="นำกลับมาใส่ในหน้านี้").count() == 0
    assert stored(quarter) == "ตั้งด่านแล้ว"


def test_point_10_theirs_is_gone_on_with_and_mine_stands_beside(
    page: Page, quarter: QuarterlyReport, watch: Watch
) -> None:
    in_conflict(page, quarter, watch)
    with page.expect_navigation(wait_until="load"):
        page.get_by_role("button", name="แก้ต่อจากของเขา").click()
    expect(page.locator(NARRATIVE)).to_have_value("ตั้งด่านแล้ว")
    expect(page.locator("main")).to_contain_text("ตั้งด่านตรวจที่ห้าง")
    page.locator(NARRATIVE).fill("ตั้งด่านแล้วที่ห้าง")
    expect(page.locator("#save")).to_have_text(SAVED)
    assert stored(quarter) == "ตั้งด่านแล้วที่ห้าง"


def test_point_11_an_ended_session_keeps_the_text_and_one_click_saves_it(
    page: Page, quarter: QuarterlyReport, watch: Watch
) -> None:
    watch.allow("status of 40[13]")
    write(page, quarter)
    page.context.clear_cookies()
    page.locator(NARRATIVE).fill("พิมพ์ต่อหลังหมดเวลา")
    expect(page.locator("#save")).to_contain_text("หมดเวลาการลงชื่อเข้าใช้")
    assert page.locator("main input[type=password]").count() == 0
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="ลงชื่อเข้าใช้ในแท็บใหม่").click()
    fill_sign_in(opened.value)
    expect(opened.value.locator("main")).to_contain_text("กลับไปที่หน้าเดิม")
    page.bring_to_front()
    with page.expect_navigation(wait_until="load"):
        page.get_by_role("button", name="บันทึกร่าง", exact=True).click()
    assert stored(quarter) == "พิมพ์ต่อหลังหมดเวลา"
    expect(page.locator(NARRATIVE)).to_have_value("พิมพ์ต่อหลังหมดเวลา")


def test_point_11_a_button_pressed_after_the_end_of_the_session_loses_nothing(
    page: Page, quarter: QuarterlyReport, watch: Watch
) -> None:
    watch.allow("status of 40[13]")
    write(page, quarter)
    page.context.clear_cookies()
    page.locator(NARRATIVE).fill("กดทันที")
    page.get_by_role("button", name="บันทึกร่าง", exact=True).click()
    expect(page.locator("#save")).to_contain_text("หมดเวลาการลงชื่อเข้าใช้")
    expect(page.locator(NARRATIVE)).to_have_value("กดทันที")


def test_point_12_offline_is_kept_here_and_saved_when_back(
    page: Page, quarter: QuarterlyReport, watch: Watch
) -> None:
    watch.allow("ERR_INTERNET_DISCONNECTED")
    write(page, quarter)
    page.context.set_offline(True)
    page.locator(NARRATIVE).fill("พิมพ์ตอนออฟไลน์")
    expect(page.locator("#save")).to_have_text("ออฟไลน์ เก็บไว้ในเครื่องนี้")
    assert stored(quarter) == "ตั้งด้านตรวจ"
    page.context.set_offline(False)
    expect(page.locator("#save")).to_have_text(SAVED, timeout=10_000)
    assert stored(quarter) == "พิมพ์ตอนออฟไลน์"


def test_point_12_what_was_left_here_is_offered_when_the_page_is_opened_again(
    page: Page, quarter: QuarterlyReport, watch: Watch
) -> None:
    watch.allow("ERR_INTERNET_DISCONNECTED")
    write(page, quarter)
    page.context.set_offline(True)
    page.locator(NARRATIVE).fill("ยังไม่ถึงเครื่องแม่ข่าย")
    expect(page.locator("#save")).to_have_text("ออฟไลน์ เก็บไว้ในเครื่องนี้")
    again = page.context.new_page()
    page.close()
    again.context.set_offline(False)
    again.goto(f"/quarterly-reports/{quarter.pk}/edit/")
    expect(again.locator(NARRATIVE)).to_have_value("ตั้งด้านตรวจ")
    again.get_by_role("button", name="นำกลับมาใส่ในหน้านี้").click()
    expect(again.locator(NARRATIVE)).to_have_value("ยังไม่ถึงเครื่องแม่ข่าย")
    expect(again.locator("#save")).to_have_text(SAVED)
    assert stored(quarter) == "ยังไม่ถึงเครื่องแม่ข่าย"
    assert kept(again) == []


def kept(page: Page) -> list[str]:
    """The copies in this browser."""
    found: list[str] = page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('kpi-draft'))")
    return found


def test_point_12_the_copy_goes_when_the_draft_is_sent_and_when_its_writer_signs_out(
    page: Page, quarter: QuarterlyReport, watch: Watch
) -> None:
    watch.allow("status of 422")
    write(page, quarter)
    page.locator("#id_progress_percent").fill("130")
    page.keyboard.press("Tab")
    expect(page.locator("#save")).to_contain_text("เก็บไว้ในเครื่องนี้แล้ว")
    assert len(kept(page)) == 1
    page.locator("#id_progress_percent").fill("30")
    with page.expect_navigation(wait_until="load"):
        page.get_by_role("button", name="ตรวจทานและส่ง").click()
    assert kept(page) == []
    page.go_back()
    page.locator("#id_progress_percent").fill("130")
    page.keyboard.press("Tab")
    expect(page.locator("#save")).to_contain_text("เก็บไว้ในเครื่องนี้แล้ว")
    page.on("dialog", lambda dialog: dialog.accept())
    with page.expect_navigation(wait_until="load"):
        page.get_by_role("button", name="ออกจากระบบ").click()
    assert kept(page) == []


def test_point_13_a_new_row_edited_three_times_is_one_row(page: Page, quarter: QuarterlyReport, watch: Watch) -> None:
    watch.allow("status of 422")  # between the date and the text a row is half a row, and the server says so
    write(page, quarter)
    page.locator("#entries > summary").click()
    year = clock.today().year + 543
    page.locator("#id_entries-0-date").fill(f"1/10/{year - 1}")
    for text in ("ส่ง", "ส่งหนังสือ", "ส่งหนังสือเวียน"):
        with page.expect_response(lambda response: response.request.method == "POST" and response.status == 200):
            page.locator("#id_entries-0-text").fill(text)
    expect(page.locator("#save")).to_have_text(SAVED)
    assert list(quarter.monthly_entries.values_list("text", flat=True)) == ["ส่งหนังสือเวียน"]
