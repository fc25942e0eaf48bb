"""Notices in a real browser: kinds are turned off, the address of the calendar is made, copied and opens."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from accounts.roles import Role
from indicators.models import NoticeSettings
from tests import make
from tests.axe import fits, violations
from tests.cases import gated
from tests.chromium import sign_in
from tests.notices import strict_calendar

pytestmark = pytest.mark.browser


def look(page: Page) -> None:
    """Nothing that axe finds, nothing wider than the screen."""
    assert violations(page) == []
    assert fits(page)


def follow(page: Page, link: str) -> None:
    """To the page behind a link, until it has its style: a box looked at before shows Bootstrap's own tick, an image
    that our policy refuses."""
    with page.expect_navigation(wait_until="load"):
        page.get_by_role("link", name=link).click()


@gated("size", [(1366, 768), (360, 740)], [(1366, 768)])
def test_notices_are_chosen_and_the_calendar_opens(page: Page, server: str, size: tuple[int, int]) -> None:
    make.user(Role.OFFICER, make.agency("สำนักงานปกครองและทะเบียน"), username="officer")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    sign_in(page)
    look(page)
    follow(page, "บัญชีของฉัน")
    page.get_by_label("อีเมล").fill("somchai@bangkok.go.th")
    look(page)
    with page.expect_navigation(wait_until="load"):
        page.get_by_role("button", name="บันทึก").click()
    follow(page, "การแจ้งเตือนและปฏิทิน")
    page.get_by_label("มีเรื่องใหม่รอฉันดำเนินการ").uncheck()
    with page.expect_navigation(wait_until="load"):
        page.get_by_role("button", name="บันทึกการแจ้งเตือน").click()
    assert NoticeSettings.objects.get().waiting is False
    with page.expect_navigation(wait_until="load"):
        page.get_by_role("button", name="สร้างที่อยู่ปฏิทิน").click()
    look(page)
    page.get_by_role("button", name="คัดลอกที่อยู่").click()
    page.get_by_role("button", name="คัดลอกแล้ว").wait_for()
    address = page.get_by_label("ที่อยู่ปฏิทินของคุณ").input_value()
    path = re.sub(r"^https?://[^/]+", "", address)
    strict_calendar.read(page.request.get(path).body())
