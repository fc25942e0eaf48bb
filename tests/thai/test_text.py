"""Normalising text: what is stored, and what is refused. Expected code points are written by hand."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thai.text import BadText, check, comparable, normalise, same_text

THAI = st.text("กขนสเแโไะัาำิีุู่้๊๋์ํ๎ฺ๑๒ a\n\u0301\u200b\u200f")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("ส\u0e4d\u0e32นัก", "สำนัก"),
        ("น\u0e49\u0e4d\u0e32", "น\u0e49\u0e33"),
        ("น\u0e4d\u0e49\u0e32", "น\u0e49\u0e33"),
        ("น\u0e33\u0e49", "น\u0e49\u0e33"),
        ("ก\u0e48\u0e38", "ก\u0e38\u0e48"),
        ("e\u0301", "\u00e9"),
        ("b\u0301\u0e4d\u0e48\u0e32", "b\u0e48\u0301\u0e33"),
        ("ข้อ\u200bความ\ufeff", "ข้อความ"),
        ("กค\u202eก\u2066ข\u2069\u200e", "กคกข"),
        ("ส\u0e4d\u200b\u0e32", "สำ"),
        ("หนึ่ง\r\nสอง\rสาม\u2028สี่", "หนึ่ง\nสอง\nสาม\nสี่"),
        ("หนึ่ง \t\n  สอง\u00a0 \n\n", "หนึ่ง\n  สอง"),
        ("  ย่อหน้า", "  ย่อหน้า"),
        ("\n\nก", "\n\nก"),
        (" \n ", ""),
        ("", ""),
    ],
)
def test_it_stores_one_spelling(typed, stored):
    assert normalise(typed) == stored


@pytest.mark.parametrize("text", ["กํ", "ตํ่า\u0e33"[:3], "ต่าง ๆ ฯลฯ", "½ ﬁ ①", "–“”…", "👍🏽"])
def test_it_leaves_other_text_alone(text):
    assert normalise(text) == text


@pytest.mark.parametrize("text", ["ำ", "น้ำ", "½", "ﬁ"])
def test_it_is_not_the_compatibility_form(text):
    assert unicodedata.normalize("NFKC", text) != text
    assert normalise(text) == text


@given(THAI)
def test_normalising_twice_changes_nothing(text):
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert "\u0e4d\u0e32" not in once


@given(st.text())
def test_normalising_any_text_twice_changes_nothing(text):
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("ก\x00", "U+0000", 1),
        ("ก\nข\ud800", "U+D800", 2),
        ("\udfff", "U+DFFF", 1),
        ("\x1b[31m", "U+001B", 1),
        ("ก\x0bข", "U+000B", 1),
        ("\x0c", "U+000C", 1),
        ("\x7f", "U+007F", 1),
        ("a\n\n\x93b", "U+0093", 3),
    ],
)
def test_it_refuses_what_cannot_be_stored_and_says_where(text, code, line):
    with pytest.raises(BadText) as refusal:
        check(text)
    assert code in str(refusal.value)
    assert f"บรรทัดที่ {line} " in str(refusal.value)


def test_it_takes_thai_with_tabs_and_line_feeds():
    check("บรรทัด\tหนึ่ง\nบรรทัดสอง – “ยกมา” ๑๒๓ 👍")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("สํานัก งาน", "สำนัก\nงาน"),
        ("ปี ๒๕๖๔", "ปี2564"),
        ("น\u0e49\u0e4d \u0e32", "น้ำ"),
        ("ก\u00a0ข\u200b\x0c", "กข"),
    ],
)
def test_texts_that_read_the_same_are_the_same(a, b):
    assert same_text(a, b)


@pytest.mark.parametrize(("a", "b"), [("การ", "กำร"), ("น้ำ", "นา"), ("ด้าน", "ด่าน"), ("A", "a"), ("-", "–")])
def test_texts_that_read_differently_are_not_the_same(a, b):
    assert not same_text(a, b)


def test_the_comparable_form_has_no_white_space_and_arabic_digits():
    assert comparable(" ข้อ ๑.\n สํา ") == "ข้อ1.สำ"
