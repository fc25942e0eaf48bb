"""Thai dictionary order. The orders are written by hand after the Royal Institute's dictionary."""

import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from thai.collation import sort_key

ORDERS = [
    [
        "กด",
        "กบ",
        "กรรม",
        "กลม",
        "กะ",
        "กัน",
        "กา",
        "กาง",
        "กำ",
        "กิน",
        "กี่",
        "กึก",
        "กืน",
        "กุ้ง",
        "กู",
        "เก",
        "เกม",
        "เกา",
        "เกาะ",
        "แก",
        "แกง",
        "โก",
        "โกน",
        "ใกล้",
        "ไก",
        "ไก่",
    ],
    [
        "เกาะ",
        "ขวด",
        "ขอ",
        "ขา",
        "ขิง",
        "ขุน",
        "เขต",
        "เขา",
        "แขก",
        "แขวง",
        "โขน",
        "ไข",
        "ไข่",
        "ครู",
        "งา",
        "เงิน",
    ],
    ["เกา", "เก่า", "เก้า", "เก๋า"],
    ["ปา", "ป่า", "ป้า", "ป๊า", "ป๋า", "ปาก"],
    ["รถ", "ฤกษ์", "ฤดู", "ลม", "ฦๅ", "วัน"],
    ["กาน", "การ", "การณ์", "การ์ด", "กาล"],
    ["เข็ง", "เข่ง", "เข้ง"],
    ["สำนักงาน ก.ก.", "สำนักงานเขต", "สำนักงานเขตคลองเตย", "สำนักงานเขตบางรัก", "สำนักเทศกิจ"],
    ["เขตคลองเตย", "เขตคลองสาน", "เขตจตุจักร", "เขตดินแดง", "เขตดุสิต", "เขตบางกอกน้อย", "เขตบางเขน", "เขตบางแค"],
    ["ข้อ 1", "ข้อ ๒", "ข้อ 9", "ข้อ 10", "ข้อ ๑๐๐", "ข้อ ก"],
    ["7.2", "7.5.1", "7.5.2", "7.5.10", "7.10"],
    ["", "- ก", "2564", "A", "b", "C", "ก"],
]


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: order[0] or "empty")
def test_words_stand_in_dictionary_order(order):
    for seed in range(5):
        shuffled = order[:]
        random.Random(seed).shuffle(shuffled)
        assert sorted(shuffled, key=sort_key) == order


def test_a_mark_weighs_less_than_any_letter_behind_it():
    assert sort_key("ปาก") > sort_key("ป๋า")
    assert sort_key("การณ์") < sort_key("การ์ด")


def test_code_points_alone_would_be_wrong():
    assert "เขต" > "สวน"
    assert sort_key("เขต") < sort_key("สวน")


@pytest.mark.parametrize(("a", "b"), [("สํานัก", "สำนัก"), ("ข้อ ๗", "ข้อ 7"), ("KPI", "kpi"), ("007", "7"), ("ฤๅ", "ฤา")])
def test_spellings_of_one_word_share_a_key(a, b):
    assert sort_key(a) == sort_key(b)


@given(st.text(max_size=60))
def test_the_key_is_made_of_what_every_database_sorts_alike(text):
    assert set(sort_key(text)) <= set("0123456789abcdef")


@given(st.text("กขคเแะา่้1๒0 ab", max_size=12), st.text("กขคเแะา่้1๒0 ab", max_size=12))
def test_a_word_stands_before_its_continuation(word, rest):
    # A leading vowel or a digit at the seam belongs to what follows and may change the word itself.
    seam = (word[-1:] + rest[:1]).strip()
    assume(not any(letter in "เแ1๒0 ่้" for letter in seam))
    assert sort_key(word) <= sort_key(word + rest)


def test_the_key_of_an_unmarked_word_carries_nothing_but_its_letters():
    assert sort_key("กข") == "707100"


def test_long_numbers_keep_their_order():
    assert sort_key("9" * 300) > sort_key("8" * 255)
    assert sort_key("1" + "0" * 200) > sort_key("9" * 200)
    assert sort_key("0" * 400) < sort_key("1")
