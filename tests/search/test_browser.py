"""The search in a real browser: by the field of the frame, by the key, without script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from accounts.models import User
from accounts.roles import Role
from tests import make
from tests.axe import fits, violations
from tests.cases import gated
from tests.chromium import sign_in
from tests.search.everything import WORD, build

pytestmark = pytest.mark.browser


def look(page: Page) -> None:
    """Nothing that axe finds, nothing wider than the screen."""
    assert violations(page) == []
    assert fits(page)


@pytest.fixture
def officer(server: str) -> User:
    agency = make.agency("สำนักงานปกครองและทะเบียน")
    build(agency)
    return make.user(Role.OFFICER, agency, username="officer")


@gated("size", [(1366, 768), (360, 740)], [(360, 740)])
def test_a_word_typed_in_the_frame_leads_to_what_has_it(page: Page, officer: User, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    sign_in(page)
    field = page.get_by_label("ค้นหาทั้งระบบ")
    box = field.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    look(page)
    field.fill(WORD)
    field.press("Enter")
    page.get_by_role("status").filter(has_text="พบทั้งหมด 8 รายการ").wait_for()
    look(page)
    page.get_by_role("link", name="เอกสาร (1)").click()
    expect(page.get_by_role("listitem").filter(has_text=f"ส่งต้น{WORD}")).to_have_count(1)
    look(page)
    page.get_by_label("คำที่ต้องการค้น").fill("ฌฬฮ")
    page.locator("main").get_by_role("button", name="ค้นหา").click()
    page.get_by_text("ใช้คำที่สั้นลง").wait_for()
    look(page)
    page.get_by_label("คำที่ต้องการค้น").fill("ก" * 201)
    page.locator("main").get_by_role("button", name="ค้นหา").click()
    page.locator(".error-summary").wait_for()
    look(page)


@pytest.mark.parametrize("key", ["/", "ฝ"])
def test_a_key_leads_to_the_field_unless_somebody_writes(page: Page, officer: User, key: str) -> None:
    sign_in(page)
    field = page.get_by_label("ค้นหาทั้งระบบ")
    send(page, key)
    assert field.evaluate("field => field === document.activeElement")
    page.goto("/account/")
    page.get_by_label("อีเมล").focus()
    send(page, key)
    assert page.get_by_label("อีเมล").evaluate("field => field === document.activeElement")


def test_the_key_does_nothing_for_who_turned_it_off(page: Page, officer: User) -> None:
    User.objects.filter(pk=officer.pk).update(single_keys_off=True)
    sign_in(page)
    send(page, "/")
    assert not page.get_by_label("ค้นหาทั้งระบบ").evaluate("field => field === document.activeElement")


def send(page: Page, key: str) -> None:
    """A key as the page hears it, whichever keyboard Chromium believes to have."""
    told = "{key, bubbles: true, cancelable: true}"
    page.evaluate(f"key => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {told}))", key)


def test_it_works_without_script(browser: Browser, server: str, officer: User) -> None:
    context = browser.new_context(base_url=server, locale="th-TH", java_script_enabled=False)
    page = context.new_page()
    sign_in(page)
    page.get_by_label("ค้นหาทั้งระบบ").fill(WORD)
    page.get_by_role("search").get_by_role("button").click()
    assert page.get_by_role("status").first.inner_text() == "พบทั้งหมด 8 รายการ"
    context.close()
