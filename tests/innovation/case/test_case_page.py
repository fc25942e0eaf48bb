"""The page of a case: five steps in words, why a locked one is locked, documents, and a bounded number of queries."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.roles import Role
from indicators import clock
from innovation.models import InnovationCase, Selection
from tests import make, make_case

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_alone]


@pytest.fixture(autouse=True)
def in_november() -> Iterator[None]:
    with clock.travel(make.at("2020-11-25")):
        yield


def open_page(user: User, case: InnovationCase) -> str:
    client = Client()
    client.force_login(user)
    response = client.get(f"/cases/{case.pk}/")
    assert response.status_code == 200
    return html.unescape(re.sub(r"\s+", " ", response.content.decode()))


def officer(case: InnovationCase) -> User:
    return make.user(Role.OFFICER, case.assignment.agency)


def test_a_new_case_is_open_at_its_first_step_only() -> None:
    case = make_case.case()
    page = open_page(officer(case), case)
    assert page.count("task-locked") == 4
    assert "ต้องทำขั้นที่ 1 ให้เสร็จก่อน (รอผู้รับผิดชอบตัวชี้วัด)" in page
    assert "แบบฟอร์ม 1" in page
    assert "แบบฟอร์ม 3, 4" in page


def test_a_locked_step_names_who_must_act_first() -> None:
    case = make_case.case()
    make_case.sent(case)
    page = open_page(officer(case), case)
    assert "ต้องทำขั้นที่ 1 ให้เสร็จก่อน (รอสำนักงาน ก.ก.)" in page
    assert "รอการดำเนินการของสำนักงาน ก.ก." in page


def test_the_fourth_step_tells_sessions_and_people() -> None:
    case = make_case.case()
    development = make_case.approved(case)
    for day in ("2021-04-01", "2021-04-02"):
        make_case.session(development, day, people=66)
    assert "2 จาก 30 ครั้ง ผู้รับบริการ 132 คน" in open_page(officer(case), case)


def test_after_a_rejection_and_a_new_selection_the_third_step_is_locked_again() -> None:
    case = make_case.case()
    project = make_case.proposed(case, "rejected")
    Selection.objects.filter(pk=project.selected_idea.selection_id).update(replaced_at=make_case.NOON)
    make_case.cases.open_selection(case, make_case.NOON)
    page = open_page(officer(case), case)
    assert "ต้องทำขั้นที่ 2 ให้เสร็จก่อน (รอคณะทำงานของหน่วยงาน)" in page
    assert "โครงการที่ไม่ได้รับอนุมัติ" in page
    assert f"/projects/{project.pk}/" in page


def test_a_full_case_page_takes_at_most_25_queries() -> None:
    case = make_case.case()
    survey = make_case.fill_utilisation(make_case.developed(case))
    make_case.put(survey, "submitted")
    development = case.development if hasattr(case, "development") else survey.case.development
    for day in range(1, 29):
        make_case.session(development, f"2021-05-{day:02}")
    for number in range(12):
        document = make.document(case.assignment.agency)
        make.cite(development if number % 2 else survey, document)
    user = officer(case)
    client = Client()
    client.force_login(user)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(f"/cases/{case.pk}/").content.decode()
    assert page.count('class="number"') >= 12
    assert len(queries) <= 25, [query["sql"][:80] for query in queries]


def test_the_list_takes_as_many_queries_for_100_agencies_as_for_10() -> None:
    year = make.year()
    make_case.round_(year)
    auditor = make.user(Role.AUDITOR)
    asked = {}
    for many in (10, 100):
        while InnovationCase.objects.count() < many:
            case = make_case.case(make.agency(), year)
            if InnovationCase.objects.count() % 3 == 0:
                make_case.proposed(case)
        client = Client()
        client.force_login(auditor)
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/cases/").content.decode()
        assert page.count('scope="row"') == min(many, 50)
        asked[many] = len(queries)
    assert asked[10] == asked[100]


def test_the_list_shows_an_officer_his_agency_only() -> None:
    mine, other = make_case.case(), make_case.case()
    client = Client()
    client.force_login(officer(mine))
    page = client.get("/cases/").content.decode()
    assert f"/cases/{mine.pk}/" in page
    assert f"/cases/{other.pk}/" not in page
    assert client.get(f"/cases/{other.pk}/").status_code == 404


def test_the_assignment_leads_to_its_case() -> None:
    case = make_case.case()
    client = Client()
    client.force_login(officer(case))
    page = client.get(f"/assignments/{case.assignment_id}/").content.decode()
    assert f'href="/cases/{case.pk}/"' in page
