"""The committee determines a project: one transaction, one effect, kept word for word."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from accounts.models import User
from indicators.models import Abstention, AgendaItem, Event, Meeting
from indicators.services import audit
from indicators.services.errors import Invalid, NotAllowed, StaleVersion
from innovation.models import Development
from innovation.services import determination
from tests import make
from tests.innovation.meeting import stage
from tests.innovation.meeting.stage import DETERMINED


def test_an_approval_moves_the_project_keeps_the_text_and_opens_step_4(on: Meeting, member: User) -> None:
    item = stage.scheduled(on)
    rows = [("นางสอง", "เป็นญาติกับผู้เสนอ"), ("", "")]
    event = determination.determine(item, "approve", " มีมติอนุมัติ ", "", stage.HELD_ON, rows, actor=member, version=1)
    project = stage.project_of(item)
    assert (project.status, project.status_since) == ("done", stage.TODAY)
    assert (item.result, item.resolution, item.conditions, item.resolved_on, item.event, item.version) == (
        "approve",
        "มีมติอนุมัติ",
        "",
        stage.HELD_ON,
        event,
        2,
    )
    assert [(each.member, each.reason, each.user) for each in item.abstentions.all()] == [
        ("นางสอง", "เป็นญาติกับผู้เสนอ", None)
    ]
    development = Development.objects.get()
    assert (development.case, development.project, development.status) == (project.case, project, "open")
    assert (event.chain, event.revision, event.reason) == (
        item.dossier.agency.code,
        item.revision,
        "มีมติอนุมัติ",
    )
    assert json.loads(event.details) == {
        "abstentions": [["นางสอง", "เป็นญาติกับผู้เสนอ"]],
        "conditions": "",
        "item": item.pk,
        "meeting": on.pk,
        "resolution": "มีมติอนุมัติ",
        "resolved_on": "2021-02-08",
    }
    assert audit.broken_links() == []


@pytest.mark.parametrize(
    ("result", "status"), [("approve_with_changes", "revising"), ("return", "returned"), ("reject", "rejected")]
)
def test_no_other_result_opens_step_4(on: Meeting, member: User, result: str, status: str) -> None:
    item = stage.scheduled(on)
    given = {**DETERMINED, "conditions": "เพิ่มตัวชี้วัด"}
    event = determination.determine(item, result, **given, actor=member, version=1)
    assert stage.project_of(item).status == status
    assert (item.result, item.conditions) == (result, "เพิ่มตัวชี้วัด")
    assert event.reason == "เห็นควรอนุมัติให้ดำเนินการ\nเพิ่มตัวชี้วัด"
    assert not Development.objects.exists()


def test_what_is_returned_bears_no_endorsement(on: Meeting, member: User) -> None:
    item = stage.scheduled(on)
    assert stage.project_of(item).endorsed_at
    given = {**DETERMINED, "conditions": "แก้งบประมาณ"}
    determination.determine(item, "return", **given, actor=member, version=1)
    project = stage.project_of(item)
    assert (project.endorsed_at, project.endorsed_by, project.endorsed_under) == (None, None, None)


def test_the_second_member_is_told_who_decided_and_when(on: Meeting, member: User, other_member: User) -> None:
    item = stage.scheduled(on)
    page = AgendaItem.objects.get(pk=item.pk)
    first = determination.determine(item, "approve", **DETERMINED, actor=member, version=1)
    with pytest.raises(NotAllowed) as refusal:
        determination.determine(page, "reject", **DETERMINED, actor=other_member, version=1)
    assert refusal.value.verdict.reason == ("นายกรรม การดี บันทึกมติของวาระนี้แล้วเมื่อ 8 ก.พ. 2564 เวลา 10:00 น. ว่า “อนุมัติ”")
    assert (refusal.value.verdict.refused, refusal.value.verdict.since) == ("moment", first.at)
    page.refresh_from_db()
    assert (page.result, page.event, Development.objects.count()) == ("approve", first, 1)


def test_a_form_sent_twice_has_one_effect_and_one_answer(on: Meeting, member: User) -> None:
    item, key = stage.scheduled(on), uuid4()
    rows = [("นางสอง", "ญาติ")]
    events = [
        determination.determine(item, "approve", **DETERMINED, abstentions=rows, actor=member, version=1, key=key)
        for _sent in range(2)
    ]
    assert events[0] == events[1]
    assert (Development.objects.count(), Abstention.objects.count()) == (1, 1)
    other = stage.scheduled(on)
    with pytest.raises(Invalid) as refusal:
        determination.determine(other, "approve", **DETERMINED, actor=member, version=1, key=key)
    assert refusal.value.errors.keys() == {"key"}


BAD: list[tuple[dict[str, Any], dict[str, str]]] = [
    ({"result": "accept"}, {"result": "เลือกมติ"}),
    ({"result": "schedule"}, {"result": "เลือกมติ"}),
    ({"result": ""}, {"result": "เลือกมติ"}),
    ({"resolution": " \n "}, {"resolution": "กรอกมติที่ประชุม"}),
    ({"resolution": "ก" * 20_001}, {"resolution": "ยาวเกินไป 1 ตัวอักษร (ไม่เกิน 20,000 ตัวอักษร)"}),
    (
        {"result": "approve_with_changes"},
        {"conditions": "กรอกข้อเสนอแนะหรือเงื่อนไข เมื่อมติคือ “อนุมัติโดยให้ปรับปรุง”"},
    ),
    (
        {"result": "return", "conditions": "  "},
        {"conditions": "กรอกข้อเสนอแนะหรือเงื่อนไข เมื่อมติคือ “ส่งคืน”"},
    ),
    ({"resolved_on": None}, {"resolved_on": "กรอกวันที่มีมติ"}),
    ({"resolved_on": date(2021, 2, 7)}, {"resolved_on": "วันที่มีมติต้องไม่ก่อนวันประชุม (8 กุมภาพันธ์ 2564)"}),
    ({"resolved_on": date(2021, 2, 9)}, {"resolved_on": "วันที่มีมติต้องไม่เป็นวันในอนาคต"}),
    ({"abstentions": [("", "ญาติ")]}, {"abstentions": "กรอกชื่อกรรมการที่งดออกเสียง"}),
    ({"abstentions": [("นางสอง", "")]}, {"abstentions": "กรอกเหตุผลที่ นางสอง งดออกเสียง"}),
    ({"abstentions": [("นางสอง", "ก"), ("นางสอง", "ข")]}, {"abstentions": "ระบุชื่อ นางสอง ไว้สองครั้ง"}),
    (
        {"abstentions": [("นายกรรม การดี", "ญาติ")]},
        {"abstentions": "ผู้งดออกเสียงบันทึกมติของวาระนั้นไม่ได้ หากท่านงดออกเสียง ให้กรรมการท่านอื่นเป็นผู้บันทึก"},
    ),
    ({"abstentions": [("น" * 201, "ญาติ")]}, {"abstentions": "ยาวเกินไป 1 ตัวอักษร (ไม่เกิน 200 ตัวอักษร)"}),
    (
        {"resolution": "", "resolved_on": None, "result": "x"},
        {"result": "เลือกมติ", "resolution": "กรอกมติที่ประชุม", "resolved_on": "กรอกวันที่มีมติ"},
    ),
]


@pytest.mark.parametrize(("given", "errors"), BAD)
def test_what_cannot_be_kept_is_told_at_its_field(
    on: Meeting, member: User, given: dict[str, Any], errors: dict[str, str]
) -> None:
    item = stage.scheduled(on)
    events = Event.objects.count()
    with pytest.raises(Invalid) as refusal:
        determination.determine(item, **{"result": "approve", **DETERMINED, **given}, actor=member, version=1)
    assert refusal.value.errors == errors
    item.refresh_from_db()
    assert (item.result, item.version, stage.project_of(item).status) == ("", 1, "scheduled")
    assert (Event.objects.count(), Abstention.objects.count()) == (events, 0)


def test_a_resolution_may_be_some_days_younger_than_the_meeting(on: Meeting, member: User) -> None:
    item = stage.scheduled(on)
    from indicators import clock

    with clock.travel(make.at("2021-02-12")):
        determination.determine(item, "approve", "อนุมัติโดยเวียนหนังสือ", "", date(2021, 2, 12), actor=member, version=1)
    assert item.resolved_on == date(2021, 2, 12)


def test_an_item_of_an_older_version_is_stale(on: Meeting, member: User) -> None:
    item = stage.scheduled(on)
    AgendaItem.objects.filter(pk=item.pk).update(version=3)
    with pytest.raises(StaleVersion):
        determination.determine(item, "approve", **DETERMINED, actor=member, version=1)
    assert stage.project_of(item).status == "scheduled"


def test_nobody_decides_on_his_own_agency(on: Meeting, member: User) -> None:
    item = stage.scheduled(on)
    member.agency = item.dossier.agency
    member.save()
    with pytest.raises(NotAllowed) as refusal:
        determination.determine(item, "approve", **DETERMINED, actor=User.objects.get(pk=member.pk), version=1)
    assert (refusal.value.verdict.refused, refusal.value.verdict.reason) == (
        "role",
        "ไม่อาจพิจารณาเรื่องของหน่วยงานที่ตนสังกัด",
    )


def test_when_the_project_does_not_move_nothing_is_kept(
    on: Meeting, member: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of it or nothing: the step that opens last fails."""

    def fails(*given: Any) -> None:
        raise RuntimeError("no step 4")

    item = stage.scheduled(on)
    monkeypatch.setattr(determination, "open_development", fails)
    with pytest.raises(RuntimeError):
        determination.determine(
            item, "approve", **DETERMINED, abstentions=[("นางสอง", "ญาติ")], actor=member, version=1
        )
    item.refresh_from_db()
    assert (item.result, stage.project_of(item).status, Abstention.objects.count()) == ("", "scheduled", 0)
    assert not Event.objects.filter(action="approve").exists()


def test_several_are_approved_and_who_cannot_is_named(on: Meeting, member: User, other_member: User) -> None:
    items = [stage.scheduled(on) for _ in range(3)]
    determination.determine(items[1], "reject", **DETERMINED, actor=other_member, version=1)
    chosen = [(AgendaItem.objects.select_related("dossier__agency").get(pk=item.pk), 1) for item in items]
    key = uuid4()
    for _sent in range(2):  # the whole form comes twice
        (failed,) = determination.approve_all(chosen, "อนุมัติ", stage.HELD_ON, actor=member, key=key)
        assert (failed.title, failed.agency) == (items[1].title, items[1].dossier.agency.name)
        assert failed.why.startswith("นางอื่น กรรมการ บันทึกมติของวาระนี้แล้วเมื่อ 8 ก.พ. 2564")
    assert list(on.items.order_by("pk").values_list("result", flat=True)) == ["approve", "reject", "approve"]
    assert Event.objects.filter(action="approve").count() == 2
