"""A round for a year that has none; its cases; striking it; the year that is opened as a copy."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from accounts.models import User
from indicators.models import Event, Indicator, Measure, YearCode
from indicators.services import assigned_indicators, audit, reference
from indicators.services.errors import Invalid, NotAllowed, StaleVersion
from indicators.services.years import open_year
from innovation.models import InnovationCase, Round
from innovation.services import rounds
from tests import make, make_case

pytestmark = pytest.mark.both_databases


def unsaved(indicator: Indicator, **fields: Any) -> Round:
    return Round(indicator=indicator, committee_name="คณะกรรมการ", consent_text="คำชี้แจง", link_days=14, **fields)


@pytest.fixture
def indicator(db: None) -> Indicator:
    return make.indicator(make.year(2566), measure=Measure.STEPS)


def test_the_first_round_begins_with_the_terms_of_2564_moved_to_its_year(
    indicator: Indicator, administrator: User
) -> None:
    round_ = rounds.establish(unsaved(indicator), actor=administrator)
    assert (round_.year.be_year, round_.committee_name, round_.link_days) == (2566, "คณะกรรมการ", 14)
    assert list(round_.steps.values_list("step", "weight", "due_on")) == [
        ("collection", 20, date(2023, 1, 15)),
        ("selection", 20, date(2023, 1, 29)),
        ("project", 20, date(2023, 2, 15)),
        ("development", 20, date(2023, 8, 31)),
        ("utilisation", 20, date(2023, 9, 15)),
    ]
    assert dict(round_.minimums.values_list("level", "ideas")) == {"BUREAU": 20, "DISTRICT": 15, "SECRETARIAT": 10}
    assert YearCode.objects.filter(year=round_.year, table="innovation_type").count() == 3


def test_a_later_round_begins_with_the_terms_of_the_newest(indicator: Indicator, administrator: User) -> None:
    older = make_case.round_(make.year(2565))
    older.forms.filter(form="survey").update(number=7, title="แบบติดตาม")
    round_ = rounds.establish(unsaved(indicator), actor=administrator)
    survey = round_.forms.get(form="survey")
    assert (survey.number, survey.title) == (7, "แบบติดตาม")
    assert round_.steps.get(step="collection").due_on == date(2022, 12, 31)
    assert [row.text for row in round_.criteria.all()] == ["ตรงกับปัญหา", "ทำได้จริง", "ประโยชน์ต่อประชาชน"]


def test_types_that_the_year_has_are_kept(indicator: Indicator, administrator: User) -> None:
    YearCode.objects.create(year=indicator.year, table="innovation_type", code="ก", label="ประเภทของเราเอง")
    rounds.establish(unsaved(indicator), actor=administrator)
    assert YearCode.objects.get(year=indicator.year, table="innovation_type").label == "ประเภทของเราเอง"


def test_assignments_that_stood_before_get_their_cases_and_each_agency_is_told(
    indicator: Indicator, administrator: User
) -> None:
    agencies = [make.agency(), make.agency()]
    given = [make.assignment(agency, indicator.year, indicator=indicator) for agency in agencies]
    other = make.assignment(agencies[0], indicator.year)
    assert InnovationCase.objects.count() == 0
    round_ = rounds.establish(unsaved(indicator), actor=administrator)
    cases = InnovationCase.objects.filter(round=round_)
    assert {case.assignment for case in cases} == set(given)
    assert {case.collection.status for case in cases} == {"open"}
    assert not InnovationCase.objects.filter(assignment=other).exists()
    told = Event.objects.filter(action="open_case")
    assert sorted(told.values_list("chain", flat=True)) == sorted(agency.code for agency in agencies)
    assert {json.loads(event.details)["case"] for event in told} == {case.pk for case in cases}
    city = list(Event.objects.filter(chain="city", subject="round").values_list("action", flat=True))
    assert city == ["create", "fill"]
    assert audit.broken_links() == []


def test_an_assignment_given_afterwards_gets_its_case(indicator: Indicator, administrator: User) -> None:
    rounds.establish(unsaved(indicator), actor=administrator)
    assignment = make.assignment(make.agency(), indicator.year, indicator=indicator)
    assert InnovationCase.objects.get(assignment=assignment).collection.status == "open"


def test_a_second_round_of_the_year_is_refused(indicator: Indicator, administrator: User) -> None:
    rounds.establish(unsaved(indicator), actor=administrator)
    events = Event.objects.count()
    again = make.indicator(indicator.year, measure=Measure.STEPS)
    with pytest.raises(Invalid) as refusal:
        rounds.establish(unsaved(again), actor=administrator)
    assert refusal.value.errors == {"indicator": "ปีงบประมาณ 2566 มีรอบนวัตกรรมแล้ว"}
    assert (Round.objects.count(), Event.objects.count()) == (1, events)


def test_an_indicator_measured_otherwise_is_refused(indicator: Indicator, administrator: User) -> None:
    ratio = make.indicator(indicator.year, measure=Measure.RATIO)
    with pytest.raises(Invalid) as refusal:
        rounds.establish(unsaved(ratio), actor=administrator)
    assert list(refusal.value.errors) == ["indicator"]
    assert not Round.objects.exists()


def test_the_indicator_of_a_round_stays_measured_in_steps(indicator: Indicator, administrator: User) -> None:
    rounds.establish(unsaved(indicator), actor=administrator)
    with pytest.raises(Invalid) as refusal:
        reference.change(indicator, actor=administrator, seen="", fields={"measure": Measure.RATIO})
    assert list(refusal.value.errors) == ["measure"]


def test_nobody_but_an_administrator_establishes(indicator: Indicator) -> None:
    with pytest.raises(NotAllowed):
        rounds.establish(unsaved(indicator), actor=make.user())
    assert Event.objects.count() == 0


def test_a_round_without_cases_is_struck_with_its_parts_told(indicator: Indicator, administrator: User) -> None:
    round_ = rounds.establish(unsaved(indicator), actor=administrator)
    event = rounds.abolish(round_, actor=administrator, seen=reference.fingerprint(round_))
    assert not Round.objects.exists()
    before = json.loads(event.details)["before"]
    assert before["committee_name"] == "คณะกรรมการ"
    assert [row["number"] for row in before["forms"]] == [1, 2, 3, 4, 5]
    assert len(before["criteria"]) == 5


def test_a_round_with_cases_is_kept(indicator: Indicator, administrator: User) -> None:
    make.assignment(make.agency(), indicator.year, indicator=indicator)
    round_ = rounds.establish(unsaved(indicator), actor=administrator)
    with pytest.raises(Invalid, match="เรื่องนวัตกรรม"):
        rounds.abolish(round_, actor=administrator, seen=reference.fingerprint(round_))
    assert Round.objects.exists()
    with pytest.raises(StaleVersion):
        rounds.abolish(round_, actor=administrator, seen="อื่น")


def test_an_untouched_case_goes_with_its_assignment(round_: Round, administrator: User) -> None:
    case = make_case.case()
    assignment = case.assignment
    assert assigned_indicators.why_kept(assignment) == ""
    assigned_indicators.take_back(assignment, actor=administrator, seen=reference.fingerprint(assignment))
    assert not InnovationCase.objects.exists()
    assert not assignment.agency.dossiers.exists()


def test_an_assignment_whose_ideas_are_being_collected_is_kept(round_: Round, administrator: User) -> None:
    case = make_case.case()
    audit_dossier(case, administrator)
    assert "ลบไม่ได้" in assigned_indicators.why_kept(case.assignment)


def test_an_assignment_whose_ideas_were_sent_is_locked(round_: Round) -> None:
    case = make_case.case()
    assert reference.locked(case.assignment) is None
    make_case.sent(case)
    assert reference.locked(case.assignment) is not None


def test_a_year_opened_as_a_copy_has_its_round_before_its_assignments(round_: Round, administrator: User) -> None:
    case = make_case.case()
    round_.steps.filter(step="development").update(weight=Decimal(40))
    year = open_year(2567, actor=administrator, copy_of=round_.year)
    copy = Round.objects.get(year=year)
    assert (copy.committee_name, copy.consent_text) == (round_.committee_name, round_.consent_text)
    assert dict(copy.forms.values_list("form", "number")) == dict(round_.forms.values_list("form", "number"))
    assert copy.steps.get(step="development").weight == 40
    assert copy.steps.get(step="collection").due_on == date(2023, 12, 31)
    opened = InnovationCase.objects.get(assignment__year=year)
    assert (opened.assignment.agency, opened.round) == (case.assignment.agency, copy)
    assert opened.collection.status == "open"
    types = YearCode.objects.filter(year=year, table="innovation_type").values_list("label", flat=True)
    assert list(types) == ["นวัตกรรมเชิงนโยบาย", "นวัตกรรมการบริการ", "นวัตกรรมการบริหาร/องค์กร"]
    assert round_.steps.get(step="collection").due_on == date(2020, 12, 31)


def audit_dossier(case: InnovationCase, actor: User) -> None:
    """An event on the collection, as adding an idea writes it."""
    with transaction.atomic():
        audit.record(
            action="add_idea",
            subject="idea",
            actor=actor,
            at=make.at("2020-11-20"),
            agency=case.assignment.agency,
            dossier=case.collection.dossier,
        )
