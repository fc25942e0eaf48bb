"""A paper goes in by `import_report` and comes out by `print_report`: every field, by every reader, to the letter."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from indicators.importing.read_file import parse_bytes
from indicators.models import Assignment, Document, Event, QuarterlyReport, YearEndReport
from indicators.services.audit import broken_links
from indicators.services.reference_data import load_reference_data
from tests.printing.readers import READERS
from thai.text import comparable

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_alone]
OWN = Path(__file__).parent.parent / "indicators" / "importing" / "report_own.txt"
REAL = Path(settings.BASE_DIR).parent / "shared" / "reference" / "report-2564.txt"
HEADER = "****ผลการดำเนินงานส่วนที่2ผลสัมฤทธิ์การปฏิบัติงานตามแผนปฏิบัติการประจำปีแยกรายตัวชี้วัด****"
needs_real = pytest.mark.skipif(not REAL.exists(), reason="the real report lies beside the repository, not in it")


@pytest.fixture(autouse=True)
def reference_data() -> None:
    load_reference_data()


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("import_report", *arguments, stdout=out)
    return out.getvalue()


def printed(path: Path, number: int = 8) -> dict[str, str]:
    """The PDF's text by each reader, comparable, without what stands on every page."""
    call_command("print_report", agency="04060000", year=2564, number=number, output=path, stdout=io.StringIO())
    return {name: _body(reader(path.read_bytes())) for name, reader in READERS.items()}


def _body(pages: list[str]) -> str:
    furniture = re.compile(re.escape(HEADER) + r"สำนักงานปกครองและทะเบียนประจำปีงบประมาณพ\.ศ\.2564หน้า\d+จาก\d+")
    bodies = [furniture.subn("", comparable(page)) for page in pages]
    assert all(removed == 1 for _body, removed in bodies), "every page bears the running header once"
    assert all(body.startswith("ร่าง") for body, _removed in bodies), "every page of a draft says so"
    return "".join(body.removeprefix("ร่าง") for body, _removed in bodies)


def fields_in_order(content: bytes) -> list[tuple[str, str]]:
    """Name and text of every field in the order of the paper's sections."""
    parsed = parse_bytes(content)
    plan = [(f"plan {line.key}", f"{line.label} : {line.value or '-'}") for line in parsed.plan]
    lists = [
        (f"{name} {place}", f"{place}. {text}")
        for name, texts in (("enabler", parsed.enablers), ("obstacle", parsed.obstacles))
        for place, text in enumerate(texts, start=1)
    ]
    return [
        ("name", parsed.name_line),
        *plan,
        ("definition", parsed.definition),
        ("method", parsed.method),
        ("target", parsed.target.written),
        ("result", parsed.result.written),
        *((f"quarter {place}", text) for place, text in enumerate(parsed.quarters, start=1)),
        ("summary", parsed.summary),
        *lists,
        *((f"evidence {place}", item.original) for place, item in enumerate(parsed.evidence, start=1)),
    ]


def assert_every_field_is_printed(content: bytes, texts: dict[str, str]) -> None:
    for reader, text in texts.items():
        place = 0
        for name, field in fields_in_order(content):
            found = text.find(comparable(field), place)
            assert found >= 0, f"{reader}: {name} is not printed as it stands, or not in its place"
            place = found + len(comparable(field))


@pytest.mark.parametrize("file", [pytest.param(OWN, id="own"), pytest.param(REAL, id="real", marks=needs_real)])
def test_every_field_of_the_paper_comes_back_from_the_print(file: Path, tmp_path: Path) -> None:
    run(str(file), "--agency", "04060000", "--number", "8", "--year", "2564")
    assert_every_field_is_printed(file.read_bytes(), printed(tmp_path / "report.pdf"))


def test_the_comparison_notices_one_lost_letter(tmp_path: Path) -> None:
    run(str(OWN), "--agency", "04060000", "--number", "8", "--year", "2564")
    year_end = YearEndReport.objects.get()
    YearEndReport.objects.update(summary=year_end.summary.replace("การ", "กา", 1))
    with pytest.raises(AssertionError, match="summary"):
        assert_every_field_is_printed(OWN.read_bytes(), printed(tmp_path / "report.pdf"))


@needs_real
def test_the_real_report_gives_what_stands_in_it() -> None:
    told = json.loads(run(str(REAL), "--agency", "04060000", "--json"))
    assert [bool(text) for text in told["quarters"]] == [True] * 4
    assert len(told["enablers"]) == 3
    assert len(told["obstacles"]) == 1
    assert len(told["evidence"]) == 6
    assert (told["target"]["value"], told["target"]["unit"]) == ("10", "คะแนน")
    assert (told["result"]["value"], told["result"]["unit"]) == ("100.00", "คะแนน")
    assert told["unplaced"] == []
    assert told["year"] == 2564
    assert told["imported"]["number"] == 8
    assert told["imported"]["documents"] == 6


@needs_real
def test_the_result_waits_for_an_officer_to_confirm_the_proposal() -> None:
    run(str(REAL), "--agency", "04060000")
    report = YearEndReport.objects.get()
    assert report.result_as_written == "100.00 (คะแนน)"
    assert (str(report.proposed_progress), str(report.proposed_result)) == ("100.00", "10.00")
    assert report.result_in_unit is None


@needs_real
def test_an_abbreviation_of_no_agency_names_the_nearest_and_writes_nothing() -> None:
    with pytest.raises(CommandError, match=r"สพท.*สปท") as refused:
        run(str(REAL))
    assert refused.value.returncode == 2
    assert not Assignment.objects.exists()


def test_another_layout_is_refused_with_its_line_and_writes_nothing(tmp_path: Path) -> None:
    other = tmp_path / "letter.txt"
    other.write_text("เรียน ผู้อำนวยการ\nขอเชิญประชุม\n", encoding="utf-8")
    with pytest.raises(CommandError, match="บรรทัดที่") as refused:
        run(str(other), "--agency", "04060000")
    assert refused.value.returncode == 2
    assert not Assignment.objects.exists()


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="อ่านไฟล์") as refused:
        run(str(tmp_path / "none.txt"), "--agency", "04060000")
    assert refused.value.returncode == 2


def test_a_dry_run_writes_nothing() -> None:
    events = Event.objects.count()
    run(str(OWN), "--agency", "04060000", "--number", "8", "--year", "2564", "--dry-run")
    assert not Assignment.objects.exists()
    assert not Document.objects.exists()
    assert Event.objects.count() == events


def test_importing_twice_is_refused_and_keeps_the_first() -> None:
    arguments = [str(OWN), "--agency", "04060000", "--number", "8", "--year", "2564"]
    run(*arguments)
    with pytest.raises(CommandError, match="ลำดับถัดไปที่ว่างคือ 9") as refused:
        run(*arguments)
    assert refused.value.returncode == 2
    assert Assignment.objects.count() == 1
    assert QuarterlyReport.objects.count() == 4


def test_the_import_is_in_the_audit() -> None:
    run(str(OWN), "--agency", "04060000", "--number", "8", "--year", "2564")
    event = Event.objects.get(action="import")
    assert event.chain == "04060000"
    assert json.loads(event.details)["documents"] == Document.objects.count()
    assert broken_links() == []


def test_damaged_marks_change_only_when_asked() -> None:
    run(str(OWN), "--agency", "04060000", "--number", "8", "--year", "2564")
    run(str(OWN), "--agency", "04060000", "--number", "9", "--year", "2564", "--repair")
    as_written, repaired = (
        "".join(report.narrative for report in QuarterlyReport.objects.filter(assignment__number=number))
        for number in (8, 9)
    )
    assert "“" not in as_written
    assert "“" in repaired
