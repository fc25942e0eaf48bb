"""Step 1 in a real browser: the grid by keyboard and by paste, the public form on a phone."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.roles import Role
from indicators import clock
from indicators.models import YearCode
from innovation.models import Collection, Idea
from innovation.services import shared_links
from tests import make, make_case
from tests.chromium import Watch, sign_in
from tests.innovation.collection.samples import SAMPLES
from thai.dates import fiscal_year

pytestmark = pytest.mark.browser
PASTE = """([selector, text]) => {
  const target = document.querySelector(selector);
  target.focus();
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  target.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def collection(server: str) -> Collection:
    """An open collection of the running fiscal year; its officer is called officer."""
    agency = make.agency("สำนักงานปกครองและทะเบียน")
    year = make.year(fiscal_year(clock.today()))
    made: Collection = make_case.case(agency, year).collection
    make.user(Role.OFFICER, agency, username="officer")
    return made


def ten_rows() -> str:
    """What a spreadsheet puts on the clipboard: headings, ten rows, one of them with line breaks and quotes."""
    rows = [["ประเภท", "เรื่อง", "สภาพปัญหา", "แนวคิด", "ประโยชน์", "ผู้เสนอ"]]
    for number in range(1, 11):
        problem = '"รอนาน\nเขียนว่า ""ด่วน"""' if number == 3 else "รอนาน"
        rows.append(["การบริการ", f"เรื่องที่ {number}", problem, "จองคิว", "เร็วขึ้น", f"ผู้เสนอ {number}"])
    return "\r\n".join("\t".join(row) for row in rows) + "\r\n"


def test_ten_ideas_from_a_spreadsheet_take_four_interactions_and_two_pages(
    page: Page, collection: Collection, watch: Watch
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sign_in(page)
    page.evaluate("text => navigator.clipboard.writeText(text)", ten_rows())
    page.wait_for_load_state("load")
    loads: list[str] = []
    page.on("load", lambda each: loads.append(each.url))
    page.get_by_role("link", name="ขั้นที่ 1").first.click()
    page.wait_for_load_state()  # the grid listens once the page is loaded
    page.locator("#id_rows-0-type").focus()
    page.keyboard.press("Control+V")
    expect(page.get_by_role("status").filter(has_text="วางแล้ว 10 แถว")).to_be_visible()
    page.get_by_role("button", name="บันทึก 10 ชุด").click()
    expect(page.locator("main")).to_contain_text("บันทึกแล้ว 10 ชุด")
    page.wait_for_load_state("load")
    assert len(loads) == 2
    expect(page.locator("main")).to_contain_text("10 จาก 10 ชุด")
    kept = Idea.objects.order_by("number").select_related("innovation_type", "proposer")
    assert [(idea.title, idea.proposer.name) for idea in kept] == [
        (f"เรื่องที่ {number}", f"ผู้เสนอ {number}") for number in range(1, 11)
    ]
    assert kept[2].problem == 'รอนาน\nเขียนว่า "ด่วน"'
    assert {idea.innovation_type.code for idea in kept} == {"2"}
    assert watch.remaining() == []


def test_the_keyboard_alone_fills_the_grid(page: Page, collection: Collection, watch: Watch) -> None:
    sign_in(page)
    page.goto(f"/collections/{collection.pk}/")
    page.locator("#id_rows-0-type").focus()
    page.locator("#id_rows-0-type").select_option(label="นวัตกรรมการบริการ")
    for number in range(1, 6):
        place = number - 1
        if number == 1:
            page.keyboard.press("Tab")
        expect(page.locator(f"#id_rows-{place}-title")).to_be_focused()
        for text in (f"เรื่อง {number}", "ปัญหา", "วิธี", "ผล"):
            page.keyboard.insert_text(text)
            page.keyboard.press("Tab")
        page.keyboard.insert_text("นางสาวสมศรี")
        page.keyboard.press("Control+Enter")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#id_rows-4-title")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#id_rows-5-title")).to_be_focused()
    page.get_by_role("button", name="บันทึก 5 ชุด").click()
    expect(page.locator("main")).to_contain_text("บันทึกแล้ว 5 ชุด")
    assert list(Idea.objects.order_by("number").values_list("title", flat=True)) == [
        f"เรื่อง {number}" for number in range(1, 6)
    ]
    assert set(Idea.objects.values_list("innovation_type__code", flat=True)) == {"2"}
    assert watch.remaining() == []


def test_pasting_never_overwrites_and_can_be_taken_back(page: Page, collection: Collection) -> None:
    sign_in(page)
    page.goto(f"/collections/{collection.pk}/")
    page.locator("#id_rows-0-title").fill("พิมพ์ไว้ก่อน")
    page.evaluate(PASTE, ["#id_rows-0-type", "2\tวาง\tปัญหา\tวิธี\tผล\nประดิษฐ์\tวางสอง\tปัญหา\tวิธี\tผล\t\t\t\tเกิน"])
    titles = "[...document.querySelectorAll('[name$=-title]')].map(field => field.value).filter(Boolean)"
    assert page.evaluate(titles) == ["พิมพ์ไว้ก่อน", "วาง", "วางสอง"]
    expect(page.locator("main")).to_contain_text("ไม่รู้จักประเภท “ประดิษฐ์” โปรดเลือก")
    expect(page.locator("[data-status]")).to_contain_text("คอลัมน์ที่เกินไม่มีช่องให้ใส่: เกิน")
    page.get_by_role("button", name="เลิกวาง").click()
    assert page.evaluate(titles) == ["พิมพ์ไว้ก่อน"]
    many = "\n".join(f"2\tเรื่อง {number}\tก\tข\tค" for number in range(100))
    page.evaluate(PASTE, ["#id_rows-0-type", many])
    expect(page.locator("[data-status]")).to_contain_text("มี 100 แถว แต่วางได้อีก 99 แถว")
    assert page.evaluate(titles) == ["พิมพ์ไว้ก่อน"]


def test_an_ordinary_paste_into_a_text_stays_one(page: Page, collection: Collection) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sign_in(page)
    page.goto(f"/collections/{collection.pk}/")
    page.evaluate("text => navigator.clipboard.writeText(text)", "บรรทัดหนึ่ง\nบรรทัดสอง")
    page.locator("#id_rows-0-problem").focus()
    page.keyboard.press("Control+V")
    assert page.locator("#id_rows-0-problem").input_value() == "บรรทัดหนึ่ง\nบรรทัดสอง"


def test_a_15th_idea_that_is_too_long_comes_back_with_the_others(
    page: Page, collection: Collection, watch: Watch
) -> None:
    watch.allow("status of 422")
    sign_in(page)
    page.goto(f"/collections/{collection.pk}/")
    rows = [f"2\tเรื่อง {number}\tปัญหา\t{'ก' * 20_001 if number == 15 else 'วิธี'}\tผล" for number in range(1, 16)]
    page.evaluate(PASTE, ["#id_rows-0-type", "\n".join(rows)])
    page.get_by_role("button", name="บันทึก 15 ชุด").click()
    sentence = "แถวที่ 15 แนวคิด/วิธีการพัฒนา: ยาวเกินไป 1 ตัวอักษร (ไม่เกิน 20,000 ตัวอักษร)"
    page.get_by_role("link", name=sentence).click()
    expect(page.locator("#id_rows-14-proposal")).to_be_focused()
    page.locator("#id_rows-14-proposal").fill("วิธี")
    page.get_by_role("button", name="บันทึก 15 ชุด").click()
    expect(page.locator("main")).to_contain_text("บันทึกแล้ว 15 ชุด")
    assert Idea.objects.count() == 15


def test_the_page_reads_a_clipboard_as_the_server_does(page: Page, collection: Collection) -> None:
    sign_in(page)
    page.goto(f"/collections/{collection.pk}/")
    read: Any = page.evaluate("texts => texts.map((text) => IdeaTable.read(text))", [text for text, _rows in SAMPLES])
    assert json.dumps(read, ensure_ascii=False) == json.dumps([rows for _text, rows in SAMPLES], ensure_ascii=False)


def test_somebody_hands_in_by_phone_in_eight_interactions(page: Page, collection: Collection, watch: Watch) -> None:
    link = shared_links.open_link(collection, actor=make.user(Role.OFFICER, collection.assignment.agency))
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"/ideas/{link.token}/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    label = YearCode.objects.get(year=collection.assignment.year, table="innovation_type", code="2").label
    page.get_by_label("ข้าพเจ้าได้อ่านคำชี้แจง").check()
    page.get_by_label(label).check()
    page.locator("#id_title").fill("จองคิวทางโทรศัพท์")
    page.locator("#id_problem").fill("รอนาน")
    page.locator("#id_proposal").fill("ทำระบบจอง")
    page.locator("#id_benefit").fill("ไม่ต้องรอ")
    page.get_by_role("button", name="ส่งความคิดเห็น").click()
    expect(page.locator("h1")).to_have_text("ขอบคุณสำหรับความคิดเห็น")
    page.wait_for_load_state()  # the words stand before the style does
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert Idea.objects.get().source == "link"
    assert watch.remaining() == []


def test_the_link_page_shows_its_qr_and_copies_the_address(page: Page, collection: Collection, watch: Watch) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sign_in(page)
    page.goto(f"/collections/{collection.pk}/link/")
    page.get_by_role("button", name="เปิดลิงก์").click()
    picture = page.get_by_role("img", name="QR ของลิงก์รับความคิดเห็น")
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth > 100)")
    page.get_by_role("button", name="คัดลอกลิงก์").click()
    expect(page.get_by_role("button", name="คัดลอกแล้ว")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith(f"/ideas/{collection.links.get().token}/")
    assert watch.remaining() == []


def test_the_pages_fit_a_phone(page: Page, collection: Collection) -> None:
    make_case.ideas(collection, 3)
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in(page)
    first = collection.ideas.first()
    assert first is not None
    addresses = (
        f"/collections/{collection.pk}/",
        f"/collections/{collection.pk}/ideas/",
        f"/collections/{collection.pk}/link/",
        f"/collections/ideas/{first.pk}/",
        f"/collections/ideas/{first.pk}/edit/",
        f"/collections/ideas/{first.pk}/merge/",
    )
    for address in addresses:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
