"""manage.py score: an agency's year as a table to read and as JSON."""

import json
from decimal import Decimal as D
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from indicators.management.output import aligned
from indicators.models import Measure, ScoreOverride
from tests import make
from tests.indicators.scoring import stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency():
    return make.agency("สำนักงานปกครองและทะเบียน", code="04060000", abbreviation="สปท.")


@pytest.fixture
def assignment(agency):
    made = stage.five_steps(100, 100, 0, None, agency=agency, number=8, name_as_written="8/สปท.ร้อยละความสำเร็จ")
    revision = stage.submission(made)
    stage.judge(made, 2, 90, revision=revision)
    stage.adjust(made, "1.40", 4)
    ScoreOverride.objects.create(
        assignment=made,
        position=1,
        points=D("1.95"),
        reason="ขาดเอกสาร",
        given_by=make.user(),
        given_at=stage.NOON,
        event=stage.an_event(made),
    )
    return made


def said(*options):
    out = StringIO()
    call_command("score", *options, stdout=out)
    return out.getvalue()


def test_as_json_decimals_are_texts_and_unmarked_is_null(agency, assignment):
    found = json.loads(said("--agency", "04060000", "--year", "2564", "--json"))
    # 1.95 given, 90 % of 2.00, 0, 1.40 by the appeal; the fifth is unmarked.
    assert found["total"] == {"points": "5.15", "out_of": "8.00", "weight": "10.00", "partial": True}
    [row] = found["assignments"]
    assert {name: row[name] for name in ("number", "calculated", "effective", "out_of", "state", "override")} == {
        "number": 8,
        "calculated": "3.80",  # 2.00 + 1.80 + 0
        "effective": "5.15",
        "out_of": "8.00",
        "state": "partial",
        "override": None,
    }
    assert row["steps"][0] == {
        "position": 1,
        "full": "2.00",
        "calculated": "2.00",
        "adjusted": None,
        "override": "1.95",
        "effective": "1.95",
        "revision": None,
        "criterion_version": 1,
        "state": "final",
    }
    assert row["steps"][1]["revision"] == 1
    assert (row["steps"][2]["effective"], row["steps"][2]["state"]) == ("0.00", "final")
    assert (row["steps"][3]["calculated"], row["steps"][3]["adjusted"]) == (None, "1.40")
    assert (row["steps"][4]["effective"], row["steps"][4]["state"]) == (None, "unmarked")


def test_as_text_every_step_has_its_line(agency, assignment):
    stage.measured(Measure.RATIO, result=D(5), target=None, agency=agency, number=9)
    lines = said("--agency", "สปท.", "--year", "2564").splitlines()
    assert lines[0] == "สำนักงานปกครองและทะเบียน ปีงบประมาณ 2564"
    assert lines[2].split() == [
        *("ลำดับ", "น้ำหนัก", "คำนวณ", "ตามอุทธรณ์", "กำหนดแทน", "ที่ใช้"),
        *("ฉบับที่ส่ง", "ฉบับเกณฑ์", "สถานะ", "ตัวชี้วัด"),
    ]
    assert lines[3].split() == [
        "8",
        "10.00",
        "3.80",
        "-",
        "-",
        "5.15",
        "1",
        "-",
        "ให้คะแนนบางส่วน",
        "8/สปท.ร้อยละความสำเร็จ",
    ]
    assert lines[4].split()[:9] == ["ข้อ", "1", "2.00", "2.00", "-", "1.95", "1.95", "-", "1"]
    assert lines[6].split()[:7] == ["ข้อ", "3", "2.00", "0.00", "-", "-", "0.00"]
    assert lines[8].split()[:7] == ["ข้อ", "5", "2.00", "-", "-", "-", "-"]
    assert lines[11].startswith("9: เป้าหมายต้องมากกว่า 0")
    expected = "รวม 5.15 จาก 8.00 คะแนน (ให้คะแนนบางส่วน ส่วนที่ยังไม่ให้คะแนนไม่นับรวม)  น้ำหนักรวม 20.00 (ขาด 80.00)"
    assert lines[-1] == expected


def test_columns_stand_below_each_other_whatever_stands_above_the_letters():
    """ปี่ and กก take two columns each, น้ำ two, for a terminal that draws marks over their letter."""
    assert aligned([["ปี่", "1"], ["กกก", "10"], ["น้ำ", "5"]], right=[1]) == "ปี่     1\nกกก  10\nน้ำ    5".replace(
        "ปี่     1", "ปี่     1"
    )


@pytest.mark.parametrize(
    ("agency_given", "year", "sentence"),
    [
        ("99999999", "2564", "ไม่มีหน่วยงานรหัสหรือชื่อย่อ 99999999"),
        ("", "2564", "ไม่มีหน่วยงานรหัสหรือชื่อย่อ"),
        ("04060000", "2570", "ไม่มีปีงบประมาณ 2570"),
    ],
)
def test_what_is_unknown_is_said_and_ends_with_two(agency, assignment, agency_given, year, sentence):
    with pytest.raises(CommandError, match=sentence) as refused:
        said("--agency", agency_given, "--year", year)
    assert refused.value.returncode == 2


def test_an_agency_without_assignments_is_said(assignment):
    other = make.agency(code="11111111", abbreviation="")
    with pytest.raises(CommandError, match="ไม่มีตัวชี้วัดในปีงบประมาณ 2564") as refused:
        said("--agency", other.code, "--year", "2564")
    assert refused.value.returncode == 2
