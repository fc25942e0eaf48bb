"""A PDF among the evidence is read where it stands, beside the report that cites it."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page

from accounts.roles import Role
from indicators import clock
from indicators.models import DocumentFile
from indicators.services import documents
from tests import make
from tests.chromium import sign_in
from tests.indicators.files import samples

pytestmark = pytest.mark.browser
# A page that is black all over: white paper would look like a frame with nothing in it.
BLACK = b"0 0 0 rg 0 0 595 842 re f"


@pytest.fixture
def browser(whole_browser: Browser) -> Browser:
    """The one that reads PDFs."""
    return whole_browser


def black_share(frame: Locator) -> float:
    """The share of black dots in what the frame shows."""
    picture = Image.open(io.BytesIO(frame.screenshot())).convert("L")
    return sum(picture.histogram()[:8]) / (picture.width * picture.height)


def test_a_pdf_opens_in_place(page: Page, server: str) -> None:
    agency = make.agency("สำนักงานปกครองและทะเบียน")
    officer = make.user(Role.OFFICER, agency)
    make.user(Role.EVALUATOR, username="evaluator")
    report = make.fill_quarter(make.quarter(make.assignment(agency)))
    paper = make.document(agency, subject="คำสั่งแต่งตั้ง")
    documents.attach(paper, actor=officer, chunks=[samples.pdf(content=BLACK)], name="คำสั่ง.pdf")
    make.cite(report, paper)
    make.set_status(report, "submitted", officer, since=clock.now(), opened_at=clock.now())
    sign_in(page, "evaluator")
    page.goto(f"/quarterly-reports/{report.pk}/review/")
    frame = page.locator("iframe.opened-paper")
    assert not frame.is_visible()
    with page.expect_response(f"**/documents/files/{DocumentFile.objects.get().pk}/view/") as shown:
        page.locator(".opened-document summary").click()
        frame.scroll_into_view_if_needed()
    assert shown.value.ok
    for _each in range(50):
        if (share := black_share(frame)) > 0.3:
            break
        page.wait_for_timeout(200)
    assert share > 0.3
