"""Point 24, second half: a passage in the other language than its page's says so."""

import time

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from kpi_tracker.passages import NamesLanguages, with_languages

pytestmark = pytest.mark.sqlite_alone


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("<p>Waiting for: สำนักอนามัย</p>", '<p>Waiting for: <span lang="th">สำนักอนามัย</span></p>'),
        ("<p>ส่วนที่ 2 (ก) of 3</p>", '<p><span lang="th">ส่วนที่ 2 (ก</span>) of 3</p>'),
        ("<title>สำนักอนามัย – KPI</title>", '<title lang="th">สำนักอนามัย – KPI</title>'),
        ("<title>Report of ฝ่าย</title>", "<title>Report of ฝ่าย</title>"),
        ('<option value="1">เขต ก</option>', '<option value="1" lang="th">เขต ก</option>'),
        ("<textarea>ข้อความ</textarea>", '<textarea lang="th">ข้อความ</textarea>'),
        ('<input type="text" value="ชื่อ">', '<input type="text" value="ชื่อ" lang="th">'),
        ('<input type="hidden" value="ชื่อ">', '<input type="hidden" value="ชื่อ">'),
        ('<svg><text x="1">ก</text></svg>', '<svg><text x="1" lang="th">ก</text></svg>'),
        ('<button lang="th">ไทย</button>', '<button lang="th">ไทย</button>'),
        ('<div lang="th"><p>ไทย</p></div><p>ก</p>', '<div lang="th"><p>ไทย</p></div><p><span lang="th">ก</span></p>'),
        ('<script>let a = "ก<p>";</script>', '<script>let a = "ก<p>";</script>'),
        ("<!-- ก --><p>plain &amp; 2 < 3</p>", "<!-- ก --><p>plain &amp; 2 < 3</p>"),
        ("<br/><p>ก</p>", '<br/><p><span lang="th">ก</span></p>'),
        ("</p></nowhere><p>ก</p>", '</p></nowhere><p><span lang="th">ก</span></p>'),
    ],
)
def test_point_24_thai_on_an_english_page_says_that_it_is_thai(written: str, named: str) -> None:
    assert with_languages(f'<html lang="en">{written}</html>') == f'<html lang="en">{named}</html>'


@pytest.mark.parametrize(
    ("written", "named"),
    [
        (
            "<p>This page was written in English.</p>",
            '<p><span lang="en">This page was written in English.</span></p>',
        ),
        ("<p>KPI Tracker</p>", "<p>KPI Tracker</p>"),
        ("<p>ใช้ Microsoft Excel for Windows ได้</p>", "<p>ใช้ Microsoft Excel for Windows ได้</p>"),
        ("<p>สวัสดี</p>", "<p>สวัสดี</p>"),
        ("<p>04060000-2564-8.pdf</p>", "<p>04060000-2564-8.pdf</p>"),
    ],
)
def test_point_24_an_english_passage_on_a_thai_page_says_that_it_is_english(written: str, named: str) -> None:
    assert with_languages(f'<html lang="th">{written}</html>') == f'<html lang="th">{named}</html>'


@pytest.mark.parametrize("text", ["a--" * 30_000 + "ก", "a b " * 30_000 + "ก", "<p '" * 3_000, "ก" + " 1" * 30_000])
def test_no_text_makes_the_look_take_long(text: str) -> None:
    began = time.perf_counter()
    with_languages(f'<html lang="th">{text}')
    with_languages(f'<html lang="en">{text}')
    assert time.perf_counter() - began < 2


def test_only_pages_are_looked_at() -> None:
    request = RequestFactory().get("/")
    page = '<html lang="en"><p>ก</p>'
    for response in (
        HttpResponse(page.encode(), content_type="application/pdf"),
        HttpResponse(page, content_type="text/csv"),
        StreamingHttpResponse([page.encode()]),
    ):
        answered = NamesLanguages(lambda _request, made=response: made)(request)
        body = b"".join(answered) if answered.streaming else answered.content
        assert body.decode() == page
    assert b'<span lang="th">' in NamesLanguages(lambda _request: HttpResponse(page))(request).content
