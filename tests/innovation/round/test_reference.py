"""The round of 2564 as `init` brings it: official labels and numbers, once, never against an administrator."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from accounts.models import Agency
from accounts.roles import Role
from indicators.models import FiscalYear, Indicator, Measure, YearCode
from indicators.services import reference
from indicators.services.reference_data import load_reference_data
from innovation.models import InnovationCase, Round
from innovation.services import rounds
from innovation.services.integrity import findings
from tests import make, make_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_() -> Round:
    load_reference_data()
    return Round.objects.get()


def test_it_is_the_round_of_the_official_report(round_: Round) -> None:
    assert (round_.year.be_year, round_.committee_name) == (2564, "คณะกรรมการนวัตกรรมกรุงเทพมหานคร")
    assert round_.indicator.name == "ความสำเร็จในการเสนอนวัตกรรมเพื่อเพิ่มประสิทธิภาพการปฏิบัติงานของหน่วยงาน"
    assert (round_.indicator.measure, round_.indicator.unit) == (Measure.STEPS, "คะแนน")
    assert round_.indicator.plan_node is not None
    assert round_.indicator.plan_node.number == "7.5.1"
    assert round_.indicator.criteria.count() == 5
    assert dict(round_.minimums.values_list("level", "ideas")) == {"BUREAU": 20, "DISTRICT": 15, "SECRETARIAT": 10}


def test_forms_have_the_official_numbers_and_titles(round_: Round) -> None:
    assert list(round_.forms.values_list("number", "form", "title")) == [
        (1, "idea", "แบบเสนอความคิดเห็น"),
        (2, "selection", "แบบสรุปผลการคัดเลือกความคิดเห็นในการเสนอนวัตกรรมฯ"),
        (3, "project", "โครงการนวัตกรรมฯ"),
        (4, "presentation", "แบบนำเสนอโครงการพัฒนานวัตกรรมฯ"),
        (5, "survey", "แบบสำรวจผลการนำนวัตกรรมไปใช้ประโยชน์"),
    ]


def test_steps_weigh_20_each_and_are_due_in_their_order_on_working_days_of_the_year(round_: Round) -> None:
    steps = list(round_.steps.all())
    assert [step.weight for step in steps] == [Decimal(20)] * 5
    due = [step.due_on for step in steps]
    assert due == sorted(due)
    assert all(date(2020, 10, 1) <= day <= date(2021, 9, 30) and day.weekday() < 5 for day in due)


def test_there_are_the_three_types(round_: Round) -> None:
    types = YearCode.objects.filter(year=round_.year, table="innovation_type").order_by("code")
    assert [code.label.split(" (")[0] for code in types] == [
        "นวัตกรรมเชิงนโยบาย",
        "นวัตกรรมการบริการ",
        "นวัตกรรมการบริหาร/องค์กร",
    ]


def test_it_holds_together(round_: Round) -> None:
    assert findings() == []
    assert round_.criteria.count() == 5


def test_loading_again_changes_nothing(round_: Round) -> None:
    round_.forms.filter(number=5).update(title="ที่ผู้ดูแลแก้")
    assert load_reference_data() == {}
    assert round_.forms.get(number=5).title == "ที่ผู้ดูแลแก้"


def test_a_round_that_an_administrator_struck_does_not_come_back(round_: Round) -> None:
    administrator = make.user(Role.ADMINISTRATOR)
    rounds.abolish(round_, actor=administrator, seen=reference.fingerprint(round_))
    assert load_reference_data() == {}
    assert not Round.objects.exists()


def test_a_year_that_stands_gets_its_round_and_its_assignments_their_cases() -> None:
    load_reference_data()
    old = Round.objects.get()
    indicator = old.indicator
    old.delete()  # as an installation from before the rounds
    assignment = make.assignment(Agency.objects.get(code="04060000"), indicator.year, indicator=indicator)
    assert not InnovationCase.objects.exists()
    assert load_reference_data() == {"rounds": 1}
    assert InnovationCase.objects.get().assignment == assignment
    assert Indicator.objects.count() == 1


def test_a_year_with_indicators_of_its_own_is_left_alone() -> None:
    load_reference_data()
    Round.objects.all().delete()
    year = FiscalYear.objects.get()
    Indicator.objects.all().delete()
    make.indicator(year)
    assert load_reference_data() == {}
    for _twice in range(2):
        make.indicator(year, measure=Measure.STEPS)
    assert load_reference_data() == {}
    assert make_case.round_(year).indicator.year == year
