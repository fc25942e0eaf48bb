"""The reference data: right, loaded twice as once, and never over what an administrator wrote."""

import json
from datetime import date

import pytest

from accounts.models import Agency
from indicators.models import (
    DocumentKind,
    Event,
    FiscalYear,
    Holiday,
    PlanNode,
    ReportingPeriod,
    YearCode,
)
from indicators.services import audit, reference
from indicators.services.reference_data import load_reference_data

from .conftest import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(db):
    return load_reference_data()


def test_77_of_78_agencies_exist_in_2564(loaded):
    year = FiscalYear.objects.get(be_year=2564)
    assert Agency.objects.count() == 78
    assert Agency.objects.valid_between(year.starts_on, year.ends_on).count() == 77
    assert not Agency.objects.valid_between(year.starts_on, year.ends_on).filter(code="26000000").exists()


def test_it_counts_17_bureaus_50_districts_and_11_secretariat_units(loaded):
    assert Agency.objects.filter(level="BUREAU").count() == 17
    assert Agency.objects.filter(level="DISTRICT").count() == 50
    assert Agency.objects.filter(level="SECRETARIAT").count() == 11


def test_the_agency_of_the_official_report_is_there(loaded):
    agency = Agency.objects.get(code="04060000")
    assert (agency.name, agency.abbreviation, agency.later_code) == ("สำนักงานปกครองและทะเบียน", "สปท.", "04170000")


def test_agencies_stand_in_dictionary_order(loaded):
    names = list(Agency.objects.filter(code__in=["50270000", "50120000", "50330000"]).values_list("name", flat=True))
    assert names == ["สำนักงานเขตคลองเตย", "สำนักงานเขตบางเขน", "สำนักงานเขตลาดพร้าว"]


def test_letters_orders_and_memos_need_a_number(loaded):
    assert DocumentKind.objects.count() == 9
    needing = set(DocumentKind.objects.filter(needs_number=True).values_list("name", flat=True))
    assert needing == {"หนังสือ", "คำสั่ง", "บันทึกข้อความ"}
    assert DocumentKind.objects.get(is_online=True).name == "สื่อออนไลน์"


def test_2564_has_its_periods_and_holidays(loaded):
    year = FiscalYear.objects.get(be_year=2564)
    days = {period.kind: (period.opens_on, period.due_on, period.closes_on) for period in year.periods.all()}
    assert len(days) == 5
    assert days["q1"] == (date(2020, 10, 1), date(2021, 1, 10), date(2021, 1, 31))
    assert days["q4"] == (date(2021, 7, 1), date(2021, 10, 10), date(2021, 10, 31))
    assert days["year_end"] == (date(2021, 9, 1), date(2021, 10, 10), date(2021, 10, 31))
    assert Holiday.objects.filter(year=year, version=1).count() == 24
    assert date(2021, 4, 6) in Holiday.objects.days(year.starts_on, year.ends_on)


def test_2564_prints_the_official_words(loaded):
    year = FiscalYear.objects.get(be_year=2564)
    assert year.report_heading.startswith("**** ผลการดำเนินงานส่วนที่ 2")
    assert year.responsible_label == "(ผู้รับผิดชอบโครงการ)"
    labels = list(year.plan_version.levels.values_list("print_label", flat=True))
    assert labels == ["ประเด็นยุทธศาฯ", "----- ย่อย", "เป้าประสงค์ที่", "กลยุทธ์ที่", "ตัวชี้วัด"]


def test_the_plan_leads_from_7_to_7_5_1(loaded):
    goal = PlanNode.objects.get(number="7.5.1")
    assert (goal.parent.number, goal.parent.parent.number, goal.parent.parent.parent) == ("7.5", "7", None)
    assert [goal.level.depth, goal.parent.level.depth, goal.parent.parent.level.depth] == [3, 2, 1]


def test_the_two_known_appeal_codes_are_as_in_the_report(loaded):
    assert YearCode.objects.get(table="appeal_cause", code="1").label == "ปัจจัยภายนอกของหน่วยงาน"
    assert YearCode.objects.get(table="appeal_outcome", code="2").label == (
        "คงตัวชี้วัดเดิมโดยปรับเกณฑ์การให้คะแนนหรือผลการให้คะแนน"
    )


def test_loading_again_changes_nothing_and_writes_no_event(loaded):
    assert loaded == {"agencies": 78, "document_kinds": 9, "plan_nodes": 3, "years": 1, "rounds": 1}
    assert load_reference_data() == {}
    assert Event.objects.get(subject="reference-data").chain == audit.CITY
    assert Agency.objects.count() == 78


def test_loading_brings_back_an_agency_that_is_missing_or_damaged(loaded):
    Agency.objects.filter(code="50010000").delete()
    Agency.objects.filter(code="50020000").update(name="ชื่อเสีย", sort_key="")
    assert load_reference_data() == {"agencies": 2}
    assert Agency.objects.get(code="50020000").name == "สำนักงานเขตป้อมปราบศัตรูพ่าย"


def test_an_administrators_words_stand(loaded):
    actor = make_user("anong", "อนงค์ ดูแล", "administrator")
    agency = Agency.objects.get(code="04060000")
    reference.change(agency, actor=actor, seen="", fields={"abbreviation": "สพท."})
    kind = DocumentKind.objects.get(code="copy")
    reference.change(kind, actor=actor, seen="", fields={"name": "สำเนา"})
    reference.remove(DocumentKind.objects.get(code="table"), actor=actor, seen="")
    ReportingPeriod.objects.filter(kind="q1").update(due_on=date(2021, 1, 20))
    assert load_reference_data() == {}
    assert Agency.objects.get(code="04060000").abbreviation == "สพท."
    assert DocumentKind.objects.get(code="copy").name == "สำเนา"
    assert not DocumentKind.objects.filter(code="table").exists()
    assert ReportingPeriod.objects.get(kind="q1").due_on == date(2021, 1, 20)


def test_the_event_says_how_much_was_loaded(loaded):
    details = json.loads(Event.objects.get(subject="reference-data").details)
    assert details == {"rows": {"agencies": 78, "document_kinds": 9, "plan_nodes": 3, "years": 1, "rounds": 1}}
