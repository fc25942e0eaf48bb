"""The page of the criteria, and the form by which the secretariat words one anew."""

from __future__ import annotations

import html
import re
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from indicators.models import Assignment, CriterionVersion, Event, FiscalYear
from tests import make
from tests.indicators.criteria.conftest import NEW, OLD, Scene, read

pytestmark = pytest.mark.sqlite_alone

FORM = {
    "version": "1",
    "text": NEW,
    "weight": "๒๐",
    "measure": "steps",
    "thresholds": "",
    "ground": "resolution",
    "ground_reference": "ครั้งที่ 3/2564 วันที่ 20 ก.ค. 2564",
    "in_force_from": "20 ก.ค. 2564",
}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(assignment: Assignment, position: int | None = None) -> str:
    if position is None:
        return reverse("criterion-list", args=[assignment.pk])
    return reverse("criterion-amend", args=[assignment.pk, position])


def send(scene: Scene, position: int = 4, **fields: Any) -> Any:
    form = {**FORM, "key": str(uuid4()), **fields}
    return signed_in(scene.secretary).post(page(scene.mine, position), form)


def plain(response: Any) -> str:
    """What is read on the page, each run of blanks as one."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.text)).split())


def test_everybody_of_the_agency_reads_each_criterion_and_what_became_of_it(scene: Scene) -> None:
    scene.amend()
    officer = make.user(Role.OFFICER, scene.mine.agency)
    response = signed_in(officer).get(page(scene.mine))
    assert response.status_code == 200
    told = plain(response)
    assert "เกณฑ์ข้อที่ 5" in told
    assert "ฉบับที่ 2 ใช้ตั้งแต่ 20 กรกฎาคม 2564" in told
    assert "มติคณะกรรมการ ครั้งที่ 3/2564 วันที่ 20 ก.ค. 2564" in told
    assert f"บันทึกโดย {scene.secretary.full_name}" in told
    assert "แก้ไขเกณฑ์ตามมติหรือหนังสือเวียน" not in told


def test_what_was_struck_and_put_in_is_told_in_words_too(scene: Scene) -> None:
    scene.amend()
    shown = signed_in(scene.secretary).get(page(scene.mine)).text
    assert '<del><span class="visually-hidden">ตัดออก </span>เวลาไม่น้อยกว่า 30 วัน</del>' in shown
    assert '<ins><span class="visually-hidden">เพิ่ม </span>ประโยชน์</ins>' in shown
    assert shown.count("<del>") == shown.count("<ins>") == 1


def test_a_changed_weight_and_scale_stand_beside_the_former(scene: Scene) -> None:
    scene.amend(text=OLD, weight=30, measure="five_levels", thresholds="60 70 80 90 100")
    told = plain(signed_in(scene.secretary).get(page(scene.mine)))
    assert "ข้อความเกณฑ์ – ไม่เปลี่ยน" in told
    assert "ระดับ 1 = 60, ระดับ 2 = 70, ระดับ 3 = 80, ระดับ 4 = 90, ระดับ 5 = 100" in told
    assert re.search(r"น้ำหนัก ฉบับที่ 1 ใช้ตั้งแต่ 1 ตุลาคม 2563 20\.00 ฉบับที่ 2 ใช้ตั้งแต่ 20 กรกฎาคม 2564 30\.00", told)
    assert "น้ำหนักของเกณฑ์รวมกันได้ 110.00 (เกิน 10.00)" in told


def test_weights_of_100_are_not_warned_of(scene: Scene) -> None:
    assert "ควรรวมกันได้ 100" not in plain(signed_in(scene.secretary).get(page(scene.mine)))


def test_the_page_of_the_assignment_shows_what_is_in_force_and_leads_there(scene: Scene) -> None:
    scene.amend()
    shown = signed_in(scene.secretary).get(reverse("assignment", args=[scene.mine.pk])).text
    assert page(scene.mine) in shown
    assert OLD not in shown
    assert NEW in shown


def test_the_form_begins_with_the_version_in_force(scene: Scene) -> None:
    response = signed_in(scene.secretary).get(page(scene.mine, 4))
    assert response.status_code == 200
    assert f">\n{OLD}</textarea>" in response.text
    assert 'name="version" value="1"' in response.text
    assert page(scene.mine, 4) in signed_in(scene.secretary).get(page(scene.mine)).text


def test_the_form_brings_the_next_version(scene: Scene) -> None:
    response = send(scene)
    assert (response.status_code, response.headers["Location"]) == (302, page(scene.mine))
    assert read(scene.mine)[3:5] == [(4, 1, OLD), (4, 2, NEW)]
    told = plain(signed_in(scene.secretary).get(page(scene.mine)))
    assert "ฉบับที่ 2 แก้ไขฉบับที่ 1" in told


def test_a_form_sent_twice_has_one_effect_and_one_answer(scene: Scene) -> None:
    key = str(uuid4())
    first, again = send(scene, key=key), send(scene, key=key)
    assert (first.status_code, first.headers["Location"]) == (again.status_code, again.headers["Location"])
    assert Event.objects.filter(action="amend").count() == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": ""}, "ข้อความเกณฑ์"),
        ({"text": OLD}, "ยังไม่มีสิ่งใดต่างจากฉบับที่ใช้อยู่"),
        ({"weight": "สิบ"}, "“สิบ” ไม่ใช่ตัวเลข"),
        ({"weight": "101"}, "ต้องไม่มากกว่า 100"),
        ({"measure": "five_levels"}, "ให้ครบ 5 ค่า"),
        ({"measure": "five_levels", "thresholds": "60 70 70 90 100"}, "โดยไม่ซ้ำกัน"),
        ({"measure": "guess"}, "guess"),
        ({"ground": "appeal"}, "appeal"),
        ({"ground": ""}, "โปรดเลือกเหตุแห่งการแก้ไข"),
        ({"ground_reference": ""}, "เลขที่และวันที่ของมติหรือหนังสือ"),
        ({"in_force_from": ""}, "กรอกวันที่เริ่มใช้"),
        ({"in_force_from": "30 ก.พ. 2564"}, "28 วัน"),
        ({"in_force_from": "30 ก.ย. 2563"}, "ไม่ก่อนวันแรกของปีงบประมาณ (1 ตุลาคม 2563)"),
        ({"version": "x"}, "แบบฟอร์มไม่ครบ"),
        ({"version": ""}, "แบบฟอร์มไม่ครบ"),
    ],
)
def test_a_form_that_does_not_do_comes_back_with_what_was_typed(
    scene: Scene, fields: dict[str, Any], sentence: str
) -> None:
    typed = {"ground_reference": "หนังสือที่ กท 0301/ว 512", **fields}
    response = send(scene, **typed)
    assert response.status_code == 422
    told = plain(response)
    assert "มีข้อผิดพลาดในแบบฟอร์มนี้" in told
    assert sentence in told
    assert html.escape(typed["ground_reference"]) in response.text
    assert len(read(scene.mine)) == 5


def test_a_form_sent_back_still_speaks_of_the_version_that_was_seen(scene: Scene) -> None:
    scene.amend()
    assert 'name="version" value="1"' in send(scene, text="").text


def test_who_comes_second_reads_both_texts_and_can_send_his_own_again(scene: Scene) -> None:
    first = scene.amend(actor=make.user(Role.SECRETARIAT, full_name="มาลี มาก่อน"))
    response = send(scene, text="นำไปใช้จริง", thresholds="")
    assert response.status_code == 409
    told = plain(response)
    assert "มาลี มาก่อน บันทึกหน้านี้เมื่อ" in told
    assert "นำไปใช้จริง" in told
    assert NEW in told
    assert read(scene.mine)[-3:-1] == [(4, 1, OLD), (4, 2, NEW)]

    hidden = dict(re.findall(r'name="(\w+)" value="([^"]*)"', response.text))
    assert hidden["version"] == str(first.version)
    fields = {name: html.unescape(value) for name, value in hidden.items() if name != "csrfmiddlewaretoken"}
    again = signed_in(scene.secretary).post(page(scene.mine, 4), {**fields, "resolve": "mine"})
    assert again.status_code == 302
    assert read(scene.mine)[3:6] == [(4, 1, OLD), (4, 2, NEW), (4, 3, "นำไปใช้จริง")]


def test_who_comes_second_with_the_same_words_is_told_so(scene: Scene) -> None:
    scene.amend()
    response = send(scene)
    assert response.status_code == 409
    assert "ตรงกับที่ท่านกรอก" in plain(response)
    assert len(read(scene.mine)) == 6


def test_in_a_closed_year_the_typed_text_is_given_back(scene: Scene) -> None:
    FiscalYear.objects.filter(pk=scene.year.pk).update(closed_at=make.at("2021-07-20"))
    response = send(scene)
    assert response.status_code == 409
    told = plain(response)
    assert "ปิดปีงบประมาณแล้ว" in told
    assert NEW in told
    assert "มติคณะกรรมการ" in told
    assert page(scene.mine) in response.text
    assert signed_in(scene.secretary).get(page(scene.mine, 4)).status_code == 409


def test_a_stranger_is_told_nothing_and_the_wrong_role_is_refused(scene: Scene) -> None:
    stranger, officer = make.user(Role.OFFICER, scene.other.agency), make.user(Role.OFFICER, scene.mine.agency)
    assert signed_in(stranger).get(page(scene.mine)).status_code == 404
    for url in (page(scene.mine, 4), page(scene.mine, 6)):
        assert signed_in(stranger).post(url, FORM).status_code == 404
    assert signed_in(officer).get(page(scene.mine, 4)).status_code == 403
    assert signed_in(officer).post(page(scene.mine, 4), FORM).status_code == 403
    assert len(read(scene.mine)) == 5


@pytest.mark.parametrize("position", [0, 6, 32768, 10**25])
def test_a_criterion_that_is_not_there_is_not_found(scene: Scene, position: int) -> None:
    assert signed_in(scene.secretary).get(page(scene.mine, position)).status_code == 404
    assert send(scene, position).status_code == 404


def test_other_methods_are_refused(scene: Scene) -> None:
    client = signed_in(scene.secretary)
    assert client.post(page(scene.mine)).status_code == 405
    assert client.delete(page(scene.mine, 4)).status_code == 405


@pytest.mark.parametrize("address", ["criterion-list", "assignment"])
def test_the_page_asks_as_often_for_30_versions_as_for_none(scene: Scene, address: str) -> None:
    client = signed_in(scene.secretary)
    url = reverse(address, args=[scene.mine.pk])
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for version in range(1, 31):
        scene.amend(text=f"ข้อความที่ {version}", seen_version=version)
    assert CriterionVersion.objects.filter(assignment=scene.mine).count() == 35
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few)
