"""Help: a line on every page, a page of its own, whom to ask in the same place."""

from __future__ import annotations

from django.test import Client
from pytest_django import Settings

from accounts.roles import Role
from kpi_tracker.help_lines import LINES, line_of
from tests import make
from tests.access.test_access import addresses


def test_the_line_of_a_page_is_the_one_of_the_longest_fitting_name() -> None:
    assert line_of("quarterly-report-edit") == LINES["quarterly-report"]
    assert line_of("session-add") == LINES["session"]


def test_no_line_is_left_without_a_page() -> None:
    names = addresses()
    unused = [start for start in LINES if not any(name.startswith(start) for name in names)]
    assert unused == []


def test_every_page_has_its_line_and_whom_to_ask(db: None, settings: Settings) -> None:
    settings.CONTACTS = {"secretariat": "โทร. 0 2224 2999", "evaluation": ""}
    client = Client()
    client.force_login(make.user(Role.OFFICER, make.agency()))
    for page in ("/", "/help/", "/help/example/", "/assignments/", "/documents/", "/account/"):
        text = client.get(page).text
        assert 'class="help-line"' in text, page
        footer = text.split('class="site-footer"')[1]
        assert "สำนักงานคณะกรรมการข้าราชการกรุงเทพมหานคร" in footer, page
        assert "โทร. 0 2224 2999" in footer, page
    assert 'href="/help/"' in text


def test_the_first_time_one_is_told_where_to_begin(db: None) -> None:
    user = make.user(Role.OFFICER, make.agency(), username="somsri")
    for times, told in ((1, True), (2, False)):
        client = Client()
        client.post("/account/sign-in/", {"username": user.username, "password": make.PASSWORD})
        assert ("เริ่มต้นใช้งาน" in client.get("/").text) is told, times
