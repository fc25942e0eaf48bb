"""The pages of meetings: what each person sees, what comes back when it is wrong, late or not his."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from indicators import clock
from indicators.models import AgendaItem, Event, Meeting
from indicators.services import agenda
from innovation.models import InnovationCase
from innovation.selectors.outline import outline_of
from innovation.services import determination
from tests import make
from tests.indicators.stories.desk_client import Person
from tests.innovation.meeting import stage
from tests.innovation.meeting.stage import DETERMINED, signed_in

pytestmark = pytest.mark.sqlite_alone

ABSTENTIONS = {"abstentions-TOTAL_FORMS": "2", "abstentions-INITIAL_FORMS": "0"}
PLAN = {"number": "5/2564", "held_on": "๘ มี.ค. ๒๕๖๔", "attendees": "นายหนึ่ง\n\n นางสอง "}


def page(name: str, row: Any = None) -> str:
    return reverse(name, args=[row.pk] if row else [])


def typed(**fields: Any) -> dict[str, Any]:
    given = {"version": 1, "key": uuid4(), "result": "approve", "resolution": "เห็นชอบ", "resolved_on": "8 ก.พ. 2564"}
    return {**given, **ABSTENTIONS, **fields}


def test_a_meeting_from_plan_to_closed_minutes(on: Meeting, secretary: User, member: User) -> None:
    for name in ("สำนักอนามัย", "สำนักการแพทย์", "สำนักการโยธา"):
        stage.endorsed(make.agency(name))
    desk, seat = Person(secretary), Person(member)
    planned = desk.send(page("meeting-add"), page("meeting-add"), **PLAN)
    assert "วางแผนการประชุมแล้ว" in planned
    assert "วันจันทร์ที่ 8 มีนาคม พ.ศ. 2564" in planned
    meeting = Meeting.objects.get(number="5/2564")
    assert meeting.attendees == "นายหนึ่ง\n\n นางสอง"
    # Tick all, choose the meeting, put on the agenda.
    url = f"{page('meeting-waiting')}?all=1&meeting={meeting.pk}"
    form = desk.client.get(url).context["form"]
    assert str(form["meeting"].value()) == str(meeting.pk)
    chosen = {"projects": [box.data["value"] for box in form["projects"].subwidgets]}
    agenda = desk.client.post(url, {**chosen, "meeting": meeting.pk, "key": uuid4()}, follow=True)
    assert "บรรจุวาระการประชุมครั้งที่ 5/2564 แล้ว 3 เรื่อง" in agenda.text
    items = list(meeting.items.order_by("position"))
    bad = desk.client.post(page("meeting-order", meeting), {"version": 1, f"place-{items[2].pk}": "หนึ่ง"})
    assert bad.status_code == 422
    assert 'value="หนึ่ง"' in bad.text
    desk.client.post(page("meeting-order", meeting), {"version": 1, f"place-{items[2].pk}": "๑"})
    assert meeting.items.order_by("position")[0] == items[2]
    items = list(meeting.items.order_by("position"))
    with clock.travel(make.at("2021-03-08")):
        # One by one: radio, resolution, button; the next item follows by itself.
        first = seat.client.get(page("meeting", meeting)).context["actions"][0]["url"]
        assert first == page("agenda-item", items[0])
        for place, item in enumerate(items):
            answer = seat.client.post(page("agenda-item-determine", item), typed(resolved_on="8/3/2564"))
            onward = page("agenda-item", items[place + 1]) if place < 2 else page("meeting", meeting)
            assert answer.headers["Location"] == onward
        desk.send(page("meeting-minutes", meeting), page("meeting-minutes", meeting), notes="เลิกประชุม 12.00 น.")
        closed = desk.send(page("meeting-minutes", meeting), page("meeting-close", meeting))
    assert "ปิดรายงานการประชุมแล้ว โดย นางสาวเลขา สำนักงาน เมื่อ 8 มี.ค. 2564" in closed
    assert desk.client.get(page("meeting-edit", meeting)).status_code == 409
    assert "เลิกประชุม 12.00 น." in closed


def test_the_three_clicks_that_approve_all_routine_items(on: Meeting, member: User) -> None:
    items = [stage.scheduled(on) for _ in range(3)]
    client = signed_in(member)
    agenda = client.get(page("meeting", on) + "?all=1")  # 1: tick all
    ticked = [box.data["value"] for box in agenda.context["ticks"]["items"].subwidgets if box.data["selected"]]
    confirm = client.get(page("meeting-approve", on), {"items": ticked})  # 2: approve what is ticked
    assert "อนุมัติ 3 เรื่อง" in confirm.text
    hidden = dict(confirm.context["hidden"]) | {"items": ticked}
    bad = client.post(page("meeting-approve", on), {**hidden, "resolution": "", "resolved_on": "9 ก.พ. 2564"})
    assert bad.status_code == 422
    assert "วันที่มีมติต้องไม่เป็นวันในอนาคต" in bad.text
    assert dict(bad.context["hidden"])["key"] == str(hidden["key"])
    # 3: the words; 4: the button. Meanwhile one of them was decided.
    determination.determine(items[0], "reject", **DETERMINED, actor=make.user(Role.COMMITTEE), version=1)
    form = {**hidden, "resolution": "อนุมัติ", "resolved_on": "8 ก.พ. 2564"}
    done = client.post(page("meeting-approve", on), form, follow=True)
    assert "บันทึกมติอนุมัติแล้ว 2 เรื่อง" in done.text
    assert "ยังไม่ได้ดำเนินการ: " in done.text
    assert [item.result for item in on.items.order_by("pk")] == ["reject", "approve", "approve"]
    nothing = client.get(page("meeting-approve", on), follow=True)
    assert "เลือกวาระอย่างน้อยหนึ่งเรื่อง" in nothing.text


def test_bad_input_is_told_at_the_field_and_nothing_typed_is_lost(on: Meeting, member: User) -> None:
    item, client = stage.scheduled(on), signed_in(member)
    row = {"abstentions-0-member": "นางสอง", "abstentions-0-reason": ""}
    form = typed(result="return", resolution="ส่งคืนให้แก้ไข", resolved_on="7 ก.พ. 2564", **row)
    answer = client.post(page("agenda-item-determine", item), form)
    assert answer.status_code == 422
    for told in ("เมื่อมติคือ “ส่งคืน”", "กรอกเหตุผลที่ นางสอง งดออกเสียง", "ส่งคืนให้แก้ไข", "7 ก.พ. 2564"):
        assert told in answer.text
    again = client.post(
        page("agenda-item-determine", item),
        {**form, "conditions": "แก้งบประมาณ", "abstentions-0-reason": "ญาติ"},
    )
    assert again.status_code == 422
    assert "วันที่มีมติต้องไม่ก่อนวันประชุม (8 กุมภาพันธ์ 2564)" in again.text
    unread = client.post(page("agenda-item-determine", item), typed(resolved_on="31 ก.พ. 2564"))
    assert unread.status_code == 422
    assert "ไม่มีวันที่ 31 กุมภาพันธ์ 2564" in unread.text
    assert Event.objects.filter(dossier=item.dossier, action="return").count() == 0


def test_the_second_member_reads_who_decided_and_keeps_his_text(
    on: Meeting, member: User, other_member: User
) -> None:
    item = stage.scheduled(on)
    form = typed(result="reject", resolution="ข้อความของกรรมการคนที่สอง")
    signed_in(member).post(page("agenda-item-determine", item), typed())
    late = signed_in(other_member).post(page("agenda-item-determine", item), form)
    assert late.status_code == 409
    assert "นายกรรม การดี บันทึกมติของวาระนี้แล้วเมื่อ 8 ก.พ. 2564 เวลา 10:00 น. ว่า “อนุมัติ”" in late.text
    assert "ข้อความของกรรมการคนที่สอง" in late.text
    item.refresh_from_db()
    assert item.result == "approve"


def test_a_form_on_an_older_item_comes_back_409_with_all_that_was_typed(on: Meeting, member: User) -> None:
    item = stage.scheduled(on)
    AgendaItem.objects.filter(pk=item.pk).update(version=3)
    answer = signed_in(member).post(page("agenda-item-determine", item), typed(resolution="ยังอยู่ครบ"))
    assert answer.status_code == 409
    assert "ยังอยู่ครบ" in answer.text
    assert "มีผู้เปลี่ยนแปลงวาระนี้ระหว่างที่ท่านกรอก" in answer.text
    assert dict(answer.context["hidden"])["version"] == 3


def test_a_stale_edit_of_a_meeting_shows_both_texts(on: Meeting, secretary: User) -> None:
    client = signed_in(secretary)
    mine = {"version": 1, "number": "2/2564", "held_on": "8 ก.พ. 2564", "place": "ห้องของฉัน", "attendees": ""}
    assert client.post(page("meeting-edit", on), {**mine, "place": "ห้องของเพื่อน"}).status_code == 302
    answer = client.post(page("meeting-edit", on), mine)
    assert answer.status_code == 409
    for text in ("ห้องของฉัน", "ห้องของเพื่อน", "นางสาวเลขา สำนักงาน"):
        assert text in answer.text
    again = client.post(page("meeting-edit", on), {**dict(answer.context["hidden"]), "resolve": "mine"})
    assert again.status_code == 302
    on.refresh_from_db()
    assert (on.place, on.version) == ("ห้องของฉัน", 3)
    # The same words sent twice are no conflict.
    assert client.post(page("meeting-edit", on), {**mine, "version": 2}).status_code == 302
    stale = client.post(page("meeting-order", on), {"version": 1})
    assert stale.status_code == 409


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"number": ""}, "กรอกครั้งที่ประชุม เช่น 2/2564"),
        ({"held_on": "8/13/2564"}, "ไม่มีเดือนที่ 13"),
        ({"held_on": "8 ก.พ. 3107"}, "อยู่นอกช่วงที่ระบบรับ"),
        ({"number": "2/2564"}, "ปีงบประมาณ 2564 มีการประชุมครั้งที่ 2/2564 แล้ว"),
        ({"held_on": "8 ก.พ. 2570"}, "ซึ่งยังไม่มีในระบบ"),
    ],
)
def test_a_bad_plan_comes_back_with_what_was_typed(
    on: Meeting, secretary: User, fields: dict[str, str], sentence: str
) -> None:
    answer = signed_in(secretary).post(page("meeting-add"), {**PLAN, "place": "ห้องรัตนโกสินทร์", **fields})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "ห้องรัตนโกสินทร์" in answer.text
    assert Meeting.objects.count() == 1


def test_scheduling_without_ticks_or_meeting_is_asked_for_them(on: Meeting, secretary: User) -> None:
    project = stage.endorsed()
    client = signed_in(secretary)
    ticked = f"{project.pk}-{project.version}"
    nothing = client.post(page("meeting-waiting"), {"meeting": on.pk, "projects": ["x", "1-"]})
    nowhere = client.post(page("meeting-waiting"), {"projects": [ticked]})
    assert (nothing.status_code, nowhere.status_code) == (422, 422)
    assert "เลือกโครงการอย่างน้อยหนึ่งเรื่อง" in nothing.text
    assert f'value="{ticked}"' in nowhere.text
    assert [box.data["selected"] for box in nowhere.context["form"]["projects"].subwidgets] == [True]
    assert not AgendaItem.objects.exists()


def test_an_abstaining_member_goes_on_and_has_no_form(on: Meeting, member: User) -> None:
    item, other = stage.scheduled(on), stage.scheduled(on)
    seat = Person(member)
    unticked = seat.client.post(page("agenda-item-abstain", item), {"abstain-reason": "ญาติของผู้เสนอ"})
    assert unticked.status_code == 422
    assert "ทำเครื่องหมายว่าท่านงดออกเสียง" in unticked.text
    assert "ญาติของผู้เสนอ" in unticked.text
    form = {"abstain-abstains": "on", "abstain-reason": "ญาติของผู้เสนอ", "key": uuid4()}
    assert seat.client.post(page("agenda-item-abstain", item), form).headers["Location"] == page("agenda-item", other)
    shown = seat.read(page("agenda-item", item))
    assert "ท่านงดออกเสียงในวาระนี้" in shown
    assert seat.offered(page("agenda-item", item), "determine/") is None
    ticks = seat.client.get(page("meeting", on)).context["ticks"]
    assert [box.data["label"] for box in ticks["items"].subwidgets] == [other.title]
    assert "ถอนการงดออกเสียงแล้ว" in seat.send(page("agenda-item", item), "rejoin/")
    assert seat.offered(page("agenda-item", item), "determine/")


def test_the_secretariat_postpones_with_a_reason(on: Meeting, secretary: User) -> None:
    item, other = stage.scheduled(on), stage.meeting("3/2564")
    client = signed_in(secretary)
    form = {"version": 1, "key": uuid4(), "postpone-meeting": other.pk, "postpone-reason": ""}
    refused = client.post(page("agenda-item-postpone", item), form)
    assert refused.status_code == 422
    assert "กรอกเหตุผลที่เลื่อนวาระ" in refused.text
    same = client.post(page("agenda-item-postpone", item), {**form, "postpone-meeting": on.pk})
    assert "เลือกการประชุมจากรายการ" in same.text
    done = client.post(page("agenda-item-postpone", item), {**form, "postpone-reason": "เอกสารไม่ครบ"}, follow=True)
    assert "เลื่อนไปพิจารณาในการประชุมครั้งที่ 3/2564" in done.text
    assert other.items.get().dossier == item.dossier
    late = client.post(page("agenda-item-postpone", item), {**form, "key": uuid4(), "postpone-reason": "อีกครั้ง"})
    assert late.status_code == 409


def test_a_member_of_the_agency_reads_why_he_has_no_form(on: Meeting, member: User) -> None:
    item = stage.scheduled(on)
    member.agency = item.dossier.agency
    member.save()
    seat = Person(member)
    assert "ไม่อาจพิจารณาเรื่องของหน่วยงานที่ตนสังกัด" in seat.read(page("agenda-item", item))
    assert seat.client.post(page("agenda-item-determine", item), typed()).status_code == 403
    assert seat.offered(page("agenda-item", item), "abstain/")


def test_before_its_day_a_meeting_takes_no_resolutions(on: Meeting, member: User) -> None:
    item = stage.scheduled(on)
    with clock.travel(make.at("2021-02-07")):
        shown = signed_in(member).get(page("agenda-item", item))
        refused = signed_in(member).post(page("agenda-item-determine", item), typed(resolution="ก่อนเวลา"))
    assert "ยังไม่ถึงวันประชุม" in shown.text
    assert refused.status_code == 409
    assert "ก่อนเวลา" in refused.text


def test_the_page_shows_the_revision_and_not_what_was_typed_since(on: Meeting, member: User) -> None:
    item = stage.scheduled(on)
    type(stage.project_of(item)).objects.update(objectives="แก้หลังส่ง")
    shown = signed_in(member).get(page("agenda-item", item)).text
    assert "ข้อความของ objectives" in shown
    assert "ข้อความของ scaling" in shown
    assert "ให้บริการ 30 ครั้ง" in shown
    assert "แก้หลังส่ง" not in shown


def test_the_projects_page_leads_to_its_agenda_and_tells_the_agency_what_was_resolved(
    on: Meeting, secretary: User, member: User
) -> None:
    project = stage.endorsed()
    url = page("project", project)
    officer = make.user(Role.OFFICER, project.assignment.agency)
    assert page("meeting-waiting") in signed_in(secretary).get(url).text
    determination.schedule(project, on, actor=secretary, version=project.version)
    item, other = on.items.get(), stage.meeting("3/2564")
    assert page("agenda-item", item) in signed_in(member).get(url).text
    assert page("agenda-item", item) not in signed_in(officer).get(url).text
    agenda.postpone(item, other, actor=secretary, version=1, reason="ผู้เสนอติดราชการ")
    postponed = signed_in(officer).get(url).text
    assert "เลื่อนไปพิจารณาในการประชุมครั้งที่ 3/2564" in postponed
    assert "postpone" not in postponed
    item = other.items.get()
    determination.determine(item, "approve", "มีมติอนุมัติ", "", stage.HELD_ON, actor=member, version=1)
    assert "มีมติอนุมัติ" in signed_in(officer).get(url).text
    # A postponement is no resolution: neither the outline nor the papers tell it as one.
    lines = outline_of(InnovationCase.objects.get(pk=project.case_id))
    assert "มีมติ: มีมติอนุมัติ" in lines
    assert "ผู้เสนอติดราชการ" not in lines
    printed = "".join(item.event.print_records.values_list("document", flat=True))
    assert "มีมติอนุมัติ" in printed
    assert "ผู้เสนอติดราชการ" not in printed
