"""A real Chromium in front of a real server. A page that misbehaves fails its test.

Misbehaving is: asking another host for anything, an error in the console (a refused inline style or
script among them), an exception in a script, a response of the server with status 500 or above.
"""

import os
import re
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Request, Response, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests import make
from tests.databases import LiveDatabase

_QUIET = [
    "--no-sandbox",  # containers and root have no user namespaces
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--no-first-run",
    # No other host is found. Not by a route of Playwright's: that turns the cache off, sends every request through
    # Python, and fails a test whose page still asks for something when its context closes.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
_LAST_ANSWER_SECONDS = 10

# What never leaves the machine; the last two are the browser's own parts, such as its viewer of PDFs.
_OWN_SCHEMES = {"data", "blob", "about", "chrome", "chrome-extension"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--every-page",
        action="store_true",
        help="tests/pages looks at each page by everybody, in both languages and sizes, loaded with its scripts",
    )


def pytest_itemcollected(item: pytest.Item) -> None:
    """A browser on a busy machine may be late once; what fails twice is a fault. Reruns are told at the end."""
    if item.get_closest_marker("browser"):
        item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright starts only once in a process."""
    # It keeps an event loop in this thread, which Django takes for asynchronous code: it would
    # refuse queries, and it opens another connection than before. Close the one that goes out of sight.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    connections.close_all()
    with sync_playwright() as started:
        yield started
        connections.close_all()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Debian's Chromium, one for the whole run. Its headless shell: the same engine at two fifths of the work, but
    without a window around the page, and without the reader of PDFs."""
    chromium = _launched(playwright, "chromium-headless-shell")
    yield chromium
    chromium.close()


@pytest.fixture
def whole_browser(playwright: Playwright) -> Iterator[Browser]:
    """The same with all that it has: for a test that looks at a PDF in a page."""
    chromium = _launched(playwright, "chromium")
    yield chromium
    chromium.close()


def _launched(playwright: Playwright, command: str) -> Browser:
    executable = shutil.which(command)
    assert executable, f"{command} is missing; `make install-tests` brings it."
    return playwright.chromium.launch(executable_path=executable, args=_QUIET)


@pytest.fixture
def server(live_database: LiveDatabase) -> Iterator[str]:
    """The address of the product, serving this test's own database."""
    live = LiveServer("127.0.0.1", start=False)
    live.thread.static_handler = lambda application: application  # the product itself serves its files
    live.start()
    yield live.url
    live.stop()
    # It does not wait for requests under way. One that outlived its database would go on in the next test's.
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(_LAST_ANSWER_SECONDS)


@dataclass
class Watch:
    """What a page did wrong, as sentences; `allow` takes a pattern for what a test provokes on purpose."""

    host: str
    problems: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)

    def allow(self, pattern: str) -> None:
        """Forgive problems that match, e.g. `status of 409` where a test provokes a conflict."""
        self.allowed.append(pattern)

    def attach(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.problems.append(f"script error: {error}"))
        page.on("request", self._request)
        page.on("response", self._response)

    def remaining(self) -> list[str]:
        return [text for text in self.problems if not any(re.search(p, text) for p in self.allowed)]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.problems.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _request(self, request: Request) -> None:
        if not self.is_ours(request.url):
            self.problems.append(f"request to another host: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 500:
            self.problems.append(f"status {response.status}: {response.url}")
        # What is typed is saved now and then, half a row as well: the server says so, and Chromium notes the status.
        if response.status == 422 and response.request.headers.get("x-autosave"):
            self.allow(re.escape(f"status of 422 (Unprocessable Entity) ({response.url})"))

    def is_ours(self, url: str) -> bool:
        return urlsplit(url).netloc == self.host or urlsplit(url).scheme in _OWN_SCHEMES


@pytest.fixture
def watch(server: str) -> Watch:
    return Watch(host=urlsplit(server).netloc)


# On two busy cores an answer of PostgreSQL takes seconds; what is waited for comes, or the test fails all the same.
expect.set_options(timeout=20_000)


@pytest.fixture
def page(browser: Browser, server: str, watch: Watch) -> Iterator[Page]:
    """A page of a fresh visitor: Thai, Bangkok, a common office screen."""
    context = browser.new_context(
        base_url=server,
        locale="th-TH",
        timezone_id="Asia/Bangkok",
        viewport={"width": 1366, "height": 768},
    )
    context.on("page", watch.attach)
    yield context.new_page()
    context.close()
    assert not watch.remaining(), "\n".join(watch.remaining())


def sign_in(page: Page, username: str = "officer") -> None:
    """Somebody of tests.make is signed in, and his first page is there.

    By the cookie of a session, which saves the form and a load; who looks at the form fills it in.
    """
    client = Client()
    client.force_login(User.objects.get(username=username))
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "domain": "127.0.0.1", "path": "/"}]
    )
    page.goto("/")


def fill_sign_in(page: Page, username: str = "officer") -> None:
    """Sign in on the page that asks for it, wherever that leads."""
    page.get_by_label("ชื่อผู้ใช้").fill(username)
    page.get_by_label("รหัสผ่าน").fill(make.PASSWORD)
    with page.expect_navigation(wait_until="load"):
        page.locator("main").get_by_role("button").first.click()
