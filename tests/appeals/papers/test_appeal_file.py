"""The appeal file at each stage: every text comes back in order, what is not there prints "-", a draft says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

import pytest

from appeals.models import Appeal
from appeals.services import papers
from indicators import clock
from indicators.models import Citation, FiscalYear, PrintRecord
from indicators.services import prints
from printing.form_documents import Comparison, FormSheet
from tests import make, make_appeal
from tests.appeals.papers import stages
from tests.printing.readers import bare, read
from tests.printing.sheets import THAI, flowing

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_alone]
HARD = "ดำเนินการสำรวจกำหนดน้ำหนักผู้ใช้บริการที่ปู่ญี่ปุ่น “On – Demand” กฎหมาย"
LONG = "กำลังทำการน้ำผึ้งที่ผู้ซื้อ" * 741  # 20,007 letters, no space


def appeal(**values: Any) -> Appeal:
    made = make_appeal.appeal(criterion_asked=stages.ASKED, **values)
    Citation.objects.create(dossier=made.dossier, document=made.letter, position=1)
    return made


def text_in_order(text: str, words: list[str]) -> str | None:
    """The first of `words` that does not stand behind those before it; None when all do."""
    at = 0
    for word in words:
        found = text.find(bare(word), at)
        if found < 0:
            return word
        at = found + len(bare(word))
    return None


def expect(sheet: FormSheet, *words: str) -> None:
    for reader, text in flowing(sheet).items():
        assert text_in_order(text, list(words)) is None, reader


ASKED = (
    *("แฟ้มอุทธรณ์", "การอุทธรณ์การปฏิบัติราชการ", "สำนักงานทดสอบ", "1. หนังสืออุทธรณ์และการยื่น"),
    *("เลขที่หนังสือ : ด่วนที่สุด กท 0406/3937", "ลงวันที่ : 7 กรกฎาคม 2564", "เรื่อง : ขออุทธรณ์ผลการปฏิบัติราชการ"),
)
BEFORE = "นำไปใช้เวลาไม่น้อยกว่า 30 วัน"


def test_a_draft_bears_its_mark_and_prints_dashes_for_what_is_not_there():
    sheet = papers.sheet_of(make_appeal.appeal(filled=False))
    assert sheet.draft
    assert sheet.receipt == ""
    expect(
        sheet,
        *("เลขที่หนังสือ : -", "ลงวันที่ : -", "เรื่อง : -", "วันที่ยื่น : -", "วันสุดท้ายที่รับอุทธรณ์ : ไม่ได้กำหนด"),
        *("อุทธรณ์เรื่อง : เกณฑ์ข้อ 4", "สาเหตุการอุทธรณ์ : -", "เหตุที่เกิดขึ้น -", "ผลที่ขอ : -"),
        *("หลักฐานประกอบการอุทธรณ์", "- - - - - -", "สถานะ : ร่าง", "ลงชื่อ", "(ผู้รับผิดชอบโครงการ)", "(หัวหน้าหน่วยงาน)"),
    )
    assert all("ร่าง" in text for text in read(papers.prints.rendered(sheet)).values())


def test_what_was_filed_comes_back_in_order():
    made = stages.filed(appeal())
    sheet = papers.sheet_of(made)
    assert not sheet.draft
    assert sheet.receipt.startswith("ฉบับที่ 1 รหัส ")
    expect(
        sheet,
        *ASKED,
        *("วันที่ยื่น : 7 กรกฎาคม 2564", "การยื่น : ยื่นภายในกำหนด", "2. เรื่องที่อุทธรณ์"),
        *("อุทธรณ์เรื่อง : เกณฑ์ข้อ 4 ฉบับที่ 1", "สาเหตุการอุทธรณ์ : ข้อ 1 ปัจจัยภายนอกของหน่วยงาน"),
        "เหตุที่เกิดขึ้น ห้างสรรพสินค้าปิดให้บริการเพราะโรคระบาด",
        "ผลที่ขอ : ข้อ 2 คงตัวชี้วัดเดิมโดยปรับเกณฑ์การให้คะแนนหรือผลการให้คะแนน",
        *("เปรียบเทียบเกณฑ์เดิมกับที่ขอ", "ข้อความที่ขีดฆ่า", "ข้อความเดิม ข้อความที่ขอ", BEFORE, stages.ASKED),
        *("3. หลักฐานประกอบการอุทธรณ์", "1 หนังสือ ด่วนที่สุด กท 0406/3937 7 กรกฎาคม 2564", "แฟ้ม 1"),
        *("4. สถานะของเรื่อง", "สถานะ : ยื่นแล้ว รอรับเรื่อง", "ลงชื่อ"),
    )


def test_the_comparison_gives_both_texts():
    sheet = papers.sheet_of(stages.filed(appeal()))
    (compared,) = (part for part in sheet.parts if isinstance(part, Comparison))
    assert "".join(text for kind, text in compared.pieces if kind != "inserted") == BEFORE
    assert "".join(text for kind, text in compared.pieces if kind != "deleted") == stages.ASKED
    expect(sheet, "".join(text for _kind, text in compared.pieces), compared.legend)


def test_a_late_filing_names_who_permitted_it_and_why():
    FiscalYear.objects.filter(pk=make.year().pk).update(appeals_close_on=date(2021, 7, 5))
    permitted = {"late_permitted_at": make.at("2021-07-06"), "late_reason": HARD, "is_late": True}
    made = stages.filed(appeal(), late_permitted_by=make.user(full_name="นางสาวสุดา สำเร็จ"), **permitted)
    expect(
        papers.sheet_of(Appeal.objects.get(pk=made.pk)),
        *("วันสุดท้ายที่รับอุทธรณ์ : 5 กรกฎาคม 2564", "การยื่น : ยื่นล่าช้า"),
        *("นางสาวสุดา สำเร็จ (สำนักงาน ก.ก.) เมื่อวันที่ 6 กรกฎาคม 2564", "เหตุผลที่อนุญาต", HARD),
    )


def test_the_meeting_and_its_letter_stand_on_it_once_it_is_scheduled():
    made = stages.heard(stages.filed(appeal()))
    expect(
        papers.sheet_of(made),
        *("4. การประชุมพิจารณา", "หนังสือเชิญประชุม", "เลขที่หนังสือ : กท 0303/2208", "ลงวันที่ : 15 กรกฎาคม 2564"),
        *("เรื่อง : ขอเชิญประชุมพิจารณาอุทธรณ์", "ครั้งที่ : 3/2564", "วันที่ประชุม : 20 กรกฎาคม 2564 13.30 น."),
        *("สถานที่ : ห้องประชุมสำนักงาน ก.ก.", "5. สถานะของเรื่อง", "สถานะ : อยู่ในวาระประชุม"),
    )


def test_the_resolution_and_all_that_it_brought():
    made = stages.decided(stages.heard(stages.filed(appeal())))
    first, second = made.conditions.order_by("position")
    stages.reported(first, verdict="verified")
    stages.reported(second, 1, "refused", reason="ไม่มีหลักฐานการเผยแพร่")
    stages.reported(second, 2, "verified", quantity=10)
    stages.reported(second, 3)
    stages.extended(second)
    with clock.travel(make.at("2021-10-05")):
        sheet = papers.sheet_of(made)
    assert sheet.subtitle == ("ข้อมูล ณ วันที่ 5 ตุลาคม 2564",)
    expect(
        sheet,
        *("5. มติของคณะกรรมการ", "☑ รับอุทธรณ์ ☐ รับอุทธรณ์บางส่วน ☐ ไม่รับอุทธรณ์"),
        *("ผลที่มีมติ : ข้อ 2 คงตัวชี้วัดเดิม", "วันที่มีมติ : 20 กรกฎาคม 2564", "มติที่ประชุม", stages.RESOLUTION),
        *("ประธานการประชุม : นายกำพล ล้ำเลิศ", "ผู้มาประชุม", "2 นางอำไพ ฉ่ำชื่น กรรมการ"),
        *("กรรมการที่งดออกเสียง", "1 นางอำไพ ฉ่ำชื่น เคยสังกัดหน่วยงานนี้"),
        *("6. ผลของมติต่อเกณฑ์และคะแนน", "เกณฑ์ข้อ 4 : ฉบับที่ 2 ใช้ตั้งแต่วันที่ 20 กรกฎาคม 2564"),
        *("ข้อความเดิม ข้อความตามมติ", BEFORE, stages.NEW_TEXT),
        *("คะแนนที่ปรับตามมติ", "เกณฑ์ข้อ 4 1.50 มติครั้งที่ 3/2564 20 กรกฎาคม 2564"),
        *("7. เงื่อนไขของมติ", "เงื่อนไขที่ 1", "ประเมินผลการให้บริการ 8 ครั้งที่ผ่านมา", "จำนวนที่กำหนด : -"),
        *("รับรองแล้ว", "เงื่อนไขที่ 2", "จำนวนที่กำหนด : 22 ครั้ง", "ภายในวันที่ : 30 กันยายน 2564"),
        *("รับรองแล้ว : 10 จาก 22 ครั้ง", "ผล : ยังไม่ครบ", "1 1 สิงหาคม 2564 12 ครั้ง เผยแพร่ทางสื่อออนไลน์ ครั้งที่ 1"),
        *("หนังสือ กท 0406/901 สรุปผล", "ไม่รับรอง", "วันที่ 5 สิงหาคม 2564", "เหตุผล: ไม่มีหลักฐานการเผยแพร่"),
        *("2 1 สิงหาคม 2564 10 ครั้ง", "รับรองแล้ว", "3 1 สิงหาคม 2564 12 ครั้ง", "รอตรวจ", "มติเรื่องเงื่อนไข"),
        *("4 ตุลาคม 2564 ขยายเวลา ครั้งที่ 5/2564 สถานการณ์ยังไม่คลี่คลาย 30 ธันวาคม 2564", "8. สถานะของเรื่อง"),
        *("สถานะ : มีเงื่อนไขที่ต้องทำ", "(หัวหน้าหน่วยงาน)", "(เลขานุการคณะกรรมการ)", "(ประธานคณะกรรมการ)"),
    )


def test_a_rejected_appeal_says_so_and_brings_nothing():
    sheet = papers.sheet_of(stages.decided(stages.heard(stages.filed(appeal())), "rejected"))
    expect(
        sheet,
        *("☐ รับอุทธรณ์ ☐ รับอุทธรณ์บางส่วน ☑ ไม่รับอุทธรณ์", "6. เงื่อนไขของมติ", "เงื่อนไข : ไม่มี", "สถานะ : ยุติแล้ว"),
        "วันที่สิ้นสุดเรื่อง : 7 กรกฎาคม 2564",
    )
    assert "ผลของมติต่อเกณฑ์" not in str(sheet.parts)


def test_an_appeal_about_the_whole_has_no_criterion_to_compare():
    made = make_appeal.appeal(position=0, criterion=None, criterion_before="", criterion_asked="")
    sheet = papers.sheet_of(stages.filed(made))
    assert not [part for part in sheet.parts if isinstance(part, Comparison)]
    expect(sheet, "อุทธรณ์เรื่อง : ตัวชี้วัดทั้งตัวชี้วัด", "ผลที่ขอ : ข้อ 2", "3. หลักฐานประกอบการอุทธรณ์")


@pytest.mark.full  # each part of a sheet with such a text is in tests/printing
def test_long_texts_come_back_whole():
    made = appeal(what_happened=LONG, criterion_before=LONG, criterion=None)
    Appeal.objects.filter(pk=made.pk).update(criterion_asked=f"{LONG} จบ")
    made.refresh_from_db()
    made = stages.decided(stages.heard(stages.filed(made)))
    condition = made.conditions.get(position=2)
    stages.reported(condition, verdict="refused", text=LONG[:10_000], reason=LONG[:5000])
    for text in flowing(papers.sheet_of(made)).values():
        assert text.count(bare(LONG)) >= 4  # what happened, the comparison, before and asked
        assert bare("สิ่งที่ดำเนินการ") + LONG[:10_000] in text
        assert bare("เหตุผลของการตรวจ") + LONG[:5000] in text


@pytest.mark.parametrize("thai_digits", [False, True])
def test_every_text_of_the_sheet_comes_back(thai_digits: bool):
    made = stages.decided(stages.heard(stages.filed(appeal(what_happened=HARD))))
    sheet = replace(papers.sheet_of(made), thai_digits=thai_digits)
    digits = THAI if thai_digits else {}
    for text in flowing(sheet).values():
        for wanted in _texts(sheet.parts):
            assert bare(wanted).translate(digits) in text.translate(digits)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif is_dataclass(value):
        for each in fields(value):
            if each.name not in {"level", "align", "arrangement", "pieces"}:
                yield from _texts(getattr(value, each.name))


def test_the_decision_keeps_its_paper_and_a_reprint_serves_those_bytes():
    made = stages.decided(stages.heard(stages.filed(appeal())), conditional=False)
    with prints.rendered_on_demand():
        papers.freeze(made, made.dossier.events.get())
        papers.freeze(made, made.dossier.events.get())
    record = PrintRecord.objects.get(form="appeal")
    first = papers.pdf_of(made)
    FiscalYear.objects.update(head_label="(ชื่อใหม่)")
    assert papers.pdf_of(Appeal.objects.get(pk=made.pk)) == first == prints.bytes_of(record)


def test_what_the_conditions_brought_since_is_printed_until_the_appeal_closes():
    made = stages.decided(stages.heard(stages.filed(appeal())))
    with prints.rendered_on_demand():
        papers.freeze(made, made.dossier.events.get())
    kept = papers.pdf_of(made)
    assert bare("ข้อมูล ณ วันที่") not in read(kept)["pypdf"]
    stages.reported(made.conditions.get(position=2), verdict="verified")
    since = read(papers.pdf_of(made))["pypdf"]
    assert bare("รับรองแล้ว : 12 จาก 22 ครั้ง") in since
    assert bare("ข้อมูล ณ วันที่") in since
    closing = stages.act(made, "close")
    made = make_appeal.put(made, "closed")
    with prints.rendered_on_demand():
        papers.freeze(made, closing)
    last = read(papers.pdf_of(made))["pypdf"]
    assert bare("สถานะ : ยุติแล้ว") in last
    assert bare("รับรองแล้ว : 12 จาก 22 ครั้ง") in last
    assert bare("ข้อมูล ณ วันที่") not in last


def test_a_returned_appeal_is_a_draft_again():
    made = make_appeal.put(stages.filed(appeal()), "draft", what_happened="ข้อความที่แก้แล้ว")
    sheet = papers.sheet_of(made)
    assert sheet.draft
    expect(sheet, "ข้อความที่แก้แล้ว")
