"""Score sheets: what each says and in which order; unmarked is not 0; a closed year prints what its closing froze."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from indicators import clock
from indicators.models import Assignment, FiscalYear, PrintRecord
from indicators.selectors import score_papers as selectors
from indicators.selectors import scores as score_selectors
from indicators.services import prints, score_papers
from printing.form_documents import FormSheet
from tests import make
from tests.indicators.score_papers import scores
from tests.printing.readers import bare, read
from tests.printing.sheets import THAI, flowing

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_alone]
LONG = "กำลังทำการน้ำผึ้งที่ผู้ซื้อ" * 185  # 4,995 letters, no space
DAY = make.at("2021-10-05")


def sheet(assignment: Assignment) -> FormSheet:
    with clock.travel(DAY):
        return score_papers.sheet_of_assignment(scores.fresh(assignment))


def expect(printed: FormSheet, *words: str) -> None:
    for reader, text in flowing(printed).items():
        at = 0
        for word in words:
            found = text.find(bare(word), at)
            assert found >= 0, (reader, word, text[at : at + 200])
            at = found + len(bare(word))


def test_a_full_sheet_says_it_all_in_order():
    of = scores.stepped()
    make.set_status(make.fill_year_end(of.year_end_report), "accepted")
    make.set_status(make.fill_quarter(make.quarter(of, 1)), "accepted", mark=Decimal(30), mark_is_late=True)
    make.set_status(make.fill_quarter(make.quarter(of, 2)), "accepted", mark=Decimal(0))
    scores.judged(of, {1: "100", 2: "92", 3: "50", 4: "0", 5: "0"}, is_late=True)
    scores.appealed(of, points="1.50")
    scores.judged(of, {4: "80"}, version=2)
    scores.overridden(of, 3, "1.90")
    printed = sheet(of)
    assert not printed.draft
    assert printed.subtitle == ("ข้อมูล ณ วันที่ 5 ตุลาคม 2564 ยังไม่ปิดปีงบประมาณ",)
    revision = of.year_end_report.dossier.revisions.get()
    told = f"{revision.number} / {revision.sha256[:12]}"
    expect(
        printed,
        *("ใบคะแนนรายตัวชี้วัด", of.name_line, "1. คะแนนของตัวชี้วัด", "เป้าหมาย : 10.00 คะแนน"),
        *("ผลงานที่ทำได้ : 10.00 คะแนน (ร้อยละ 100.00)", "น้ำหนัก : 10.00 คะแนน", "ผลสำเร็จ : ร้อยละ 64.40"),
        *("คะแนนที่คำนวณได้ : 6.44", "คะแนนที่ได้ : 7.24 จาก 10.00 คะแนน", "2. เกณฑ์การให้คะแนนที่ใช้"),
        *("1 1 ส่งแบบครบตามจำนวน ขั้นตอนที่ทำได้ 20.00", f"4 2 {scores.NEW_TEXT}", "3. คะแนนตามเกณฑ์"),
        *("1 2.00 100.00 2.00 - - 2.00 เป็นที่สุด", "2 2.00 92.00 1.84 - - 1.84", "3 2.00 50.00 1.00 - 1.90 1.90"),
        *("4 2.00 80.00 1.60 1.50 - 1.50", "5 2.00 0.00 0.00 - - 0.00 เป็นที่สุด", "รวม 10.00 64.40 6.44 - - 7.24"),
        *("ผลงานและผู้พิจารณา", f"1 {told} นางสาวนภา กล้าหาญ 2 ตุลาคม 2564 (ให้คะแนนล่าช้า) ครบตามหลักฐาน"),
        *("4. คะแนนที่ปรับและคะแนนที่กำหนดแทน", "ข้อ 4 1.50 มติครั้งที่ 3/2564 20 กรกฎาคม 2564"),
        *("ข้อ 3 1.90 นายวิชัย ตั้งใจ 3 ตุลาคม 2564 ตรวจเอกสารเพิ่มเติมแล้ว", "5. คะแนนตามเกณฑ์แต่ละฉบับ"),
        *("ฉบับที่ 1 ฉบับที่ 2", "ข้อความเกณฑ์ นำไปใช้เวลาไม่น้อยกว่า 30 วัน", scores.NEW_TEXT),
        *("ผลการอุทธรณ์ มติครั้งที่ 3/2564", "ผลสำเร็จ ร้อยละ 0.00 ร้อยละ 80.00", "คะแนนที่คำนวณ 0.00 1.60"),
        *("ตามเกณฑ์ฉบับก่อน 4.84 ตามเกณฑ์ฉบับที่ใช้ 6.44", "6. คะแนนตรวจประเมินรายไตรมาส", "1 30.00 ให้คะแนนล่าช้า"),
        *("2 0.00 -", "3 ยังไม่ให้คะแนน -", "ไม่นำมาคิดเป็นคะแนนของตัวชี้วัด", "ลงชื่อ", "(สยป. ผู้ตรวจประเมิน)"),
        "(สำนักงาน ก.ก.)",
    )


def test_unmarked_is_said_and_zero_is_a_number():
    of = scores.stepped()
    expect(sheet(of), "ผลสำเร็จ : -", "คะแนนที่คำนวณได้ : ยังไม่ให้คะแนน", "คะแนนที่ได้ : ยังไม่ให้คะแนน")
    expect(sheet(of), "5 2.00 - ยังไม่ให้คะแนน - - ยังไม่ให้คะแนน", "รวม 10.00 - ยังไม่ให้คะแนน - - ยังไม่ให้คะแนน")
    scores.judged(of, dict.fromkeys(range(1, 6), "0"))
    printed = sheet(of)
    expect(printed, "คะแนนที่ได้ : 0.00 จาก 10.00 คะแนน", "รวม 10.00 0.00 0.00 - - 0.00")
    assert all(bare("คะแนนที่ได้ : ยังไม่ให้คะแนน") not in text for text in flowing(printed).values())


def test_a_score_not_all_of_which_is_given_says_so():
    of = scores.stepped()
    scores.judged(of, {1: "100"})
    expect(sheet(of), "คะแนนที่ได้ : 2.00 จาก 10.00 คะแนน (ยังให้คะแนนไม่ครบ)")


def test_open_conditions_are_counted(monkeypatch: pytest.MonkeyPatch):
    of = scores.stepped()
    scores.judged(of, dict.fromkeys(range(1, 6), "100"))
    monkeypatch.setattr(score_selectors, "CONDITIONAL", [lambda keys: {(of.pk, 4)}])
    monkeypatch.setattr(selectors, "OPEN_CONDITIONS", [lambda keys: {of.pk: 2}])
    printed = sheet(of)
    expect(printed, "คะแนนที่ได้ : 10.00 จาก 10.00 คะแนน (มีเงื่อนไข)", "สถานะ : มีเงื่อนไขของมติอุทธรณ์ที่ยังไม่ครบ 2 ข้อ")
    expect(printed, "4 2.00 100.00 2.00 - - 2.00 มีเงื่อนไข", "5 2.00 100.00 2.00 - - 2.00 เป็นที่สุด")


def test_what_cannot_be_calculated_says_why():
    of = make.assignment(make.agency(), target=None)
    make.set_status(make.fill_year_end(of.year_end_report), "accepted")
    expect(sheet(of), "คะแนนที่ได้ : ยังไม่ให้คะแนน", "คำนวณไม่ได้เพราะ", "เป้าหมาย")


@pytest.mark.parametrize("thai_digits", [False, True])
def test_long_reasons_come_back_whole(thai_digits: bool):
    of = scores.stepped()
    scores.judged(of, {1: "100"}, reason=f"{LONG}1")
    scores.overridden(of, 0, "9.20", reason=f"{LONG}2")
    printed = replace(sheet(of), thai_digits=thai_digits)
    digits = THAI if thai_digits else {}
    for text in flowing(printed).values():
        assert bare(f"เหตุผลประกอบ ข้อ 1{LONG}1").translate(digits) in text
        assert bare(f"เหตุผลที่กำหนดคะแนนแทน ทั้งตัวชี้วัด{LONG}2").translate(digits) in text
        assert bare("คะแนนที่ได้ : 9.20 จาก 10.00 คะแนน").translate(digits) in text


def test_thai_digits_leave_hashes_alone():
    of = scores.stepped()
    make.set_status(make.fill_year_end(of.year_end_report), "accepted")
    scores.judged(of, {1: "100"})
    sha = of.year_end_report.dossier.revisions.get().sha256[:12]
    assert all(sha in text for text in flowing(replace(sheet(of), thai_digits=True)).values())


def test_an_agency_sums_what_is_marked_out_of_its_weights():
    of = scores.stepped(number=1)
    other = make.assignment(of.agency, of.year, number=2)
    scores.judged(of, dict.fromkeys(range(1, 6), "92"))
    with clock.travel(DAY):
        printed = score_papers.sheet_of_agency(of.agency, of.year)
    expect(
        printed,
        *("ใบคะแนนประจำปีของหน่วยงาน", "คะแนนรวม : 9.20 จาก 10.00 คะแนน", "น้ำหนักรวมของตัวชี้วัด : 20.00 (ขาด 80.00)"),
        "น้ำหนักของทุกตัวชี้วัดของหน่วยงานควรรวมกันได้ 100 คะแนน",
        "ยังให้คะแนนไม่ครบ คะแนนรวมคิดเฉพาะส่วนที่ให้คะแนนแล้ว ซึ่งมีน้ำหนัก 10.00 จาก 20.00 คะแนน",
        f"1 {of.name_line} 10.00 92.00 9.20 9.20 เป็นที่สุด",
        f"2 {other.name_line} 10.00 - ยังไม่ให้คะแนน ยังไม่ให้คะแนน ยังไม่ให้คะแนน",
        *("รวม 20.00", "9.20", "(สยป. ผู้ตรวจประเมิน)"),
    )


def test_an_agency_without_any_score_prints_no_number():
    of = scores.stepped()
    with clock.travel(DAY):
        printed = score_papers.sheet_of_agency(of.agency, of.year)
    expect(printed, "คะแนนรวม : ยังไม่ให้คะแนน", "รวม 10.00", "ยังไม่ให้คะแนน")


def test_a_closing_keeps_the_sheets_and_a_reprint_serves_those_bytes():
    of = scores.stepped()
    scores.judged(of, {1: "100"})
    with clock.travel(DAY):
        scores.closed(of)
    of = scores.fresh(of)
    kept = PrintRecord.objects.order_by("form")
    assert [record.form for record in kept] == ["agency_score", f"score-{of.pk}"]
    assert [record.file for record in kept] == [None, None]  # rendered when somebody asks
    first = score_papers.assignment_pdf(of)
    scores.overridden(of, 0, "9.99")
    FiscalYear.objects.update(thai_digits=True)
    assert (
        score_papers.assignment_pdf(scores.fresh(of))
        == first
        == prints.bytes_of(PrintRecord.objects.get(form=f"score-{of.pk}"))
    )
    words = ("ปิดปีงบประมาณแล้วเมื่อวันที่ 5 ตุลาคม 2564", "คะแนนที่ได้ : 2.00 จาก 10.00 คะแนน (ยังให้คะแนนไม่ครบ)")
    words += ("มติหรือคำสั่งให้ปิดปี : มติ ก.ก. ครั้งที่ 9/2564", "ลงวันที่ : 4 ตุลาคม 2564", "ให้ปิดปีตามที่เสนอ")
    words += ("ยังไม่ให้คะแนนเกณฑ์ที่ 2, 3, 4, 5", "ยังไม่ให้คะแนนด้วยเหตุจำเป็น", "ฉบับที่ 1 รหัส")
    for pdf in (first, score_papers.agency_pdf(of.agency, of.year)):
        for text in read(pdf).values():
            missing = [word for word in words if bare(word) not in text]
            assert missing == ([] if pdf is first else [words[1]])


def test_a_closed_year_without_kept_papers_prints_what_was_frozen():
    of = scores.stepped()
    scores.judged(of, {1: "100"})
    with clock.travel(DAY):
        scores.closed(of)
    PrintRecord.objects.all().delete()
    scores.overridden(of, 0, "9.99")
    printed = score_papers.sheet_of_assignment(scores.fresh(of))
    assert printed.receipt.startswith("ฉบับที่ 1 รหัส ")
    expect(printed, "คะแนนที่ได้ : 2.00 จาก 10.00 คะแนน", "มติ ก.ก. ครั้งที่ 9/2564")


def test_a_reopened_year_prints_the_scores_as_they_stand():
    of = scores.stepped()
    scores.judged(of, {1: "100"})
    with clock.travel(DAY):
        scores.closed(of)
    FiscalYear.objects.update(closed_at=None)
    scores.judged(of, {2: "100"})
    expect(sheet(of), "ยังไม่ปิดปีงบประมาณ", "คะแนนที่ได้ : 4.00 จาก 10.00 คะแนน")
