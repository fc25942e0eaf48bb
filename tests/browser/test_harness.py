"""The harness itself: a good page passes, and every kind of misbehaviour is noticed."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import path
from playwright.sync_api import Page

from tests.chromium import Watch

pytestmark = [pytest.mark.browser, pytest.mark.urls("tests.browser.test_harness")]

_BODIES = {
    "good": "<p>รายงานผลการปฏิบัติราชการ</p>",
    "inline-style": '<p style="color: red">แดง</p>',
    "inline-script": "<script>document.title = 'x'</script>",
    "other-host": '<img src="http://example.com/x.png" alt="">',
    "missing-file": '<img src="/absent.png" alt="">',
}


def _show(request: HttpRequest, name: str) -> HttpResponse:
    if name == "broken":
        return HttpResponse("ขัดข้อง", status=503)
    return HttpResponse(f'<!doctype html><html lang="th"><title>ทดสอบ</title>{_BODIES[name]}')


def _icon(request: HttpRequest) -> HttpResponse:
    return HttpResponse('<svg xmlns="http://www.w3.org/2000/svg"/>', content_type="image/svg+xml")


urlpatterns = [
    path("favicon.ico", login_not_required(_icon)),
    path("<slug:name>/", login_not_required(_show)),
]


def test_a_good_page_shows_its_thai_text_and_raises_nothing(page: Page, watch: Watch) -> None:
    page.goto("/good/")
    assert page.get_by_text("รายงานผลการปฏิบัติราชการ").is_visible()
    assert page.evaluate("navigator.language") == "th-TH"
    assert page.evaluate("[innerWidth, innerHeight]") == [1366, 768]
    assert watch.remaining() == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("inline-style", "inline style"),
        ("inline-script", "inline script"),
        ("other-host", "request to another host: http://example.com/x.png"),
        ("missing-file", "status of 404"),
        ("broken", "status 503"),
    ],
)
def test_it_notices(page: Page, watch: Watch, name: str, expected: str) -> None:
    page.goto(f"/{name}/")
    page.wait_for_load_state("networkidle")
    assert any(expected in problem for problem in watch.problems), watch.problems
    watch.allow(".")  # noticed as wanted; the fixture shall not fail this test for it


def test_it_notices_an_exception_in_a_script(page: Page, watch: Watch) -> None:
    page.goto("/good/")
    page.evaluate("() => { setTimeout(() => { throw new Error('planted') }, 0) }")
    page.wait_for_timeout(100)
    assert [problem for problem in watch.problems if "planted" in problem]
    watch.allow("planted")
