"""The ways of an officer: a quarter written, carried over, without progress, taken back; the year's paper."""

from __future__ import annotations

from decimal import Decimal

import pytest
from playwright.sync_api import FilePayload, expect

from accounts.models import Agency
from accounts.roles import Role
from indicators import clock
from indicators.models import Assignment, DocumentKind, QuarterlyReport, ReportingPeriod
from tests import make
from tests.indicators.files import samples
from tests.interactions import Hand
from thai.dates import fiscal_year

pytestmark = pytest.mark.browser


@pytest.fixture
def assignment(server: str) -> Assignment:
    """An indicator of the running year; of its quarters the first was sent, the others are open."""
    agency: Agency = make.agency("สำนักงานปกครองและทะเบียน")
    year = make.year(fiscal_year(clock.today()))
    ReportingPeriod.objects.update(opens_on=year.starts_on, due_on=year.ends_on, closes_on=year.ends_on)
    ReportingPeriod.objects.filter(kind="year_end").update(opens_on=year.ends_on)
    DocumentKind.objects.create(code="photo", name="ภาพถ่าย")
    officer = make.user(Role.OFFICER, agency, username="officer")
    made = make.assignment(agency, year, number=8)
    first = make.fill_quarter(make.quarter(made, 1), narrative="จัดประชุมคณะทำงาน", progress_percent=Decimal(25))
    make.set_status(first, "submitted", officer)
    return made


def status_of(assignment: Assignment, number: int) -> str:
    return QuarterlyReport.objects.get(assignment=assignment, period__kind=f"q{number}").status


def picture() -> FilePayload:
    return {"name": "หน้างาน.jpg", "mimeType": "image/jpeg", "buffer": samples.jpeg()}


def test_a_quarter_with_a_file(hand: Hand, assignment: Assignment) -> None:
    hand.sign_in("officer")
    hand.follow("ไตรมาสที่ 3")
    hand.fill("ผลการดำเนินงาน", "ให้บริการ 12 ครั้ง ผู้ใช้บริการ 340 คน")
    hand.fill("ความก้าวหน้าสะสม (ร้อยละ)", "๗๕")
    hand.click(hand.page.get_by_label("ตามแผน", exact=True))
    hand.choose("#id_attachments", picture())
    expect(hand.page.locator(".upload-result")).to_contain_text("รับไฟล์แล้ว")
    hand.follow("ตรวจทานและส่ง")
    hand.follow(hand.page.get_by_role("button", name="ส่งรายงานไตรมาสที่ 3"))
    assert status_of(assignment, 3) == "submitted"
    report = make.quarter(assignment, 3)
    assert [str(each.document) for each in report.dossier.citations.all()] == ["หน้างาน"]
    hand.within("quarter-with-file")


def test_a_quarter_carried_over(hand: Hand, assignment: Assignment) -> None:
    make.document(assignment.agency, subject="คำสั่งแต่งตั้งคณะทำงาน")
    hand.sign_in("officer")
    hand.follow("ไตรมาสที่ 2")
    hand.click("คัดลอกมาแก้")
    expect(hand.page.get_by_label("ผลการดำเนินงาน", exact=True)).to_have_value("จัดประชุมคณะทำงาน")
    hand.fill("ผลการดำเนินงาน", "จัดประชุมคณะทำงานครั้งที่ 2")
    hand.fill("ความก้าวหน้าสะสม (ร้อยละ)", "50")
    hand.click(hand.page.get_by_label("ตามแผน", exact=True))
    hand.click(hand.page.get_by_label("คำสั่งแต่งตั้งคณะทำงาน"))
    hand.follow("ตรวจทานและส่ง")
    hand.follow(hand.page.get_by_role("button", name="ส่งรายงานไตรมาสที่ 2"))
    assert status_of(assignment, 2) == "submitted"
    assert make.quarter(assignment, 2).dossier.citations.count() == 1
    hand.within("quarter-carried-over")


def test_a_quarter_without_progress_and_taken_back(hand: Hand, assignment: Assignment) -> None:
    hand.sign_in("officer")
    hand.follow("ไตรมาสที่ 2")
    hand.click("ไม่มีความคืบหน้าในไตรมาสนี้")
    hand.fill("เหตุผลที่ไม่มีความคืบหน้า", "รอผลการประมูล")
    hand.follow("ส่งถึง สยป. ว่าไม่มีความคืบหน้า")
    assert status_of(assignment, 2) == "submitted"
    assert make.quarter(assignment, 2).progress_percent == 25
    hand.within("quarter-without-progress")
    hand.begin()
    hand.follow("เรียกคืน")
    assert status_of(assignment, 2) == "draft"
    hand.within("undo-submission")


def test_the_year_end_paper(hand: Hand, assignment: Assignment) -> None:
    report = make.fill_year_end(assignment.year_end_report)
    make.set_status(report, "submitted", report.assignment.owner)
    hand.sign_in("officer")
    hand.follow(hand.page.locator(f'a[href="/year-end-reports/{report.pk}/"]'))
    with hand.page.expect_response("**/print/") as paper:
        hand.click("พิมพ์ PDF")
    assert paper.value.headers["content-type"] == "application/pdf"
    hand.within("year-end-paper")
