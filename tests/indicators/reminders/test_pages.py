"""From ticks on the dashboard to the mails: looked at, asked for, taken back."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from indicators import clock
from indicators.models import Reminder
from tests import make
from tests.indicators.pages.conftest import signed_in
from tests.indicators.reminders.conftest import DAY, Board, late, sent


@pytest.fixture
def client(board: Board) -> Client:
    return signed_in(board.evaluator)


def ticked(*agencies: object, **more: str) -> dict[str, object]:
    return {"year": "2564", "period": "q1", "only": [agency.code for agency in agencies], **more}  # type: ignore[attr-defined]


def test_the_preview_shows_the_mail_the_count_and_who_gets_none_and_sends_nothing(client: Client) -> None:
    text = client.get("/dashboard/remind/", ticked(late("สำนักงานก"), late("สำนักงานข"), sent("สำนักงานค"))).text
    assert "จะส่งจดหมาย 2 ฉบับ ถึง 2 คน" in text
    assert "ขอให้ส่งรายงานไตรมาสที่ 1 ปีงบประมาณ พ.ศ. 2564" in text
    assert "สำนักงานค – ไม่มีรายงานค้างส่งของงวดนี้" in text
    assert "ส่งเตือน 2 หน่วยงาน" in text
    assert not Reminder.objects.exists()
    assert mail.outbox == []


def test_posted_they_wait_and_are_taken_back(client: Client) -> None:
    answer = client.post("/dashboard/remind/", ticked(late("สำนักงานก"), late("สำนักงานข")))
    page = answer.headers["Location"]
    text = client.get(page).text
    assert "รอส่ง 2 ฉบับ" in text
    assert 'data-send-after="10"' in text
    assert "เรียกคืนแล้ว 2 ฉบับ" in client.post(f"{page}cancel/", follow=True).text
    with clock.travel(DAY + timedelta(seconds=30)):
        client.post(f"{page}send/")
    assert mail.outbox == []
    assert "data-send-after" not in client.get(page).text


def test_the_page_sends_only_what_is_due(client: Client) -> None:
    page = client.post("/dashboard/remind/", ticked(late("สำนักงานก"))).headers["Location"]
    client.post(f"{page}send/")
    assert mail.outbox == []
    with clock.travel(DAY + timedelta(seconds=10)):
        text = client.post(f"{page}send/", follow=True).text
    assert len(mail.outbox) == 1
    assert "ส่งแล้ว" in text
    assert mail.outbox[0].to[0] in text


@pytest.mark.parametrize("asked", [{"only": []}, {"only": ["ไม่มี"]}])
def test_without_ticks_it_leads_back_to_the_dashboard(client: Client, asked: dict[str, object]) -> None:
    answer = client.get("/dashboard/remind/", {**ticked(), **asked}, follow=True)
    assert answer.redirect_chain == [("/dashboard/?year=2564&period=q1", 302)]
    assert "เลือกหน่วยงานที่จะเตือนอย่างน้อยหนึ่งหน่วยงาน" in answer.text


@pytest.mark.parametrize("asked", [{"year": "x"}, {"year": "2599"}, {"period": "q9"}])
def test_a_period_that_is_none_is_not_found(client: Client, asked: dict[str, str]) -> None:
    assert client.get("/dashboard/remind/", {**ticked(late("สำนักงานก")), **asked}).status_code == 404


def test_the_ticked_are_shown_alone_and_saved_alone(client: Client) -> None:
    chosen, other = late("สำนักงานก"), late("สำนักงานข")
    text = client.get("/dashboard/", ticked(chosen)).text
    assert re.findall(r'name="only"\s+value="(\w+)"', text) == [chosen.code]
    assert "ส่งแล้ว 0 จาก 1" in text or "สำนักงานข" not in text
    saved = client.get("/dashboard/", ticked(chosen, format="csv")).content.decode("utf-8-sig")
    assert (chosen.name in saved, other.name in saved) == (True, False)


def test_who_does_not_follow_up_has_no_button(client: Client) -> None:
    late("สำนักงานก")
    assert "ส่งเตือนหน่วยงานที่เลือก" in client.get("/dashboard/?year=2564").text
    auditor = signed_in(make.user(Role.AUDITOR)).get("/dashboard/?year=2564").text
    assert "ส่งเตือนหน่วยงานที่เลือก" not in auditor


def test_a_preview_of_10_asks_as_much_as_one_of_30(client: Client) -> None:
    counts, agencies = [], []
    for many in (10, 30):
        agencies += [late(f"สำนักงาน{number}") for number in range(len(agencies), many)]
        with CaptureQueriesContext(connection) as queries:
            assert f"ส่งเตือน {many} หน่วยงาน" in client.get("/dashboard/remind/", ticked(*agencies)).text
        counts.append(len(queries))
    assert counts[0] == counts[1]
