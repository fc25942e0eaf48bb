"""Points 2 to 6 and 15 of the screens on every form of the product, sent back wrongly."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.pages.easel import Easel, easel
from tests.pages.gallery import PARTS, Galleries, Gallery
from tests.pages.sheets import Sheet
from tests.pages.skeleton import unlike

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


def findings(on: Easel, gallery: Gallery) -> dict[str, list[str]]:
    """What each look finds, each with the page it stands on. A page is put up once for all looks at it."""
    found: dict[str, list[str]] = {look: [] for look in (SUMMARY, LINKS, KEPT, PLAIN, SILENT)}

    def look_at(sheet: Sheet, *looks: str) -> None:
        on.show(sheet.html)
        for look in looks:
            found[look] += [f"{sheet}: {fault}" for fault in on.page.evaluate(look, sheet.sent)]

    for sheet in gallery.refused:
        head = () if sheet.cause.endswith(TOLD_ELSEWHERE) else (SUMMARY, KEPT)
        look_at(sheet, *head, LINKS, PLAIN)
    for sheet in unlike(gallery.read):
        look_at(sheet, PLAIN, SILENT)
    return found


@pytest.fixture(scope="module")
def desk(browser: Browser) -> Iterator[Easel]:
    with easel(browser, 1366, 768) as on:
        yield on


@pytest.fixture(scope="module")
def found_before() -> dict[str, dict[str, list[str]]]:
    """Findings by the name of a part."""
    return {}


@pytest.fixture(params=PARTS)
def found(
    request: pytest.FixtureRequest, desk: Easel, galleries: Galleries, found_before: dict[str, dict[str, list[str]]]
) -> dict[str, list[str]]:
    """The findings in each part."""
    if request.param not in found_before:
        found_before[request.param] = findings(desk, galleries(request.param))
    return found_before[request.param]


def test_point_2_an_invalid_form_begins_with_its_errors(found: dict[str, list[str]]) -> None:
    assert found[SUMMARY] == []


def test_point_3_each_line_leads_to_its_field_in_the_fields_words(found: dict[str, list[str]]) -> None:
    assert found[LINKS] == []


def test_point_4_what_was_typed_is_still_there(found: dict[str, list[str]]) -> None:
    assert found[KEPT] == []


def test_points_5_and_15_no_field_is_starred_required_or_a_date_picker(found: dict[str, list[str]]) -> None:
    assert found[PLAIN] == []


def test_point_25_an_empty_list_says_so(found: dict[str, list[str]]) -> None:
    assert found[SILENT] == []


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
