"""Two texts compared on paper: both come back exactly, and no mark is a letter. What was kept reads as before."""

import json

import pytest

from printing.documents import FormSheet, YearEndReport, from_json, render_document
from printing.form_documents import Column, Comparison, Field, Table
from tests.cases import gated
from tests.printing import make
from tests.printing.sheets import flowing, sheet_of
from tests.printing.test_text_layer import CORPUS
from thai.diff import diff

OLD = "นำนวัตกรรมที่ได้รับการอนุมัติไปใช้ประโยชน์ เวลาไม่น้อยกว่า 30 วัน (1 เมษายน – 30 สิงหาคม 2564)"
NEW = "นำนวัตกรรมไปใช้ประโยชน์ โดยกำหนดน้ำหนักของผู้ซื้อ และที่ปู่รู้"
LONG = "กำลังทำการน้ำผึ้งที่ผู้ซื้อ" * 741  # 20,007 letters, no space


def compared(before: str, after: str) -> Comparison:
    pieces = tuple((part.kind, part.text) for part in diff(before, after))
    return Comparison(label="เปรียบเทียบ", pieces=pieces, legend="ขีดฆ่าคือตัดออก")


def read_back(comparison: Comparison, *, thai_digits: bool = False) -> dict[str, str]:
    return flowing(sheet_of(comparison, Field(label="ต่อไป", value="จบ"), thai_digits=thai_digits))


def bare_text(comparison: Comparison, without: str) -> str:
    return "".join("".join(text.split()) for kind, text in comparison.pieces if kind != without)


@pytest.mark.parametrize(
    ("before", "after"),
    [(OLD, NEW), (NEW, OLD), (OLD, OLD), ("", NEW), (OLD, ""), ("ก\nข\nค", "ก\nค\nง"), ("กำ น้ำ", "กำ ทำ น้ำ ล้ำ")],
)
def test_both_texts_come_back_from_the_paper(before: str, after: str):
    comparison = compared(before, after)
    assert bare_text(comparison, "inserted") == "".join(before.split())
    assert bare_text(comparison, "deleted") == "".join(after.split())
    whole = bare_text(comparison, "")
    for reader, text in read_back(comparison).items():
        assert f"เปรียบเทียบ{whole}ขีดฆ่าคือตัดออกต่อไป:จบ" in text, reader


@pytest.mark.long
@gated("name", CORPUS, list(CORPUS)[::4])
def test_difficult_text_comes_back_whatever_changed(name: str):
    comparison = compared(CORPUS[name], f"{NEW} {CORPUS[name]} {NEW}")
    whole = bare_text(comparison, "")
    assert all(whole in text for text in read_back(comparison).values())


@pytest.mark.long
@gated("before, after", [(LONG, f"ทำ {LONG}"), (LONG, OLD), (OLD, LONG)], [(LONG, f"ทำ {LONG}")])
def test_twenty_thousand_letters_come_back(before: str, after: str):
    comparison = compared(before, after)
    whole = bare_text(comparison, "")
    assert all(whole in text for text in read_back(comparison).values())


def test_thai_digits_hold_in_every_piece():
    thai = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
    comparison = compared(OLD, NEW)
    whole = bare_text(comparison, "").translate(thai)
    assert all(whole in text for text in read_back(comparison, thai_digits=True).values())


def test_nothing_compared_prints_a_dash():
    for text in read_back(Comparison(label="เปรียบเทียบ", pieces=())).values():
        assert "เปรียบเทียบ-ต่อไป" in text


def test_markup_in_a_piece_is_text():
    hostile = "<del>x</del> &lt; {{ document }}"
    for text in read_back(compared(OLD, hostile)).values():
        assert "<del>x</del>&lt;{{document}}" in text


def test_deleted_and_inserted_look_different_without_colour():
    same, deleted, inserted = (
        render_document(sheet_of(Comparison(pieces=((kind, "ข้อความ"),)))) for kind in ("same", "deleted", "inserted")
    )
    assert len({same, deleted, inserted}) == 3


def test_json_goes_out_and_comes_back():
    sheet = sheet_of(compared(OLD, NEW))
    assert from_json(sheet.to_json()) == sheet
    assert json.loads(sheet.to_json())["parts"][0]["pieces"][0] == ["same", "นำนวัตกรรม"]


@pytest.mark.parametrize("pieces", [[["gone", "ก"]], [["same"]], ["same"], [["same", 1]]])
def test_pieces_of_another_shape_are_refused(pieces: object):
    content = json.loads(sheet_of(compared(OLD, NEW)).to_json())
    content["parts"][0]["pieces"] = pieces
    with pytest.raises(ValueError, match="pieces"):
        FormSheet.from_json(json.dumps(content))


def test_a_paper_kept_before_a_field_was_added_reads_and_reads_the_same():
    report = make.year_end_report()
    kept = report.to_json()
    assert '"score"' not in kept
    assert from_json(kept).to_json() == kept
    table = sheet_of(Table(columns=(Column(label="ก"),), rows=(("ข",),))).to_json()
    assert '"verbatim"' not in table
    assert from_json(table).to_json() == table


def test_a_field_that_is_said_is_kept():
    report = make.year_end_report(score="9.20 จาก 10.00 คะแนน")
    again = YearEndReport.from_json(report.to_json())
    assert again == report
    assert again.score == "9.20 จาก 10.00 คะแนน"


def test_a_verbatim_column_keeps_its_digits():
    columns = (Column(label="ก"), Column(label="ข", verbatim=True))
    for text in flowing(sheet_of(Table(columns=columns, rows=(("1", "ab12"),)), thai_digits=True)).values():
        assert text.endswith("กข๑ab12")
