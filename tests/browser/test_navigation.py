"""The way around stands in one row on an office's screen, for everybody; what has no room lies below one entry."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page

from accounts.models import Membership
from accounts.roles import Role
from tests import make
from tests.chromium import Watch, sign_in

pytestmark = pytest.mark.browser

PLACES = "[...document.querySelectorAll('.site-nav > .page > ul > li')].map(each => each.getBoundingClientRect().top)"
# A city's person with every role he may have at once.
EVERYTHING = (Role.EVALUATOR, Role.SECRETARIAT, Role.COMMITTEE, Role.AUDITOR, Role.ADMINISTRATOR)


@pytest.mark.parametrize("language", ["th", "en"])
def test_it_is_one_row_for_everybody(page: Page, server: str, language: str) -> None:
    agency = make.agency("สำนักงานปกครองและทะเบียน")
    rows = {}
    for roles in (*((role,) for role in Role), EVERYTHING):
        user = make.user(roles[0], agency)
        for role in roles[1:]:
            Membership.objects.create(user=user, role=role)
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookies = {settings.SESSION_COOKIE_NAME: session, settings.LANGUAGE_COOKIE_NAME: language}
        page.context.add_cookies([{"name": name, "value": of, "url": server} for name, of in cookies.items()])
        page.goto("/")
        assert page.locator("html").get_attribute("lang") == language
        rows[roles] = len(set(page.evaluate(PLACES)))
    assert set(rows.values()) == {1}, rows


def test_what_lies_below_is_reached_without_a_script(browser: Browser, server: str, watch: Watch) -> None:
    make.user(Role.EVALUATOR, username="evaluator")
    context = browser.new_context(base_url=server, locale="th-TH", java_script_enabled=False)
    page = context.new_page()
    watch.attach(page)
    sign_in(page, "evaluator")
    link = page.get_by_role("link", name="ศูนย์พิมพ์")
    assert not link.is_visible()
    page.get_by_text("เพิ่มเติม", exact=True).click()
    with page.expect_navigation(wait_until="load"):
        link.click()
    assert page.url.endswith(reverse("print-centre"))
    context.close()
