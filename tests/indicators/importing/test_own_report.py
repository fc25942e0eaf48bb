"""A report of our own wording with all the oddities of the real one; expected values written by hand."""

import json
from datetime import date
from decimal import Decimal

import pytest

from indicators.importing.parse import parse_text
from indicators.importing.repair import apply_repairs, repaired, text_fields
from indicators.importing.report import EvidenceType, ParsedReport, PlanLine, Signature, Speed

from .reports import own_text


@pytest.fixture(scope="module")
def report() -> ParsedReport:
    return parse_text(own_text())


def test_it_counts_the_sections(report: ParsedReport) -> None:
    assert [len(part) for part in (report.quarters, report.enablers, report.obstacles, report.evidence)] == [
        4,
        3,
        1,
        6,
    ]
    assert all(report.quarters)
    assert report.unplaced == ()


def test_it_reads_name_level_and_plan(report: ParsedReport) -> None:
    assert (report.number, report.abbreviation) == (8, "สพท.")
    assert report.indicator_name == "ความสำเร็จในการเสนอนวัตกรรมเพื่อยกระดับงานบริการ"
    assert report.level is None
    assert report.plan == (
        PlanLine("issue", "ประเด็นยุทธศาฯ", ""),
        PlanLine("sub_issue", "----- ย่อย", "๗.๔ - การคลังและงบประมาณ"),
        PlanLine("goal", "เป้าประสงค์ที่", "๗.๕.๒ ข้อมูลของเมืองเปิดให้ประชาชนใช้ได้โดยสะดวกและ"),
    )


def test_a_heading_named_in_the_definition_stays_text(report: ParsedReport) -> None:
    assert report.definition.split("\n")[1] == "5. เป้าหมาย ที่ตั้งไว้ให้ดูจากข้อ 4 ประกอบ"
    assert report.definition.startswith("งานใหม่ของหน่วยงาน คือ")
    assert report.target.value == Decimal(10)


def test_the_method_keeps_its_lines(report: ParsedReport) -> None:
    lines = report.method.split("\n")
    assert len(lines) == 9
    assert lines[2] == "1. สำนัก อย่างน้อย 20 ชุด"


def test_narratives_keep_paragraphs_numbers_and_bullets(report: ParsedReport) -> None:
    assert report.quarters[0] == "กำลังเสนอแต่งตั้งคณะทำงาน\n\nและเปิดรับข้อเสนอจากบุคลากรทุกฝ่าย ตั้งเป้าไว้ 10 ชุด"
    assert report.quarters[1] == report.quarters[2]
    fourth = report.quarters[3].split("\n")
    assert fourth[:2] == ["1. คณะทำงานรวบรวมข้อเสนอ", "ได้ 12 เรื่อง"]
    assert fourth[-3:-1] == ["- 1) ให้รายงานการใช้ตู้ที่ผ่านมา", " - 2) ให้เปิดช่องทางออนไลน์เพิ่ม"]


def test_the_summary_loses_only_the_mark_of_its_body(report: ParsedReport) -> None:
    lines = report.summary.split("\n")
    assert lines[0] == "1. คณะทำงานรวบรวมข้อเสนอได้ 12 เรื่อง"
    assert [line[:6] for line in lines[2:5]] == ["- 2.1 ", "- 2.3 ", "- 2.3 "]
    assert lines[5:] == ["", "- 3. ขอปรับเกณฑ์และได้รับความเห็นชอบ"]


def test_lists_lose_their_numbers_and_join_their_lines(report: ParsedReport) -> None:
    assert report.enablers == (
        "หัวหน้าฝ่ายทุกฝ่ายติดตามงานทุกสัปดาห์",
        "คณะทำงาน 3 ด่าน แบ่งงานชัดเจน, มีผู้ประสานงานประจำ และรายงานผลทันเวลา",
        "อาสาสมัครจากวิทยาลัยช่างในพื้นที่ช่วยออกแบบป้าย (Sign Board)",
    )
    assert report.obstacles == ("น้ำท่วมขัง (FLOOD 64) ทำให้ต้องย้ายตู้รับคำขอ และตั้งตู้ได้ไม่ครบ 20 วันตามแผน",)


def test_evidence_tells_what_it_can(report: ParsedReport) -> None:
    assert [(item.type, item.speed, item.number, item.dated) for item in report.evidence] == [
        (EvidenceType.ORDER, None, "7/2564", date(2021, 3, 17)),
        (EvidenceType.COPY, None, "", None),
        (EvidenceType.TABLE, None, "", None),
        (EvidenceType.LETTER, None, "", None),
        (EvidenceType.LETTER, Speed.VERY_URGENT, "กท 0406/4102", date(2021, 7, 8)),
        (EvidenceType.MEMO, None, "ผบ. 702/2564", date(2021, 8, 27)),
    ]
    assert report.evidence[0].title == "ตั้งคณะทำงานโครงการ ?Drop ? And ? Go?"
    assert report.evidence[2].original == "ตารางตั้งตู้ ณ ศาลาประชาคม ตั้งแต่วันที่ 3 ? 7 พฤษภาคม 2564"
    assert report.evidence[4].title == "ขอปรับเกณฑ์การประเมิน"


def test_the_page_header_is_named_with_its_line(report: ParsedReport) -> None:
    assert [line.line for line in report.page_headers] == [96]
    assert report.page_headers[0].text.startswith("**** ผลการดำเนินงานส่วนที่ 2")


def test_the_signature_is_blank_but_for_its_role(report: ParsedReport) -> None:
    assert report.signatures == (Signature("ผู้รับผิดชอบโครงการ", "", "", "", ""),)


def test_warnings_name_what_is_left_to_people(report: ParsedReport) -> None:
    assert report.warnings == (
        "หัวข้อ 2 บอกไม่ได้ว่าเลือกผลผลิตหรือผลลัพธ์ เลือกในระบบก่อนส่งรายงาน",
        "หลักฐานรายการที่ 4 ไม่มีเลขที่และวันที่",
        "มีเครื่องหมาย ? อีก 1 แห่งที่อาจเป็นคำถามจริง จึงไม่เสนอให้แก้",
    )


def test_repairs_are_proposed_with_line_and_field(report: ParsedReport) -> None:
    assert [(repair.line, repair.field, repair.before, repair.after) for repair in report.repairs] == [
        (54, "quarters.4", "?Drop ? And ? Go?", "“Drop – And – Go”"),
        (58, "quarters.4", "?Drop ? And ? Go?", "“Drop – And – Go”"),
        (60, "quarters.4", "?SCAN ME?", "“SCAN ME”"),
        (62, "quarters.4", "3 ? 7", "3 – 7"),
        (64, "quarters.4", "? ใช้ตู้ได้จริงในพื้นที่?", "“ ใช้ตู้ได้จริงในพื้นที่”"),
        (
            64,
            "quarters.4",
            "?ใช้ไม่น้อยกว่า 20 วัน (1 พฤษภาคม ? 31 กรกฎาคม 2564)?",
            "“ใช้ไม่น้อยกว่า 20 วัน (1 พฤษภาคม – 31 กรกฎาคม 2564)”",
        ),
        (72, "summary", "?Drop ? And ? Go?", "“Drop – And – Go”"),
        (74, "summary", "?SCAN ME?", "“SCAN ME”"),
        (92, "evidence.1", "?Drop ? And ? Go?", "“Drop – And – Go”"),
        (100, "evidence.3", "3 ? 7", "3 – 7"),
        (103, "evidence.6", "?Drop ? And ? Go?", "“Drop – And – Go”"),
    ]


def test_nothing_is_repaired_before_it_is_asked_for(report: ParsedReport) -> None:
    assert "?SCAN ME?" in report.quarters[3]
    done = apply_repairs(report)
    assert "“SCAN ME”" in done.quarters[3]
    assert "ใช้อีกหรือไม่? ส่วนใหญ่" in done.quarters[3]
    assert done.evidence[0].title == "ตั้งคณะทำงานโครงการ “Drop – And – Go”"
    assert done.evidence[0].number == "7/2564"
    assert (done.repairs, done.repaired) == ((), report.repairs)


def test_repairing_twice_is_repairing_once(report: ParsedReport) -> None:
    once = apply_repairs(report)
    assert apply_repairs(once) == once
    assert text_fields(once) == {place: repaired(text) for place, text in text_fields(once).items()}


def test_the_json_has_the_documented_keys(report: ParsedReport) -> None:
    content = json.loads(report.to_json())
    assert list(content) == [
        *("source", "name_line", "number", "abbreviation", "indicator_name", "level", "level_written", "plan"),
        *("definition", "method", "target", "result", "quarter_table", "quarters", "quarter_notes", "summary"),
        *("enablers", "no_enablers", "obstacles", "no_obstacles", "evidence", "signatures", "headings"),
        *("page_headers", "unplaced", "repairs", "repaired", "warnings"),
    ]
    assert content["evidence"][4] == {
        "original": "หนังสือ ด่วนมาก ที่ กท 0406/4102 ลงวันที่ 8 กรกฎาคม 2564 ขอปรับเกณฑ์การประเมิน",
        "type": "letter",
        "speed": "very_urgent",
        "number": "กท 0406/4102",
        "dated": "2021-07-08",
        "title": "ขอปรับเกณฑ์การประเมิน",
        "missing": [],
        "files": "",
    }


@pytest.mark.parametrize(
    "change", [lambda t: "\ufeff" + t, lambda t: t.replace("\n", "\r\n"), lambda t: t.replace("\n", "\r")]
)
def test_byte_order_mark_and_line_ends_make_no_difference(change, report: ParsedReport) -> None:
    read = parse_text(change(own_text()))
    assert read.pieces == report.pieces
    assert read.quarters == report.quarters


def test_it_counts_invisible_characters_it_leaves_out() -> None:
    read = parse_text(own_text().replace("ตั้งเป้าไว้", "ตั้ง\u200bเป้า\u200bไว้"))
    assert "ตัดอักขระที่มองไม่เห็น 2 ตัว (เช่น ZWSP) ซึ่งระบบไม่จัดเก็บ" in read.warnings


def test_sara_am_is_composed() -> None:
    read = parse_text(own_text().replace("ข้อเสนอจาก", "คํา"))
    assert "คำบุคลากร" in read.quarters[0]
