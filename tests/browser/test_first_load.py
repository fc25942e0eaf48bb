"""What a first and a later page cost over a slow line, as Chromium counts the bytes on the wire."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import CDPSession, Page

from accounts.roles import Role
from indicators import clock
from tests import make
from thai.dates import fiscal_year

pytestmark = pytest.mark.browser

KIB = 1024
FIRST, LATER = 130 * KIB, 25 * KIB
SLOW = {"offline": False, "latency": 40, "downloadThroughput": 50_000, "uploadThroughput": 50_000}  # 400 kbit/s
USABLE_SECONDS = 3.0


@dataclass
class Wire:
    """Bytes of every answer, heads included, as they came over the wire; nothing of what lay in the cache."""

    session: CDPSession
    received: dict[str, int] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.session.send("Network.enable")
        self.session.on("Network.requestWillBeSent", self._sent)
        self.session.on("Network.loadingFinished", self._finished)

    def _sent(self, event: dict[str, Any]) -> None:
        self.addresses[event["requestId"]] = event["request"]["url"]

    def _finished(self, event: dict[str, Any]) -> None:
        address = self.addresses[event["requestId"]]
        self.received[address] = self.received.get(address, 0) + int(event["encodedDataLength"])

    def open(self, page: Page, address: str) -> int:
        """Bytes that a page cost."""
        self.received.clear()
        page.goto(address, wait_until="networkidle")
        return sum(self.received.values())


@pytest.fixture
def officer(page: Page, server: str) -> Iterator[Page]:
    """An officer on the way to sign in, with a quarter to write."""
    agency = make.agency("สำนักงานปกครองและทะเบียน")
    year = make.year(fiscal_year(clock.today()))
    for number in range(1, 6):
        make.assignment(agency, year, number=number)
    make.user(Role.OFFICER, agency, username="officer")
    yield page


def sign_in(page: Page) -> None:
    page.goto(reverse("sign-in"))
    page.get_by_label("ชื่อผู้ใช้").fill("officer")
    page.get_by_label("รหัสผ่าน").fill(make.PASSWORD)
    page.locator("main").get_by_role("button").first.click()
    page.wait_for_url("**/")


def test_a_first_page_is_light_and_a_later_one_lighter(officer: Page) -> None:
    sign_in(officer)
    wire = Wire(officer.context.new_cdp_session(officer))
    wire.session.send("Network.clearBrowserCache")
    first = wire.open(officer, reverse("home"))
    kinds = {address.rpartition(".")[2] for address in wire.received}
    assert {"css", "woff2", "js", "svg"} <= kinds
    assert first <= FIRST, wire.received
    for address in ("home", "dashboard", "assignment-list"):
        later = wire.open(officer, reverse(address))
        assert later <= LATER, wire.received
        assert not [url for url in wire.received if url.endswith((".css", ".woff2"))], "asked for again"


def test_the_page_of_all_agencies_stays_light(officer: Page) -> None:
    """78 agencies with two indicators each: the largest page, which everybody opens."""
    year = make.year(2560)
    for _number in range(78):
        agency = make.agency("สำนักงานเขตที่มีชื่อยาวพอสมควร")
        make.assignment(agency, year)
    make.user(Role.EVALUATOR, username="evaluator")
    sign_in(officer)
    wire = Wire(officer.context.new_cdp_session(officer))
    assert wire.open(officer, reverse("dashboard") + "?year=2560") <= LATER, wire.received
