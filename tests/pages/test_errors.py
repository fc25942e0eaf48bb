"""Points 2 to 6 and 15 of the screens on every form of the product, sent back wrongly."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.pages.easel import Easel, easel
from tests.pages.gallery import PARTS, Galleries, Gallery
from tests.pages.sheets import Sheet

pytestmark = [pytest.mark.browser, pytest.mark.long]
# Forms that stand on a page with others. A wrong answer is told on a page of its own, with what was typed, to copy.
TOLD_ELSEWHERE = ("/recuse/", "/comment/", "/answer/")
SUMMARY = """() => {
  const main = document.querySelector('main');
  const summary = main.querySelector('.error-summary');
  if (!summary) return ['there is no summary'];
  const faults = [];
  if (main.firstElementChild !== summary) faults.push('the summary is not first');
  if (!summary.querySelector('h2')) faults.push('the summary has no h2');
  if (!document.title.trim().startsWith('ข้อผิดพลาด:')) faults.push('the title begins ' + document.title.trim());
  // Of several that ask for it, the first in the page gets the focus.
  if (document.querySelector('[autofocus]') !== summary) faults.push('the focus goes elsewhere');
  return faults;
}"""
LINKS = """() => {
  const clean = (text) => text.replace(/\\s+/g, ' ').trim();
  const said = [...document.querySelectorAll('.field-error')].map((one) => [one, clean(one.textContent)]);
  return [...document.querySelectorAll('.error-summary li')].flatMap((line) => {
    const link = line.querySelector('a');
    const words = clean(line.textContent);
    if (!link) return ['no link: ' + words];
    const target = document.getElementById(decodeURIComponent(link.getAttribute('href').slice(1)));
    if (!target) return ['leads nowhere: ' + words];
    target.focus();
    if (document.activeElement !== target) return ['takes no focus: ' + words + target.outerHTML.slice(0, 120)];
    const near = (target.getAttribute('aria-describedby') || '').split(' ');
    const group = target.closest('fieldset, tr, td, .mb-3, form');
    const same = said.some(([one, text]) => text === words && (target.contains(one) || group.contains(one)
      || near.includes(one.id) || near.includes(one.parentElement.id)));
    return same ? [] : ['not the words at the field: ' + words];
  });
}"""
KEPT = """(sent) => sent.filter(([name, value]) => {
  const same = [...document.getElementsByName(name)].filter((one) => one.closest('main'));
  const plain = (text) => text.replace(/\\r\\n/g, '\\n');
  return !same.some((one) => plain(one.value) === plain(value));
}).map(([name, value]) => name + ': ' + value.slice(0, 40))"""
PLAIN = """() => [
  ...[...document.querySelectorAll('main [required], main input[type=date]')]
    .map((one) => one.outerHTML.slice(0, 120)),
  ...[...document.querySelectorAll('main form[method=post]:not([novalidate])')]
    .filter((one) => one.querySelector('input:not([type=hidden]), select, textarea'))
    .map((one) => one.outerHTML.slice(0, 120)),
  ...[...document.querySelectorAll('label, legend')].filter((one) => one.textContent.includes('*'))
    .map((one) => one.textContent),
]"""

SILENT = """() => [
  ...[...document.querySelectorAll('main .empty-state')].filter((one) => !one.textContent.trim()),
  ...[...document.querySelectorAll('main tbody')].filter((one) => !one.rows.length),
].map((one) => one.outerHTML.slice(0, 120))"""


def faults(on: Easel, pages: list[Sheet], look: str, give_sent: bool = False) -> list[str]:
    """What `look` finds on the pages, each with the page it stands on."""
    found = []
    for sheet in pages:
        on.show(sheet.html)
        found += [f"{sheet}: {fault}" for fault in on.page.evaluate(look, sheet.sent if give_sent else None)]
    return found


@pytest.fixture(scope="module")
def desk(browser: Browser):
    with easel(browser, 1366, 768) as on:
        yield on


def with_summary(gallery: Gallery) -> list[Sheet]:
    return [sheet for sheet in gallery.refused if not sheet.cause.endswith(TOLD_ELSEWHERE)]


@pytest.mark.parametrize("part", PARTS)
def test_point_2_an_invalid_form_begins_with_its_errors(desk: Easel, galleries: Galleries, part: str) -> None:
    assert faults(desk, with_summary(galleries(part)), SUMMARY) == []


@pytest.mark.parametrize("part", PARTS)
def test_point_3_each_line_leads_to_its_field_in_the_fields_words(
    desk: Easel, galleries: Galleries, part: str
) -> None:
    assert faults(desk, galleries(part).refused, LINKS) == []


@pytest.mark.parametrize("part", PARTS)
def test_point_4_what_was_typed_is_still_there(desk: Easel, galleries: Galleries, part: str) -> None:
    assert faults(desk, with_summary(galleries(part)), KEPT, give_sent=True) == []


@pytest.mark.parametrize("part", PARTS)
def test_points_5_and_15_no_field_is_starred_required_or_a_date_picker(
    desk: Easel, galleries: Galleries, part: str
) -> None:
    assert faults(desk, galleries(part).read + galleries(part).refused, PLAIN) == []


@pytest.mark.parametrize("part", PARTS)
def test_point_25_an_empty_list_says_so(desk: Easel, galleries: Galleries, part: str) -> None:
    assert faults(desk, galleries(part).read, SILENT) == []


def test_the_looks_notice_what_is_wrong(desk: Easel) -> None:
    page = """<title>แบบฟอร์ม</title><main><h1>ก</h1><form method="post"><label for="b">ข *</label>
      <input id="b" name="b" required value="ผิด"><p class="field-error">อื่น</p></form>
      <div class="error-summary"><ul><li><a href="#a">ว่าง</a></li><li><a href="#b">ว่าง</a></li></ul></div>
      <table><tbody></tbody></table></main>"""
    desk.show(page)
    assert len(desk.page.evaluate(SUMMARY)) == 4
    assert [fault.split(":")[0] for fault in desk.page.evaluate(LINKS)] == [
        "leads nowhere",
        "not the words at the field",
    ]
    assert desk.page.evaluate(KEPT, [("b", "ผิด"), ("c", "หาย")]) == ["c: หาย"]
    assert len(desk.page.evaluate(PLAIN)) == 3
    assert len(desk.page.evaluate(SILENT)) == 1
