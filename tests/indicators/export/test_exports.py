"""Every list as a file: the rows that the filters leave, on all pages, for whom they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.paginator import Paginator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Agency, User
from accounts.roles import Role
from indicators import clock
from indicators.models import Document
from indicators.views import export, paging
from tests import make, make_appeal, make_case
from tests.indicators.export import reading
from tests.indicators.scoring import stage

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]
NAMES = ["สำนักงานเขตพระนคร", "สำนักงานเขตดุสิต", "สำนักอนามัย"]


@pytest.fixture(autouse=True)
def _day() -> Iterator[None]:
    with clock.travel(make.at("2021-10-25")):
        yield


@pytest.fixture
def agencies() -> list[Agency]:
    make.year()
    return [make.agency(name, level="DISTRICT" if "เขต" in name else "BUREAU") for name in NAMES]


def client_of(role: Role, agency: Agency | None = None) -> Client:
    client = Client()
    client.force_login(make.user(role, agency))
    return client


def file_of(client: Client, path: str, **query: str) -> list[list[Any]]:
    answer = client.get(path, {**query, "format": "xlsx"})
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert re.fullmatch(r'attachment; filename="[a-z0-9-]+\.xlsx"', answer["Content-Disposition"])
    return reading.xlsx(answer.content)


def test_assignments_with_the_words_of_the_page(agencies: list[Agency]) -> None:
    for number, agency in enumerate(agencies, start=1):
        made = make.assignment(agency, number=number)
        make.set_status(make.quarter(made, 1), "submitted")
    client = client_of(Role.AUDITOR)
    rows = file_of(client, "/assignments/", q="เขต")
    assert sorted(reading.column(rows, "หน่วยงาน")) == sorted(NAMES[:2])
    assert reading.column(rows, "ไตรมาสที่ 1") == ["ส่งแล้ว"] * 2
    assert reading.column(rows, "สิ้นปีงบประมาณ") == ["กำลังทำ"] * 2
    page = client.get("/assignments/", {"q": "เขต"}).content.decode()
    assert page.count("กำลังทำ") == 2 * 4
    assert "format=xlsx" in page


def test_an_agency_gets_its_own_rows_only(agencies: list[Agency]) -> None:
    for number, agency in enumerate(agencies, start=1):
        make.assignment(agency, number=number)
        make.document(agency)
    officer = client_of(Role.OFFICER, agencies[0])
    for path in ("/assignments/", "/documents/", "/dashboard/"):
        assert reading.column(file_of(officer, path), "หน่วยงาน") == [NAMES[0]], path
    assert officer.get("/scores/2564/", {"format": "xlsx"}).status_code == 403
    nobody = Client().get("/assignments/", {"format": "xlsx"})
    assert (nobody.status_code, nobody["Location"].startswith("/account/sign-in/")) == (302, True)


@pytest.mark.parametrize("path", ["/assignments/", "/documents/", "/dashboard/"])
def test_a_file_has_the_rows_of_all_pages(agencies: list[Agency], monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.setattr(paging, "Paginator", lambda rows, _size: Paginator(rows, 1))
    for number, agency in enumerate(agencies, start=1):
        make.assignment(agency, number=number)
        make.document(agency)
    client = client_of(Role.AUDITOR)
    assert "หน้า 1 จาก 3" in client.get(path).content.decode()
    assert sorted(reading.column(file_of(client, path, page="2"), "หน่วยงาน")) == sorted(NAMES)


def test_documents_with_both_dates(agencies: list[Agency]) -> None:
    make.document(agencies[0], subject="=HYPERLINK(1)", number="กท ๐๔๐๖/๒๐๐๖")
    make.document(agencies[0], subject="ไม่มีวันที่", date=None, number="")
    rows = file_of(client_of(Role.AUDITOR), "/documents/")
    assert reading.column(rows, "เรื่อง") == ["'=HYPERLINK(1)", "ไม่มีวันที่"]
    assert reading.column(rows, "ลงวันที่") == ["2 เม.ย. 2564", None]
    assert reading.column(rows, "ลงวันที่ (ค.ศ. ตาม ISO 8601)") == ["2021-04-02", None]
    assert reading.column(rows, "ไฟล์") == [0, 0]


def test_cases_with_their_step(agencies: list[Agency]) -> None:
    make_case.case(agencies[0])
    make_case.sent(make_case.case(agencies[2]))
    rows = file_of(client_of(Role.AUDITOR), "/cases/", q="อนามัย")
    assert reading.column(rows, "หน่วยงาน") == ["สำนักอนามัย"]
    assert reading.column(rows, "ขั้นที่") == [1]
    assert reading.column(rows, "สถานะ") == ["ส่งแล้ว"]
    assert reading.column(rows, "รอการดำเนินการของ") == ["สำนักงาน ก.ก."]


def test_appeals_of_a_status(agencies: list[Agency]) -> None:
    make_appeal.appeal(make_appeal.assignment(agencies[0]))
    filed = make_appeal.put(make_appeal.appeal(make_appeal.assignment(agencies[2])), "filed")
    rows = file_of(client_of(Role.AUDITOR), "/appeals/", status="filed")
    assert reading.column(rows, "เรื่องที่อุทธรณ์") == ["เกณฑ์ข้อ 4"]
    assert reading.column(rows, "หน่วยงาน") == ["สำนักอนามัย"]
    assert reading.column(rows, "ปี") == [2564]
    assert reading.column(rows, "หนังสือ") == [filed.letter.number]
    assert reading.column(rows, "รอการดำเนินการของ") == ["สำนักงาน ก.ก."]


def test_in_the_file_of_scores_unmarked_is_empty_and_nothing_is_zero(agencies: list[Agency]) -> None:
    stage.five_steps(agency=agencies[0])
    stage.five_steps(0, 0, 0, 0, 0, agency=agencies[1])
    stage.five_steps(100, agency=agencies[2])
    client = client_of(Role.AUDITOR)
    rows = file_of(client, "/scores/2564/")
    scores = dict(zip(reading.column(rows, "หน่วยงาน"), reading.column(rows, "คะแนน"), strict=True))
    assert scores == {NAMES[0]: None, NAMES[1]: 0, NAMES[2]: 2}
    assert scores[NAMES[1]] is not None
    of_state = file_of(client, "/scores/2564/", state="final")
    assert reading.column(of_state, "หน่วยงาน") == [NAMES[1]]


def test_csv_says_the_same_as_xlsx(agencies: list[Agency]) -> None:
    stage.five_steps(agency=agencies[0])
    stage.five_steps(0, 0, 0, 0, 0, agency=agencies[1])
    client = client_of(Role.AUDITOR)
    answer = client.get("/scores/2564/", {"format": "csv"})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    rows = reading.csv_rows(answer.content)
    scores = dict(zip(reading.column(rows, "หน่วยงาน"), reading.column(rows, "คะแนน"), strict=True))
    assert scores == {NAMES[0]: "", NAMES[1]: "0.00"}
    assert rows[0] == file_of(client, "/scores/2564/")[0]


def test_what_is_too_long_goes_back_to_the_list_and_says_so(
    agencies: list[Agency], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "MOST_ROWS", 2)
    for agency in agencies:
        make.document(agency)
    client = client_of(Role.AUDITOR)
    answer = client.get("/documents/", {"format": "xlsx", "text": "ประชุม"})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/documents/?text=")
    assert "format" not in answer["Location"]
    told = [str(message) for message in get_messages(answer.wsgi_request)]
    assert told == ["รายการนี้มี 3 แถว ดาวน์โหลดได้ครั้งละไม่เกิน 2 แถว โปรดเลือกตัวกรองให้แคบลงแล้วลองอีกครั้ง"]
    Document.objects.filter(agency=agencies[0]).delete()
    assert len(file_of(client, "/documents/")) == 3, "as many as are allowed do come"


def test_another_format_is_the_page(agencies: list[Agency]) -> None:
    answer = client_of(Role.AUDITOR).get("/documents/", {"format": "pdf"})
    assert answer["Content-Type"].startswith("text/html")


def test_the_number_of_queries_does_not_depend_on_the_rows(agencies: list[Agency]) -> None:
    def queries(user: User) -> int:
        client = Client()
        client.force_login(user)
        with CaptureQueriesContext(connection) as captured:
            assert len(file_of(client, "/documents/")) > 1
        return len(captured)

    user = make.user(Role.AUDITOR)
    for _each in range(10):
        make.document(agencies[0])
    few = queries(user)
    for _each in range(90):
        make.document(agencies[1])
    assert queries(user) == few
