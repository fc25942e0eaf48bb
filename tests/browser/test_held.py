"""A button that is held for a moment is pressed, whatever is told of the text meanwhile: the sentence may move it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from indicators.models import QuarterlyReport
from tests.browser.test_nothing_is_lost import SIZES, quarter, write
from tests.chromium import Watch

__all__ = ["quarter"]

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", SIZES)
def test_a_button_that_is_held_while_the_text_is_saved_is_pressed(
    page: Page, quarter: QuarterlyReport, watch: Watch, size: tuple[int, int]
) -> None:
    watch.allow("status of 422")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    write(page, quarter)
    page.locator("#id_progress_percent").fill("130")
    page.keyboard.press("Tab")
    expect(page.locator("#save")).to_contain_text("เก็บไว้ในเครื่องนี้แล้ว")
    page.locator("#id_progress_percent").fill("30")
    page.get_by_role("button", name="ตรวจทานและส่ง").hover()
    with page.expect_response(lambda answer: answer.status == 200):  # the field is left, the text is saved
        page.mouse.down()
    page.wait_for_timeout(500)  # longer than a finger rests on a button
    with page.expect_navigation(wait_until="load"):
        page.mouse.up()


def test_what_is_told_waits_no_longer_than_the_button_is_held(page: Page, quarter: QuarterlyReport) -> None:
    write(page, quarter)
    page.locator("#id_narrative").fill("ตั้งด่าน")
    page.locator("h1").hover()
    with page.expect_response(lambda answer: answer.status == 200):
        page.mouse.down()
    page.mouse.up()
    expect(page.locator("#save")).to_contain_text("บันทึกแล้ว")
