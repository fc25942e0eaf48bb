"""Finished papers bound into one file: pages in order, each word still there; one alone stays as it is."""

from printing.binding import bound
from printing.form_documents import Heading, PageBreak
from tests.printing.readers import READERS, bare
from tests.printing.sheets import printed, sheet_of

FIRST = printed(sheet_of(Heading(text="การน้ำ"), PageBreak(), Heading(text="สอง")))
SECOND = printed(sheet_of(Heading(text="กำหนดการ"), title="เล่มสอง"))


def test_one_paper_stays_as_it_is():
    assert bound([FIRST]) is FIRST


def test_pages_stand_in_order_with_their_text():
    whole = bound([FIRST, SECOND])
    for reader in READERS.values():
        pages = [bare(page) for page in reader(whole)]
        assert pages == [bare(page) for paper in (FIRST, SECOND) for page in reader(paper)]
        assert "การน้ำ" in pages[0]
        assert "กำหนดการ" in pages[2]
