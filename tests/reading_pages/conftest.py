"""The pages, gathered once and measured once; a window that shows them without a server."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import unquote, urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, Route
from pytest_django import DjangoDbBlocker

from tests.reading_pages import measures
from tests.reading_pages.pages import gathered

HOST = "http://kpi.test"
DESK, PHONE, ENLARGED = (1366, 768), (360, 740), (320, 256)  # 1280 × 1024 px at 400 %
FAULTY = """<!doctype html><html lang="th"><title>-</title>
<style>.ringless:focus { outline: none } .narrow { width: 50px; overflow: hidden; white-space: nowrap }</style>
<p style="font-size: 10px">ตัวเล็ก</p><div class="narrow">อ่านไม่จบเพราะช่องแคบ</div>
<p style="width: 400px; height: 9em">กว้างเกิน</p>
<a class="small" href="#" style="display: block; width: 5px">ก</a>
<a class="lowest" href="#" style="position: absolute; top: 900px">ต่ำ</a><a class="ringless" href="#">วงหาย</a>"""
Found = dict[str, list[str]]


def told(failures: Mapping[str, object]) -> str:
    """What is wrong, a page a line."""
    return "\n".join(f"{name}: {found}" for name, found in failures.items() if found)


@pytest.fixture(scope="package")
def sheets(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> dict[str, str]:
    """HTML of each page by its name."""
    with django_db_blocker.unblock():
        return gathered()


@pytest.fixture(scope="package")
def window(browser: Browser, sheets: dict[str, str]) -> Iterator[Page]:
    """A page to which each sheet is at `HOST/<name>`, with the product's own files."""

    def answer(route: Route) -> None:
        path = unquote(urlsplit(route.request.url).path)
        file = settings.STATIC_ROOT / path.removeprefix("/static/")
        if path[1:] in sheets or path == "/faulty":
            route.fulfill(body=sheets.get(path[1:], FAULTY), content_type="text/html; charset=utf-8")
        elif path.startswith("/static/") and file.is_file():
            route.fulfill(path=file)
        else:
            route.fulfill(status=204)

    # Without movement a measure does not come upon something half-way.
    context = browser.new_context(locale="th-TH", reduced_motion="reduce")
    context.route("**/*", answer)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="package")
def measure(window: Page) -> Callable[[], Found]:
    """Measures the page in the window, at each size."""

    def sized(size: tuple[int, int]) -> None:
        window.set_viewport_size({"width": size[0], "height": size[1]})

    def all_measures() -> Found:
        sized(DESK)
        window.keyboard.press("Tab")
        found = {"focus": window.evaluate(measures.FOCUS), "legible, desk": window.evaluate(measures.LEGIBLE)}
        sized(PHONE)
        found |= {"legible, phone": window.evaluate(measures.LEGIBLE)}
        found |= {"targets": window.evaluate(measures.TARGETS), "order": window.evaluate(measures.ORDER)}
        sized(ENLARGED)
        found["reflow"] = window.evaluate(measures.REFLOW)
        sized(PHONE)
        window.add_style_tag(content=measures.SPACED)
        found["clipped"] = window.evaluate(measures.CLIPPED)
        return found

    return all_measures


@pytest.fixture(scope="package")
def measured(window: Page, measure: Callable[[], Found], sheets: dict[str, str]) -> dict[str, Found]:
    """What is wrong: measure -> page -> lines. Each page is loaded once."""
    result: dict[str, Found] = defaultdict(dict)
    for name in sheets:
        window.goto(f"{HOST}/{name}")
        for kind, lines in measure().items():
            result[kind][name] = lines
    return result
