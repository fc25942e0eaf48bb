"""Closing and reopening a year through the pages."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from indicators import clock
from indicators.models import YearClosing
from tests import make
from tests.indicators.scoring import stage
from tests.indicators.scoring.test_score_pages import words
from tests.indicators.stories.desk_client import Person

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_alone]
PAGE = "/scores/2564/closing/"


@pytest.fixture(autouse=True)
def _day():
    with clock.travel(make.at(stage.DAY)):
        yield


@pytest.fixture
def waiting():
    """An assignment of which two steps are unmarked, beside one that is final."""
    stage.five_steps(*[100] * 5)
    return stage.five_steps(100, 100, 100, agency=make.agency("สำนักอนามัย"), number=3)


def test_from_closing_to_reopening_to_closing_again(waiting):
    evaluator, administrator = Person(make.user(Role.EVALUATOR)), Person(make.user(Role.ADMINISTRATOR))
    assert evaluator.offered(PAGE, "close/")
    assert not administrator.offered(PAGE, "close/")
    said = words(evaluator.read(PAGE))
    assert "1 รายการ จาก 2 ตัวชี้วัด" in said
    assert "ยังไม่ให้คะแนนเกณฑ์ที่ 4, 5" in said
    resolution = {"resolution_reference": "มติที่ 9/2564", "resolved_on": "22 ต.ค. 2564"}
    reason = {f"reason-{waiting.pk}": "งดให้บริการ"}
    said = words(evaluator.send(PAGE, "close/", ticked=reason, **resolution))
    assert "ปิดปีงบประมาณ 2564 แล้ว" in said
    assert "สำนักอนามัย ตัวชี้วัดที่ 3: ยังไม่ให้คะแนนเกณฑ์ที่ 4, 5 – งดให้บริการ" in said
    assert not evaluator.offered(PAGE, "close/")

    said = words(administrator.send(PAGE, "ask/", reason="พบข้อผิดพลาด"))
    assert "ขอเปิดปีเมื่อ 25 ต.ค. 2564 เวลา 10:00 น. เพราะพบข้อผิดพลาด" in said
    assert not administrator.offered(PAGE, "reopen/")
    assert "คำขอของตนเองไม่ได้" in said
    said = words(evaluator.send(PAGE, "reopen/", reason="เห็นชอบ"))
    assert "เปิดปีงบประมาณแล้ว" in said
    said = words(evaluator.send(PAGE, "close/", ticked=reason, **resolution))
    assert "ครั้งที่ 2" in said
    assert "ครั้งที่ 1" in said


def post(role, verb, **given):
    client = Client()
    client.force_login(make.user(role))
    return client.post(f"{PAGE}{verb}/", {"key": str(uuid4()), **given})


def test_a_form_that_does_not_do_comes_back_with_what_was_typed(waiting):
    answer = post(Role.EVALUATOR, "close", resolution_reference="มติที่ 9", resolved_on="31 ก.พ. 2564", note="หมายเหตุ")
    html = answer.content.decode()
    assert answer.status_code == 422
    assert f"id_reason-{waiting.pk}" in html
    assert "ระบุเหตุผลที่ให้ปิดปีได้" in html
    assert all(typed in html for typed in ("มติที่ 9", "31 ก.พ. 2564", "หมายเหตุ"))
    assert not YearClosing.objects.exists()


def test_scores_that_changed_meanwhile_are_shown_and_nothing_typed_is_lost(waiting):
    person = Person(make.user(Role.EVALUATOR))
    form = person.offered(PAGE, "close/")
    later = stage.five_steps(100, agency=waiting.agency)
    typed = {
        **form.values,
        "resolution_reference": "มติที่ 9",
        "resolved_on": "22 ต.ค. 2564",
        f"reason-{waiting.pk}": "งดให้บริการ",
        f"reason-{later.pk}": "มาทีหลัง",
    }
    answer = person.client.post(form.action, typed)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "มีคะแนนที่เปลี่ยนไป" in html
    assert all(each in html for each in ("มติที่ 9", "งดให้บริการ", "มาทีหลัง"))
    # What came meanwhile asks for its reason; sent without it the form comes back as well.
    del typed[f"reason-{later.pk}"]
    answer = person.client.post(form.action, typed)
    assert answer.status_code == 422
    assert "งดให้บริการ" in answer.content.decode()


def test_a_double_click_has_one_effect_and_one_answer(waiting):
    person = Person(make.user(Role.EVALUATOR))
    form = person.offered(PAGE, "close/")
    typed = {**form.values, "resolution_reference": "มติ", "resolved_on": "22 ต.ค. 2564", f"reason-{waiting.pk}": "รอ"}
    answers = [person.client.post(form.action, typed) for _click in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert YearClosing.objects.count() == 1


def test_asking_without_a_reason_says_so(waiting):
    stage.close(waiting.year)
    answer = post(Role.ADMINISTRATOR, "ask", reason=" ")
    assert answer.status_code == 422
    assert "action-reason" in answer.content.decode()
    assert "กรอกเหตุผล" in answer.content.decode()


def test_what_is_open_needs_no_reopening(waiting):
    answer = post(Role.ADMINISTRATOR, "ask", reason="พบข้อผิดพลาด")
    assert answer.status_code == 409
    assert "ปีงบประมาณนี้ยังเปิดอยู่" in answer.content.decode()


def test_the_year_of_the_administration_leads_here(waiting):
    client = Client()
    client.force_login(make.user(Role.ADMINISTRATOR))
    assert PAGE in client.get(reverse("year-edit", args=[waiting.year_id])).content.decode()
