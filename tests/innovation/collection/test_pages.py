"""The collection's page and the pages of one idea."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from innovation.models import Collection, Idea, Project
from innovation.services import ideas
from tests import make, make_case
from tests.indicators.stories.desk_client import Person
from tests.innovation.collection.conftest import Cast

pytestmark = pytest.mark.sqlite_alone


def page(cast: Cast, name: str = "") -> str:
    return reverse(f"collection-{name}" if name else "collection", args=[cast.collection.pk])


def idea_page(idea: Idea, name: str = "") -> str:
    return reverse(f"idea-{name}" if name else "idea", args=[idea.pk])


def typed(cast: Cast, **fields: Any) -> dict[str, Any]:
    return {
        "version": "1",
        "key": str(uuid4()),
        "type": str(cast.type.pk),
        "title": "ชื่อใหม่",
        "problem": "ปัญหาใหม่",
        "proposal": "วิธีใหม่",
        "benefit": "ผลใหม่",
        "resources": "",
        "submitted_on": "16 พ.ย. 2563",
        "name": "นางสาวสมศรี ใจงาม",
        "position": "",
        "section": "",
        **fields,
    }


def test_the_counter_says_how_many_of_how_many(cast: Cast) -> None:
    make_case.ideas(cast.collection, 7)
    text = cast.client(cast.officer).get(page(cast)).text
    assert "7 จาก 10 ชุด" in text
    assert "ยังขาด 3 ชุด" in text
    assert 'value="7"' in text
    assert 'max="10"' in text
    assert "ปิดรับและส่งสำนักงาน ก.ก. ได้เมื่อครบจำนวนขั้นต่ำ" in text
    assert "collection-close" not in text
    assert f'action="{page(cast, "close")}"' not in text


def test_an_idea_like_an_earlier_one_says_so_and_leads_to_merging(cast: Cast) -> None:
    cast.add("หน่วยบริการทะเบียนเคลื่อนที่ในห้าง", "จัดเก็บแฟ้มดิจิทัล", "หน่วยบริการทะเบียนเคลื่อนที่ในห้าง")
    text = cast.client(cast.officer).get(page(cast)).text
    assert "คล้ายชุดที่ 1 ร้อยละ 100" in text
    third = Idea.objects.get(number=3)
    asked = cast.client(cast.officer).get(idea_page(third, "merge") + "?into=1")
    assert "เนื้อหาคล้ายชุดที่ 1 ร้อยละ 100" in asked.text
    assert "คล้ายชุดที่" not in asked.text.replace("เนื้อหาคล้ายชุดที่", "")
    answer = Person(cast.officer).send(idea_page(third, "merge") + "?into=1", "into=1")
    assert "รวมชุดที่ 3 กับชุดที่ 1 แล้ว" in answer
    assert "idea-alike" not in cast.client(cast.officer).get(page(cast)).text


def test_the_list_can_show_one_status(cast: Cast) -> None:
    first, second, third = cast.add("เรื่องนับ", "เรื่องรวม", "เรื่องถอน")
    ideas.merge(second, first, actor=cast.officer, version=1, reason="ซ้ำ")
    ideas.withdraw(third, actor=cast.officer, version=1, reason="ถอน")
    client = cast.client(cast.officer)
    shown = {}
    for status in ("", "eligible", "merged", "withdrawn", "unheard-of"):
        text = client.get(f"{page(cast)}?status={status}").text
        shown[status] = [title for title in ("เรื่องนับ", "เรื่องรวม", "เรื่องถอน") if title in text]
    assert shown == {
        "": ["เรื่องนับ", "เรื่องรวม", "เรื่องถอน"],
        "eligible": ["เรื่องนับ"],
        "merged": ["เรื่องรวม"],
        "withdrawn": ["เรื่องถอน"],
        "unheard-of": ["เรื่องนับ", "เรื่องรวม", "เรื่องถอน"],
    }


@pytest.mark.parametrize("role", [Role.OFFICER, Role.SECRETARIAT])
def test_10_and_100_ideas_take_as_many_queries(cast: Cast, role: Role) -> None:
    client = cast.client(make.user(role, cast.agency))
    counts = []
    for how_many in (10, 90):
        make_case.ideas(cast.collection, how_many)
        client.get(page(cast))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(page(cast)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 42


def test_it_is_closed_returned_and_received_through_the_pages(cast: Cast) -> None:
    make_case.ideas(cast.collection, 10)
    officer, secretariat = Person(cast.officer), Person(cast.secretariat)
    assert "ส่งชุดความคิดเห็นถึงสำนักงาน ก.ก. แล้ว" in officer.send(page(cast), "close/")
    assert "ขาดประโยชน์" in secretariat.send(page(cast), "return/", reason="ขาดประโยชน์")
    officer.send(page(cast), "close/")
    assert "รับชุดความคิดเห็นแล้ว" in secretariat.send(page(cast), "receive/")
    assert cast.collection.status == "done"


def test_a_return_without_a_reason_says_so(cast: Cast) -> None:
    collection = make_case.sent(cast.case)
    answer = cast.client(cast.secretariat).post(page(cast, "return"), {"version": collection.version, "reason": ""})
    assert answer.status_code == 422
    assert "กรอกเหตุผล" in answer.text
    assert cast.collection.status == "sent"


def test_closing_too_few_is_refused_with_the_counts(cast: Cast) -> None:
    make_case.ideas(cast.collection, 9)
    answer = cast.client(cast.officer).post(page(cast, "close"), {"version": "1"})
    assert answer.status_code == 409
    assert "มีความคิดเห็นที่นับได้ 9 ชุด จากขั้นต่ำ 10 ชุด ยังขาด 1 ชุด" in answer.text


def test_carrying_over_is_asked_about_and_offered_only_where_it_can_be(db: None) -> None:
    agency = make.agency()
    last_year, this_year = make.year(2563), make.year(2564)
    last = make_case.approved(make_case.case(agency, last_year))
    collection: Collection = make_case.case(agency, this_year).collection
    officer = Person(make.user(Role.OFFICER, agency))
    address = reverse("collection", args=[collection.pk])
    ask = reverse("collection-carry-over", args=[collection.pk])
    assert ask not in officer.read(address)
    assert "ปีก่อน" not in officer.read(address)
    assert officer.client.get(ask).status_code == 409
    Project.objects.filter(pk=last.project_id).update(ends_on=this_year.ends_on)
    assert ask in officer.read(address)
    assert "โครงการทดสอบ" in officer.read(ask)
    assert "ขั้นที่ 4 เปิดแล้ว" in officer.send(ask, ask)
    collection.refresh_from_db()
    assert collection.status == "carried"


def test_an_idea_is_edited_on_its_page(cast: Cast) -> None:
    (idea,) = cast.add("เดิม")
    text = Person(cast.officer).send(idea_page(idea, "edit"), "edit/", title="ชื่อใหม่", submitted_on="๑๖/๑๑/๒๕๖๓")
    assert "บันทึกชุดที่ 1 แล้ว" in text
    idea.refresh_from_db()
    assert (idea.title, idea.submitted_on.isoformat(), idea.version) == ("ชื่อใหม่", "2020-11-16", 2)


def test_a_bad_edit_keeps_what_was_typed(cast: Cast) -> None:
    (idea,) = cast.add("เดิม")
    answer = cast.client(cast.officer).post(
        idea_page(idea, "edit"), typed(cast, title="", problem="ข้อความที่พิมพ์", submitted_on="31 ก.พ. 2563")
    )
    assert answer.status_code == 422
    assert "กรอกเรื่อง/ชื่อแนวคิด" in answer.text
    assert "ข้อความที่พิมพ์" in answer.text
    assert "31 ก.พ. 2563" in answer.text
    idea.refresh_from_db()
    assert (idea.title, idea.version) == ("เดิม", 1)


def test_a_late_edit_shows_both_texts_and_who_was_first(cast: Cast) -> None:
    (idea,) = cast.add("เดิม")
    friend = make.user(Role.OFFICER, cast.agency, full_name="นางเพื่อน ร่วมงาน")
    ideas.edit(idea, actor=friend, version=1, fields={"title": "ของเพื่อน"})
    client = cast.client(cast.officer)
    answer = client.post(idea_page(idea, "edit"), typed(cast, title="ของฉัน"))
    assert answer.status_code == 409
    for shown in ("ของเพื่อน", "ของฉัน", "นางเพื่อน ร่วมงาน", "ปัญหาใหม่", "ประชาชนเดินทางไกล"):
        assert shown in answer.text
    idea.refresh_from_db()
    assert idea.title == "ของเพื่อน"
    again = dict(answer.context["hidden"])
    assert client.post(idea_page(idea, "edit"), again).status_code == 302
    idea.refresh_from_db()
    assert (idea.title, idea.problem) == ("ของฉัน", "ปัญหาใหม่")


def test_withdrawing_asks_why(cast: Cast) -> None:
    (idea,) = cast.add("เรื่อง")
    client = cast.client(cast.officer)
    answer = client.post(idea_page(idea, "withdraw"), {"version": "1", "reason": ""})
    assert answer.status_code == 422
    assert "กรอกเหตุผล" in answer.text
    officer = Person(cast.officer)
    assert "ถอนชุดที่ 1 แล้ว" in officer.send(idea_page(idea, "withdraw"), "withdraw/", reason="ผู้เสนอขอถอน")
    assert "ผู้เสนอขอถอน" in officer.read(idea_page(idea))
    assert "กลับมานับแล้ว" in officer.send(idea_page(idea), "restore/")


def test_merging_asks_into_which_and_why(cast: Cast) -> None:
    _first, second = cast.add("หนึ่ง", "สอง")
    client = cast.client(cast.officer)
    answer = client.post(idea_page(second, "merge"), {"version": "1", "into": "999", "reason": "ซ้ำกัน"})
    assert answer.status_code == 422
    assert "เลือกชุดหลักจากรายการ" in answer.text
    assert "ซ้ำกัน" in answer.text
    first = Idea.objects.get(number=1)
    client.post(idea_page(second, "merge"), {"version": "1", "into": str(first.pk), "reason": "ซ้ำกัน"})
    officer = Person(cast.officer)
    assert "ชุดที่รวมอยู่ในชุดนี้" in officer.read(idea_page(first))
    assert "แยกชุดที่ 2 ออกมานับเป็นชุดแล้ว" in officer.send(idea_page(second), "unmerge/")


def test_the_same_idea_set_aside_twice_is_refused_with_what_was_typed(cast: Cast) -> None:
    (idea,) = cast.add("เรื่อง")
    ideas.withdraw(idea, actor=cast.officer, version=1, reason="ก่อน")
    answer = cast.client(cast.officer).post(idea_page(idea, "withdraw"), {"version": "1", "reason": "ทีหลัง"})
    assert answer.status_code == 409
    assert "ทีหลัง" in answer.text


def test_an_idea_of_another_agency_does_not_exist_and_another_role_may_not_change_it(cast: Cast) -> None:
    (idea,) = cast.add("เรื่อง")
    gets, posts = ("", "edit", "merge", "withdraw"), ("edit", "merge", "withdraw", "unmerge", "restore", "redact")
    stranger, head = cast.client(cast.stranger), cast.client(make.user(Role.HEAD, cast.agency))
    assert [stranger.get(idea_page(idea, name)).status_code for name in gets] == [404] * 4
    assert [stranger.post(idea_page(idea, name)).status_code for name in posts] == [404] * 6
    assert [head.get(idea_page(idea, name)).status_code for name in gets] == [200, 403, 403, 403]
    assert [head.post(idea_page(idea, name)).status_code for name in posts] == [403] * 6


def test_nothing_changes_once_it_is_sent(cast: Cast) -> None:
    idea = make_case.idea(cast.collection)
    make_case.sent(cast.case)
    client = cast.client(cast.officer)
    assert client.get(idea_page(idea)).status_code == 200
    assert [client.get(idea_page(idea, name)).status_code for name in ("edit", "merge", "withdraw")] == [409] * 3
    late = client.post(idea_page(idea, "edit"), typed(cast, problem="พิมพ์ไว้ก่อนปิด"))
    assert (late.status_code, "พิมพ์ไว้ก่อนปิด" in late.text) == (409, True)
    for name in ("merge", "withdraw", "unmerge", "restore"):
        assert client.post(idea_page(idea, name), {"version": "1"}).status_code == 409
    assert "แก้ไข</a>" not in client.get(idea_page(idea)).text
