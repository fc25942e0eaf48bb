"""The design-system page: it leaves nothing out, and in a real browser its components are as they should be."""

from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client

from kpi_tracker.templatetags import components
from kpi_tracker.templatetags.components import STATUS_LOOKS
from tests.axe import fits, violations
from tests.components.test_style import TOKENS

HOST = "https://testserver"
# Every element with text of its own: its size in px and its line height relative to that.
LEGIBLE = """() => [...document.querySelectorAll('body *')]
  .filter(one => !one.closest('.visually-hidden') && one.getBoundingClientRect().width
    && [...one.childNodes].some(node => node.nodeType == 3 && node.textContent.trim()))
  .map(one => { const style = getComputedStyle(one); const size = parseFloat(style.fontSize);
    return [one.outerHTML.slice(0, 80), size, parseFloat(style.lineHeight) / size]; })"""
CONTROLS = """() => [...document.querySelectorAll(
    'a, button, select, textarea, summary, .form-check, input:not([type=hidden])')]
  .filter(one => !one.classList.contains('skip-link') && one.getBoundingClientRect().width)
  .map(one => { const box = one.getBoundingClientRect();
    return [one.outerHTML.slice(0, 80), box.width, box.height,
      one.matches('.btn, .form-check, .form-control, .form-select'),
      one.matches('.form-control, .form-select') ? parseFloat(getComputedStyle(one).fontSize) : 18]; })"""


@pytest.fixture(params=[(1366, 768), (360, 740), (320, 640)], ids=["desk", "phone", "zoomed"])
def page(request, browser, monkeypatch):
    monkeypatch.setattr(settings, "SESSION_ENGINE", "django.contrib.sessions.backends.signed_cookies")
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height})
    context.route("**/*", answer)
    shown = context.new_page()
    shown.complaints = []
    shown.on("console", lambda message: shown.complaints.append(message.text))
    shown.on("requestfailed", lambda sent: shown.complaints.append(sent.url))
    shown.goto(f"{HOST}/design-system", wait_until="networkidle")
    yield shown
    context.close()


def answer(route):
    """No server: pages by Django's test client, with their headers; the rest from its files."""
    path = urlsplit(route.request.url).path
    if not route.request.url.startswith(HOST):
        route.abort()
    elif path.startswith("/static/"):
        file = settings.STATIC_ROOT / path.removeprefix("/static/")
        route.fulfill(path=file) if file.exists() else route.fulfill(status=404)
    else:
        response = Client().get(path, secure=True)
        route.fulfill(status=response.status_code, headers=dict(response.headers), body=response.content)


COMPONENTS = [
    f"{folder}/{path.name}"
    for folder in ("components", "charts")
    for path in sorted((settings.BASE_DIR / "templates" / folder).iterdir())
]


def test_every_component_and_every_token_is_shown():
    """A new component belongs on the page, so that the next one does not make it again."""
    for drawn_once in (components.icon, components._status_tag):
        drawn_once.cache_clear()
    response = Client().get("/design-system", secure=True)
    shown = {template.name for template in response.templates}
    assert len(COMPONENTS) > 25
    assert [name for name in COMPONENTS if name not in shown] == []
    page = response.content.decode()
    assert [name for name in TOKENS if f"--{name}</code>" not in page] == []
    assert [look.word for look in STATUS_LOOKS.values() if str(look.word) not in page] == []


@pytest.mark.browser
def test_every_component_can_be_read_reached_and_hit(page):
    assert page.complaints == []
    assert violations(page) == []
    assert fits(page)
    assert page.evaluate("document.activeElement.className") == "error-summary"
    assert page.title().startswith("ข้อผิดพลาด: ")
    assert page.evaluate("document.fonts.check('18px Sarabun')")

    texts = page.evaluate(LEGIBLE)
    assert len(texts) > 100
    assert [one for one in texts if one[1] < 16 or one[2] < 1.6] == []
    controls = page.evaluate(CONTROLS)
    assert len(controls) > 40
    assert [one for one in controls if min(one[1:3]) < 24 or (one[3] and one[2] < 44) or one[4] < 18] == []


@pytest.mark.browser
def test_each_link_of_the_summary_moves_the_focus_to_its_control(page):
    links = page.locator(".error-summary a")
    assert links.count() >= 8
    for at in range(links.count()):
        link = links.nth(at)
        link.evaluate("one => one.click()")
        assert page.evaluate("'#' + document.activeElement.id") == link.get_attribute("href")


@pytest.mark.browser
def test_header_and_first_column_of_a_table_stay_while_it_scrolls(page):
    page.evaluate("document.querySelector('#heat-map').style.maxHeight = '9rem'")
    moved = page.evaluate(
        """() => { const region = document.querySelector('#heat-map');
          const head = region.querySelector('thead th'), side = region.querySelector('tbody th');
          region.scrollTo(60, 0); const left = side.getBoundingClientRect().left;
          const past = region.querySelector('caption').offsetHeight + 60;  // above the header, and scrolls away
          region.scrollTo(60, past); const top = head.getBoundingClientRect().top;
          const box = region.getBoundingClientRect();
          return [Math.abs(left - box.left), Math.abs(top - box.top), region.scrollTop - past]; }"""
    )
    assert moved[0] < 1
    assert moved[1] < 1
    assert abs(moved[2]) < 1, "the table was too short to scroll"
