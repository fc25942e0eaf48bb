"""Indicators with their criteria, and giving them to agencies."""

import json
from decimal import Decimal

import pytest
from django.urls import reverse

from indicators.models import (
    Assignment,
    CriterionVersion,
    Dossier,
    Event,
    Indicator,
    IndicatorCriterion,
    QuarterlyReport,
    ReportingPeriod,
)
from indicators.services import assigned_indicators, indicators, reference
from indicators.services.errors import Invalid, NotAllowed, StaleVersion

from .conftest import make_year


def redefine(indicator, actor, criteria, **fields):
    indicators.redefine(
        indicator, actor=actor, seen=reference.fingerprint(indicator), fields=fields, criteria=criteria
    )


def give(indicator, agency, actor, number=8, weight=10):
    row = Assignment(indicator=indicator, agency=agency, number=number, weight=Decimal(weight), target=Decimal(10))
    return assigned_indicators.give(row, actor=actor)


def test_two_criteria_change_places(indicator, administrator):
    first, second = indicator.criteria.all()
    first.position, second.position = 2, 1
    redefine(indicator, administrator, [first, second])
    assert list(indicator.criteria.values_list("position", "text")) == [(1, "เกณฑ์ที่สอง"), (2, "เกณฑ์แรก")]
    details = json.loads(Event.objects.get(action="change_criteria").details)
    assert [row["text"] for row in details["before"]] == ["เกณฑ์แรก", "เกณฑ์ที่สอง"]
    assert [row["text"] for row in details["after"]] == ["เกณฑ์ที่สอง", "เกณฑ์แรก"]


def test_two_criteria_in_one_place_are_refused(indicator, administrator):
    rows = [IndicatorCriterion(position=1, text="ก", weight=Decimal(50)) for _twice in range(2)]
    with pytest.raises(Invalid, match="ลำดับของเกณฑ์ซ้ำกัน"):
        redefine(indicator, administrator, rows)
    assert indicator.criteria.count() == 2


def test_unchanged_criteria_are_no_event(indicator, administrator):
    redefine(indicator, administrator, list(indicator.criteria.all()), unit="ร้อยละ")
    assert list(Event.objects.values_list("action", flat=True)) == ["change"]


def test_a_criterion_changed_meanwhile_makes_the_edit_stale(indicator, administrator):
    seen = reference.fingerprint(indicator)
    indicator.criteria.filter(position=1).update(text="เปลี่ยนแล้ว")
    with pytest.raises(StaleVersion):
        indicators.redefine(indicator, actor=administrator, seen=seen, fields={}, criteria=[])


def test_an_indicator_supports_the_plan_of_its_year(indicator, administrator):
    other = make_year(2566)
    wrong = Indicator(year=other, name="ก", plan_node=indicator.plan_node, definition="ก", method="ก", unit="ก")
    with pytest.raises(Invalid) as refusal:
        indicators.define(wrong, actor=administrator, criteria=[])
    assert set(refusal.value.errors) == {"plan_node"}


def test_the_page_saves_criteria(admin_client, indicator):
    first, second = indicator.criteria.all()
    fields = {
        "name": indicator.name,
        "kind": "routine",
        "plan_node": indicator.plan_node_id,
        "definition": "นิยาม",
        "method": "วิธี",
        "unit": "คะแนน",
        "measure": "ratio",
        "version": reference.fingerprint(indicator),
        "criteria-TOTAL_FORMS": "3",
        "criteria-INITIAL_FORMS": "2",
        "criteria-0-id": first.pk,
        "criteria-0-position": "1",
        "criteria-0-text": "เกณฑ์แรกที่แก้",
        "criteria-0-weight": "๗๐",
        "criteria-1-id": second.pk,
        "criteria-1-position": "2",
        "criteria-1-text": "เกณฑ์ที่สอง",
        "criteria-1-weight": "40",
        "criteria-1-DELETE": "on",
        "criteria-2-position": "2",
        "criteria-2-text": "เกณฑ์ใหม่",
        "criteria-2-weight": "30",
    }
    assert admin_client.post(reverse("indicator-edit", args=[indicator.pk]), fields).status_code == 302
    assert list(indicator.criteria.values_list("position", "text", "weight")) == [
        (1, "เกณฑ์แรกที่แก้", 70),
        (2, "เกณฑ์ใหม่", 30),
    ]


def test_giving_copies_the_criteria_and_opens_five_reports(indicator, agency, administrator):
    assignment = give(indicator, agency, administrator)
    assert list(CriterionVersion.objects.values_list("position", "text", "weight")) == [
        (1, "เกณฑ์แรก", 60),
        (2, "เกณฑ์ที่สอง", 40),
    ]
    assert QuarterlyReport.objects.filter(assignment=assignment).count() == 4
    assert Dossier.objects.count() == 5
    assert Event.objects.get().chain == "99010000"


def test_an_indicator_is_given_once(indicator, agency, administrator):
    give(indicator, agency, administrator)
    with pytest.raises(Invalid, match="หน่วยงานนี้ได้รับตัวชี้วัดนี้แล้ว"):
        give(indicator, agency, administrator, number=9)


def test_a_number_is_used_once_in_an_agency(indicator, agency, administrator):
    give(indicator, agency, administrator)
    other = Indicator.objects.create(year=indicator.year, name="ข", definition="ก", method="ก", unit="ก")
    with pytest.raises(Invalid, match="หน่วยงานนี้มีตัวชี้วัดลำดับนี้แล้ว"):
        give(other, agency, administrator)


def test_a_year_without_its_periods_takes_no_assignment(indicator, agency, administrator):
    ReportingPeriod.objects.filter(kind="q4").delete()
    with pytest.raises(Invalid) as refusal:
        give(indicator, agency, administrator)
    assert set(refusal.value.errors) == {"indicator"}


def test_an_agency_that_does_not_exist_yet_gets_none(indicator, agency, administrator):
    agency.valid_from = indicator.year.ends_on.replace(month=10, day=1)
    agency.save()
    with pytest.raises(Invalid) as refusal:
        give(indicator, agency, administrator)
    assert set(refusal.value.errors) == {"agency"}


def test_a_submitted_report_locks_the_assignment(admin_client, indicator, agency, administrator):
    assignment = give(indicator, agency, administrator)
    address = reverse("assigned-indicator-edit", args=[assignment.pk])
    assert admin_client.get(address).status_code == 200
    report = QuarterlyReport.objects.filter(assignment=assignment)[:1].get()
    QuarterlyReport.objects.filter(pk=report.pk).update(status="submitted")
    assert admin_client.get(address).status_code == 409
    with pytest.raises(NotAllowed, match="ที่ส่งแล้ว"):
        reference.change(assignment, actor=administrator, seen="", fields={"weight": Decimal(20)})
    with pytest.raises(NotAllowed, match="ที่ส่งแล้ว"):
        assigned_indicators.take_back(assignment, actor=administrator, seen=reference.fingerprint(assignment))


def test_a_recalled_report_still_locks_the_assignment(indicator, agency, administrator):
    assignment = give(indicator, agency, administrator)
    QuarterlyReport.objects.filter(assignment=assignment).update(first_submitted_at="2021-01-05T00:00:00Z")
    with pytest.raises(NotAllowed):
        reference.change(assignment, actor=administrator, seen="", fields={"weight": Decimal(20)})


def test_an_assignment_that_is_worked_on_is_not_taken_back(indicator, agency, administrator):
    assignment = give(indicator, agency, administrator)
    QuarterlyReport.objects.filter(assignment=assignment).update(version=2)
    with pytest.raises(Invalid, match="เริ่มบันทึกรายงาน"):
        assigned_indicators.take_back(assignment, actor=administrator, seen=reference.fingerprint(assignment))
    assert Assignment.objects.filter(pk=assignment.pk).exists()


def test_the_person_responsible_is_an_officer_of_the_agency(indicator, agency, administrator, officer, head):
    assignment = give(indicator, agency, administrator)
    with pytest.raises(Invalid) as refusal:
        reference.change(assignment, actor=administrator, seen="", fields={"owner": head})
    assert set(refusal.value.errors) == {"owner"}
    reference.change(assignment, actor=administrator, seen="", fields={"owner": officer})
    assert assignment.owner == officer


@pytest.mark.parametrize(
    ("weight", "sentence"), [(90, "90.00 (ขาด 10.00)"), (100, "100.00"), ("99.75", "99.75 (ขาด 0.25)")]
)
def test_the_page_says_by_how_much_the_weights_differ_from_100(
    admin_client, indicator, agency, administrator, weight, sentence
):
    assignment = give(indicator, agency, administrator, weight=weight)
    page = admin_client.get(reverse("assigned-indicator-edit", args=[assignment.pk])).content.decode()
    assert sentence in page
    assert sentence in admin_client.get(reverse("assigned-indicator-list")).content.decode()


def test_weights_above_100_are_said_to_exceed_it(admin_client, indicator, agency, administrator):
    give(indicator, agency, administrator, weight=80)
    other = Indicator.objects.create(year=indicator.year, name="ข", definition="ก", method="ก", unit="ก")
    give(other, agency, administrator, number=9, weight=25)
    found = admin_client.get(reverse("assigned-indicator-list"), {"q": "ความสำเร็จ"}).content.decode()
    assert "105.00 (เกิน 5.00)" in found


def test_the_plan_shows_as_a_tree_in_the_order_of_numbers(admin_client, plan, node):
    from indicators.models import PlanNode

    second = plan.levels.get(depth=2)
    PlanNode.objects.create(level=second, parent=node.parent, number="7.10", text="สิบ")
    PlanNode.objects.create(level=second, parent=node.parent, number="7.2", text="สอง")
    page = admin_client.get(reverse("plan-node-list")).content.decode()
    places = [page.index(words) for words in ("7 การบริหาร", "7.2 สอง", "7.5 เทคโนโลยี", "7.10 สิบ")]
    assert places == sorted(places)
