"""The page on which the steps of a case are judged together: all marks of a form, or none."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from accounts.roles import Role
from indicators.models import Event, FiscalYear, Judgement
from tests import make
from tests.indicators.judging.conftest import Case, case_with_criteria, new_version
from tests.indicators.pages.conftest import signed_in


@pytest.fixture
def client(case: Case) -> Client:
    return signed_in(case.people["secretariat"])


def page(case: Case) -> str:
    return f"/judging/assignments/{case.assignment.pk}/"


def shown(client: Client, case: Case) -> str:
    answer = client.get(page(case))
    assert answer.status_code == 200
    return answer.content.decode()


def form(client: Client, case: Case, **typed: Any) -> dict[str, Any]:
    """What the page holds, with what is typed: c1="80" is the mark of criterion 1."""
    held = dict(re.findall(r'<input type="hidden" name="(key|c\d-\w+)" value="([^"]*)"', shown(client, case)))
    empty = {name.replace("criterion", "percent"): "" for name in held if name.endswith("criterion")}
    return {**held, **empty, **{f"{name}-percent": value for name, value in typed.items()}}


def marks() -> list[Any]:
    rows = Judgement.objects.order_by("criterion__position", "number")
    return list(rows.values_list("criterion__position", "percent"))


def test_five_marks_are_one_form_and_five_events(case: Case, client: Client) -> None:
    before = Event.objects.count()
    answer = client.post(
        page(case), {**form(client, case, c1="100", c2="๘๐", c3="0", c4="50.25", c5="75"), "next": "1"}
    )
    assert answer.headers["Location"] == "/judging/", "nothing else waits"
    assert marks() == [(1, 100), (2, 80), (3, 0), (4, Decimal("50.25")), (5, 75)]
    assert Event.objects.count() - before == 5


def test_save_and_next_goes_to_the_next_case(case: Case, client: Client) -> None:
    other = case_with_criteria(make.agency("ฮ หน่วยงานท้าย"))
    text = shown(client, case)
    assert "รายการที่ 1 จาก 2" in text
    assert f'href="/judging/assignments/{other.assignment.pk}/"' in text
    answer = client.post(page(case), {**form(client, case, c1="100"), "next": "1"}, follow=True)
    assert answer.redirect_chain == [(f"/judging/assignments/{other.assignment.pk}/", 302)]
    assert "บันทึกคะแนน 1 ข้อแล้ว ยังไม่ให้คะแนน 4 ข้อ" in answer.content.decode()
    stays = client.post(page(case), form(client, case, c2="70"))
    assert stays.headers["Location"] == page(case)


def test_the_first_criterion_to_judge_has_the_focus_and_the_total_is_told(case: Case, client: Client) -> None:
    case.judge("100", position=1)
    case.judge("50", position=3)
    text = shown(client, case)
    assert 'name="c1-percent"' not in text
    assert re.search(r'<input[^>]*name="c2-percent"[^>]*autofocus', text)
    assert len(re.findall("autofocus", text)) == 1
    assert re.search(r"<output data-total>\s*3\.00\s*</output> / 10\.00", text), "2.00 and 1.00 of weight 10"


@pytest.mark.parametrize("percent", ["-1", "100.01", "50.555", "มาก"])
def test_one_bad_mark_keeps_all_and_everything_typed_comes_back(case: Case, client: Client, percent: str) -> None:
    answer = client.post(page(case), form(client, case, c1="90", c2=percent))
    text = answer.content.decode()
    assert (answer.status_code, marks()) == (422, [])
    assert ('value="90"' in text, f'value="{percent}"' in text) == (True, True)


def test_a_form_without_any_mark_says_what_to_fill(case: Case, client: Client) -> None:
    answer = client.post(page(case), form(client, case))
    assert (answer.status_code, marks()) == (422, [])
    assert 'href="#id_c1-percent"' in answer.content.decode()


def test_a_reason_without_a_mark_is_not_lost(case: Case, client: Client) -> None:
    answer = client.post(page(case), {**form(client, case), "c3-reason": "ยังไม่มีเอกสาร"})
    text = answer.content.decode()
    assert (answer.status_code, "ยังไม่มีเอกสาร" in text, 'href="#id_c3-percent"' in text) == (422, True, True)


def test_one_criterion_judged_meanwhile_keeps_all_and_is_named(case: Case, client: Client) -> None:
    typed = form(client, case, c1="90", c2="85")
    other = make.user(Role.SECRETARIAT)
    case.judge("37.5", by=other, position=2)
    answer = client.post(page(case), typed)
    text = answer.content.decode()
    assert (answer.status_code, marks()) == (409, [(2, Decimal("37.50"))])
    assert ("ขั้นที่ 2" in text, str(other) in text, 'value="90"' in text, "85" in text) == (True,) * 4
    assert "37.5" not in text, "mine is not given yet"
    again = client.post(page(case), form(client, case, c1="90"))
    assert (again.status_code, marks()) == (302, [(1, 90), (2, Decimal("37.50"))])


def test_a_criterion_amended_meanwhile_is_read_before_it_is_judged(case: Case, client: Client) -> None:
    typed = form(client, case, c1="90", c4="80")
    new_version(case.criterion(4), text="นำไปใช้ประโยชน์จริง")
    answer = client.post(page(case), typed)
    text = answer.content.decode()
    assert (answer.status_code, marks()) == (409, [])
    assert ("นำไปใช้ประโยชน์จริง" in text, 'value="80"' in text) == (True, True)


def test_what_a_colleague_gave_is_not_in_the_page_before_mine_is_stored(case: Case, client: Client) -> None:
    case.judge("37.5", by=make.user(Role.SECRETARIAT), position=2, reason="หลักฐานบางส่วน")
    text = shown(client, case)
    assert ("37.5" in text, "หลักฐานบางส่วน" in text) == (False, False)
    assert not re.search(r"<output data-total>\s*\d", text)
    criterion = client.get(f"/judging/{case.criterion(2).pk}/").content.decode()
    assert ("37.5" in criterion, "หลักฐานบางส่วน" in criterion) == (False, False)
    client.post(page(case), form(client, case, c1="90", c3="90", c4="90", c5="90"))
    assert "37.50" in shown(client, case)


def test_a_form_sent_twice_judges_once(case: Case, client: Client) -> None:
    typed = form(client, case, c1="90", c2="80")
    assert [client.post(page(case), typed).status_code for _time in (1, 2)] == [302, 302]
    assert marks() == [(1, 90), (2, 80)]


def test_taking_no_part_leads_on_to_the_next_case(case: Case, client: Client) -> None:
    other = case_with_criteria(make.agency("ฮ หน่วยงานท้าย"))
    text = shown(client, case)
    assert ("งดประเมิน" in text, f'name="to" value="{other.assignment.pk}"' in text) == (True, True)
    form_sent = {"reason": "มีส่วนได้เสีย", "queue": "judging", "to": str(other.assignment.pk)}
    answer = client.post(f"/assignments/{case.assignment.pk}/recuse/", form_sent)
    assert answer.headers["Location"] == f"/judging/assignments/{other.assignment.pk}/"
    assert client.get(page(case)).status_code == 403


def test_a_closed_year_is_read_but_not_judged(case: Case, client: Client) -> None:
    typed = form(client, case, c1="90")
    FiscalYear.objects.update(closed_at=make.at("2021-10-01"))
    assert 'name="c1-percent"' not in shown(client, case)
    answer = client.post(page(case), typed)
    assert (answer.status_code, ">90<" in re.sub(r"\s", "", answer.content.decode())) == (409, True)
    assert marks() == []


def test_the_queue_leads_to_the_case_and_a_chosen_step_to_its_criterion(case: Case, client: Client) -> None:
    queue = client.get("/judging/").content.decode()
    assert f'href="{page(case)}#criterion-3"' in queue
    by_step = client.get("/judging/?step=3").content.decode()
    assert f'href="/judging/{case.criterion(3).pk}/?step=3"' in by_step
