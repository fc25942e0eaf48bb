"""Planning, editing, ordering and closing a meeting."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from accounts.models import User
from indicators import clock
from indicators.models import Event, FiscalYear, Meeting
from indicators.services import agenda, audit, meetings
from indicators.services.errors import Invalid, NotAllowed, StaleVersion
from innovation.services import determination
from tests import make
from tests.innovation.meeting import stage
from tests.innovation.meeting.stage import DETERMINED

pytestmark = pytest.mark.both_databases

PLAN = {"number": "5/2564", "held_on": date(2021, 3, 8), "place": "ห้องประชุม 1"}


def told(act: Any, **given: Any) -> dict[str, str]:
    """The sentences of a refusal; nothing was written."""
    before = Meeting.objects.count(), Event.objects.count(), list(Meeting.objects.values())
    with pytest.raises(Invalid) as refusal:
        act(**given)
    assert before == (Meeting.objects.count(), Event.objects.count(), list(Meeting.objects.values()))
    return refusal.value.errors


def test_a_meeting_belongs_to_the_fiscal_year_of_its_day_and_to_the_citys_chain(on: Meeting, secretary: User) -> None:
    make.year(2565)
    planned = meetings.plan(actor=secretary, fields={**PLAN, "held_on": date(2021, 10, 1)})
    assert (planned.year.be_year, planned.version) == (2565, 1)
    event = stage.last("plan_meeting")
    assert (event.chain, event.dossier, event.actor, event.subject) == ("city", None, secretary, "meeting")
    assert json.loads(event.details)["after"]["held_on"] == "2021-10-01"
    assert audit.broken_links() == []


def test_a_form_sent_twice_plans_one_meeting(on: Meeting, secretary: User) -> None:
    key = uuid4()
    first, second = (meetings.plan(actor=secretary, fields=PLAN, key=key) for _ in range(2))
    assert first == second
    assert Event.objects.filter(action="plan_meeting").count() == 2  # `on` is the other


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"number": ""}, {"number": "กรอกครั้งที่ประชุม เช่น 2/2564"}),
        ({"held_on": None}, {"held_on": "กรอกวันที่ประชุม"}),
        ({"number": "2/2564"}, {"number": "ปีงบประมาณ 2564 มีการประชุมครั้งที่ 2/2564 แล้ว"}),
        (
            {"held_on": date(2018, 2, 8)},
            {"held_on": "8 กุมภาพันธ์ 2561 อยู่ในปีงบประมาณ 2561 ซึ่งยังไม่มีในระบบ ตรวจสอบวันที่อีกครั้ง"},
        ),
        ({"number": "9" * 31}, {"number": "ยาวเกินไป 1 ตัวอักษร (ไม่เกิน 30 ตัวอักษร)"}),
        ({"attendees": "ก" * 10_001}, {"attendees": "ยาวเกินไป 1 ตัวอักษร (ไม่เกิน 10,000 ตัวอักษร)"}),
    ],
)
def test_what_cannot_be_planned_is_told_at_its_field(
    on: Meeting, secretary: User, fields: dict[str, Any], errors: dict[str, str]
) -> None:
    assert told(meetings.plan, actor=secretary, fields={**PLAN, **fields}) == errors
    if "number" in fields and fields["number"] != "2/2564":
        assert told(meetings.edit, meeting=on, actor=secretary, version=1, fields=fields) == errors


def test_nothing_is_planned_in_a_closed_year(on: Meeting, secretary: User) -> None:
    FiscalYear.objects.update(closed_at=stage.TODAY)
    assert told(meetings.plan, actor=secretary, fields=PLAN) == {"held_on": "ปิดปีงบประมาณ 2564 แล้ว"}


def test_an_edit_says_what_changed_and_nothing_is_no_edit(on: Meeting, secretary: User) -> None:
    event = meetings.edit(on, actor=secretary, version=1, fields={"place": "ห้องประชุม 2", "number": "2/2564"})
    assert event
    details = json.loads(event.details)
    assert (details["before"], details["after"]) == ({"place": ""}, {"place": "ห้องประชุม 2"})
    assert (on.version, on.place) == (2, "ห้องประชุม 2")
    assert meetings.edit(on, actor=secretary, version=2, fields={"place": "ห้องประชุม 2"}) is None
    assert on.version == 2


def test_an_edit_of_an_older_version_is_stale(on: Meeting, secretary: User) -> None:
    meetings.edit(on, actor=secretary, version=1, fields={"place": "ของเพื่อน"})
    with pytest.raises(StaleVersion) as stale:
        meetings.edit(on, actor=secretary, version=1, fields={"place": "ของฉัน"})
    assert stale.value.current.place == "ของเพื่อน"  # type: ignore[attr-defined]


def test_a_meeting_is_not_moved_behind_its_own_resolutions(on: Meeting, secretary: User, member: User) -> None:
    item = stage.scheduled(on)
    determination.determine(item, "approve", **DETERMINED, actor=member, version=1)
    errors = told(meetings.edit, meeting=on, actor=secretary, version=1, fields={"held_on": date(2021, 2, 9)})
    assert errors == {"held_on": "มีมติลงวันที่ 8 กุมภาพันธ์ 2564 แล้ว วันที่ประชุมต้องไม่หลังวันนั้น"}
    assert meetings.edit(on, actor=secretary, version=1, fields={"held_on": date(2021, 2, 1)})


def titles(meeting: Meeting) -> list[str]:
    return list(meeting.items.order_by("position").values_list("title", flat=True))


@pytest.mark.parametrize(
    ("places", "after"),
    [
        ({}, "0123"),
        ({0: 1}, "0123"),
        ({2: 1}, "2013"),
        ({0: 3}, "1203"),
        ({3: 1, 0: 4}, "3120"),
        ({0: 99}, "1230"),
    ],
)
def test_items_take_the_places_wished_for(on: Meeting, secretary: User, places: dict[int, int], after: str) -> None:
    stage.many(4, stage.endorsed(), "scheduled", on)
    items = list(on.items.order_by("position"))
    for number, item in enumerate(items):
        type(item).objects.filter(pk=item.pk).update(title=str(number))
    wished = {items[number].pk: place for number, place in places.items()}
    event = meetings.reorder(on, wished, actor=secretary, version=1)
    assert "".join(titles(on)) == after
    assert (event is None, on.version) == ((True, 1) if after == "0123" else (False, 2))


def test_an_order_of_an_older_version_is_stale(on: Meeting, secretary: User) -> None:
    items = [stage.scheduled(on), stage.scheduled(on)]
    meetings.reorder(on, {items[1].pk: 1}, actor=secretary, version=1)
    with pytest.raises(StaleVersion):
        meetings.reorder(on, {items[0].pk: 1}, actor=secretary, version=1)


def test_minutes_close_when_every_item_is_decided_or_postponed(on: Meeting, secretary: User, member: User) -> None:
    other = stage.meeting("3/2564", held_on=date(2021, 3, 8))
    items = [stage.scheduled(on) for _ in range(3)]
    determination.determine(items[0], "approve", **DETERMINED, actor=member, version=1)
    with pytest.raises(NotAllowed) as refusal:
        meetings.close(on, actor=secretary, version=1)
    assert refusal.value.verdict.reason == "ยังปิดรายงานการประชุมไม่ได้ วาระที่ 2, 3 ยังไม่มีมติ"
    determination.determine(items[1], "reject", **DETERMINED, actor=member, version=1)
    agenda.postpone(items[2], other, actor=secretary, version=1, reason="เอกสารไม่ครบ")
    key = uuid4()
    first, second = (meetings.close(on, actor=secretary, version=1, key=key) for _ in range(2))
    assert first == second
    assert (on.closed_at, on.closed_by, on.version) == (stage.TODAY, secretary, 2)
    assert first.chain == "city"
    with pytest.raises(NotAllowed) as early, clock.travel(make.at("2021-03-07")):
        meetings.close(other, actor=secretary, version=1)
    assert early.value.verdict.reason == ("การประชุมครั้งที่ 3/2564 กำหนดไว้วันจันทร์ที่ 8 มีนาคม พ.ศ. 2564 ยังไม่ถึงวันประชุม")


def test_nothing_of_a_closed_meeting_changes(on: Meeting, secretary: User) -> None:
    project, other = stage.endorsed(), stage.meeting("3/2564")
    item = stage.scheduled(other)
    meetings.close(on, actor=secretary, version=1)
    sentence = "ปิดรายงานการประชุมครั้งที่ 2/2564 แล้ว โดย นางสาวเลขา สำนักงาน เมื่อ 8 ก.พ. 2564 เวลา 10:00 น. จึงแก้ไขไม่ได้"
    for act in (
        lambda: meetings.edit(on, actor=secretary, version=2, fields={"notes": "เพิ่มเติม"}),
        lambda: meetings.reorder(on, {}, actor=secretary, version=2),
        lambda: meetings.close(on, actor=secretary, version=2),
    ):
        with pytest.raises(NotAllowed) as refusal:
            act()
        assert refusal.value.verdict.reason == sentence
    for act in (
        lambda: determination.schedule(project, on, actor=secretary, version=project.version),
        lambda: agenda.postpone(item, on, actor=secretary, version=1, reason="เลื่อนกลับ"),
    ):
        with pytest.raises(Invalid) as full:
            act()
        assert full.value.errors == {"meeting": sentence}
    assert stage.project_of(item).status == "scheduled"
