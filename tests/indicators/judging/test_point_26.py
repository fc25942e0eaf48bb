"""Five criteria are scored and the next item reached by keyboard alone: point 26 of the acceptance of screens."""

from __future__ import annotations

from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.roles import Role
from indicators.models import Judgement
from tests import make, make_case
from tests.chromium import sign_in
from tests.indicators.judging.conftest import case_with_criteria

pytestmark = pytest.mark.browser


# Looked at in one moment, when two frames have left the field where it was: the page may still be on its way.
IS_CLEAR = """async (field) => {
  const box = (element) => element.getBoundingClientRect();
  const frames = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  for (let before; before !== (before = box(field).y); ) await frames();
  const bar = box(document.querySelector(".action-bar-sticky"));
  return box(field).bottom <= bar.top || box(field).top >= bar.bottom;
}"""


@pytest.fixture
def cases(server: str) -> list[int]:
    """The assignments of two cases in the order of the queue."""
    found = []
    for name in ("กองก", "กองข"):
        made = case_with_criteria(make.agency(name))
        make_case.developed(made)
        found.append(made.assignment_id)
    make.user(Role.SECRETARIAT, username="secretary")
    return found


def open_first(page: Page, cases: list[int]) -> None:
    sign_in(page, "secretary")
    page.goto(f"/judging/assignments/{cases[0]}/", wait_until="load")


def test_five_criteria_and_save_and_next_by_keyboard_and_the_focus_is_on_the_first_of_the_next(
    page: Page, cases: list[int]
) -> None:
    open_first(page, cases)
    page.locator(".queue-keys").wait_for()
    for position, percent in enumerate(("100", "๘๐", "0", "50.25", "75"), start=1):
        expect(page.locator(f"#id_c{position}-percent")).to_be_focused()
        assert page.locator(f"#work-{position}").get_attribute("open") is not None, "its work is open beside it"
        page.keyboard.type(percent)
        if position < 5:
            page.keyboard.press("ArrowDown")
    expect(page.locator("[data-total]")).to_have_text("6.11")  # 2 + 1.6 + 0 + 1.005 + 1.5 = 6.105
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/judging/assignments/{cases[1]}/")
    expect(page.locator("#id_c1-percent")).to_be_focused()
    found = Judgement.objects.order_by("criterion__position").values_list("percent", flat=True)
    assert list(found) == [100, 80, 0, Decimal("50.25"), 75]


def test_question_mark_shows_the_keys_and_letters_can_be_turned_off(page: Page, cases: list[int]) -> None:
    open_first(page, cases)
    keys = page.locator(".queue-keys")
    page.keyboard.press("?")
    expect(keys.locator("dl")).to_be_visible()
    page.keyboard.press("?")
    expect(keys.locator("dl")).to_be_hidden()
    page.keyboard.press("j")
    page.wait_for_url(f"**/judging/assignments/{cases[1]}/")
    User.objects.filter(username="secretary").update(single_keys_off=True)
    page.reload(wait_until="load")
    expect(page.locator("#id_c1-percent")).to_be_focused()
    page.keyboard.type("?k")
    expect(keys.locator("dl")).to_be_hidden()
    assert page.url.endswith(f"/judging/assignments/{cases[1]}/")
    page.keyboard.press("Alt+ArrowUp")
    page.wait_for_url(f"**/judging/assignments/{cases[0]}/")


@pytest.mark.parametrize("size", [(1366, 768), (360, 740)])
def test_the_page_fits_and_what_has_the_focus_is_not_under_the_sum(
    page: Page, cases: list[int], size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    open_first(page, cases)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    for position in range(1, 6):
        field = page.locator(f"#id_c{position}-percent")
        field.focus()
        expect(field).to_be_in_viewport()  # the work that opens beside it has moved it
        assert field.evaluate(IS_CLEAR), position
