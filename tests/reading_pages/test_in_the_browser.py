"""Every family of pages in Chromium: large enough to read and to hit, on a phone, enlarged, and by keyboard."""

from __future__ import annotations

import pytest

from tests.reading_pages.conftest import told

pytestmark = [pytest.mark.browser, pytest.mark.long]


@pytest.mark.parametrize("size", ["desk", "phone"])
def test_text_is_large_enough_and_its_lines_do_not_touch(measured, size):
    assert not told(measured[f"legible, {size}"]), told(measured[f"legible, {size}"])


def test_wider_spaced_text_is_clipped_nowhere(measured):
    assert not told(measured["clipped"]), told(measured["clipped"])


def test_on_a_phone_everything_is_large_enough_to_hit(measured):
    assert not told(measured["targets"]), told(measured["targets"])


def test_the_keyboard_goes_in_the_order_in_which_things_stand(measured):
    assert not told(measured["order"]), told(measured["order"])


def test_at_four_times_the_size_nothing_is_lost_and_only_tables_scroll_sideways(measured):
    assert not told(measured["reflow"]), told(measured["reflow"])


def test_what_has_the_focus_shows_it(measured):
    assert not told(measured["focus"]), told(measured["focus"])


def test_the_measures_notice_what_is_wrong(window, measure):
    """Control: a page with one fault of each kind."""
    window.goto("http://kpi.test/faulty")
    found = {kind: " ".join(lines) for kind, lines in measure().items()}
    expected = {"legible, phone": "10 px", "clipped": "narrow", "targets": "small", "order": "lowest"}
    expected |= {"reflow": "too wide", "focus": "ringless"}
    assert {kind: word for kind, word in expected.items() if word not in found[kind]} == {}
