"""Points 2 to 6 and 15 of the screens on every form of the product, sent back wrongly."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.pages.easel import Easel, easel
from tests.pages.gallery import PARTS, Gallery
from tests.pages.sheets import Sheet

pytestmark = [pytest.mark.browser, pytest.mark.long]
# Forms that cannot be filled in wrongly: choices that all do, and acts with nothing to type.
SUMMARY = """() => {
  const main = document.querySelector('main');
  const summary = main.querySelector('.error-summary');
  if (!summary) return ['there is no summary'];
  const faults = [];
  if (main.firstElementChild !== summary) faults.push('the summary is not first');
  if (!summary.querySelector('h2')) faults.push('the summary has no h2');
  if (!document.title.trim().startsWith('ข้อผิดพลาด:')) faults.push('the title begins ' + document.title.trim());
  const focusing = [...document.querySelectorAll('[autofocus]')];
  if (focusing.length !== 1 || focusing[0] !== summary) faults.push('the focus goes elsewhere');
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
    const same = said.some(([one, text]) => text === words
      && (target.contains(one) || near.includes(one.id) || near.includes(one.parentElement.id) || group.contains(one)));
    return same ? [] : ['not the words at the field: ' + words];
  });
}"""
KEPT = """(sent) => sent.filter(([name, value]) => {
  const same = [...document.getElementsByName(name)].filter((one) => one.closest('main'));
  const plain = (text) => text.replace(/\\r\\n/g, '\\n');
  return !same.some((one) => plain(one.value) === plain(value));
}).map(([name, value]) => name + ': ' + value.slice(0, 40))"""
PLAIN = """() => [
  ...[...document.querySelectorAll('[required], input[type=date], form[method=post]:not([novalidate])')]
    .filter((one) => one.closest('main')).map((one) => one.outerHTML.slice(0, 120)),
  ...[...document.querySelectorAll('label, legend')].filter((one) => one.textContent.includes('*'))
    .map((one) => one.textContent),
]"""


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


@pytest.mark.parametrize("part", PARTS)
def test_point_2_an_invalid_form_begins_with_its_errors(desk: Easel, galleries, part: str) -> None:
    assert faults(desk, galleries(part).refused, SUMMARY) == []


@pytest.mark.parametrize("part", PARTS)
def test_point_3_each_line_leads_to_its_field_in_the_fields_words(desk: Easel, galleries, part: str) -> None:
    assert faults(desk, galleries(part).refused, LINKS) == []


@pytest.mark.parametrize("part", PARTS)
def test_point_4_what_was_typed_is_still_there(desk: Easel, galleries, part: str) -> None:
    assert faults(desk, galleries(part).refused, KEPT, give_sent=True) == []


@pytest.mark.parametrize("part", PARTS)
def test_points_5_and_15_no_field_is_starred_required_or_a_date_picker(desk: Easel, galleries, part: str) -> None:
    assert faults(desk, galleries(part).read + galleries(part).refused, PLAIN) == []
