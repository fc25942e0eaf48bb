"""The dashboard: the sentence, the cells, the filters, who sees what, and how often the database is asked."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from decimal import Decimal as D
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Agency, User
from accounts.roles import Role
from indicators import clock
from indicators.models import FiscalYear, QuarterlyReport
from tests import make
from tests.indicators.export import reading
from tests.indicators.scoring import stage

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def in_april() -> Iterator[None]:
    """The second quarter was due on the 10th, the third is open."""
    with clock.travel(make.at("2021-04-20")):
        yield


@pytest.fixture
def year() -> FiscalYear:
    return make.year()


def client_of(role: Role, agency: Agency | None = None) -> Client:
    client = Client()
    client.force_login(make.user(role, agency))
    return client


def second(agency: Agency, status: str = "draft", **fields: Any) -> QuarterlyReport:
    """The second quarter of a fresh assignment of the agency."""
    report = make.fill_quarter(make.quarter(make.assignment(agency), 2))
    return make.set_status(report, status, **fields) if status != "draft" else report


def five(year: FiscalYear) -> dict[str, Agency]:
    """One agency in each of four states, one accepted."""
    named = {name: make.agency(f"สำนักงาน{name}") for name in ("ก", "ข", "ค", "ง", "จ")}
    second(named["ก"], "accepted")
    second(named["ข"], "submitted")
    second(named["ค"])
    second(named["ง"], "returned", returned_due_on=make.at("2021-04-30").date())
    second(named["จ"], "submitted", is_late=True)
    return named


def open_(client: Client, path: str = "/dashboard/", status: int = 200, **query: str) -> Any:
    answer = client.get(path, query)
    assert answer.status_code == status
    return answer


def words(answer: Any) -> str:
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", html.unescape(text))


def names(answer: Any) -> list[str]:
    return [row["subject"].name for row in answer.context["rows"]]


def test_the_sentence_comes_first(year: FiscalYear) -> None:
    five(year)
    said = words(open_(client_of(Role.AUDITOR), period="q2"))
    main = said[said.index("ปีงบประมาณ พ.ศ. 2564") :]
    assert "ส่งแล้ว 3 จาก 5 หน่วยงาน ล่าช้า 1" in main
    assert "ไตรมาสที่ 2 กำหนดส่ง 10 เมษายน 2564" in main
    assert main.index("ส่งแล้ว 3 จาก 5") < main.index("สถานะของงวด")


def test_it_speaks_of_the_period_that_opened_last(year: FiscalYear) -> None:
    five(year)
    assert "ส่งแล้ว 0 จาก 5 หน่วยงาน ล่าช้า 0 ไตรมาสที่ 3" in words(open_(client_of(Role.AUDITOR)))


def test_of_one_agency_its_reports_are_counted(year: FiscalYear) -> None:
    agency = make.agency()
    second(agency, "submitted")
    second(agency)
    second(agency, "accepted")
    said = words(open_(client_of(Role.OFFICER, agency), period="q2"))
    assert "ส่งแล้ว 2 จาก 3 รายงาน ล่าช้า 1" in said


def test_each_cell_says_its_state_and_leads_to_the_report(year: FiscalYear) -> None:
    agency = make.agency()
    report = second(agency, "submitted", is_late=True)
    QuarterlyReport.objects.filter(pk=report.pk).update(plan_status="behind")
    [row] = open_(client_of(Role.AUDITOR)).context["rows"]
    cells = {cell.kind: cell for cell in row["line"].cells}
    assert {kind: cell.word for kind, cell in cells.items()} == {
        "q1": "ล่าช้า",
        "q2": "ส่งแล้ว",
        "q3": "ยังไม่ส่ง",
        "q4": "ยังไม่เปิดรับ",
        "year_end": "ยังไม่เปิดรับ",
    }
    assert cells["q2"].url == reverse("quarterly-report", args=[report.pk])
    assert cells["q2"].in_words == "ส่งแล้ว, ส่งหลังกำหนด, แผน: ล่าช้า"
    assert cells["year_end"].url == reverse("year-end-report", args=[report.assignment.year_end_report.pk])


def test_the_plan_of_a_draft_and_a_plan_that_holds_are_not_told(year: FiscalYear) -> None:
    first, other = make.agency("ก"), make.agency("ข")
    QuarterlyReport.objects.filter(pk=second(first).pk).update(plan_status="behind")
    QuarterlyReport.objects.filter(pk=second(other, "submitted").pk).update(plan_status="on_plan")
    rows = open_(client_of(Role.AUDITOR)).context["rows"]
    assert [row["line"].cell("q2").notes for row in rows] == [[], []]


def test_several_reports_are_told_by_the_worst_and_lead_to_their_agency(year: FiscalYear) -> None:
    agency = make.agency()
    for status in ("submitted", "draft", "accepted"):
        second(agency, status)
    [row] = open_(client_of(Role.AUDITOR)).context["rows"]
    cell = row["line"].cell("q2")
    assert cell.word == "ล่าช้า 1 จาก 3"
    assert cell.url == f"/dashboard/2564/{agency.code}/"


def test_progress_is_that_of_what_was_sent_weighted(year: FiscalYear) -> None:
    agency = make.agency()
    for percent, weight, status in ((40, 30, "submitted"), (80, 10, "accepted"), (100, 60, "draft")):
        made = make.assignment(agency, weight=D(weight))
        report = make.fill_quarter(make.quarter(made, 2), progress_percent=D(percent))
        if status != "draft":
            make.set_status(report, status)
    answer = open_(client_of(Role.AUDITOR))
    [row] = answer.context["rows"]
    assert row["line"].progress == (None, D(50), None, None)  # (40·30 + 80·10) ÷ 40
    told = "ไตรมาสที่ 1 ไม่มีข้อมูล, ไตรมาสที่ 2 ร้อยละ 50.00, ไตรมาสที่ 3 ไม่มีข้อมูล, ไตรมาสที่ 4 ไม่มีข้อมูล"
    assert f"<title>{told}</title>" in answer.content.decode()
    assert "ร้อยละ 50.00" in words(answer)


def test_an_unmarked_score_is_words_and_nothing_is_a_number(year: FiscalYear) -> None:
    stage.five_steps(agency=make.agency("ก"), year=year)
    stage.five_steps(0, 0, 0, 0, 0, agency=make.agency("ข"), year=year)
    rows = open_(client_of(Role.AUDITOR)).context["rows"]
    assert [(row["score"], row["bullet"].value) for row in rows] == [
        ("ยังไม่ให้คะแนน", ""),
        ("0.00 จาก 10.00 คะแนน", "0.0"),
    ]


def test_filters_stand_in_the_address(year: FiscalYear) -> None:
    bureau = make.agency("สำนักอนามัย", level="BUREAU", zone="")
    north = make.agency("สำนักงานเขตดอนเมือง", level="DISTRICT", zone="กรุงเทพเหนือ")
    south = make.agency("สำนักงานเขตสาทร", level="DISTRICT", zone="กรุงเทพใต้")
    second(bureau, "submitted")
    second(north)
    second(south, "accepted")
    client = client_of(Role.AUDITOR)

    def shown(**query: str) -> set[str]:
        return set(names(open_(client, **{"period": "q2", **query}))) if query else set(names(open_(client)))

    everything = {"สำนักอนามัย", "สำนักงานเขตดอนเมือง", "สำนักงานเขตสาทร"}
    assert shown() == everything
    assert shown(level="DISTRICT") == {"สำนักงานเขตดอนเมือง", "สำนักงานเขตสาทร"}
    assert shown(zone="กรุงเทพใต้") == {"สำนักงานเขตสาทร"}
    assert shown(state="overdue") == {"สำนักงานเขตดอนเมือง"}
    assert shown(q="อนามัย") == {"สำนักอนามัย"}
    assert shown(level="no", zone="no", state="no", period="no", year="no") == everything
    kept = words(open_(client, period="q2", state="overdue"))
    assert "ส่งแล้ว 2 จาก 3 หน่วยงาน ล่าช้า 1" in kept
    assert "แสดง 1 จาก 3 หน่วยงาน" in kept


def test_an_earlier_year_has_its_own_table(year: FiscalYear) -> None:
    second(make.agency("ปีนี้"))
    earlier = make.year(2563)
    make.assignment(make.agency("ปีก่อน"), earlier)
    client = client_of(Role.AUDITOR)
    assert names(open_(client)) == ["ปีนี้"]
    assert names(open_(client, year="2563")) == ["ปีก่อน"]


def test_late_first(year: FiscalYear) -> None:
    named = five(year)
    second(named["จ"])  # a second report, which is late
    client = client_of(Role.AUDITOR)
    assert names(open_(client, period="q2")) == [f"สำนักงาน{name}" for name in "กขคงจ"]
    first = names(open_(client, period="q2", sort="late"))
    assert set(first[:2]) == {"สำนักงานค", "สำนักงานจ"}
    assert first[0] == "สำนักงานจ", "late in its first quarter twice"
    assert first[2:] == ["สำนักงานก", "สำนักงานข", "สำนักงานง"]


def test_an_agency_sees_itself_alone(year: FiscalYear) -> None:
    named = five(year)
    client = client_of(Role.OFFICER, named["ก"])
    assert names(open_(client)) == ["สำนักงานก"]
    open_(client, f"/dashboard/2564/{named['ก'].code}/")
    open_(client, f"/dashboard/2564/{named['ข'].code}/", status=404)


def test_without_a_year_it_says_so(db: None) -> None:
    assert "ยังไม่มีปีงบประมาณในระบบ" in words(open_(client_of(Role.AUDITOR)))


def test_nothing_found_offers_all(year: FiscalYear) -> None:
    five(year)
    said = words(open_(client_of(Role.AUDITOR), q="ไม่มีที่ชื่อนี้"))
    assert "ไม่พบหน่วยงานตามเงื่อนไขนี้" in said
    assert "ล้างตัวกรอง" in said


def test_the_page_of_an_agency_has_a_row_for_each_indicator(year: FiscalYear) -> None:
    agency = make.agency()
    reports = [second(agency, "submitted"), second(agency)]
    answer = open_(client_of(Role.AUDITOR), f"/dashboard/2564/{agency.code}/", period="q2")
    found = [row["line"].cell("q2").url for row in answer.context["rows"]]
    assert found == [reverse("quarterly-report", args=[report.pk]) for report in reports]
    assert "ส่งแล้ว 1 จาก 2 รายงาน ล่าช้า 1" in words(answer)
    assert answer.context["years_drawn"] is None, "one year is nothing to compare"


def test_years_stand_side_by_side(year: FiscalYear) -> None:
    agency, earlier = make.agency(), make.year(2563)
    stage.five_steps(100, 100, 100, 60, None, agency=agency, year=year)
    stage.five_steps(0, 0, 0, 0, 0, agency=agency, year=earlier)
    answer = open_(client_of(Role.AUDITOR), f"/dashboard/2564/{agency.code}/")
    assert answer.context["years_drawn"]["rows"] == [
        ("2563", "0.00 จาก 10.00 คะแนน", D(0)),
        ("2564", "7.20 จาก 8.00 คะแนน", D(90)),
    ]
    assert "2563 0.00 จาก 10.00 คะแนน 0.00 2564 7.20 จาก 8.00 คะแนน 90.00" in words(answer)
    of_then = open_(client_of(Role.AUDITOR), f"/dashboard/2563/{agency.code}/")
    assert of_then.context["years_drawn"] is None, "what came later is not compared"


def test_an_agency_without_work_in_the_year_is_no_page(year: FiscalYear) -> None:
    open_(client_of(Role.AUDITOR), f"/dashboard/2564/{make.agency().code}/", status=404)
    open_(client_of(Role.AUDITOR), "/dashboard/2570/90000001/", status=404)


def test_the_file_says_what_the_page_says(year: FiscalYear) -> None:
    five(year)
    client = client_of(Role.AUDITOR)
    page = open_(client, period="q2", sort="late")
    rows = reading.xlsx(open_(client, period="q2", sort="late", format="xlsx").content)
    assert reading.column(rows, "หน่วยงาน") == names(page)
    shown = [[cell.in_words for cell in row["line"].cells] for row in page.context["rows"]]
    assert [list(row[2:7]) for row in rows[1:]] == shown
    assert reading.column(rows, "คะแนน") == [None] * 5
    assert set(reading.column(rows, "ความก้าวหน้าสะสม ไตรมาสที่ 2 (ร้อยละ)")) == {30, None}


def test_ten_agencies_and_a_hundred_ask_the_database_alike(year: FiscalYear) -> None:
    def asked(user: User, expected: int, **query: str) -> int:
        client = Client()
        client.force_login(user)
        with CaptureQueriesContext(connection) as captured:
            answer = open_(client, **query)
        if not query.get("format"):
            assert len(answer.context["rows"]) == expected
        return len(captured)

    user = make.user(Role.AUDITOR)
    for number in range(10):
        stage.five_steps(100, agency=make.agency(f"หน่วยงาน {number}"), year=year)
    few = [asked(user, 10), asked(user, 10, sort="late"), asked(user, 10, format="xlsx")]
    for number in range(10, 100):
        stage.five_steps(100, agency=make.agency(f"หน่วยงาน {number}"), year=year)
    assert [asked(user, 100), asked(user, 100, sort="late"), asked(user, 100, format="xlsx")] == few
