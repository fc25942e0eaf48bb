"""Saving what is written of a project: lists as a whole, nothing unseen, and bad input refused with a sentence."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from indicators.models import Event
from indicators.services.errors import Invalid, NotAllowed, StaleVersion
from innovation.completeness.project import missing_in_project
from innovation.models import Activity, Project
from innovation.services import project as services
from innovation.services.project_rows import LISTS
from tests import make_case
from tests.innovation.project.conftest import Cast

ACTIVITY = {"be_year": 2564, "name": "ออกหน่วย", "owner": "ฝ่ายทะเบียน", "months": 0b11}
ROWS: dict[str, dict[str, Any]] = {
    "activities": ACTIVITY,
    "budget_lines": {"item": "ค่าวัสดุ", "amount": Decimal("10.50"), "source": ""},
    "indicators": {"name": "จำนวนครั้ง", "target": "30", "method": ""},
    "risks": {"risk": "โรคระบาด", "response": "ให้บริการออนไลน์"},
    "year_targets": {"be_year": 2564, "sessions": 30, "text": "ให้บริการ 30 ครั้ง"},
}


def save(cast: Cast, fields: dict[str, Any] | None = None, **lists: Any) -> Event | None:
    project = Project.objects.get(pk=cast.project.pk)
    return services.save(
        cast.project, actor=cast.officer, version=project.version, fields=fields or {}, lists=lists or None
    )


def refusal(cast: Cast, fields: dict[str, Any] | None = None, **lists: Any) -> dict[str, str]:
    """What is said of input that cannot be; nothing of it is written."""
    before = Project.objects.values().get(pk=cast.project.pk), Event.objects.count()
    with pytest.raises(Invalid) as caught:
        save(cast, fields, **lists)
    assert (Project.objects.values().get(pk=cast.project.pk), Event.objects.count()) == before
    return caught.value.errors


@pytest.mark.parametrize("name", list(LISTS))
def test_a_list_is_replaced_as_a_whole_and_counts_as_one_edit(cast: Cast, name: str) -> None:
    model, columns = LISTS[name]
    event = save(cast, **{name: [ROWS[name]]})
    assert event is not None
    assert event.action == "edit"
    assert list(model._default_manager.values(*columns)) == [{key: ROWS[name][key] for key in columns}]
    assert cast.project.version == 2
    save(cast, **{name: []})
    assert not model._default_manager.exists()


@pytest.mark.parametrize("name", list(LISTS))
def test_the_same_list_again_is_no_edit(cast: Cast, name: str) -> None:
    save(cast, **{name: [ROWS[name]]})
    assert save(cast, **{name: [ROWS[name]]}) is None
    assert cast.project.version == 2


def test_a_list_that_is_not_named_stays(cast: Cast) -> None:
    save(cast, risks=[ROWS["risks"]])
    save(cast, {"name": "โครงการ"})
    assert cast.project.risks.count() == 1


def test_activities_stand_by_year_in_the_order_typed(cast: Cast) -> None:
    rows = [{**ACTIVITY, "name": "ค", "be_year": 2565}, {**ACTIVITY, "name": "ข"}, {**ACTIVITY, "name": "ก"}]
    save(cast, activities=rows)
    assert [(row.be_year, row.name) for row in Activity.objects.all()] == [(2564, "ข"), (2564, "ก"), (2565, "ค")]


def test_the_event_names_what_changed(cast: Cast) -> None:
    event = save(cast, {"name": "โครงการ", "place": ""}, risks=[ROWS["risks"]])
    assert event is not None
    assert '"fields":["name","risks"]' in event.details


def test_an_end_before_its_start_is_refused(cast: Cast) -> None:
    said = refusal(cast, {"starts_on": date(2021, 4, 2), "ends_on": date(2021, 4, 1)})
    assert said == {"ends_on": "วันสิ้นสุดต้องไม่ก่อนวันเริ่มดำเนินการ"}


def test_an_end_before_the_start_that_is_stored_is_refused(cast: Cast) -> None:
    save(cast, {"starts_on": date(2021, 4, 2)})
    assert set(refusal(cast, {"ends_on": date(2021, 4, 1)})) == {"ends_on"}


@pytest.mark.parametrize("day", [date(1949, 12, 31), date(2151, 1, 1), date(1, 1, 1)])
@pytest.mark.parametrize("name", ["starts_on", "ends_on"])
def test_a_day_outside_our_time_is_refused(cast: Cast, name: str, day: date) -> None:
    assert refusal(cast, {name: day}) == {name: "วันที่ต้องอยู่ระหว่าง พ.ศ. 2493 ถึง 2693"}


@pytest.mark.parametrize("day", [date(1950, 1, 1), date(2150, 12, 31)])
def test_the_first_and_the_last_day_of_our_time_are_taken(cast: Cast, day: date) -> None:
    assert save(cast, {"starts_on": day, "ends_on": day})


PERIOD = {"starts_on": date(2021, 9, 30), "ends_on": date(2022, 10, 1)}  # fiscal years 2564, 2565 and 2566


@pytest.mark.parametrize(("year", "taken"), [(2563, False), (2564, True), (2565, True), (2566, True), (2567, False)])
def test_a_target_belongs_to_a_year_of_the_period(cast: Cast, year: int, taken: bool) -> None:
    target = [{**ROWS["year_targets"], "be_year": year}]
    if taken:
        assert save(cast, PERIOD, year_targets=target)
    else:
        said = refusal(cast, PERIOD, year_targets=target)["year_targets"]
        assert f"ปี {year} อยู่นอกช่วงดำเนินการ (ปีงบประมาณ พ.ศ. 2564–2566)" in said


def test_a_period_cannot_leave_a_target_behind(cast: Cast) -> None:
    save(cast, PERIOD, year_targets=[{**ROWS["year_targets"], "be_year": 2566}])
    assert "ปี 2566" in refusal(cast, {"ends_on": date(2022, 9, 30)})["year_targets"]


def test_a_year_has_one_target(cast: Cast) -> None:
    assert refusal(cast, year_targets=[ROWS["year_targets"]] * 2) == {"year_targets": "ปี 2564 มีเป้าหมายซ้ำกัน"}


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("budget_lines", {"amount": Decimal("-0.01")}),
        ("budget_lines", {"amount": None}),
        ("budget_lines", {"item": ""}),
        ("risks", {"response": ""}),
        ("indicators", {"target": "ก" * 201}),
        ("activities", {"name": "ก" * 1001}),
        ("activities", {"months": 1 << 12}),
        ("activities", {"months": -1}),
        ("year_targets", {"sessions": -1}),
        ("year_targets", {"text": "ก" * 2001}),
    ],
)
def test_a_row_that_cannot_be_is_refused(cast: Cast, name: str, change: dict[str, Any]) -> None:
    assert set(refusal(cast, **{name: [{**ROWS[name], **change}]})) == {name}


def test_a_text_that_is_too_long_is_refused_and_told_by_how_much(cast: Cast) -> None:
    said = refusal(cast, {"rationale": "ก" * 20_001})
    assert said == {"rationale": "ยาวเกินไป 1 ตัวอักษร (ไม่เกิน 20,000 ตัวอักษร)"}


def test_without_a_budget_there_are_no_budget_lines(cast: Cast) -> None:
    assert set(refusal(cast, {"no_budget": True}, budget_lines=[ROWS["budget_lines"]])) == {"no_budget"}


def test_a_column_that_is_not_written_by_hand_cannot_be(cast: Cast) -> None:
    assert save(cast, {"status": "done", "version": 99, "case_id": 0}) is None
    cast.project.refresh_from_db()
    assert (cast.project.status, cast.project.version) == ("draft", 1)


def test_a_stale_version_changes_nothing(cast: Cast) -> None:
    save(cast, {"name": "ของเพื่อน"})
    with pytest.raises(StaleVersion):
        services.save(cast.project, actor=cast.officer, version=1, fields={"name": "ของฉัน"}, lists={"risks": []})
    cast.project.refresh_from_db()
    assert cast.project.name == "ของเพื่อน"


def test_only_an_officer_of_the_agency_writes_it(cast: Cast) -> None:
    for person in (cast.head, cast.secretariat, cast.stranger):
        with pytest.raises(NotAllowed):
            services.save(cast.project, actor=person, version=1, fields={"name": "โครงการ"})


@pytest.mark.parametrize(
    ("status", "may"), [("returned", True), ("revising", True), ("submitted", False), ("rejected", False)]
)
def test_it_is_written_in_the_officers_turn_and_never_once_rejected(cast: Cast, status: str, may: bool) -> None:
    project = make_case.put(make_case.fill_project(cast.project), status)
    if may:
        assert services.save(project, actor=cast.officer, version=project.version, fields={"name": "ใหม่"})
    else:
        with pytest.raises(NotAllowed):
            services.save(project, actor=cast.officer, version=project.version, fields={"name": "ใหม่"})


def test_a_missing_year_is_named(cast: Cast) -> None:
    project = make_case.fill_project(cast.project, ends_on=date(2022, 10, 1))
    assert missing_in_project(project) == {"year_targets": "กำหนดเป้าหมายของปีงบประมาณ 2565, 2566"}
