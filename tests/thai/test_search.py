"""Terms of a query, where they stand in a text, and the stretch that is shown."""

import re

import pytest

from thai.search import Piece, is_found, is_plain, marked, pattern_of, snippet, terms_of
from thai.words import MARKS

LONG = "สำนักงานเขตออกหน่วยบริการจดทะเบียนสมรสที่ห้างสรรพสินค้าเพื่ออำนวยความสะดวกแก่ประชาชนในวันหยุดราชการ " * 6


def told(pieces: list[Piece]) -> str:
    return "".join(f"<{piece.text}>" if piece.found else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("", []),
        (" \n\t ", []),
        ("\u200b", []),
        ("ก", ["ก"]),
        ("นวัตกรรม  ห้าง", ["นวัตกรรม", "ห้าง"]),
        ("ห้าง\u3000ห้าง", ["ห้าง"]),
        ("KPI kpi", ["KPI"]),
        ("๒๕๖๔ 2564", ["๒๕๖๔"]),
        ("กา การ", ["การ"]),
        ("การ กา", ["การ"]),
        ("น\u0e49\u0e4d\u0e32", ["น้ำ"]),
        ("cafe\u0301", ["caf\u00e9"]),
    ],
)
def test_a_query_is_its_words_each_once_and_normalised(query: str, terms: list[str]) -> None:
    assert terms_of(query) == terms


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("การจดทะเบียนสมรส", "ทะเบียน"),
        ("ระบบ On Demand Service", "DEMAND"),
        ("ประกาศ CAFÉ", "café"),
        ("ปี ๒๕๖๔", "2564"),
        ("ปี 2564", "๒๕๖๔"),
        ("กท ๐406/2๐06", "0406/2006"),
        ("น้ำ", "น"),
        ("ร้อยละ 50% ของ a_b", "50%"),
        ("ข้อ [1] (ก) ^ $ . * + ? { } | \\", "\\"),
        ("ข้อ [1]", "[1]"),
    ],
)
def test_it_is_found(text: str, term: str) -> None:
    assert is_found(text, term)


@pytest.mark.parametrize(
    ("text", "term"),
    [("การ", "กำร"), ("aXb", "a.b"), ("ปี 2564", "2565"), ("straße", "STRASSE"), ("เขต", "เขด"), ("", "ก")],
)
def test_it_is_not_found(text: str, term: str) -> None:
    assert not is_found(text, term)


def test_only_letters_with_two_spellings_need_a_pattern() -> None:
    assert is_plain("การ/ก.ก.%")
    assert not is_plain("ก1")
    assert not is_plain("k")
    assert pattern_of("k.2") == r"[Kk]\.[2๒]"


@pytest.mark.parametrize(
    ("text", "terms", "shown"),
    [
        ("การจดทะเบียน", ["ทะเบียน"], "การจด<ทะเบียน>"),
        ("น้ำใส", ["น"], "<น้ำ>ใส"),
        ("น้ำใส", ["ำ"], "<น้ำ>ใส"),
        ("ก้าว", ["า"], "ก้<า>ว"),
        ("กกก", ["กก"], "<กกก>"),
        ("กขค", ["กข", "ขค"], "<กขค>"),
        ("KPI กับ kpi", ["kpi"], "<KPI> กับ <kpi>"),
        ("ไม่มี", ["x"], "ไม่มี"),
    ],
)
def test_what_is_found_is_marked_with_whole_letters(text: str, terms: list[str], shown: str) -> None:
    assert told(marked(text, terms)) == shown


def test_a_short_text_is_shown_whole() -> None:
    found = snippet("ออกหน่วยที่ห้าง", ["ห้าง"])
    assert found is not None
    assert (found.cut_before, told(found.pieces), found.cut_after) == (False, "ออกหน่วยที่<ห้าง>", False)


def test_nothing_is_shown_of_a_text_without_any_of_the_terms() -> None:
    assert snippet(LONG, ["ไม่มีคำนี้"]) is None


@pytest.mark.parametrize("term", ["ก", "ำ", "สม", "ห้าง", "อำนวย", "ประชาชนในวันหยุดราชการ", "ร"])
@pytest.mark.parametrize("lead", [0, 1, 59, 60, 61, 300])
def test_a_snippet_is_a_stretch_of_the_text_that_begins_and_ends_between_letters(term: str, lead: int) -> None:
    text = ("ที่" * lead) + LONG
    found = snippet(text, [term])
    assert found is not None
    shown = "".join(piece.text for piece in found.pieces)
    place = text.index(shown)
    assert term in shown
    assert any(term in piece.text for piece in found.pieces if piece.found)
    assert not any(piece.text[0] in MARKS for piece in found.pieces)
    after = text[place + len(shown) :]
    assert not after or after[0] not in MARKS
    assert found.cut_before == bool(text[:place].strip())
    assert found.cut_after == bool(after.strip())
    assert len(shown) <= 180 + 60


def test_a_snippet_begins_and_ends_with_a_whole_word() -> None:
    found = snippet(LONG, ["วันหยุด"])
    assert found is not None
    shown = "".join(piece.text for piece in found.pieces)
    assert (found.cut_before, found.cut_after) == (True, True)
    words = {"สำนักงาน", "เขต", "ออก", "หน่วย", "บริการ", "จดทะเบียน", "ทะเบียน", "สมรส", "ที่", "ห้าง", "สรรพสินค้า", "เพื่อ"}
    words |= {"ห้างสรรพสินค้า", "อำนวย", "ความ", "สะดวก", "ความสะดวก", "แก่", "ประชาชน", "ใน", "วันหยุด", "ราชการ"}
    assert shown.startswith(tuple(words))
    assert shown.endswith(tuple(words))


def test_a_snippet_shows_the_place_with_most_of_the_terms() -> None:
    text = f"ห้างแรก {'ก ' * 300}ห้างกับตลาดอยู่ใกล้กัน"
    found = snippet(text, ["ตลาด", "ห้าง"])
    assert found is not None
    assert "<ตลาด>" in told(found.pieces)


def test_a_term_longer_than_a_snippet_is_shown_whole() -> None:
    term = "ก" * 200
    found = snippet(f"ข{term}ข", [term])
    assert found is not None
    assert term in {piece.text for piece in found.pieces if piece.found}


def test_an_unbroken_run_of_letters_is_cut_beside_what_was_found() -> None:
    found = snippet(f"{'x' * 500}yyy{'x' * 500}", ["yyy"])
    assert found is not None
    assert told(found.pieces) == "<yyy>"


def test_line_ends_in_a_text_do_not_hide_a_term() -> None:
    found = snippet("บรรทัดแรก\nบรรทัดสอง ห้าง\n", ["ห้าง"])
    assert found is not None
    assert re.sub(r"\s+", " ", told(found.pieces)) == "บรรทัดแรก บรรทัดสอง <ห้าง>"
