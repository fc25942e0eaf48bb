"""The secretariat words a criterion anew: the next version of one assignment's, on a ground that is told."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from accounts.roles import Role
from indicators.models import Assignment, CriterionVersion, Event, FiscalYear, IndicatorCriterion, Receipt
from indicators.services import assigned_indicators, audit, criteria, reference
from indicators.services.errors import Invalid, NotAllowed, StaleVersion
from tests import make
from tests.indicators.criteria.conftest import NEW, OLD, Scene, read, stored


def test_the_next_version_says_what_is_new_and_keeps_the_rest(scene: Scene) -> None:
    made = scene.amend()
    assert (made.position, made.version, made.text) == (4, 2, NEW)
    assert (made.weight, made.measure, made.thresholds) == (Decimal(20), "steps", "")
    assert (made.ground, made.ground_reference) == ("resolution", "ครั้งที่ 3/2564 วันที่ 20 ก.ค. 2564")
    assert made.in_force_from == date(2021, 7, 20)
    assert read(scene.mine)[3:5] == [(4, 1, OLD), (4, 2, NEW)]


def test_the_first_version_stays_as_it_was_to_the_last_byte(scene: Scene) -> None:
    before = stored(scene.mine)
    scene.amend()
    scene.amend(text="นำไปใช้", seen_version=2)
    after = stored(scene.mine)
    assert len(before) == 5
    assert after[:5] == before
    assert len(after) == 7


def test_neither_the_indicator_nor_another_agency_is_touched(scene: Scene) -> None:
    indicator = list(IndicatorCriterion.objects.order_by("position").values())
    other = stored(scene.other)
    scene.amend(weight=Decimal(10), measure="percent")
    assert list(IndicatorCriterion.objects.order_by("position").values()) == indicator
    assert stored(scene.other) == other
    assert len(other) == 5


def test_the_event_stands_in_the_chain_of_the_agency_and_tells_position_version_and_ground(scene: Scene) -> None:
    made = scene.amend(weight=Decimal(25))
    event = made.event
    assert event is not None
    assert (event.chain, event.actor, event.dossier) == (scene.mine.agency.code, scene.secretary, None)
    assert (event.subject, event.action, event.at) == ("criterion", "amend", make.at("2021-07-21"))
    assert json.loads(event.details) == {
        "assignment": scene.mine.pk,
        "position": 4,
        "version": 2,
        "ground": "resolution",
        "ground_reference": "ครั้งที่ 3/2564 วันที่ 20 ก.ค. 2564",
        "in_force_from": "2021-07-20",
        "changed": ["text", "weight"],
    }
    assert audit.broken_links() == []


def test_who_saw_an_older_version_is_told_and_nothing_is_written(scene: Scene) -> None:
    first = scene.amend()
    before = stored(scene.mine), Event.objects.count()
    with pytest.raises(StaleVersion) as stale:
        scene.amend(text="ข้อความอื่น")
    assert stale.value.current == first
    assert (stored(scene.mine), Event.objects.count()) == before


def test_a_repeated_key_has_one_effect_and_one_answer(scene: Scene) -> None:
    key = uuid4()
    first, again = scene.amend(key=key), scene.amend(key=key)
    assert first == again
    assert Event.objects.filter(action="amend").count() == 1
    assert len(read(scene.mine)) == 6


def test_a_key_of_another_form_is_refused(scene: Scene) -> None:
    key = uuid4()
    scene.amend(key=key)
    with pytest.raises(Invalid) as refusal:
        scene.amend(position=5, key=key)
    assert list(refusal.value.errors) == ["key"]
    assert len(read(scene.mine)) == 6


def test_a_refused_form_does_not_use_up_its_key(scene: Scene) -> None:
    key = uuid4()
    with pytest.raises(Invalid):
        scene.amend(ground_reference="", key=key)
    assert not Receipt.objects.exists()
    assert scene.amend(key=key).version == 2


@pytest.mark.parametrize(
    "given",
    [
        {"text": OLD},
        {"text": f"{OLD}  \r\n"},
        {"text": OLD, "weight": Decimal("20.00"), "measure": "steps", "thresholds": ""},
        {"text": OLD, "ground": "circular", "in_force_from": date(2021, 9, 1)},
    ],
)
def test_nothing_changed_is_no_version(scene: Scene, given: dict[str, Any]) -> None:
    with pytest.raises(Invalid, match="ยังไม่มีสิ่งใดต่างจากฉบับที่ใช้อยู่"):
        scene.amend(**given)
    assert len(read(scene.mine)) == 5


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"text": " \n\u200b"}, "text", "กรอกข้อความเกณฑ์"),
        ({"text": "ไม่\x00ครบ"}, "text", "อักขระควบคุม"),
        ({"text": "ก" * 20_001}, "text", "ยาวเกินไป 1 ตัวอักษร"),
        ({"weight": Decimal("-0.01")}, "weight", "ระหว่าง 0 ถึง 100"),
        ({"weight": Decimal("100.01")}, "weight", "ระหว่าง 0 ถึง 100"),
        ({"ground": "appeal"}, "ground", "เลือกมติคณะกรรมการหรือหนังสือเวียน"),
        ({"ground": "assigned"}, "ground", "เลือกมติคณะกรรมการหรือหนังสือเวียน"),
        ({"ground": ""}, "ground", "เลือกมติคณะกรรมการหรือหนังสือเวียน"),
        ({"ground_reference": "  "}, "ground_reference", "กรอกเลขที่และวันที่"),
        ({"ground_reference": "ก" * 301}, "ground_reference", "ยาวเกินไป 1 ตัวอักษร"),
        ({"in_force_from": None}, "in_force_from", "กรอกวันที่เริ่มใช้"),
        ({"in_force_from": date(2020, 9, 30)}, "in_force_from", "ไม่ก่อนวันแรกของปีงบประมาณ (1 ตุลาคม 2563)"),
        ({"position": 6}, "position", "ไม่มีเกณฑ์ลำดับที่ 6"),
        ({"position": 0}, "position", "ไม่มีเกณฑ์ลำดับที่ 0"),
    ],
)
def test_what_cannot_stand_is_refused_with_a_sentence(
    scene: Scene, given: dict[str, Any], field: str, sentence: str
) -> None:
    before = stored(scene.mine), Event.objects.count()
    with pytest.raises(Invalid) as refusal:
        scene.amend(**given)
    assert list(refusal.value.errors) == [field]
    assert sentence in refusal.value.errors[field]
    assert (stored(scene.mine), Event.objects.count()) == before


@pytest.mark.parametrize("day", [date(2020, 10, 1), date(2021, 9, 30), date(2021, 10, 20)])
def test_it_counts_from_a_day_of_the_year_or_later(scene: Scene, day: date) -> None:
    assert scene.amend(in_force_from=day).in_force_from == day


@pytest.mark.parametrize(
    ("given", "measure", "kept"),
    [
        ({"measure": "five_levels", "thresholds": "๖๐ ๗๐ 80.50 90 1,000"}, "five_levels", "60 70 80.5 90 1000"),
        ({"measure": "five_levels", "thresholds": "9 7 5 3 1"}, "five_levels", "9 7 5 3 1"),
        ({"measure": "ratio", "thresholds": ""}, "ratio", ""),
        ({"measure": "percent"}, "percent", ""),
    ],
)
def test_the_five_results_go_with_the_scale(scene: Scene, given: dict[str, Any], measure: str, kept: str) -> None:
    made = scene.amend(text=OLD, **given)
    assert (made.measure, made.thresholds) == (measure, kept)


def test_another_text_keeps_the_scale_and_another_measure_drops_it(scene: Scene) -> None:
    scene.amend(measure="five_levels", thresholds="60 70 80 90 100")
    assert scene.amend(text="ข้อความใหม่", seen_version=2).thresholds == "60 70 80 90 100"
    assert scene.amend(text="ข้อความใหม่", measure="ratio", seen_version=3).thresholds == ""


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"measure": "five_levels"}, "ให้ครบ 5 ค่า"),
        ({"measure": "five_levels", "thresholds": "60 70 80 90"}, "พบ 4 ค่า"),
        ({"measure": "five_levels", "thresholds": "60 70 70 90 100"}, "โดยไม่ซ้ำกัน"),
        ({"measure": "five_levels", "thresholds": "60 70 65 90 100"}, "เรียงจากน้อยไปมากหรือจากมากไปน้อย"),
        ({"measure": "five_levels", "thresholds": "60 70 ดี 90 100"}, "“ดี” ไม่ใช่ตัวเลข"),
        ({"measure": "ratio", "thresholds": "60 70 80 90 100"}, "เฉพาะเมื่อวัดผลสำเร็จด้วยเกณฑ์ 5 ระดับ"),
    ],
)
def test_a_scale_is_five_results_in_order_and_nothing_else_has_one(
    scene: Scene, given: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        scene.amend(**given)
    assert list(refusal.value.errors) == ["thresholds"]
    assert sentence in refusal.value.errors["thresholds"]


def test_in_a_closed_year_nothing_is_amended(scene: Scene) -> None:
    FiscalYear.objects.filter(pk=scene.year.pk).update(closed_at=make.at("2021-07-20"))
    with pytest.raises(NotAllowed) as refusal:
        scene.amend()
    assert str(refusal.value.verdict.refused) == "moment"
    assert refusal.value.verdict.since == make.at("2021-07-20")
    assert len(read(scene.mine)) == 5


def test_an_amended_criterion_keeps_the_assignment(scene: Scene) -> None:
    untouched = assigned_indicators.why_kept(scene.mine)
    scene.amend()
    assert untouched == ""
    administrator = make.user(Role.ADMINISTRATOR)
    with pytest.raises(Invalid, match="เกณฑ์ของตัวชี้วัดนี้แก้ไขตามมติหรือหนังสือเวียนแล้ว"):
        assigned_indicators.take_back(scene.mine, actor=administrator, seen=reference.fingerprint(scene.mine))
    assert len(read(scene.mine)) == 6


def test_an_untouched_assignment_is_still_taken_back_with_its_criteria(scene: Scene) -> None:
    administrator = make.user(Role.ADMINISTRATOR)
    assigned_indicators.take_back(scene.mine, actor=administrator, seen=reference.fingerprint(scene.mine))
    assert not Assignment.objects.filter(pk=scene.mine.pk).exists()
    assert CriterionVersion.objects.count() == 5  # those of the other agency


def test_a_decision_brings_a_version_by_its_own_event(scene: Scene) -> None:
    """What the decision on an appeal calls, in its own transaction."""
    event = audit.record(
        action="accept", subject="appeal", actor=None, at=make.at("2021-07-20"), agency=scene.mine.agency
    )
    made = criteria.new_version(
        scene.mine,
        4,
        text=NEW,
        in_force_from=date(2021, 7, 20),
        ground="appeal",
        ground_reference="ครั้งที่ 3/2564",
        event=event,
    )
    made.refresh_from_db()
    assert (made.version, made.ground, made.event, made.weight) == (2, "appeal", event, Decimal(20))
    with pytest.raises(Invalid):
        criteria.new_version(
            scene.mine,
            4,
            text="",
            in_force_from=date(2021, 7, 20),
            ground="appeal",
            ground_reference="ก",
            event=event,
        )
