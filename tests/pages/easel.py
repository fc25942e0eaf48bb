"""A Chromium that shows pages which no server serves: their HTML is given, their files come from the product's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from playwright.sync_api import Browser, Page, Route

HOST = "http://kpi.test"
# Another page in place of the one that is shown: its head's sheets, its title, its language, its body.
_SHOW = """async (html) => {
  const next = new DOMParser().parseFromString(html, 'text/html');
  const sheets = () => [...document.head.querySelectorAll('link[rel=stylesheet]')];
  const wanted = [...next.head.querySelectorAll('link[rel=stylesheet]')];
  const loading = wanted.map((link) => {
    let have = sheets().find((one) => one.getAttribute('href') === link.getAttribute('href'));
    if (have) { have.disabled = false; return null; }
    have = link.cloneNode();
    const loaded = new Promise((done, failed) => { have.onload = done; have.onerror = failed; });
    document.head.append(have);
    return loaded;
  });
  await Promise.all(loading);
  for (const one of sheets()) {
    one.disabled = !wanted.some((link) => one.getAttribute('href') === link.getAttribute('href'));
  }
  document.title = next.title;
  document.documentElement.lang = next.documentElement.lang;
  document.body.replaceWith(document.adoptNode(next.body));
  scrollTo(0, 0);
}"""


class Easel:
    """One window. `show` swaps the page in place, a tenth of the work of loading it, and runs no script of its own;
    `load` loads it as a browser does, with its scripts."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.html = "<!doctype html><title>-</title>"
        page.context.route("**/*", self._answer)
        self.load(self.html)

    def load(self, html: str) -> None:
        self.html = html
        self.page.goto(f"{HOST}/")

    def show(self, html: str) -> None:
        self.page.evaluate(_SHOW, html)

    def _answer(self, route: Route) -> None:
        path = urlsplit(route.request.url).path
        file = settings.STATIC_ROOT / path.removeprefix("/static/")
        if path == "/":
            route.fulfill(body=self.html, content_type="text/html; charset=utf-8")
        elif path.startswith("/static/") and file.is_file():
            route.fulfill(path=file)
        else:
            route.fulfill(status=204)


@contextmanager
def easel(browser: Browser, width: int, height: int, **context: Any) -> Iterator[Easel]:
    """A window of this size."""
    window = browser.new_context(locale="th-TH", viewport={"width": width, "height": height}, **context)
    yield Easel(window.new_page())
    window.close()
