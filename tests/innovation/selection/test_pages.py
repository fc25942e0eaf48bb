"""The pages of a selection: what it shows to whom, Form 2, and the choice."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest

from accounts.roles import Role
from indicators import clock
from innovation.models import Idea, PanelMember, Project, SelectedIdea, Selection
from innovation.services.selection import Member, save, select
from tests import make, make_case
from tests.innovation.selection.conftest import Scene, reject, signed_in
from tests.reading import unmarked

pytestmark = pytest.mark.sqlite_alone

PANEL = {
    "panel-TOTAL_FORMS": "2",
    "panel-INITIAL_FORMS": "0",
    "panel-0-name": "นายประธาน ดี",
    "panel-0-role": "ประธาน",
    "panel-1-name": "",
    "panel-1-role": "",
}
FORM_2 = {
    "meeting_date": "11/1/2564",
    "meeting_place": "ห้องประชุม 1",
    "minutes": "พิจารณาแล้ว",
    "detail": "ออกหน่วยบริการ",
    "certifier_name": "นายหัวหน้า ฝ่าย",
    "certifier_position": "หัวหน้าฝ่าย",
}


def typed(scene: Scene, **fields: Any) -> dict[str, Any]:
    return {"version": 1, **PANEL, **FORM_2, **fields}


def choice(scene: Scene, number: int = 1, **fields: Any) -> dict[str, Any]:
    idea = scene.ideas[number - 1].pk
    return typed(scene, **{"idea": idea, "reasons": "ตรงกับปัญหา", "password": make.PASSWORD, "key": uuid4(), **fields})


def test_the_page_shows_what_is_chosen_from_and_why_others_are_not(scene: Scene) -> None:
    Idea.objects.filter(number=2).update(status="merged", merged_into=scene.ideas[0], set_aside_reason="ซ้ำ")
    Idea.objects.filter(number=3).update(status="withdrawn", set_aside_reason="ผู้เสนอย้าย")
    page = signed_in(scene.person(Role.OFFICER)).get(scene.page()).text
    assert "ความคิดเห็นที่เข้ารับการคัดเลือก 1 ชุด" in page
    assert "ไม่เข้ารับการคัดเลือก 2 ชุด" in page
    assert "2. แนวคิดที่ 2 – รวมกับชุดที่ 1 แล้ว ซ้ำ" in page
    assert "3. แนวคิดที่ 3 – ถอนแล้ว ผู้เสนอย้าย" in page
    assert "ตรงกับปัญหา" in page
    assert "ผู้เสนอ 1" not in page  # personal data


def test_only_the_working_group_is_offered_the_acts_while_it_is_open(scene: Scene) -> None:
    acts = ("ballot", "edit", "evidence", "select")
    member = signed_in(scene.member).get(scene.page()).text
    assert [f'href="{scene.page(act)}"' in member for act in acts] == [True] * 4
    officer = signed_in(scene.person(Role.OFFICER)).get(scene.page()).text
    assert [f'href="{scene.page(act)}"' in officer for act in acts] == [False] * 4
    assert "รอการดำเนินการของคณะทำงานของหน่วยงาน" in officer


def test_the_working_group_is_proposed_as_the_panel_until_one_is_stored(scene: Scene) -> None:
    client = signed_in(scene.member)
    for page in ("edit", "select"):
        answer = client.get(scene.page(page)).text
        assert 'value="นางสาวมาลี ใจดี"' in answer
        assert 'value="นายสมชาย รักงาน"' in answer
    assert not PanelMember.objects.exists()
    save(scene.selection, actor=scene.member, version=1, fields={}, panel=[Member("นายคนเดียว ในคณะ")])
    answer = client.get(scene.page("edit")).text
    assert 'value="นายคนเดียว ในคณะ"' in answer
    assert "นายสมชาย รักงาน" not in answer


def test_form_2_is_saved_and_shown_with_the_weekday(scene: Scene) -> None:
    client = signed_in(scene.member)
    answer = client.post(scene.page("edit"), typed(scene, meeting_date="๑๑ ม.ค. ๒๕๖๔", save="1"), follow=True)
    assert "บันทึกแบบสรุปผลการคัดเลือกแล้ว" in answer.text
    page = client.get(scene.page()).text
    assert "วันจันทร์ที่ 11 มกราคม พ.ศ. 2564" in page
    assert "1. นายประธาน ดี – ประธาน" in page


def test_saving_leads_on_to_the_choice(scene: Scene) -> None:
    answer = signed_in(scene.member).post(scene.page("edit"), typed(scene, select="1"))
    assert answer.headers["Location"] == scene.page("select")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"meeting_date": "31/2/2564"}, "31/2/2564"),
        ({"meeting_date": "1/1/3107"}, "3107"),
        ({"minutes": "ก" * 20_001}, "ยาวเกินไป 1 ตัวอักษร"),
        ({"panel-0-name": "", "panel-0-role": "ประธาน"}, "กรอกชื่อ-สกุลของผู้ดำรงตำแหน่งนี้"),
        ({"panel-TOTAL_FORMS": "61"}, "คณะผู้พิจารณามีได้ไม่เกิน 60 คน"),
        ({"panel-TOTAL_FORMS": "x"}, "แบบฟอร์มไม่ครบ"),
    ],
)
def test_what_does_not_do_answers_422_and_nothing_typed_is_lost(
    scene: Scene, wrong: dict[str, str], sentence: str
) -> None:
    rows = {f"panel-{row}-name": f"คนที่ {row}" for row in range(61)} if "61" in wrong.values() else {}
    answer = signed_in(scene.member).post(scene.page("edit"), typed(scene, **{**rows, **wrong}))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "ออกหน่วยบริการ" in answer.text
    scene.selection.refresh_from_db()
    assert scene.selection.version == 1


def test_the_text_of_an_idea_is_added_to_the_detail_and_not_stored_yet(scene: Scene) -> None:
    answer = signed_in(scene.member).post(
        scene.page("edit"), typed(scene, meeting_date="ไม่ใช่วัน", copy="1", copy_from=scene.ideas[1].pk)
    )
    assert answer.status_code == 200
    detail = re.search(r'<textarea name="detail".*?>\s*(.*?)</textarea>', answer.text, re.S)
    assert detail is not None
    assert detail[1] == ("ออกหน่วยบริการ\n\nวิธีพัฒนาของแนวคิดที่ 2\n\nประโยชน์ที่คาดว่าจะได้รับ: ประชาชนได้รับบริการเร็วขึ้น")
    assert 'value="ไม่ใช่วัน"' in answer.text
    assert 'value="นายประธาน ดี"' in answer.text
    scene.selection.refresh_from_db()
    assert (scene.selection.detail, scene.selection.version) == ("", 1)


def test_an_edit_of_an_older_version_answers_409_with_both_and_mine_can_be_kept(scene: Scene) -> None:
    theirs = [Member("นางเลขา งาม")]
    save(scene.selection, actor=scene.colleague, version=1, fields={"minutes": "ของเพื่อน"}, panel=theirs)
    client = signed_in(scene.member)
    answer = client.post(scene.page("edit"), typed(scene))
    assert answer.status_code == 409
    for text in ("ของเพื่อน", "พิจารณาแล้ว", "นางเลขา งาม", "1. นายประธาน ดี – ประธาน", "นายสมชาย รักงาน"):
        assert text in unmarked(answer.text)
    assert client.post(scene.page("edit"), typed(scene, version=2, resolve="mine")).status_code == 302
    scene.selection.refresh_from_db()
    assert (scene.selection.minutes, scene.selection.panel.get().name) == ("พิจารณาแล้ว", "นายประธาน ดี")


def test_an_idea_is_selected_with_all_of_form_2_on_one_page(scene: Scene) -> None:
    answer = signed_in(scene.member).post(scene.page("select"), choice(scene, 2), follow=True)
    assert answer.status_code == 200
    assert "บันทึกผลการคัดเลือกแล้ว" in answer.text
    assert "ชุดที่ 2 แนวคิดที่ 2" in answer.text
    assert f"/projects/{Project.objects.get().pk}/" in answer.text
    scene.selection.refresh_from_db()
    assert (scene.selection.status, scene.selection.minutes) == ("done", "พิจารณาแล้ว")


def test_the_text_of_the_selected_idea_may_be_its_detail(scene: Scene) -> None:
    signed_in(scene.member).post(scene.page("select"), choice(scene, 2, detail="", copy_detail="on"))
    scene.selection.refresh_from_db()
    assert scene.selection.detail.startswith("วิธีพัฒนาของแนวคิดที่ 2")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"idea": ""}, "เลือกความคิดเห็นหนึ่งชุด"),
        ({"idea": "999999"}, "เลือกจากความคิดเห็นที่แสดงไว้"),
        ({"idea": "x"}, "เลือกจากความคิดเห็นที่แสดงไว้"),
        ({"reasons": "  "}, "กรอกเหตุผลที่คัดเลือก"),
        ({"reasons": "ก" * 20_001}, "ยาวเกินไป 1 ตัวอักษร"),
        ({"meeting_date": ""}, "กรอกวันที่ประชุม"),
        ({"detail": ""}, "กรอกรายละเอียดของแนวคิดที่ได้รับการคัดเลือก"),
        ({"panel-0-name": "", "panel-0-role": ""}, "กรอกรายชื่อคณะผู้พิจารณาอย่างน้อยหนึ่งคน"),
        ({"password": "ผิด"}, "รหัสผ่านไม่ถูกต้อง"),
        ({"password": ""}, "กรอกรหัสผ่านของท่าน"),
    ],
)
def test_a_choice_that_does_not_do_answers_422_and_keeps_all_but_the_password(
    scene: Scene, wrong: dict[str, str], sentence: str
) -> None:
    answer = signed_in(scene.member).post(scene.page("select"), choice(scene, **wrong))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "พิจารณาแล้ว" in answer.text
    assert make.PASSWORD not in answer.text
    assert not SelectedIdea.objects.exists()
    scene.selection.refresh_from_db()
    assert scene.selection.version == 1


def test_the_second_to_decide_reads_who_did_and_when_and_keeps_his_reasons(scene: Scene) -> None:
    signed_in(scene.member).post(scene.page("select"), choice(scene, 2))
    late = signed_in(scene.colleague)
    answer = late.post(scene.page("select"), choice(scene, 3, reasons="เหตุผลของฉัน"))
    assert answer.status_code == 409
    decided = "นางสาวมาลี ใจดี คัดเลือกความคิดเห็นชุดที่ 2 “แนวคิดที่ 2” ไปแล้วเมื่อ 5 ม.ค. 2564 เวลา 10:00 น."
    assert decided in answer.text
    assert "เหตุผลของฉัน" in answer.text
    assert make.PASSWORD not in answer.text
    for page in ("select", "edit", "ballot"):
        again = late.get(scene.page(page))
        assert (again.status_code, decided in again.text) == (409, True)
    assert late.post(scene.page("edit"), typed(scene, version=2, minutes="x" * 30_000)).status_code == 409
    kept = late.post(scene.page("edit"), typed(scene, version=2, minutes="ข้อความที่พิมพ์ไว้"))
    assert (kept.status_code, "ข้อความที่พิมพ์ไว้" in kept.text) == (409, True)


def test_a_double_click_selects_once_and_both_are_answered_alike(scene: Scene) -> None:
    client, form = signed_in(scene.member), choice(scene)
    first, second = (client.post(scene.page("select"), form) for _each in range(2))
    assert (first.status_code, first.headers["Location"]) == (302, scene.page())
    assert (second.status_code, second.headers["Location"]) == (302, scene.page())
    assert SelectedIdea.objects.count() == 1


def test_a_choice_on_an_older_form_2_answers_409_shows_both_and_can_be_sent_again(scene: Scene) -> None:
    save(scene.selection, actor=scene.colleague, version=1, fields={"minutes": "ของเพื่อน"})
    client = signed_in(scene.member)
    answer = client.post(scene.page("select"), choice(scene, reasons="เหตุผลของฉัน"))
    assert answer.status_code == 409
    for text in ("ของเพื่อน", "พิจารณาแล้ว", "เหตุผลของฉัน", "นายสมชาย รักงาน", 'name="version" value="2"'):
        assert text in answer.text
    assert make.PASSWORD not in answer.text
    assert not SelectedIdea.objects.exists()
    assert client.post(scene.page("select"), choice(scene, version=2)).status_code == 302


def test_a_rejected_idea_is_shown_as_such_and_cannot_be_picked_again(scene: Scene) -> None:
    make_case.fill_selection(scene.selection)
    select(scene.selection, scene.ideas[1], "ดี", actor=scene.member, version=1)
    first = scene.page()
    scene.selection = reject(scene, Project.objects.get())
    client = signed_in(scene.member)
    for page in (scene.page(), scene.page("select")):
        answer = client.get(page).text
        assert "2. แนวคิดที่ 2 – คัดเลือกไปแล้วเมื่อ 5 ม.ค. 2564 เวลา 10:00 น. และโครงการไม่ได้รับอนุมัติ" in answer
    refused = client.post(scene.page("select"), choice(scene, 2))
    assert (refused.status_code, "เลือกจากความคิดเห็นที่แสดงไว้" in refused.text) == (422, True)
    assert f'href="{first}"' in client.get(scene.page()).text
    old = client.get(first).text
    assert f'href="{scene.page()}"' in old
    assert "ความคิดเห็นที่เข้ารับการคัดเลือก 3 ชุด" in old  # as it was then
    assert client.post(scene.page("select"), choice(scene, 3)).status_code == 302


def test_who_may_not_is_told_so(scene: Scene) -> None:
    officer, stranger = signed_in(scene.person(Role.OFFICER)), signed_in(make.user(Role.WORKING_GROUP, make.agency()))
    for name in ("edit", "select", "ballot", "evidence"):
        assert officer.get(scene.page(name)).status_code == 403
        assert stranger.get(scene.page(name)).status_code == 404
    assert stranger.get(scene.page()).status_code == 404
    assert officer.post(scene.page("select"), choice(scene)).status_code == 403
    assert not SelectedIdea.objects.exists()


def test_nothing_can_be_done_in_a_closed_year(scene: Scene) -> None:
    year = scene.case.assignment.year
    year.closed_at = make.at("2021-01-04")
    year.save()
    client = signed_in(scene.member)
    assert [client.get(scene.page(name)).status_code for name in ("edit", "select", "ballot")] == [409] * 3
    assert client.post(scene.page("select"), choice(scene)).status_code == 409
    assert client.get(scene.page()).status_code == 200


def test_evidence_is_gathered_by_the_working_group(scene: Scene) -> None:
    document = make.document(scene.case.assignment.agency, subject="รายงานการประชุมคณะทำงาน")
    client = signed_in(scene.member)
    client.post(scene.page("evidence"), {"version": 1, "action": "cite", "document": document.pk})
    assert "รายงานการประชุมคณะทำงาน" in client.get(scene.page()).text


def test_the_moment_on_the_pages_is_that_of_the_house(scene: Scene) -> None:
    with clock.travel(make.at("2021-01-06")):
        Selection.objects.filter(pk=scene.selection.pk).update(status_since=make.at("2021-01-02"))
        page = signed_in(scene.person(Role.HEAD)).get(scene.page()).text
    assert "ตั้งแต่ 2 ม.ค. 2564" in page
