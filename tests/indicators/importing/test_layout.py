"""Headings and short sections: variants that are tolerated, and text that must not be taken for a heading."""

from decimal import Decimal

import pytest

from indicators.importing.amounts import read_amount
from indicators.importing.parse import parse_text
from indicators.importing.report import Amount, Level, NotThisLayout, NumberedLine
from indicators.importing.sections import read_level, split_name

from .reports import own_text, report_of


@pytest.mark.parametrize(
    "heading",
    [
        "4. วิธีการคำนวณ :",
        "4.วิธีการคำนวณ:",
        "๔. วิธีการคำนวณ :",
        "  4 . วิธี การคำนวณ  :",
        "4) วิธีการคำนวณ :",
        "- 4. วิธีการคำนวณ :",
        "4. วิธีการคำนวณ ::",
        "4. วิธีการคำนวณ",
        "4. วิธีการ\nคำนวณ :",
        "3. วิธีการคำนวณ :",
    ],
)
def test_spacing_digits_and_numbers_of_a_heading_are_tolerated(heading: str) -> None:
    report = parse_text(report_of(f"{heading}\nนับจำนวน", "5. เป้าหมาย : 10"))
    assert report.method == "นับจำนวน"
    assert report.definition == "คำ"


def test_a_missing_section_is_named_and_the_others_are_read() -> None:
    report = parse_text(
        own_text().replace("8. อุปสรรคต่อการดำเนินงาน :\n\n- :: - ", "").replace("4. วิธีการคำนวณ :\n", "")
    )
    assert report.obstacles == ()
    assert "ไม่พบหัวข้อ “8. อุปสรรคต่อการดำเนินงาน”" in report.warnings
    assert "ไม่พบหัวข้อ “4. วิธีการคำนวณ”" in report.warnings
    assert len(report.evidence) == 6


def test_a_heading_out_of_order_stays_text_and_is_named() -> None:
    report = parse_text(
        report_of("5. เป้าหมาย : 10", "6. รายงานผลการดำเนินงาน (รายไตรมาส) :", "(6.1) ไตรมาสที่ 1 : ก\n3. คำนิยาม : ข")
    )
    assert report.definition == "คำ"
    assert report.quarters[0] == "ก\n3. คำนิยาม : ข"
    assert any(warning.startswith("บรรทัดที่ 12 ดูเหมือนหัวข้อ “3. คำนิยาม”") for warning in report.warnings)


def test_a_whole_heading_inside_the_definition_gives_way_to_the_real_one() -> None:
    report = parse_text(report_of("5. เป้าหมาย : ดูหัวข้อถัดไป", "4. วิธีการคำนวณ : นับ", "5. เป้าหมาย : 7 (ครั้ง)"))
    assert report.target == Amount("7 (ครั้ง)", Decimal(7), "ครั้ง")
    assert "ดูหัวข้อถัดไป" in report.definition


def test_a_quarter_without_its_number_is_found_when_none_has_one() -> None:
    report = parse_text(report_of("6. รายงานผลการดำเนินงาน (รายไตรมาส) :", "ไตรมาสที่ 1 : ก", "ไตรมาสที่ ๓ : ค"))
    assert report.quarters == ("ก", "", "ค", "")


def test_a_quarter_named_in_a_narrative_stays_text() -> None:
    report = parse_text(report_of("(6.1) ไตรมาสที่ 1 : ก\nไตรมาสที่ 2 : จะทำต่อ", "(6.3) ไตรมาสที่ 3 : ค"))
    assert report.quarters == ("ก\nไตรมาสที่ 2 : จะทำต่อ", "", "ค", "")


def test_a_dash_is_an_empty_field() -> None:
    report = parse_text(
        report_of(
            "4. วิธีการคำนวณ : -",
            "5. เป้าหมาย : -",
            "(6.1) ไตรมาสที่ 1 : -",
            "7. ปัจจัยสนับสนุนการดำเนินงาน :\n\n- :: -",
            "9. หลักฐานอ้างอิง : –",
        )
    )
    assert (report.method, report.target.written, report.quarters[0]) == ("", "", "")
    assert (report.enablers, report.evidence, report.unplaced) == ((), (), ())


def test_text_above_the_first_heading_is_listed_with_its_line() -> None:
    report = parse_text("เรียน ผู้ตรวจ\n\nข้อความ\n" + report_of())
    assert report.unplaced == (NumberedLine(1, "เรียน ผู้ตรวจ"), NumberedLine(3, "ข้อความ"))
    assert report.warnings[-1] == "มีข้อความ 2 แห่งที่ไม่เข้าหัวข้อใด เริ่มที่บรรทัดที่ 1"


def test_text_with_no_field_of_its_own_is_listed() -> None:
    report = parse_text(
        report_of("5. เป้าหมาย : 10 (คะแนน)\n\nหมายเหตุ ก", "6. รายงานผลการดำเนินงาน (รายไตรมาส) :\nหมายเหตุ ข")
    )
    assert [line.text for line in report.unplaced] == ["หมายเหตุ ก", "หมายเหตุ ข"]
    assert report.target.value == 10


def test_target_and_result_may_share_a_line() -> None:
    report = parse_text(report_of("5. เป้าหมาย 10 คะแนน | ผลงานที่ทำได้ 9.50 คะแนน (ร้อยละ 95.00)"))
    assert report.target == Amount("10 คะแนน", Decimal(10), "คะแนน")
    assert report.result == Amount("9.50 คะแนน (ร้อยละ 95.00)", Decimal("9.50"), "คะแนน", Decimal("95.00"))


@pytest.mark.parametrize(
    "line", [": ผลงานที่ทำได้ = 7 (ครั้ง)", "ผลงานที่ทำได้ : 7 (ครั้ง)", ":ผลงานที่ทำได้: 7 (ครั้ง)", ": ผลงานที่ ทำได้ 7 (ครั้ง)"]
)
def test_the_signs_of_the_result_line_vary(line: str) -> None:
    report = parse_text(report_of("5. เป้าหมาย : 10 (ครั้ง)", line))
    assert report.result == Amount("7 (ครั้ง)", Decimal(7), "ครั้ง")


@pytest.mark.parametrize(
    ("written", "value", "unit", "percent"),
    [
        ("10 (คะแนน)", "10", "คะแนน", None),
        ("10 คะแนน", "10", "คะแนน", None),
        ("๑๐.๕๐ (คะแนน)", "10.50", "คะแนน", None),
        ("1,200 คน", "1200", "คน", None),
        ("ร้อยละ 80", "80", "ร้อยละ", None),
        ("(ร้อยละ 80)", "80", "ร้อยละ", None),
        ("ระดับ 5", "5", "ระดับ", None),
        ("3.51", "3.51", "", None),
        ("10.00 คะแนน (ร้อยละ 100.00)", "10.00", "คะแนน", "100.00"),
        ("ไม่น้อยกว่า 5 เรื่อง", "5", "เรื่อง", None),
        ("5 จาก 10 เรื่อง", None, "", None),
        ("ตามแผน", None, "", None),
        ("", None, "", None),
    ],
)
def test_an_amount_is_read_as_people_write_it(
    written: str, value: str | None, unit: str, percent: str | None
) -> None:
    expected = Amount(written, Decimal(value) if value else None, unit, Decimal(percent) if percent else None)
    assert read_amount(written) == expected


def test_an_amount_that_is_no_number_is_named() -> None:
    report = parse_text(report_of("5. เป้าหมาย : ตามแผน"))
    assert "“5. เป้าหมาย” อ่านเป็นตัวเลขไม่ได้: “ตามแผน”" in report.warnings


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("ผลผลิต (Output) ผลลัพธ์ (Outcome)", None),
        ("☑ ผลผลิต (Output) ☐ ผลลัพธ์ (Outcome)", Level.OUTPUT),
        ("☐ ผลผลิต (Output) ☑ ผลลัพธ์ (Outcome)", Level.OUTCOME),
        ("☐ ผลผลิต (Output) ☐ ผลลัพธ์ (Outcome)", None),
        ("☑ ผลผลิต (Output) ☑ ผลลัพธ์ (Outcome)", None),
        ("[ ] ผลผลิต (Output) [x] ผลลัพธ์ (Outcome)", Level.OUTCOME),
        ("ผลผลิต (Output) ☑ ผลลัพธ์ (Outcome) ☐", Level.OUTPUT),
        ("ผลผลิต (Output) ✓ ผลลัพธ์ (Outcome)", Level.OUTPUT),
        ("ผลผลิต (Output) ☐ ผลลัพธ์ (Outcome) ☑", Level.OUTCOME),
        ("ผลลัพธ์ (Outcome)", Level.OUTCOME),
        ("", None),
    ],
)
def test_the_level_is_the_one_ticked(written: str, level: Level | None) -> None:
    assert read_level(written) is level


@pytest.mark.parametrize(
    ("line", "number", "abbreviation", "name"),
    [
        ("8/สพท.ความสำเร็จ", 8, "สพท.", "ความสำเร็จ"),
        ("๑๒ / ส.กก. ร้อยละของงาน", 12, "ส.กก.", "ร้อยละของงาน"),
        ("ความสำเร็จ", None, "", "ความสำเร็จ"),
        ("3/สำนักงานเขตพระนคร ความสำเร็จ", 3, "", "สำนักงานเขตพระนคร ความสำเร็จ"),
        ("8/", 8, "", ""),
    ],
)
def test_the_name_line_comes_apart(line: str, number: int | None, abbreviation: str, name: str) -> None:
    parts = split_name(line)
    assert (parts.number, parts.abbreviation, parts.indicator_name) == (number, abbreviation, name)


def test_the_plan_block_takes_the_long_labels_and_all_levels() -> None:
    report = parse_text(
        report_of().replace(
            "3. คำนิยาม",
            "สนับสนุนแผนพัฒนากรุงเทพมหานคร ระยะ 20 ปี\nประเด็นยุทธศาสตร์: ๗ เมือง\nประเด็นยุทธศาสตร์ย่อย : -\n"
            "เป้าประสงค์ที่: ๗.๑ ก\nข\nกลยุทธ์ที่ : ๗.๑.๑\nตัวชี้วัด : ร้อยละ\n\nหมายเหตุ\n3. คำนิยาม",
        )
    )
    assert [(line.key, line.value) for line in report.plan] == [
        ("issue", "๗ เมือง"),
        ("sub_issue", ""),
        ("goal", "๗.๑ ก ข"),
        ("tactic", "๗.๑.๑"),
        ("plan_indicator", "ร้อยละ"),
    ]
    assert [line.text for line in report.unplaced] == ["หมายเหตุ"]


def test_page_headers_of_every_kind_are_left_out_where_they_stand() -> None:
    header = (
        "**** ผลการดำเนินงานส่วนที่ 2 ผลสัมฤทธิ์การปฏิบัติงานตามแผนปฏิบัติการประจำปี\nแยกรายตัวชี้วัด ****\n"
        "สำนักงานปกครองและทะเบียน\nประจำปีงบประมาณ พ.ศ. ๒๕๖๔\nหน้า 2 จาก 5\nร่าง"
    )
    report = parse_text(report_of(f"4. วิธีการคำนวณ : บรรทัดหนึ่ง\n\n{header}\n\nบรรทัดสอง"))
    assert report.method == "บรรทัดหนึ่ง\nบรรทัดสอง"
    assert [line.text for line in report.page_headers] == header.split("\n")
    assert [line.line for line in report.page_headers] == [9, 10, 11, 12, 13, 14]


def test_a_year_line_in_a_text_is_no_page_header() -> None:
    report = parse_text(report_of("4. วิธีการคำนวณ : นับใน\nประจำปีงบประมาณ พ.ศ. 2564"))
    assert report.method == "นับใน\nประจำปีงบประมาณ พ.ศ. 2564"


@pytest.mark.parametrize("text", ["", "\n \n", "\ufeff"])
def test_an_empty_file_is_refused(text: str) -> None:
    with pytest.raises(NotThisLayout, match="แฟ้มนี้ว่าง"):
        parse_text(text)


def test_another_layout_is_refused_with_its_first_line() -> None:
    with pytest.raises(NotThisLayout) as refusal:
        parse_text("\n\nบันทึกข้อความ\n\n1. ชื่อตัวชี้วัด : 8/สปท.ก\n2. เรื่องอื่น")
    assert (refusal.value.line, refusal.value.text) == (3, "บันทึกข้อความ")
    assert str(refusal.value).startswith("บรรทัดที่ 3 “บันทึกข้อความ”: ไม่ใช่แบบรายงานเก้าหัวข้อ")
    assert "พบเพียง 1 หัวข้อ" in str(refusal.value)


def test_a_control_character_is_refused_with_its_line() -> None:
    with pytest.raises(NotThisLayout, match="บรรทัดที่ 2: มีอักขระควบคุม"):
        parse_text("1. ชื่อตัวชี้วัด : ก\nข\x00ค")
