"""The real report of 2564, where it is at hand: facts of it, by hand; its running text is not repeated here."""

import json
from datetime import date
from decimal import Decimal

import pytest

from indicators.importing.read_file import read_report
from indicators.importing.repair import apply_repairs, text_fields
from indicators.importing.report import EvidenceType, ParsedReport, Speed

from .reports import REAL, needs_real_report

pytestmark = needs_real_report


@pytest.fixture(scope="module")
def report() -> ParsedReport:
    return read_report(REAL)


def test_its_json_lists_what_the_paper_holds(report: ParsedReport) -> None:
    content = json.loads(report.to_json())
    assert all(content["quarters"])
    assert [len(content[key]) for key in ("quarters", "enablers", "obstacles", "evidence")] == [4, 3, 1, 6]
    assert content["target"] == {"written": "10 (คะแนน)", "value": "10", "unit": "คะแนน", "percent": None}
    assert content["result"] == {"written": "100.00 (คะแนน)", "value": "100.00", "unit": "คะแนน", "percent": None}
    assert content["unplaced"] == []


def test_its_name_line_comes_apart(report: ParsedReport) -> None:
    assert (report.number, report.abbreviation) == (8, "สพท.")
    assert report.indicator_name.startswith("ความสำเร็จในการเสนอนวัตกรรม")
    assert report.name_line == f"8/สพท.{report.indicator_name}"


def test_its_level_is_not_ticked(report: ParsedReport) -> None:
    assert report.level is None
    assert any("ผลผลิตหรือผลลัพธ์" in warning for warning in report.warnings)


def test_its_plan_block_has_three_lines_of_which_one_is_empty(report: ParsedReport) -> None:
    assert [(line.label, line.value[:5]) for line in report.plan] == [
        ("ประเด็นยุทธศาฯ", ""),
        ("----- ย่อย", "๗.๕ -"),
        ("เป้าประสงค์ที่", "๗.๕.๑"),
    ]
    assert report.plan[2].value.endswith("โดยประยุกต์")


def test_its_target_and_result_are_numbers_with_units(report: ParsedReport) -> None:
    assert (report.target.value, report.target.unit) == (Decimal(10), "คะแนน")
    assert (report.result.value, report.result.unit) == (Decimal("100.00"), "คะแนน")


def test_its_second_and_third_quarters_are_equal(report: ParsedReport) -> None:
    assert report.quarters[1] == report.quarters[2]
    assert report.quarters[0] != report.quarters[1]


def test_hand_typed_numbers_and_bullets_stay_in_the_narratives(report: ParsedReport) -> None:
    starts = [line.split(" ")[0] for line in report.quarters[3].split("\n") if line[:1].isdigit()]
    assert starts == ["1.", "2.", "3.", "4.", "4.1", "4.2", "4.2.1", "4.2.2", "4.2.3", "4.3", "4.4", "5."]
    assert [line[:7] for line in report.summary.split("\n") if "4.2." in line] == ["- 4.2.1", "- 4.2.3", "- 4.2.3"]
    assert report.summary.startswith("1. ")


def test_its_page_header_is_left_out_of_section_nine(report: ParsedReport) -> None:
    assert [line.line for line in report.page_headers] == [131]
    assert not any("****" in item.original for item in report.evidence)


def test_its_evidence_tells_types_numbers_and_dates(report: ParsedReport) -> None:
    assert [(item.type, item.speed, item.number, item.dated) for item in report.evidence] == [
        (EvidenceType.ORDER, None, "4/2564", date(2021, 3, 18)),
        (EvidenceType.COPY, None, "", None),
        (EvidenceType.TABLE, None, "", None),
        (EvidenceType.LETTER, None, "", None),
        (EvidenceType.LETTER, Speed.MOST_URGENT, "กท 0406/3937", date(2021, 7, 7)),
        (EvidenceType.MEMO, None, "ผบ. 634/2564", date(2021, 8, 30)),
    ]
    assert report.evidence[3].missing == ("number", "date")
    assert "หลักฐานรายการที่ 4 ไม่มีเลขที่และวันที่" in report.warnings


def test_its_evidence_keeps_the_wording_of_the_paper(report: ParsedReport) -> None:
    lines = REAL.read_text(encoding="utf-8").split("\n")
    assert [item.original for item in report.evidence] == [
        lines[126].removeprefix("- :: 1. "),
        *(lines[at].split(". ", 1)[1] for at in range(132, 137)),
    ]


def test_each_of_its_question_marks_is_repaired(report: ParsedReport) -> None:
    assert REAL.read_text(encoding="utf-8").count("?") == 68
    assert sum(repair.before.count("?") for repair in report.repairs) == 68
    repaired = apply_repairs(report)
    assert not any("?" in text for text in text_fields(repaired).values())
    assert {(repair.line, repair.before, repair.after) for repair in report.repairs if repair.line in (71, 77)} == {
        (71, "?CLICK TO CARD?", "“CLICK TO CARD”"),
        (77, "?On ? Demand Service?", "“On – Demand Service”"),
        (77, "1 ? 9", "1 – 9"),
    }


def test_its_signature_is_blank(report: ParsedReport) -> None:
    assert [(block.role, block.name, block.position) for block in report.signatures] == [("ผู้รับผิดชอบโครงการ", "", "")]


def test_nothing_of_it_is_unplaced(report: ParsedReport) -> None:
    assert report.unplaced == ()
