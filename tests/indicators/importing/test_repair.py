"""`?` that stands for lost quotation marks and dashes, and `?` that asks."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.importing.parse import parse_text
from indicators.importing.repair import apply_repairs, propose, repaired, text_fields

from .reports import own_text, report_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("?On ? Demand Service?", "“On – Demand Service”"),
        ("ด้วย ?On ? Demand Service? ได้", "ด้วย “On – Demand Service” ได้"),
        ("ด้วย?On ? Demand Service?ได้", "ด้วย“On – Demand Service”ได้"),
        ("(โครงการ ?ตู้รับ?) ให้", "(โครงการ “ตู้รับ”) ให้"),
        ("(?ตู้รับ?)", "(“ตู้รับ”)"),
        ("?CLICK TO CARD?", "“CLICK TO CARD”"),
        ("1 ? 9 เมษายน", "1 – 9 เมษายน"),
        ("1?9 เมษายน", "1–9 เมษายน"),
        ("๑ ? ๙ เมษายน", "๑ – ๙ เมษายน"),
        ("(1 เมษายน ? 30 สิงหาคม 2564)", "(1 เมษายน – 30 สิงหาคม 2564)"),
        ("ต.ค. ? ธ.ค. 2563", "ต.ค. – ธ.ค. 2563"),
        ("กรุงเทพ ? ธนบุรี", "กรุงเทพ – ธนบุรี"),
        (
            "เป็น ? ใช้จริง? ตัดคำว่า ?20 วัน (1 มกราคม ? 2 มีนาคม)? ออก",
            "เป็น “ ใช้จริง” ตัดคำว่า “20 วัน (1 มกราคม – 2 มีนาคม)” ออก",
        ),
        ("?ก? และ ?ข?", "“ก” และ “ข”"),
    ],
)
def test_lost_signs_are_put_back(text: str, expected: str) -> None:
    assert repaired(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "จะใช้อีกหรือไม่? ส่วนใหญ่ตอบว่าใช้",
        "จะใช้อีกหรือไม่ ? ส่วนใหญ่ตอบว่าใช้",
        "ทำไมต้องทำ ? เพราะช้า",
        "ทำได้อย่างไร?",
        "ทำได้ ?",
        "? ทำได้",
        "ได้หรือไม่? ได้อย่างไร? ใครทำ?",
        "ดูที่ https://example.go.th/?page=1 แล้ว",
        "ดูที่ https://example.go.th/a?b=2?c=3",
        "หนึ่ง?? สอง",
        "?หนึ่ง",
        "หนึ่ง\n? สอง",
        "(?)",
        "ไม่มีเครื่องหมาย",
    ],
)
def test_what_may_be_a_question_stays(text: str) -> None:
    assert repaired(text) == text
    assert propose(text) == []


def test_words_that_only_look_like_asking_do_not_hold_back_a_dash() -> None:
    assert repaired("ทำไม่ได้ในบางนา ? บางพลี") == "ทำไม่ได้ในบางนา – บางพลี"
    assert repaired("โครงการใหม่เกี่ยวกับบางนา ? บางพลี") == "โครงการใหม่เกี่ยวกับบางนา – บางพลี"


def test_a_quotation_is_one_proposal_and_a_dash_shows_its_neighbours() -> None:
    text = "ใช้ ?On ? Demand? วันที่ 1 ? 9 เมษายน"
    assert [(text[c.start : c.end], c.after) for c in propose(text)] == [
        ("?On ? Demand?", "“On – Demand”"),
        ("1 ? 9", "1 – 9"),
    ]


def test_quotation_marks_pair_within_a_line_only() -> None:
    assert repaired("?หนึ่ง\nสอง?") == "?หนึ่ง\nสอง?"


def test_the_line_of_a_proposal_is_the_one_it_stands_on() -> None:
    report = parse_text(
        report_of("4. วิธีการคำนวณ :\n:: ก\n\nข ?ค? ง\nจ 1 ? 2", "9. หลักฐานอ้างอิง :\n1. ก\n?ข?\n2. ค ?ง?")
    )
    assert [(repair.line, repair.field) for repair in report.repairs] == [
        (10, "method"),
        (11, "method"),
        (15, "evidence.1"),
        (16, "evidence.2"),
    ]


@settings(max_examples=400, deadline=None)
@given(st.text(st.sampled_from("?? ก1AB\n()หรือไม่.–“")))
def test_repairing_is_idempotent_and_touches_question_marks_only(text: str) -> None:
    once = repaired(text)
    assert repaired(once) == once
    assert propose(once) == []
    assert len(once) == len(text)
    assert all(new == old or (old == "?" and new in "“”–") for old, new in zip(text, once, strict=True))
    changes = propose(text)
    built = list(text)
    for change in changes:
        built[change.start : change.end] = change.after
    assert "".join(built) == once
    assert all(a.end <= b.start for a, b in pairwise(changes))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, len(own_text()) - 1), max_size=30))
def test_applying_repairs_twice_is_applying_them_once(places: list[int]) -> None:
    letters = list(own_text())
    for place in places:
        if letters[place] == " ":
            letters[place] = "?"
    once = apply_repairs(parse_text("".join(letters)))
    assert apply_repairs(once) == once
    assert all(propose(text) == [] for text in text_fields(once).values())
