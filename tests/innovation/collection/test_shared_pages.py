"""The officer's page with address and QR code, and the public page that needs no account."""

from __future__ import annotations

from typing import Any
from uuid import uuid4
from xml.etree import ElementTree

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from indicators import clock
from innovation.models import Idea, LinkUse, SharedLink
from innovation.services import shared_links
from tests import make, make_case
from tests.indicators.stories.desk_client import Person
from tests.innovation.collection.conftest import Cast

pytestmark = pytest.mark.sqlite_alone


@pytest.fixture
def link(cast: Cast) -> SharedLink:
    return shared_links.open_link(cast.collection, actor=cast.officer)


def public(link: SharedLink) -> str:
    return reverse("shared-idea", args=[link.token])


def typed(cast: Cast, **fields: Any) -> dict[str, str]:
    given = {
        "key": str(uuid4()),
        "consent": "on",
        "type": str(cast.type.pk),
        "title": "จองคิวทางโทรศัพท์",
        "problem": "รอนาน",
        "proposal": "ทำระบบจอง",
        "benefit": "ไม่ต้องรอ",
        "name": "นายผู้เสนอ จากลิงก์",
        "position": "",
        "section": "",
        **fields,
    }
    return {name: value for name, value in given.items() if value is not None}


def test_an_officer_opens_shows_and_closes_a_link(cast: Cast) -> None:
    officer, page = Person(cast.officer), reverse("collection-link", args=[cast.collection.pk])
    text = officer.send(page, "link/open/")
    link = SharedLink.objects.get()
    assert f"http://testserver{public(link)}" in text
    assert "20 ธ.ค. 2563" in text
    assert reverse("collection-link-qr", args=[cast.collection.pk]) in text
    assert "เปิดลิงก์" in officer.send(page, "link/close/")
    assert SharedLink.objects.get().closed_at is not None


def test_an_expired_link_says_so_and_can_be_replaced(cast: Cast, link: SharedLink) -> None:
    with clock.travel(make.at("2021-01-05")):
        officer, page = Person(cast.officer), reverse("collection-link", args=[cast.collection.pk])
        assert "ลิงก์ก่อนหน้าหมดอายุเมื่อ 20 ธ.ค. 2563" in officer.read(page)
        officer.send(page, "link/open/")
    assert SharedLink.objects.count() == 2


def test_the_qr_is_a_picture_of_its_own_address_without_style_or_script(cast: Cast, link: SharedLink) -> None:
    answer = cast.client(cast.officer).get(reverse("collection-link-qr", args=[cast.collection.pk]))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/svg+xml")
    root = ElementTree.fromstring(answer.content)
    assert {element.tag.rpartition("}")[2] for element in root.iter()} <= {"svg", "path", "g"}
    assert not any(name in {"style", "onload", "href"} for element in root.iter() for name in element.attrib)
    shared_links.close_link(link, actor=cast.officer)
    assert cast.client(cast.officer).get(reverse("collection-link-qr", args=[cast.collection.pk])).status_code == 404


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.OFFICER}))
def test_nobody_else_sees_the_address(cast: Cast, link: SharedLink, role: Role) -> None:
    client = cast.client(make.user(role, cast.agency))
    for name in ("collection-link", "collection-link-qr"):
        assert client.get(reverse(name, args=[cast.collection.pk])).status_code == 403
    for name in ("collection-link-open", "collection-link-close"):
        assert client.post(reverse(name, args=[cast.collection.pk])).status_code == 403
    assert link.token not in client.get(reverse("collection", args=[cast.collection.pk])).text
    assert cast.client(cast.stranger).get(reverse("collection-link", args=[cast.collection.pk])).status_code == 404


def test_somebody_without_an_account_hands_in_and_gets_a_number(cast: Cast, link: SharedLink) -> None:
    make_case.ideas(cast.collection, 2)
    client = Client()
    page = client.get(public(link))
    assert page.status_code == 200
    assert "ข้อมูลนี้ใช้เพื่อการคัดเลือกเท่านั้น" in page.text
    assert "แนวคิดที่ 1" not in page.text
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    answer = client.post(public(link), typed(cast), follow=True)
    assert answer.status_code == 200
    assert f"2564-{cast.agency.code}-003" in answer.text
    assert "แนวคิดที่ 1" not in answer.text
    assert "จองคิวทางโทรศัพท์" not in answer.text
    assert Idea.objects.get(number=3).proposer.name == "นายผู้เสนอ จากลิงก์"


def test_the_thank_you_page_is_for_the_key_alone(cast: Cast, link: SharedLink) -> None:
    (entered,) = cast.add("ของเจ้าหน้าที่")
    for key in (uuid4(), entered.key):
        assert Client().get(reverse("shared-idea-thanks", args=[link.token, key])).status_code == 404
    handed = shared_links.hand_in(link, cast.form1(), address="", consented=True)
    agency = make.agency()
    other = shared_links.open_link(make_case.case(agency).collection, actor=make.user(Role.OFFICER, agency))
    assert Client().get(reverse("shared-idea-thanks", args=[other.token, handed.key])).status_code == 404
    assert Client().get(reverse("shared-idea-thanks", args=[link.token, handed.key])).status_code == 200


def test_without_consent_nothing_is_taken_and_nothing_is_lost(cast: Cast, link: SharedLink) -> None:
    answer = Client().post(public(link), typed(cast, consent=None, problem="พิมพ์ยาวมาก"))
    assert answer.status_code == 422
    assert "โปรดทำเครื่องหมายยินยอมก่อนส่ง" in answer.text
    assert "พิมพ์ยาวมาก" in answer.text
    assert 'value="จองคิวทางโทรศัพท์"' in answer.text
    assert not Idea.objects.exists()


def test_bad_input_comes_back_at_its_field(cast: Cast, link: SharedLink) -> None:
    answer = Client().post(public(link), typed(cast, title="", type="999", benefit="ก" * 20_001))
    assert answer.status_code == 422
    for sentence in ("กรอกเรื่อง/ชื่อแนวคิด", "ไม่รู้จักประเภท “999”", "ยาวเกินไป 1 ตัวอักษร"):
        assert sentence in answer.text
    assert "รอนาน" in answer.text


def test_sending_twice_is_one_idea_and_one_answer(cast: Cast, link: SharedLink) -> None:
    client, given = Client(), typed(cast)
    first, second = client.post(public(link), given), client.post(public(link), given)
    assert (first.status_code, first.headers["Location"]) == (second.status_code, second.headers["Location"])
    assert Idea.objects.count() == 1


def test_a_form_sent_before_with_another_text_can_be_sent_as_one_more(cast: Cast, link: SharedLink) -> None:
    client, given = Client(), typed(cast)
    client.post(public(link), given)
    answer = client.post(public(link), {**given, "title": "อีกเรื่อง"})
    assert answer.status_code == 422
    assert "แบบนี้ส่งไปแล้ว ถ้าต้องการเสนอเป็นอีกเรื่องให้กดส่งอีกครั้ง" in answer.text
    key = dict(answer.context["hidden"])["key"]
    assert str(key) != given["key"]
    assert client.post(public(link), {**given, "title": "อีกเรื่อง", "key": key}).status_code == 302
    assert Idea.objects.count() == 2


def test_too_often_is_said_with_429_and_nothing_is_lost(
    cast: Cast, link: SharedLink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_links, "MOST_PER_ADDRESS", 1)
    client = Client()
    client.post(public(link), typed(cast))
    answer = client.post(public(link), typed(cast, title="เรื่องที่สอง"))
    assert answer.status_code == 429
    assert "มีการส่งเข้ามามากเกินไปในหนึ่งชั่วโมง ข้อความของท่านยังอยู่ครบ" in answer.text
    assert int(answer.headers["Retry-After"]) > 3500
    assert 'value="เรื่องที่สอง"' in answer.text
    assert Idea.objects.count() == 1


@pytest.mark.parametrize("end", ["expired", "closed", "sent"])
def test_a_link_that_is_over_answers_410_and_shows_what_was_typed(cast: Cast, link: SharedLink, end: str) -> None:
    if end == "closed":
        shared_links.close_link(link, actor=cast.officer)
    elif end == "sent":
        make_case.sent(cast.case)
    sentence = {
        "expired": "ลิงก์นี้หมดอายุเมื่อ 20 ธ.ค. 2563 เวลา 10:00 น.",
        "closed": "ลิงก์นี้ปิดรับความคิดเห็นแล้ว",
        "sent": "หน่วยงานปิดรับความคิดเห็นของปีนี้แล้ว",
    }[end]
    before = Idea.objects.count()
    with clock.travel(make.at("2020-12-21" if end == "expired" else "2020-11-21")):
        shown = Client().get(public(link))
        sent = Client().post(public(link), typed(cast, problem="พิมพ์ไว้นานแล้ว"))
    assert (shown.status_code, sent.status_code) == (410, 410)
    assert sentence in shown.text
    assert sentence in sent.text
    assert "พิมพ์ไว้นานแล้ว" in sent.text
    assert Idea.objects.count() == before


def test_an_unknown_link_does_not_exist(cast: Cast) -> None:
    for token in ("x", "a" * 43, "ก", "../admin"):
        assert Client().get(f"/ideas/{token}/").status_code == 404
        assert Client().post(f"/ideas/{token}/", typed(cast)).status_code == 404


def test_it_is_guarded_against_forged_forms(cast: Cast, link: SharedLink) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(public(link), typed(cast)).status_code == 403
    token = client.get(public(link)).context["csrf_token"]
    assert client.post(public(link), typed(cast, csrfmiddlewaretoken=str(token))).status_code == 302


def test_old_uses_are_forgotten_by_the_daily_command(cast: Cast, link: SharedLink, capsys: Any) -> None:
    for day in ("2020-11-18", "2020-11-20"):
        LinkUse.objects.create(link=link, address_hash="0" * 64, at=make.at(day))
    call_command("purge_link_uses")
    assert capsys.readouterr().out == "1\n"
    assert LinkUse.objects.get().at == make.at("2020-11-20")
