"""Putting a project on an agenda, postponing it, abstaining."""

from __future__ import annotations

import json
from datetime import date
from uuid import uuid4

import pytest

from accounts.models import User
from indicators.models import AgendaItem, Event, Meeting
from indicators.services import agenda
from indicators.services.errors import Invalid, NotAllowed, StaleVersion
from innovation.models import Project
from innovation.services import determination
from innovation.services.steps import freeze_step
from tests import make_case
from tests.innovation.meeting import stage
from tests.innovation.meeting.stage import DETERMINED


@pytest.fixture
def next_one(on: Meeting) -> Meeting:
    """Meeting 3/2564, a month later."""
    return stage.meeting("3/2564", held_on=date(2021, 3, 8))


def test_the_newest_revision_is_pinned_and_named(on: Meeting, secretary: User) -> None:
    project = stage.endorsed()
    Project.objects.filter(pk=project.pk).update(name="ชื่อใหม่ของโครงการ")
    project = Project.objects.select_related("presentation").get(pk=project.pk)
    second = freeze_step(project, actor=secretary, at=stage.TODAY)
    Project.objects.filter(pk=project.pk).update(name="แก้หลังส่ง")
    event = determination.schedule(project, on, actor=secretary, version=project.version)
    item = AgendaItem.objects.get()
    assert (item.revision, item.title, item.position) == (second, "ชื่อใหม่ของโครงการ", 1)
    assert (event.chain, event.dossier, event.revision) == (project.assignment.agency.code, project.dossier, second)
    assert json.loads(event.details) == {"meeting": on.pk, "number": "2/2564", "item": item.pk}
    assert (event.status_before, event.status_after) == ("endorsed", "scheduled")


def test_a_form_sent_twice_schedules_once(on: Meeting, secretary: User) -> None:
    project, key = stage.endorsed(), uuid4()
    version = project.version
    events = [determination.schedule(project, on, actor=secretary, version=version, key=key) for _ in range(2)]
    assert events[0] == events[1]
    assert AgendaItem.objects.count() == 1


def test_a_project_of_an_older_version_is_stale(on: Meeting, secretary: User) -> None:
    project = stage.endorsed()
    with pytest.raises(StaleVersion):
        determination.schedule(project, on, actor=secretary, version=project.version + 1)
    assert not AgendaItem.objects.exists()


def test_a_returned_project_comes_to_another_meeting(on: Meeting, next_one: Meeting, secretary: User) -> None:
    item = stage.scheduled(on)
    told = {**DETERMINED, "conditions": "แก้งบประมาณ"}
    determination.determine(item, "return", **told, actor=stage.make.user("committee"), version=1)
    project = make_case.put(stage.project_of(item), "endorsed")
    with pytest.raises(Invalid) as refusal:
        determination.schedule(project, on, actor=secretary, version=project.version)
    assert refusal.value.errors == {"meeting": "เรื่องนี้เคยอยู่ในวาระของการประชุมครั้งนั้นแล้ว เลือกการประชุมครั้งอื่น"}
    determination.schedule(project, next_one, actor=secretary, version=project.version)
    assert next_one.items.get().dossier == project.dossier


def test_several_go_on_an_agenda_and_who_cannot_is_named(on: Meeting, secretary: User) -> None:
    good, gone = stage.endorsed(), stage.endorsed()
    Project.objects.filter(pk=gone.pk).update(status="done")
    key = uuid4()
    chosen = [(good, good.version), (gone, gone.version)]
    for _sent in range(2):  # the whole form comes twice
        (failed,) = determination.schedule_all(chosen, on, actor=secretary, key=key)
        assert (failed.title, failed.why) == (gone.name, "ทำไม่ได้ในสถานะ “ได้รับอนุมัติ”")
    assert [item.dossier for item in on.items.all()] == [good.dossier]
    assert Event.objects.filter(action="schedule").count() == 1


def test_a_postponed_item_stands_on_both_agendas(
    on: Meeting, next_one: Meeting, secretary: User, member: User
) -> None:
    item = stage.scheduled(on)
    agenda.abstain(item, actor=member, reason="ญาติของผู้เสนอ")
    key = uuid4()
    events = [
        agenda.postpone(item, next_one, actor=secretary, version=1, reason=" ผู้เสนอติดราชการ ", key=key)
        for _sent in range(2)
    ]
    assert events[0] == events[1]
    new = next_one.items.get()
    assert (item.result, item.resolution, item.postponed_to, item.version) == (
        "postpone",
        "ผู้เสนอติดราชการ",
        next_one,
        2,
    )
    assert (new.result, new.revision, new.title, new.position) == ("", item.revision, item.title, 1)
    assert [each.user for each in new.abstentions.all()] == [member]
    event = events[0]
    assert (event.action, event.dossier, event.reason) == ("postpone", item.dossier, "ผู้เสนอติดราชการ")
    assert (event.status_before, event.status_after, stage.project_of(item).status) == ("", "", "scheduled")


def test_going_back_undoes_a_postponement(on: Meeting, next_one: Meeting, secretary: User, member: User) -> None:
    item = stage.scheduled(on)
    agenda.postpone(item, next_one, actor=secretary, version=1, reason="เลื่อน")
    agenda.postpone(next_one.items.get(), on, actor=secretary, version=1, reason="เลื่อนผิดเรื่อง")
    item.refresh_from_db()
    assert (item.result, item.resolution, item.postponed_to, item.event, item.version) == ("", "", None, None, 3)
    # Who has the page from before that is told.
    with pytest.raises(StaleVersion):
        determination.determine(item, "approve", **DETERMINED, actor=member, version=1)
    determination.determine(item, "approve", **DETERMINED, actor=member, version=3)
    assert next_one.items.get().result == "postpone"


@pytest.mark.parametrize(
    ("to", "reason", "errors"),
    [
        ("same", "เลื่อน", {"meeting": "เลือกการประชุมครั้งอื่นที่จะเลื่อนไป"}),
        ("next", "  ", {"reason": "กรอกเหตุผลที่เลื่อนวาระ"}),
        (
            "next",
            "ก\x00",
            {"reason": "ข้อความบรรทัดที่ 1 มีอักขระควบคุมที่จัดเก็บไม่ได้ (U+0000) ลบอักขระนั้นแล้วบันทึกอีกครั้ง"},
        ),
    ],
)
def test_what_cannot_be_postponed_is_told(
    on: Meeting, next_one: Meeting, secretary: User, to: str, reason: str, errors: dict[str, str]
) -> None:
    item = stage.scheduled(on)
    with pytest.raises(Invalid) as refusal:
        agenda.postpone(item, on if to == "same" else next_one, actor=secretary, version=1, reason=reason)
    assert refusal.value.errors == errors
    item.refresh_from_db()
    assert (item.result, AgendaItem.objects.count()) == ("", 1)


def test_an_item_of_an_older_version_is_not_postponed(on: Meeting, next_one: Meeting, secretary: User) -> None:
    with pytest.raises(StaleVersion):
        agenda.postpone(stage.scheduled(on), next_one, actor=secretary, version=9, reason="เลื่อน")


def test_who_abstains_does_not_record_the_resolution(on: Meeting, member: User, other_member: User) -> None:
    item, key = stage.scheduled(on), uuid4()
    events = [agenda.abstain(item, actor=member, reason="ที่ปรึกษาโครงการ", key=key) for _sent in range(2)]
    assert events[0] == events[1]
    assert (events[0].dossier, events[0].reason) == (item.dossier, "ที่ปรึกษาโครงการ")
    with pytest.raises(NotAllowed) as refusal:
        determination.determine(item, "approve", **DETERMINED, actor=member, version=1)
    assert refusal.value.verdict.refused == "role"
    assert refusal.value.verdict.reason == ("ท่านงดออกเสียงในวาระนี้ จึงเป็นผู้บันทึกมติไม่ได้ ให้กรรมการท่านอื่นเป็นผู้บันทึก")
    # Another member may, and names him once though he types the name again.
    rows = [("นายกรรม การดี", "ที่ปรึกษา")]
    determination.determine(item, "approve", **DETERMINED, abstentions=rows, actor=other_member, version=1)
    assert [(each.member, each.reason) for each in item.abstentions.all()] == [("นายกรรม การดี", "ที่ปรึกษาโครงการ")]


def test_an_abstention_is_taken_back_and_needs_a_reason(on: Meeting, member: User) -> None:
    item = stage.scheduled(on)
    with pytest.raises(Invalid) as refusal:
        agenda.abstain(item, actor=member, reason="")
    assert refusal.value.errors == {"reason": "กรอกเหตุผลที่งดออกเสียง"}
    agenda.abstain(item, actor=member, reason="ญาติ")
    with pytest.raises(Invalid) as again:
        agenda.abstain(item, actor=member, reason="ญาติ")
    assert again.value.errors == {"reason": "ท่านงดออกเสียงในวาระนี้ไว้แล้ว"}
    agenda.rejoin(item, actor=member)
    with pytest.raises(Invalid):
        agenda.rejoin(item, actor=member)
    assert determination.determine(item, "approve", **DETERMINED, actor=member, version=1)
    assert [event.action for event in item.dossier.events.order_by("sequence")][-3:] == [
        "abstain",
        "rejoin",
        "approve",
    ]
