"""Sections 7 to 9 and the signatures: what is a number or a bullet of the layout, and what is text."""

import pytest

from indicators.importing.parse import parse_text
from indicators.importing.report import NumberedLine, Signature

from .reports import report_of


def enablers(text: str) -> tuple[str, ...]:
    report = parse_text(report_of(f"7. ปัจจัยสนับสนุนการดำเนินงาน :\n{text}"))
    assert report.unplaced == ()
    return report.enablers


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("- :: 1. ก\n- 2. ข", ("ก", "ข")),
        ("1.ก\n2.ข", ("ก", "ข")),
        ("๑. ก\n๓. ข\n๓. ค", ("ก", "ข", "ค")),
        ("1) ก\n2) ข", ("ก", "ข")),
        ("- ก\n- ข", ("ก", "ข")),
        ("- :: - ก\n- ข", ("ก", "ข")),
        ("• ก\n• ข", ("ก", "ข")),
        (":: ก", ("ก",)),
        ("ก\n\nข\nค", ("ก", "ข ค")),
        ("1. ก\nข\n\nค\n2. ง", ("ก ข ค", "ง")),
        ("1. ก\n1) ย่อย\n- ย่อย\n1.1 ย่อย\n2. ข", ("ก\n1) ย่อย\n- ย่อย\n1.1 ย่อย", "ข")),
        ("1.\nก\n2. ข", ("ก", "ข")),
        ("1. 2.50 บาท\n2. 10 คน", ("2.50 บาท", "10 คน")),
        ("นำ\n1. ก", ("นำ", "ก")),
        ("2564 เป็นปีที่", ("2564 เป็นปีที่",)),
        ("-10 องศา", ("-10 องศา",)),
        ("1. ก\n2.", ("ก",)),
        ("-", ()),
    ],
)
def test_items_lose_the_marks_of_the_layout_only(text: str, items: tuple[str, ...]) -> None:
    assert enablers(text) == items


def test_none_stated_is_no_item() -> None:
    report = parse_text(report_of("7. ปัจจัยสนับสนุนการดำเนินงาน : ไม่มี", "8. อุปสรรคต่อการดำเนินงาน :\n- :: - ไม่มีเวลา"))
    assert (report.enablers, report.no_enablers) == ((), True)
    assert (report.obstacles, report.no_obstacles) == (("ไม่มีเวลา",), False)


def signatures(text: str) -> tuple[Signature, ...]:
    return parse_text(report_of("9. หลักฐานอ้างอิง : -", text)).signatures


def test_a_filled_block_is_read() -> None:
    assert signatures("ลงชื่อ.....(ผู้รับผิดชอบโครงการ)\n(นางสาวดวงใจ ดี)\nตำแหน่ง นักวิชาการ\nวันที่ 1 ตุลาคม 2564") == (
        Signature("ผู้รับผิดชอบโครงการ", "นางสาวดวงใจ ดี", "นักวิชาการ", "", "1 ตุลาคม 2564"),
    )


def test_a_second_block_and_who_stands_in_are_read() -> None:
    assert signatures(
        "ลงชื่อ.........\n(ผู้รับผิดชอบ)\n(............)\nตำแหน่ง .....\n"
        "ลงชื่อ นายดำ ขำ\n(หัวหน้าหน่วยงาน)\nตำแหน่ง รองผู้อำนวยการ\nรักษาราชการแทน ผู้อำนวยการ\nวันที่ ....."
    ) == (
        Signature("ผู้รับผิดชอบ", "", "", "", ""),
        Signature("หัวหน้าหน่วยงาน", "นายดำ ขำ", "รองผู้อำนวยการ", "รักษาราชการแทน ผู้อำนวยการ", ""),
    )


def test_text_below_a_dotted_line_is_unplaced() -> None:
    report = parse_text(report_of("9. หลักฐานอ้างอิง : -", "ลงชื่อ.....(ผู้รับผิดชอบ)\nตำแหน่ง\n.....\nพิมพ์จากระบบ"))
    assert report.signatures == (Signature("ผู้รับผิดชอบ", "", "", "", ""),)
    assert report.unplaced == (NumberedLine(12, "พิมพ์จากระบบ"),)


def test_a_copied_evidence_table_is_read_row_by_row() -> None:
    report = parse_text(
        report_of(
            "9. หลักฐานอ้างอิง :\nลำดับ\tประเภท\tเลขที่\tลงวันที่\tเรื่อง\tไฟล์\n"
            "1\tบันทึกข้อความ\tผบ. ๗/๒๕๖๔\t3 มี.ค. 2564\tส่งผลสำรวจ\tก.pdf\n"
            "2\t-\t-\t-\tหนังสือ ด่วน ที่ กท 0406/12 ลงวันที่ 4 มีนาคม 2564 ขอข้อมูล\t-\n"
            "แถวที่ขาด"
        )
    )
    first, second = report.evidence
    assert (first.type, first.number, str(first.dated), first.original, first.files) == (
        "memo",
        "ผบ. 7/2564",
        "2021-03-03",
        "ส่งผลสำรวจ",
        "ก.pdf",
    )
    assert (second.type, second.speed, second.number, str(second.dated)) == (
        "letter",
        "urgent",
        "กท 0406/12",
        "2021-03-04",
    )
    assert [line.text for line in report.unplaced] == ["แถวที่ขาด"]


def test_notes_of_our_own_print_come_apart_from_the_narrative() -> None:
    report = parse_text(
        report_of(
            "6. รายงานผลการดำเนินงาน (รายไตรมาส) :\nไตรมาส ความก้าวหน้าสะสม ผลงานที่ทำได้ คะแนนตรวจประเมิน สถานะ\n"
            "1 ร้อยละ 30.00 - 100.00 รับแล้ว\n2 - - ยังไม่ให้คะแนน ร่าง",
            "(6.1) ไตรมาสที่ 1 : (ตุลาคม – ธันวาคม 2563)\nทำแล้ว\nบันทึกรายเดือน\n31 ต.ค. 2563 : ประชุม\n"
            "ปัจจัยสนับสนุนในไตรมาสนี้\n1. คน\nอุปสรรคในไตรมาสนี้\n1. ฝน\n2. ลม",
            "(6.2) ไตรมาสที่ 2 :\nไม่มีความก้าวหน้าในไตรมาสนี้ เนื่องจาก\nน้ำท่วม",
        )
    )
    assert report.quarters == ("ทำแล้ว", "", "", "")
    first, second = report.quarter_notes[:2]
    assert (first.monthly, first.enablers, first.obstacles) == ("31 ต.ค. 2563 : ประชุม", ("คน",), ("ฝน", "ลม"))
    assert str(first.progress_percent) == "30.00"
    assert (second.no_progress_reason, second.progress_percent) == ("น้ำท่วม", None)
    assert report.unplaced == ()
