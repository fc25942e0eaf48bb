"""The table of all agencies: head and first column stay, no focus lies beneath, no colour is needed."""

from __future__ import annotations

import pytest

from tests.reading_pages.conftest import HOST

pytestmark = [pytest.mark.browser, pytest.mark.long]

AGENCIES = 77
# The agency's row again and again, as if there were so many.
MANY = """(count) => { const body = document.querySelector('.data-table tbody'), row = body.rows[0];
  while (body.rows.length < count) body.append(row.cloneNode(true)); return body.rows.length; }"""
STUCK = """() => { const region = document.querySelector('.table-region'), box = region.getBoundingClientRect();
  const head = document.querySelector('.data-table thead th:last-child');
  const side = document.querySelector('.data-table tbody tr:nth-child(40) th');
  region.scrollTo(80, 400);
  return {down: region.scrollTop, right: region.scrollLeft, top: head.getBoundingClientRect().top - box.top,
    left: side.getBoundingClientRect().left - box.left, wide: document.documentElement.scrollWidth - innerWidth}; }"""
# Every seventh row from the last one up, each cell from the right: the way that leads under what stays.
BENEATH = """async () => { const region = document.querySelector('.table-region'), found = [];
  const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const rows = [...region.querySelectorAll('tbody tr')].filter((row, at) => at % 7 == 0).reverse();
  region.scrollTo(9999, 9999);
  for (const row of rows) for (const link of [...row.querySelectorAll('a')].reverse()) {
    link.focus();
    await frame();
    const box = link.getBoundingClientRect(), side = row.querySelector('th').getBoundingClientRect();
    const head = region.querySelector('thead th').getBoundingClientRect();
    const hidden = box.top < head.bottom || (!link.closest('th') && box.left < side.right);
    if (document.activeElement != link || hidden) found.push([link.textContent.trim(), box.top, box.left]);
  }
  return found; }"""


@pytest.fixture
def board(window):
    window.goto(f"{HOST}/dashboard - eva")
    assert window.evaluate(MANY, AGENCIES) >= AGENCIES
    return window


@pytest.mark.parametrize("size", [(1366, 768), (360, 740)], ids=["desk", "phone"])
def test_the_head_and_the_first_column_stay_and_the_page_does_not_scroll_sideways(board, size):
    board.set_viewport_size({"width": size[0], "height": size[1]})
    stuck = board.evaluate(STUCK)
    assert stuck["down"] == 400
    assert size[0] > 1000 or stuck["right"] == 80
    assert abs(stuck["top"]) <= 1
    assert abs(stuck["left"]) <= 1
    assert stuck["wide"] <= 0


@pytest.mark.parametrize("size", [(1366, 768), (360, 740)], ids=["desk", "phone"])
def test_no_link_with_the_focus_lies_beneath_the_head_or_the_first_column(board, size):
    board.set_viewport_size({"width": size[0], "height": size[1]})
    assert board.evaluate(BENEATH) == []


def test_each_state_is_told_by_its_word_and_its_shape_without_any_colour(window):
    """The states of the design-system page: in grey there is left a word, and a picture or a shape."""
    window.goto(f"{HOST}/design-system - adm")
    window.set_viewport_size({"width": 1366, "height": 768})
    window.add_style_tag(content="html { filter: grayscale(1) }")
    tags = window.evaluate(
        """() => [...document.querySelectorAll('#heat-map .status-tag')].map(
          (tag) => [tag.innerText.trim(), (tag.querySelector('svg') || {}).innerHTML,
            getComputedStyle(tag.querySelector('.icon')).transform])"""
    )
    words = {word for word, _shape, _turned in tags}
    assert words == {"ตามแผน", "เสี่ยง", "ล่าช้า", "ยังไม่ส่ง"}
    assert len({(shape, turned) for _word, shape, turned in tags}) == 4


def test_every_cell_of_the_board_has_words(board):
    empty = board.evaluate(
        """() => [...document.querySelectorAll('.data-table tbody > tr > *')]
          .filter((cell) => !cell.innerText.trim()).map((cell) => cell.outerHTML.slice(0, 100))"""
    )
    assert empty == []
