"""How many times one must touch the page: counted in a real browser, as docs say a click or a filled field is one."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Page
from playwright.sync_api import Request as Sent

from accounts.models import Agency
from accounts.roles import Role
from indicators import clock
from indicators.models import FiscalYear
from innovation.models import Development, Project, ServiceSession, Utilisation
from tests import make, make_case
from tests.chromium import sign_in
from tests.indicators.files import samples
from tests.innovation.development.conftest import chakri_day
from thai.dates import fiscal_year

pytestmark = pytest.mark.browser


class Hand:
    """Touches the page and counts: interactions, and pages that were loaded."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.touched = self.loaded = 0
        page.on("request", self._asked)

    def _asked(self, request: Sent) -> None:
        self.loaded += request.is_navigation_request() and request.redirected_from is None

    def click(self, name: str) -> None:
        self.touched += 1
        self.page.locator("main").locator("a, button, summary, label").filter(has_text=name).first.click()

    def fill(self, label: str, text: str) -> None:
        self.touched += 1
        self.page.get_by_label(label, exact=True).fill(text)

    def choose(self, selector: str, name: str, content: bytes) -> None:
        self.touched += 2  # opening the chooser, choosing
        self.page.set_input_files(selector, {"name": name, "mimeType": "image/jpeg", "buffer": content})


def step_of(agency: Agency, year: FiscalYear) -> Development:
    development = make_case.approved(make_case.case(agency, year))
    Project.objects.update(starts_on=year.starts_on)
    return development


@pytest.fixture
def agency(server: str) -> Agency:
    agency = make.agency("สำนักงานปกครองและทะเบียน")
    make.user(Role.OFFICER, agency, username="officer")
    make.user(Role.HEAD, agency, username="head")
    return agency


@pytest.fixture
def hand(page: Page) -> Hand:
    return Hand(page)


def test_a_session_on_a_phone_takes_five(page: Page, hand: Hand, agency: Agency) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    step = step_of(agency, make.year(fiscal_year(clock.today())))
    make_case.session(step, clock.today().isoformat(), place="ตลาดธนบุรี")
    sign_in(page, "officer")
    page.goto(f"/developments/{step.pk}/")
    hand.touched = hand.loaded = 0
    hand.click("บันทึกครั้งที่ 2")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    hand.fill("จำนวนผู้รับบริการ (คน)", "๑๖")
    hand.choose("#id_attachments", "หน้างาน.jpg", samples.jpeg())
    page.get_by_text("รับไฟล์แล้ว").wait_for()  # until then the form is held back
    assert hand.loaded == 1
    hand.click("บันทึก")
    page.get_by_text("2 จาก 30 ครั้ง, ผู้รับบริการ 32 คน").first.wait_for()
    assert hand.touched == 5
    made = ServiceSession.objects.latest("pk")
    assert (made.date, made.place, made.people, made.photo_name) == (
        clock.today(),
        "ตลาดธนบุรี",
        16,
        "หน้างาน.jpg",
    )


@pytest.mark.parametrize(("weekends", "sessions", "touches"), [(True, 8, 4), (False, 6, 5)])
def test_a_stretch_takes_five_at_the_most(
    page: Page, hand: Hand, agency: Agency, weekends: bool, sessions: int, touches: int
) -> None:
    year = make.year()
    step = step_of(agency, year)
    chakri_day(year)
    sign_in(page, "officer")
    page.goto(f"/developments/{step.pk}/")
    hand.touched = hand.loaded = 0
    hand.click("เพิ่มหลายวัน")
    hand.fill("ตั้งแต่วันที่", "1 เม.ย. 2564")
    hand.fill("ถึงวันที่", "9 เม.ย. 2564")
    if not weekends:
        hand.click("จันทร์–ศุกร์")
    page.get_by_role("button", name=f"สร้าง {sessions} ครั้ง").wait_for()
    assert "วันจักรี" in page.locator("#range-days").inner_text()
    assert hand.loaded == 1
    hand.click(f"สร้าง {sessions} ครั้ง")
    page.get_by_text(f"สร้าง {sessions} ครั้งแล้ว").wait_for()
    assert hand.touched == touches
    assert ServiceSession.objects.count() == sessions


def test_without_script_a_stretch_still_takes_five(page: Page, agency: Agency, server: str) -> None:
    year = make.year()
    step = step_of(agency, year)
    chakri_day(year)
    browser = page.context.browser
    assert browser
    plain = browser.new_context(base_url=server, java_script_enabled=False, locale="th-TH")
    other = plain.new_page()
    sign_in(other, "officer")
    other.goto(f"/developments/{step.pk}/")
    hand = Hand(other)
    hand.click("เพิ่มหลายวัน")
    hand.fill("ตั้งแต่วันที่", "1 เม.ย. 2564")
    hand.fill("ถึงวันที่", "9 เม.ย. 2564")
    hand.click("ดูวันที่จะสร้าง")
    hand.click("สร้าง 8 ครั้ง")
    other.get_by_text("สร้าง 8 ครั้งแล้ว").wait_for()
    assert hand.touched == 5
    plain.close()


def test_numbers_are_typed_down_the_column_and_pasted(page: Page, hand: Hand, agency: Agency) -> None:
    step = step_of(agency, make.year())
    for day in (1, 2, 3, 4):
        make_case.session(step, f"2021-04-0{day}", people=None)
    sign_in(page, "officer")
    page.goto(f"/developments/{step.pk}/sessions/people/")
    cells = page.locator('input[name^="people-"]')
    cells.first.fill("12")
    cells.first.press("ArrowDown")
    paste = """text => { const data = new DataTransfer(); data.setData("text", text);
      document.activeElement.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })) }"""
    page.evaluate(paste, "15\n0\n")
    page.keyboard.press("Control+Enter")
    page.get_by_text("บันทึกจำนวนผู้รับบริการแล้ว").wait_for()
    counted = list(ServiceSession.objects.order_by("date").values_list("date", "people"))
    assert counted == [(date(2021, 4, day), people) for day, people in ((1, 12), (2, 15), (3, 0), (4, None))]


def test_the_head_endorses_in_four_from_his_desk(page: Page, hand: Hand, agency: Agency) -> None:
    survey = make_case.developed(make_case.case(agency, make.year()))
    make_case.put(make_case.fill_utilisation(survey), "submitted")
    sign_in(page, "head")
    hand.touched = hand.loaded = 0
    hand.click("ขั้นที่ 5 สำรวจการใช้ประโยชน์")
    hand.click("เห็นชอบ")
    hand.fill("รหัสผ่านของท่าน", make.PASSWORD)
    hand.click("เห็นชอบ")
    page.get_by_text("ลงความเห็นชอบแล้ว").wait_for()
    assert hand.touched == 4
    assert hand.loaded <= 4
    assert Utilisation.objects.get().status == "endorsed"


def test_every_page_fits_a_phone(page: Page, hand: Hand, agency: Agency) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    step = step_of(agency, make.year())
    made = make_case.session(step, "2021-04-01", people=None, note="ฝนตก")
    survey = make_case.developed(make_case.case(agency, make.year(2565)))
    sign_in(page, "officer")
    for address in (
        *(f"/developments/{step.pk}/{end}" for end in ("", "edit/", "check/", "evidence/", "sessions/add/")),
        f"/developments/{step.pk}/sessions/range/?start=1/4/2564&end=9/4/2564&serves=every_day&place=ห้าง",
        f"/developments/{step.pk}/sessions/people/",
        *(f"/developments/sessions/{made.pk}/{end}" for end in ("", "edit/")),
        *(f"/utilisations/{survey.pk}/{end}" for end in ("", "edit/", "check/", "evidence/")),
    ):
        answer = page.goto(address)
        assert answer
        assert answer.status == 200, address
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
