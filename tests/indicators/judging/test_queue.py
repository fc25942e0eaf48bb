"""The queue of what is not judged under the version in force, and the page on which one is judged."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from indicators.models import CriterionVersion, FiscalYear, Judgement
from indicators.selectors.judged import waiting_to_be_judged
from tests import make, make_case
from tests.indicators.judging.conftest import Case, case_with_criteria, new_version
from tests.indicators.pages.conftest import signed_in

QUEUE = "/judging/"


@pytest.fixture
def client(case: Case) -> Client:
    return signed_in(case.people["secretariat"])


def read(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status
    return answer.content.decode()


def page(case: Case, position: int = 1) -> str:
    return f"{QUEUE}{case.criterion(position).pk}/"


def form(case: Case, position: int = 1, **typed: Any) -> dict[str, Any]:
    """What the page of the position holds, with what is typed."""
    shown = signed_in(case.people["secretariat"]).get(page(case, position)).content.decode()
    held = dict(re.findall(r'<input type="hidden" name="(seen_\w+|key)" value="([^"]*)"', shown))
    assert held.keys() == {"seen_number", "seen_revision", "key"}
    return {**held, **typed}


def positions(user: User, **filters: int) -> list[int]:
    return [row.position for row in waiting_to_be_judged(user, **filters)]


@pytest.mark.both_databases
def test_what_is_judged_leaves_the_queue_and_a_new_version_comes_back(case: Case) -> None:
    user = case.people["secretariat"]
    assert positions(user) == [1, 2, 3, 4, 5]
    case.judge("0", position=4)
    assert positions(user) == [1, 2, 3, 5], "0 is judged"
    new_version(case.criterion(4))
    assert [(row.position, row.version) for row in waiting_to_be_judged(user)][3] == (4, 2)


@pytest.mark.both_databases
def test_the_queue_is_by_agency_and_filtered_by_year_and_step(case: Case, client: Client) -> None:
    agency = make.agency("กองกลาง")
    case_with_criteria(agency)
    user = case.people["secretariat"]
    rows = [(row.assignment.agency.name, row.position) for row in waiting_to_be_judged(user)]
    assert rows == [("กองกลาง", position) for position in range(1, 6)] + [
        (case.people.agency.name, position) for position in range(1, 6)
    ]
    assert positions(user, step=3) == [3, 3]
    assert (positions(user, be_year=2565), len(positions(user, be_year=2564))) == ([], 10)
    shown = read(client, f"{QUEUE}?year=2564&step=3")
    assert "ยังไม่ให้คะแนน 2 รายการ" in shown
    assert f"{page(case, 3)}?year=2564&amp;step=3" in shown
    assert "ไม่มีเกณฑ์ที่รอให้คะแนน" in read(client, f"{QUEUE}?year=2565")
    assert "ยังไม่ให้คะแนน 10 รายการ" in read(client, f"{QUEUE}?year=x&step=99999")


@pytest.mark.both_databases
def test_own_agency_closed_year_and_other_measures_do_not_wait(case: Case) -> None:
    assert positions(case.people["own_secretariat"]) == []
    assert positions(case.people["evaluator"]) == []
    new_version(case.criterion(2), measure="percent")
    assert positions(case.people["secretariat"]) == [1, 3, 4, 5]
    FiscalYear.objects.update(closed_at=make.at("2021-10-01"))
    assert positions(case.people["secretariat"]) == []


@pytest.mark.both_databases
def test_it_takes_as_many_queries_for_100_as_for_10(case: Case, client: Client) -> None:
    counts = []
    for many in (2, 20):
        while CriterionVersion.objects.count() < 5 * many:
            made = case_with_criteria(make.agency())
            if made.pk % 2:
                make_case.received(made, 2)
        client.get(QUEUE)
        with CaptureQueriesContext(connection) as queries:
            assert f"ยังไม่ให้คะแนน {5 * many} รายการ" in read(client, QUEUE)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 30


def test_the_page_shows_submission_criterion_and_place(case: Case, client: Client) -> None:
    shown = read(client, page(case, 2))
    for text in ("ชุดที่ 1 แนวคิดที่ 1", "รายการที่ 2 จาก 5", "คัดเลือกหนึ่งเรื่อง", "ยังไม่ให้คะแนน", "ข้าม"):
        assert text in shown, text
    assert f'href="{page(case, 3)}"' in shown
    assert f'href="{page(case, 1)}"' in shown
    assert "autofocus" in shown.split('name="percent"')[1].split(">")[0] + shown.split('name="percent"')[0][-300:]
    assert "ยังไม่มีการส่งงานให้พิจารณา" in read(client, page(case, 5))


def test_0_and_unmarked_look_different(case: Case, client: Client) -> None:
    case.judge("0")
    shown = read(client, page(case))
    assert "<strong>0.00</strong>" in shown
    assert "status-soft" not in shown.split('<p class="given-mark">')[1].split("</p>")[0]
    unmarked = read(client, page(case, 2)).split('<p class="given-mark">')[1].split("</p>")[0]
    assert ("ยังไม่ให้คะแนน" in unmarked, "status-soft" in unmarked, "0.00" in unmarked) == (True, True, False)


def test_saving_goes_to_the_next_and_keeps_the_filters(case: Case, client: Client) -> None:
    typed = form(case, percent="๘๐", next="1")
    answer = client.post(f"{page(case)}?year=2564", typed, follow=True)
    assert answer.redirect_chain == [(f"{page(case, 2)}?year=2564", 302)]
    assert "บันทึกผลสำเร็จร้อยละ 80.00 แล้ว" in answer.content.decode()
    assert Judgement.objects.get().percent == 80
    stays = client.post(page(case, 3), form(case, 3, percent="70"))
    assert stays.headers["Location"] == page(case, 3)


def test_after_the_last_comes_the_first_that_was_left_and_then_the_queue(case: Case, client: Client) -> None:
    for position in (2, 3, 4):
        case.judge("50", position=position)
    answer = client.post(page(case, 5), form(case, 5, percent="0", next="1"))
    assert answer.headers["Location"] == page(case, 1)
    assert client.post(page(case, 1), form(case, 1, percent="0", next="1")).headers["Location"] == QUEUE


@pytest.mark.parametrize("percent", ["", "-1", "100.01", "50.555", "มาก"])
def test_a_bad_percentage_comes_back_with_what_was_typed(case: Case, client: Client, percent: str) -> None:
    answer = client.post(page(case), form(case, percent=percent, reason="เหตุผลที่พิมพ์ไว้"))
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert f'value="{percent}"' in shown or not percent
    assert "เหตุผลที่พิมพ์ไว้" in shown
    assert not Judgement.objects.exists()


def test_a_second_judgement_asks_why(case: Case, client: Client) -> None:
    case.judge("40")
    assert "เหตุผลที่ให้คะแนนใหม่" in read(client, page(case))
    refused = client.post(page(case), form(case, percent="60"))
    assert (refused.status_code, "กรอกเหตุผลที่ให้คะแนนใหม่" in refused.content.decode()) == (422, True)
    assert client.post(page(case), form(case, percent="60", reason="เอกสารครบ")).status_code == 302


def test_who_comes_second_is_told_by_whom_and_keeps_what_he_typed(case: Case, client: Client) -> None:
    mine = form(case, percent="90", reason="ครบถ้วน")
    first = case.judge("40")
    answer = client.post(page(case), mine)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert f"{first.judged_by} ให้คะแนนร้อยละ 40.00" in shown
    assert 'value="90"' in shown
    assert "ครบถ้วน" in shown
    again = {**form(case), "percent": "90", "reason": "ครบถ้วน"}
    assert client.post(page(case), again).status_code == 302
    assert Judgement.objects.order_by("-number")[0].percent == 90


def test_an_older_version_leads_to_the_one_in_force(case: Case, client: Client) -> None:
    old, typed = case.criterion(4), form(case, 4, percent="90")
    new = new_version(old)
    shown = read(client, f"{QUEUE}{old.pk}/")
    assert f'href="{QUEUE}{new.pk}/"' in shown
    assert 'name="percent"' not in shown
    refused = client.post(f"{QUEUE}{old.pk}/", typed)
    assert (refused.status_code, "90" in refused.content.decode()) == (409, True)
    compared = read(client, f"{QUEUE}{new.pk}/")
    assert "<del>" in compared
    assert not Judgement.objects.exists()


def test_a_closed_year_is_read_but_not_judged(case: Case, client: Client) -> None:
    typed = form(case, percent="90")
    FiscalYear.objects.update(closed_at=make.at("2021-10-01"))
    assert 'name="percent"' not in read(client, page(case))
    assert client.post(page(case), typed).status_code == 409


def test_a_form_without_what_it_saw_is_refused(case: Case, client: Client) -> None:
    assert client.post(page(case), {"percent": "50", "key": str(uuid4())}).status_code == 422
    assert not Judgement.objects.exists()


def test_the_navigation_has_it_for_the_secretariat_alone(case: Case) -> None:
    for name, has in (("secretariat", True), ("evaluator", False), ("officer", False)):
        assert (f'href="{QUEUE}"' in read(signed_in(case.people[name]), "/")) is has
