"""An appeal about a criterion, from the first page: written on one page, checked and filed."""

from __future__ import annotations

import pytest
from playwright.sync_api import FilePayload, expect

from accounts.models import Agency
from accounts.roles import Role
from appeals.models import Appeal
from indicators import clock
from indicators.models import Assignment, FiscalYear
from tests import make, make_appeal, make_case
from tests.indicators.files import samples
from tests.interactions import Hand
from thai.dates import fiscal_year

pytestmark = pytest.mark.browser


@pytest.fixture
def agency(server: str) -> Agency:
    agency = make.agency("สำนักงานปกครองและทะเบียน")
    make.user(Role.OFFICER, agency, username="officer")
    return agency


@pytest.fixture
def year(server: str) -> FiscalYear:
    year = make.year(fiscal_year(clock.today()))
    make_appeal.codes(year)
    make.kind("letter")
    return year


def test_an_appeal_about_what_is_under_way(hand: Hand, agency: Agency, year: FiscalYear) -> None:
    make_case.round_(year, indicator=make_appeal.indicator(year))
    step = make_case.approved(make_case.case(agency, year))
    hand.sign_in("officer")
    hand.follow("ยื่นอุทธรณ์เกณฑ์ข้อ 4")
    _write_and_file(hand, step.assignment)
    hand.within("appeal")


def test_an_appeal_by_the_page_of_its_indicator(hand: Hand, agency: Agency, year: FiscalYear) -> None:
    assignment = make_appeal.assignment(agency, year)
    hand.sign_in("officer")
    hand.follow(hand.page.locator("#strip").get_by_role("link", name=str(assignment), exact=True))
    hand.follow("ยื่นอุทธรณ์เกณฑ์ข้อ 4")
    _write_and_file(hand, assignment)
    hand.within("appeal-by-indicator")


def _write_and_file(hand: Hand, assignment: Assignment) -> None:
    """On the page where an appeal about criterion 4 begins."""
    page = hand.page
    expect(page.get_by_label("เกณฑ์ข้อ 4: ")).to_be_checked()
    hand.counted.fields += 2
    page.get_by_label("สาเหตุการอุทธรณ์").select_option(label="1 ปัจจัยภายนอกของหน่วยงาน")
    page.get_by_label("ผลที่ขอ", exact=True).select_option(index=2)
    hand.fill("เหตุที่เกิดขึ้น", "ห้างสรรพสินค้าปิดให้บริการเพราะโรคระบาด")
    expect(page.locator("#save")).to_contain_text("บันทึกแล้ว")
    draft = Appeal.objects.get()
    assert page.url.endswith(f"/appeals/{draft.pk}/edit/")  # without a load: reloading finds the draft
    hand.fill(page.get_by_label("ข้อความเกณฑ์ที่ขอ"), "นำไปใช้ประโยชน์ไม่น้อยกว่า 22 ครั้ง")
    hand.fill("เลขที่หนังสือ", "กท 0406/3937")
    hand.fill("ลงวันที่", "7 ก.ค. 2564")
    letter: FilePayload = {"name": "หนังสือ.pdf", "mimeType": "application/pdf", "buffer": samples.pdf()}
    hand.choose("#id_attachments", letter)
    expect(page.locator(".upload-result")).to_contain_text("รับไฟล์แล้ว")
    hand.follow("ตรวจทานและยื่น")
    expect(page.locator("main")).to_contain_text("หนังสือ.pdf")
    hand.follow(page.locator("main form").get_by_role("button"))
    draft.refresh_from_db()
    assert (draft.status, draft.position, draft.letter.number) == ("filed", 4, "กท 0406/3937")
    assert draft.letter.subject == f"ขออุทธรณ์ตัวชี้วัดที่ {assignment.name_line}"
