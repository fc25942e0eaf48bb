"""Which ideas are pointed out as alike: pairs written by hand, and how long many take."""

from __future__ import annotations

from itertools import combinations
from time import process_time

import pytest

from innovation.selectors.similarity import THRESHOLD, Alike, Text, alike, likeness, nearest

MOBILE = Text(
    1,
    "หน่วยบริการทะเบียนเคลื่อนที่ในห้างสรรพสินค้า",
    "ประชาชนต้องลางานเดินทางมาสำนักงานเขตในวันราชการ\nนำหน่วยบริการงานทะเบียนไปให้บริการที่ห้างสรรพสินค้าในวันหยุด",
)
# The same idea in other words, of the kind that colleagues hand in twice.
REWORDED = (
    Text(
        2,
        "หน่วยบริการงานทะเบียนเคลื่อนที่ ณ ห้างสรรพสินค้า",
        "ประชาชนต้องลางานเพื่อเดินทางมาที่สำนักงานเขตในวันราชการ\nนำหน่วยบริการทะเบียนไปเปิดให้บริการที่ห้างสรรพสินค้าวันหยุด",
    ),
    Text(
        3,
        "หน่วยบริการทะเบียนเคลื่อนที่ในห้างสรรพสินค้า",
        "ประชาชนต้องลางานมาติดต่อสำนักงานเขตในวันราชการ\nให้หน่วยบริการงานทะเบียนไปตั้งที่ห้างสรรพสินค้าในวันเสาร์อาทิตย์",
    ),
    Text(
        4,
        "หน่วยบริการทะเบียนเคลื่อนที่ในห้างสรรพสินค้า (Mobile Service)",
        "ประชาชนต้องเดินทางมาสำนักงานเขตในวันราชการ\nนำหน่วยบริการงานทะเบียนไปให้บริการที่ห้างสรรพสินค้า",
    ),
)
# Other topics of the same office, with its words.
OTHERS = (
    Text(
        5,
        "ระบบจองคิวงานทะเบียนทางโทรศัพท์มือถือ",
        "ประชาชนรอคิวนานที่สำนักงานเขต\nพัฒนาระบบจองคิวล่วงหน้าผ่านโทรศัพท์มือถือและแจ้งเตือนเมื่อใกล้ถึงคิว",
    ),
    Text(
        6,
        "จัดเก็บเอกสารทะเบียนในรูปแบบดิจิทัล",
        "เอกสารกระดาษจำนวนมากค้นหายากและชำรุด\nสแกนทะเบียนเก่าเก็บเป็นภาพพร้อมดัชนีสำหรับค้นหา",
    ),
    Text(
        7,
        "คู่มือประชาชนงานทะเบียนฉบับภาษาอังกฤษ",
        "ชาวต่างชาติไม่ทราบเอกสารที่ต้องใช้\nจัดทำคู่มือภาษาอังกฤษและแบบคำร้องสองภาษา",
    ),
    Text(
        8,
        "อบรมเจ้าหน้าที่ทะเบียนด้านการสื่อสารกับผู้พิการทางการได้ยิน",
        "ผู้พิการทางการได้ยินสื่อสารกับเจ้าหน้าที่ไม่ได้\nอบรมภาษามือเบื้องต้นให้เจ้าหน้าที่หน้าเคาน์เตอร์",
    ),
    Text(
        9,
        "หน่วยตรวจสุขภาพเคลื่อนที่ในชุมชน",
        "ผู้สูงอายุในชุมชนไม่ได้ตรวจสุขภาพประจำปี\nจัดรถตรวจสุขภาพไปให้บริการในชุมชนเดือนละครั้ง",
    ),
)


@pytest.mark.parametrize("other", REWORDED, ids=lambda text: str(text.number))
def test_reworded_ideas_are_alike(other: Text) -> None:
    assert likeness(MOBILE, other) >= THRESHOLD


@pytest.mark.parametrize("pair", list(combinations((MOBILE, *OTHERS), 2)), ids=lambda pair: f"{pair[0].number}")
def test_other_topics_of_the_same_office_are_not(pair: tuple[Text, Text]) -> None:
    assert likeness(*pair) < THRESHOLD - 15, "too close to the threshold to trust it"


def test_it_is_100_for_the_same_text_and_0_for_no_common_run() -> None:
    assert likeness(MOBILE, MOBILE) == 100
    assert likeness(Text(1, "กขคงจ", "กขคงจ"), Text(2, "ฟภมยร", "ฟภมยร")) == 0
    assert likeness(Text(1, "", ""), Text(2, "", "")) == 0


def test_the_percentage_is_half_title_half_body_by_hand() -> None:
    # abcd has abc, bcd; abce has abc, bce: 2 × 1 / 4 = half alike. The bodies are the same: (50 + 100) / 2.
    assert likeness(Text(1, "abcd", "wxyz"), Text(2, "abce", "wxyz")) == 75


def test_spelling_spaces_digits_and_case_do_not_matter() -> None:
    a = Text(1, "นํ้าประปา ๒๔ ชั่วโมง", "WiFi ฟรี")
    b = Text(2, "น้ำประปา24ชั่วโมง", "wifi ฟรี!")
    assert likeness(a, b) == 100


def test_pairs_come_most_alike_first_and_each_later_idea_names_its_nearest() -> None:
    texts = [Text(1, "abcd", "wxyz"), Text(2, "abce", "wxyz"), Text(3, "abce", "wxyz")]
    assert alike(texts) == [Alike(2, 3, 100), Alike(1, 2, 75), Alike(1, 3, 75)]
    assert nearest(alike(texts)) == {2: Alike(1, 2, 75), 3: Alike(2, 3, 100)}


def test_600_long_ideas_are_compared_in_seconds() -> None:
    body = "".join(text.body for text in (MOBILE, *OTHERS)) * 4
    texts = [Text(n, f"{MOBILE.title} แบบที่ {n}", f"{n} {body[n % 900 :]}{body[: n % 900]}") for n in range(600)]
    started = process_time()
    found = alike(texts)
    assert len(found) == 600 * 599 // 2
    assert process_time() - started < 6  # of the processor; 1.2 where this was written
