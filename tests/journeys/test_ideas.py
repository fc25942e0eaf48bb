"""Ideas on their way in: pasted from a spreadsheet, typed one after the other, handed in by a member of staff."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from accounts.roles import Role
from indicators import clock
from indicators.models import YearCode
from innovation.models import Collection, Idea
from innovation.services import shared_links
from tests import make, make_case
from tests.interactions import Hand
from thai.dates import fiscal_year

pytestmark = pytest.mark.browser


@pytest.fixture
def collection(server: str) -> Collection:
    """Open, empty, of the running fiscal year."""
    agency = make.agency("สำนักงานปกครองและทะเบียน")
    made: Collection = make_case.case(agency, make.year(fiscal_year(clock.today()))).collection
    make.user(Role.OFFICER, agency, username="officer")
    return made


def test_ten_from_a_spreadsheet(hand: Hand, collection: Collection) -> None:
    copied = [f"การบริการ\tเรื่องที่ {number}\tรอนาน\tจองคิว\tเร็วขึ้น\tผู้เสนอ {number}" for number in range(1, 11)]
    hand.sign_in("officer")
    hand.follow("ขั้นที่ 1")
    hand.click(hand.page.locator("#id_rows-0-title"))
    hand.page.locator("#id_rows-0-type").focus()  # a click on the first cell would open its list over the page
    hand.paste("\r\n".join(copied))
    hand.follow(hand.page.get_by_role("button", name="บันทึก 10 ชุด"))
    assert Idea.objects.count() == 10
    hand.within("ten-ideas-pasted")


def test_ten_typed(hand: Hand, collection: Collection) -> None:
    """The type stays as it is from row to row; who proposes may be left out."""
    hand.sign_in("officer")
    hand.follow("ขั้นที่ 1")
    page = hand.page
    hand.counted.fields += 1
    page.locator("#id_rows-0-type").select_option(label="นวัตกรรมการบริการ")
    for number in range(10):
        for name, text in (
            ("title", f"เรื่อง {number}"),
            ("problem", "รอนาน"),
            ("proposal", "จองคิว"),
            ("benefit", "เร็ว"),
        ):
            hand.fill(page.locator(f"#id_rows-{number}-{name}"), text)
        if number < 9:
            hand.press("Control+Enter")
    hand.follow(page.get_by_role("button", name="บันทึก 10 ชุด"))
    assert Idea.objects.count() == 10
    hand.within("ten-ideas-typed")


def test_one_by_phone(hand: Hand, collection: Collection) -> None:
    link = shared_links.open_link(collection, actor=make.user(Role.OFFICER, collection.assignment.agency))
    page = hand.page
    page.set_viewport_size({"width": 360, "height": 740})
    kind = YearCode.objects.get(year=collection.assignment.year, table="innovation_type", code="2").label
    page.goto(f"/ideas/{link.token}/")
    hand.begin()
    hand.counted.clicks, hand.counted.loads = 1, 1  # the link itself, opened or photographed
    hand.click(page.get_by_label("ข้าพเจ้าได้อ่านคำชี้แจง"))
    hand.click(page.get_by_label(kind))
    for name, text in (("title", "จองคิว"), ("problem", "รอนาน"), ("proposal", "ทำระบบจอง"), ("benefit", "ไม่ต้องรอ")):
        hand.fill(page.locator(f"#id_{name}"), text)
    hand.follow(page.get_by_role("button", name="ส่งความคิดเห็น"))
    expect(page.locator("h1")).to_have_text("ขอบคุณสำหรับความคิดเห็น")
    hand.within("idea-by-phone")


def test_the_link_is_copied_for_them(hand: Hand, collection: Collection) -> None:
    shared_links.open_link(collection, actor=make.user(Role.OFFICER, collection.assignment.agency))
    hand.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    hand.sign_in("officer")
    hand.follow("ลิงก์และ QR")
    hand.click("คัดลอกลิงก์")
    expect(hand.page.get_by_role("button", name="คัดลอกแล้ว")).to_be_visible()
    hand.within("link-for-ideas")
