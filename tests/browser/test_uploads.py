"""Points 17 to 20 of the screens in a real browser: files are sent one by one, and none is lost with another."""

from __future__ import annotations

import pytest
from playwright.sync_api import FilePayload, Page, Route, expect

from accounts.models import User
from accounts.roles import Role
from indicators import clock
from indicators.models import Document, DocumentFile, QuarterlyReport, ReportingPeriod, StoredFile
from indicators.services import documents
from tests import make
from tests.axe import fits
from tests.chromium import Watch, sign_in
from tests.indicators.files import samples
from thai.dates import fiscal_year

pytestmark = pytest.mark.browser
ROWS = ".upload-list > li"


@pytest.fixture
def quarter(page: Page, server: str) -> QuarterlyReport:
    """A quarter that is open today; its officer is signed in and at its evidence."""
    agency = make.agency("สำนักงานปกครองและทะเบียน")
    year = make.year(fiscal_year(clock.today()))
    ReportingPeriod.objects.update(opens_on=year.starts_on, due_on=year.ends_on, closes_on=year.ends_on)
    make.user(Role.OFFICER, agency, username="officer")
    report = make.quarter(make.assignment(agency, year))
    make.kind("letter")
    sign_in(page)
    page.goto(f"/quarterly-reports/{report.pk}/evidence/")
    return report


def file(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def choose(page: Page, *files: FilePayload) -> None:
    page.locator("input[type=file][name=attachments]").set_input_files(list(files))


def register(page: Page) -> None:
    """The rest of the form, and its button."""
    page.get_by_label("ประเภท", exact=True).select_option(index=1)
    page.get_by_label("เรื่อง", exact=True).fill("ส่งรายงาน")
    with page.expect_navigation(wait_until="load"):
        page.get_by_role("button", name="เพิ่มเป็นหลักฐาน").click()


@pytest.mark.parametrize("size", [(1366, 768), (360, 740)])
def test_point_17_three_files_have_three_rows_and_a_bad_one_fails_alone(
    page: Page, quarter: QuarterlyReport, watch: Watch, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    watch.allow("status of 422")
    choose(page, file("ภาพ.png", samples.png()), file("game.exe", b"MZ" + bytes(300)), file("ว่าง.pdf", b""))
    rows = page.locator(ROWS)
    expect(rows).to_have_count(3)
    expect(rows.nth(0)).to_contain_text("รับไฟล์แล้ว")
    for place in (1, 2):
        expect(rows.nth(place).locator(".field-error")).not_to_be_empty()
        expect(rows.nth(place)).not_to_contain_text("รับไฟล์แล้ว")
    assert fits(page)
    register(page)
    assert list(DocumentFile.objects.values_list("name", flat=True)) == ["ภาพ.png"]
    assert quarter.dossier.citations.count() == 1


def test_point_18_the_button_waits_for_files_on_their_way_and_is_not_disabled(
    page: Page, quarter: QuarterlyReport
) -> None:
    held: list[Route] = []
    page.route("**/documents/files/receive/", lambda route: held.append(route))
    choose(page, file("ภาพ.png", samples.png()))
    button = page.get_by_role("button", name="เพิ่มเป็นหลักฐาน")
    button.click()
    expect(page.get_by_text("กำลังส่งไฟล์อยู่")).to_be_visible()
    assert button.is_enabled()
    assert not Document.objects.exists()
    held[0].continue_()
    expect(page.locator(ROWS)).to_contain_text("รับไฟล์แล้ว")
    register(page)
    assert DocumentFile.objects.count() == 1


def test_point_19_a_file_that_is_there_already_is_offered_and_kept_once(page: Page, quarter: QuarterlyReport) -> None:
    officer, agency = User.objects.get(username="officer"), quarter.assignment.agency
    letter = make.document(agency, subject="หนังสือเดิม")
    documents.attach(letter, actor=officer, chunks=[samples.png()], name="เดิม.png")
    choose(page, file("อีกครั้ง.png", samples.png()))
    expect(page.locator(ROWS)).to_contain_text("ไฟล์นี้แนบแล้วใน “หนังสือเดิม”")
    with page.expect_navigation(wait_until="load"):
        page.get_by_role("button", name="ใช้เอกสารเดิม").click()
    assert [citation.document for citation in quarter.dossier.citations.all()] == [letter]
    assert (StoredFile.objects.count(), DocumentFile.objects.count()) == (1, 1)


def test_point_20_a_removed_file_comes_back_and_the_field_is_reached_by_tab(
    page: Page, quarter: QuarterlyReport
) -> None:
    choose(page, file("ภาพ.png", samples.png()))
    row = page.locator(ROWS)
    expect(row).to_contain_text("รับไฟล์แล้ว")
    row.get_by_role("button", name="ลบ").click()
    expect(row).to_contain_text("ลบแล้ว")
    row.get_by_role("button", name="เลิกทำ").click()
    expect(row).to_contain_text("รับไฟล์แล้ว")
    page.locator("#id_date").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "attachments"
    register(page)
    assert DocumentFile.objects.count() == 1


def test_point_20_a_file_taken_off_a_document_comes_back(page: Page, quarter: QuarterlyReport) -> None:
    officer = User.objects.get(username="officer")
    letter = make.document(quarter.assignment.agency, subject="หนังสือเดิม")
    documents.attach(letter, actor=officer, chunks=[samples.png()], name="ภาพ.png")
    page.goto(f"/documents/{letter.pk}/")
    page.get_by_role("button", name="นำไฟล์ออก").click()
    with page.expect_navigation(wait_until="load"):
        page.get_by_role("button", name="เลิกทำ").click()
    assert letter.files.get().name == "ภาพ.png"
