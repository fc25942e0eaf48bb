"""Point 1 of the screens: axe finds nothing wrong with any page of the product, in any of its states.

Each page that shows something new is judged once: a page all of whose elements stood in the same surroundings on
pages judged before is left out. `--every-page` leaves out none, and loads each with its scripts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from tests.access.tables import addresses, rows
from tests.axe import fits, violations
from tests.pages.easel import easel
from tests.pages.gallery import PARTS, Galleries
from tests.pages.sheets import Sheet
from tests.pages.skeleton import Surroundings, skeleton

pytestmark = [pytest.mark.browser, pytest.mark.long]
DESK, PHONE = (1366, 768), (360, 740)
# Addresses that no line of the access matrix asks for: before signing in, and the choice of a language.
BEFORE_SIGNING_IN = {"sign-in", "set-language"}
_judged: dict[tuple[int, int], Surroundings] = {DESK: frozenset(), PHONE: frozenset()}


def new_of(pages: Iterable[Sheet], size: tuple[int, int], every_page: bool) -> Iterator[Sheet]:
    """The pages with something on them that was not judged at this size before; those with the most first, which
    leaves the fewest."""
    fullest_first = sorted(((skeleton(sheet.html), sheet) for sheet in pages), key=lambda each: -len(each[0]))
    for found, sheet in fullest_first:
        if every_page or not found <= _judged[size]:
            _judged[size] |= found
            yield sheet


def faults(browser: Browser, pages: Iterable[Sheet], size: tuple[int, int], every_page: bool) -> list[str]:
    """What axe says of the pages, and which of them are wider than the screen."""
    found = []
    with easel(browser, *size) as on:
        for sheet in new_of(pages, size, every_page):
            (on.load if every_page else on.show)(sheet.html)
            found += [f"{sheet}: {one}" for one in violations(on.page)]
            found += [] if fits(on.page) else [f"{sheet}: wider than the screen"]
    return found


def test_every_address_is_in_a_gallery() -> None:
    assert addresses() - {address for _method, address, _state, _codes in rows()} == BEFORE_SIGNING_IN


@pytest.mark.parametrize("part", PARTS)
def test_point_1_axe_finds_nothing_at_a_desk_in_thai(
    browser: Browser, galleries: Galleries, part: str, every_page: bool
) -> None:
    gallery = galleries(part)
    assert faults(browser, gallery.read + gallery.refused, DESK, every_page) == []


@pytest.mark.parametrize("part", PARTS)
def test_point_1_axe_finds_nothing_on_a_phone_in_english(
    browser: Browser, galleries: Galleries, part: str, every_page: bool
) -> None:
    assert faults(browser, galleries(part).english, PHONE, every_page) == []


def test_point_1_axe_finds_nothing_before_signing_in(browser: Browser, db: None, client) -> None:
    pages = [("sign-in", client.get(reverse("sign-in"))), ("refused", client.post(reverse("sign-in"), {}))]
    sheets = [Sheet(name, "-", "anon", answer.status_code, answer.content.decode()) for name, answer in pages]
    assert all("<h1" in sheet.html for sheet in sheets)
    assert faults(browser, sheets, DESK, every_page=True) == []
    assert faults(browser, sheets, PHONE, every_page=True) == []


@pytest.mark.parametrize(
    ("planted", "rule"),
    [
        ('<img src="x">', "image-alt"),
        ('<p style="color: #bbb; background: #fff">จาง</p>', "color-contrast"),
        ('<input name="x">', "label"),
        ("<h4>ข้ามลำดับ</h4>", "heading-order"),
    ],
)
def test_axe_finds_what_was_planted(browser: Browser, planted: str, rule: str) -> None:
    html = f'<!doctype html><html lang="th"><title>ก</title><body><main><h1>ก</h1>{planted}</main></body></html>'
    with easel(browser, *DESK) as on:
        for put in (on.show, on.load):
            put(html)
            assert any(one.startswith(f"{rule}:") for one in violations(on.page))
