"""The way to the book of one's own agency: all of it is chosen beforehand, and one may leave while it is printed."""

from __future__ import annotations

import pytest

from accounts.roles import Role
from books.models import PrintJob
from tests import make
from tests.books.stage import worked
from tests.interactions import Hand

pytestmark = pytest.mark.browser


def test_he_prints_the_book_of_his_agency(hand: Hand, settings, evidence_dir) -> None:
    settings.BOOKS_DIR = evidence_dir.parent / "books"
    agency = make.agency("สำนักงานปกครองและทะเบียน")
    make.user(Role.OFFICER, agency, username="officer")
    report = make.fill_quarter(make.quarter(make.assignment(agency, make.year())))
    make.set_status(report, "accepted")
    hand.sign_in("officer")
    hand.follow(hand.page.get_by_role("link", name="ศูนย์พิมพ์"))
    hand.follow("สร้างเล่ม")
    worked(PrintJob.objects.get())
    button = hand.page.get_by_role("button", name="ดาวน์โหลด")
    button.wait_for()  # its own script shows it
    with hand.page.expect_download() as download:
        hand.click(button)
    assert download.value.suggested_filename.endswith(".pdf")
    hand.within("agency-book")
