"""After `init --demo`: the year 2564 as the official record tells it, in every table it touches."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from accounts.models import User
from indicators import clock
from indicators.models import (
    Assignment,
    Comment,
    Document,
    Event,
    FiscalYear,
    PrintRecord,
    QuarterlyReport,
    Revision,
    YearEndReport,
)
from indicators.selectors.waiting import desk_of
from indicators.selectors.warnings import quarterly_warnings, year_end_warnings
from indicators.services import prints
from indicators.services.audit import broken_links
from indicators.services.integrity import findings
from indicators.services.revisions import altered
from kpi_tracker.demo.people import PASSWORD
from kpi_tracker.demo.play import Stage
from kpi_tracker.demo.this_year import play_this_year
from tests.demo.running import run
from thai.dates import BANGKOK

pytestmark = [pytest.mark.usefixtures("demo"), pytest.mark.long]


@pytest.fixture
def report() -> YearEndReport:
    return YearEndReport.objects.get(
        assignment__agency__code="04060000", assignment__year__be_year=2564, assignment__number=8
    )


@pytest.fixture
def quarters(report: YearEndReport) -> list[QuarterlyReport]:
    return list(report.assignment.quarterly_reports.order_by("period__kind"))


def actions(of: QuarterlyReport | YearEndReport) -> list[str]:
    told = Event.objects.filter(dossier=of.dossier).exclude(action="edit").order_by("sequence")
    return list(told.values_list("action", flat=True))


def test_the_indicator_is_the_eighth_of_the_office_and_weighs_ten(report: YearEndReport) -> None:
    assignment = report.assignment
    assert assignment.name_line == ("8/สปท.ความสำเร็จในการเสนอนวัตกรรมเพื่อเพิ่มประสิทธิภาพการปฏิบัติงานของหน่วยงาน")
    assert (assignment.weight, assignment.target, assignment.indicator.unit) == (10, 10, "คะแนน")
    assert assignment.indicator.kind == "routine"


def test_progress_and_marks_are_those_of_the_record(quarters: list[QuarterlyReport]) -> None:
    assert [quarter.progress_percent for quarter in quarters] == [30, 50, 80, 100]
    assert [quarter.mark for quarter in quarters] == [100, 0, 100, 100]
    assert {quarter.status for quarter in quarters} == {"accepted"}


def test_the_year_end_is_accepted_with_ten_points(report: YearEndReport) -> None:
    assert (report.status, report.mark, report.level) == ("accepted", Decimal(100), "outcome")
    assert (report.result_in_unit, report.progress_percent) == (Decimal(10), Decimal(100))
    assert report.endorsed_by == User.objects.get(username="head")


def test_one_quarter_was_recalled_one_late_one_returned(quarters: list[QuarterlyReport]) -> None:
    assert actions(quarters[0]) == ["submit", "recall", "submit", "open", "accept"]
    assert [quarter.is_late for quarter in quarters] == [False, True, False, False]
    assert actions(quarters[2]) == ["submit", "open", "return", "submit", "open", "accept"]
    assert set(Comment.objects.filter(revision__dossier=quarters[2].dossier).values_list("field", flat=True)) == {
        "narrative",
        "obstacles",
    }


def test_the_second_quarter_tells_of_the_third_and_says_why(quarters: list[QuarterlyReport]) -> None:
    assert [warning.code for warning in quarterly_warnings(quarters[1])] == ["date_outside_quarter"]
    assert '"date_outside_quarter":"' in quarters[1].dossier.revisions.get().content


def test_the_finished_report_leaves_nothing_to_notice(report: YearEndReport, quarters: list[QuarterlyReport]) -> None:
    assert year_end_warnings(report) == []
    assert quarterly_warnings(quarters[2]) == []
    assert quarterly_warnings(quarters[3]) == []


def test_facts_of_the_year_are_told(report: YearEndReport) -> None:
    for fact in (
        "10 เรื่อง",
        "8 กุมภาพันธ์ 2564",
        "4/2564 ลงวันที่ 18 มีนาคม 2564",
        "กท 0406/2006 ลงวันที่ 2 เมษายน 2564",
        "132 คน",
        "กท 0406/191 ลงวันที่ 15 เมษายน 2564",
        "กท 0406/3937 ลงวันที่ 7 กรกฎาคม 2564",
        "กท 0303/2208 ลงวันที่ 15 กรกฎาคม 2564",
        "20 กรกฎาคม 2564",
        "22 ครั้ง",
        "ผบ. 634/2564 ลงวันที่ 30 สิงหาคม 2564",
    ):
        assert fact in report.summary


def test_the_evidence_is_six_items_in_order_and_complete(report: YearEndReport) -> None:
    cited = [citation.document for citation in report.dossier.citations.order_by("position")]
    assert [document.number for document in cited] == [
        "4/2564",
        "",
        "",
        "กท 0406/191",
        "กท 0406/3937",
        "ผบ. 634/2564",
    ]
    assert cited[4].speed == "most_urgent"
    assert [document.files.count() for document in cited] == [1, 2, 1, 1, 1, 1]
    assert cited[0].registered_at.astimezone(BANGKOK).date() == date(2021, 3, 19)


def test_the_register_holds_more_than_is_cited() -> None:
    numbers = set(Document.objects.filter(agency__code="04060000").values_list("number", flat=True))
    assert {"กท 0406/2006", "กท 0303/2208"} <= numbers


def test_the_printed_report_is_kept(report: YearEndReport) -> None:
    record = PrintRecord.objects.get(event__dossier=report.dossier, event__action="accept")
    assert record.file_id is not None
    assert prints.bytes_of(record).startswith(b"%PDF")
    assert prints.pdf_of(report) == prints.bytes_of(record)


def test_audit_revisions_and_files_hold() -> None:
    assert broken_links() == []
    assert altered() == []
    assert findings() == []
    assert Revision.objects.count() >= 30


def test_no_chain_goes_back_in_time() -> None:
    for chain in set(Event.objects.values_list("chain", flat=True)):
        instants = list(Event.objects.filter(chain=chain).order_by("sequence").values_list("at", flat=True))
        assert instants == sorted(instants), chain


def test_other_agencies_stand_where_years_stand() -> None:
    states = YearEndReport.objects.filter(assignment__year__be_year=2564).exclude(assignment__number=8)
    assert sorted(states.values_list("assignment__agency__code", "assignment__number", "status")) == [
        ("04020000", 1, "accepted"),
        ("04020000", 4, "draft"),
        ("04060000", 5, "submitted"),
        ("07000000", 2, "endorsed"),
        ("07000000", 5, "draft"),
        ("22000000", 4, "accepted"),
        ("22000000", 7, "draft"),
        ("50230000", 3, "accepted"),
        ("50230000", 5, "draft"),
        ("50350000", 2, "submitted"),
        ("50350000", 6, "returned"),
    ]
    assert not QuarterlyReport.objects.filter(assignment__year__be_year=2564).exclude(status="accepted").exists()


def test_everybody_can_sign_in() -> None:
    people = User.objects.all()
    assert len(people) == 28
    assert all(person.check_password(PASSWORD) and person.is_active for person in people)


def test_the_table_names_one_sign_in_per_role(demo) -> None:
    assert "http://127.0.0.1:8000" in demo.said
    lines = [line for line in demo.said.splitlines() if PASSWORD in line]
    assert [line.split(PASSWORD)[0].split()[-1] for line in lines] == [
        "officer",
        "working_group",
        "head",
        "deputy",
        "secretariat",
        "committee",
        "evaluator",
        "auditor",
        "administrator",
        "district_officer",
        "district_head",
    ]


def test_a_second_run_creates_nothing_and_says_the_same(demo) -> None:
    before = (Event.objects.count(), User.objects.count(), Document.objects.count(), Assignment.objects.count())
    said = run("--demo")
    after = (Event.objects.count(), User.objects.count(), Document.objects.count(), Assignment.objects.count())
    assert after == before
    assert said.split("http://")[1] == demo.said.split("http://")[1]


def test_a_plain_run_warns_of_the_known_passwords_where_debug_is_off(settings) -> None:
    settings.DEBUG = False
    assert "อย่าใช้ให้บริการจริง" in run()
    settings.DEBUG = True
    assert "อย่าใช้ให้บริการจริง" not in run()


@pytest.mark.parametrize(
    ("username", "waiting"),
    [
        ("head", {("04060000", 5, "submitted")}),
        ("deputy", {("04060000", 5, "submitted")}),
        ("district_head", {("50350000", 2, "submitted")}),
        ("district_officer", {("50350000", 6, "returned")}),
        ("evaluator", {("07000000", 2, "endorsed")}),
        ("working_group", set()),
        ("secretariat", set()),
        ("committee", set()),
        ("auditor", set()),
        ("administrator", set()),
    ],
)
def test_what_waits_of_2564(username: str, waiting: set[tuple[str, int, str]]) -> None:
    desk = desk_of(User.objects.get(username=username), clock.today())
    urls = {row.url for row in desk.first if "สิ้นปี" in row.name}
    of_2564 = YearEndReport.objects.filter(assignment__year__be_year=2564).select_related("assignment__agency")
    found = {
        (row.assignment.agency.code, row.assignment.number, row.status)
        for row in of_2564
        if any(url.rstrip("/").endswith(f"/{row.pk}") for url in urls)
    }
    assert found == waiting


def test_the_officer_has_the_quarter_of_today_to_write() -> None:
    year = FiscalYear.objects.order_by("-be_year")[0]
    assert year.starts_on <= clock.today() <= year.ends_on
    desk = desk_of(User.objects.get(username="officer"), clock.today())
    assert "draft" in {row.status for row in desk.first}
    assert any(row.due_on and row.due_on >= clock.today() for row in desk.first)


@pytest.mark.parametrize(
    ("now", "accepted", "submitted", "in_hand", "begun"),
    [
        ("2029-10-01T00:30", 0, 0, "q1", False),
        pytest.param("2029-10-03T12:00", 0, 4, "q1", True, marks=pytest.mark.full),
        pytest.param("2030-01-05T09:00", 0, 4, "q1", True, marks=pytest.mark.full),
        pytest.param("2030-01-12T09:00", 0, 16, "q2", True, marks=pytest.mark.full),
        pytest.param("2030-02-15T09:00", 12, 4, "q2", True, marks=pytest.mark.full),
        ("2030-09-30T09:00", 36, 4, "q4", True),
    ],
)
def test_whatever_the_day_there_is_work_of_this_year(
    now: str, accepted: int, submitted: int, in_hand: str, begun: bool
) -> None:
    stage = Stage({person.username: person for person in User.objects.all()}, {})
    with clock.travel(datetime.fromisoformat(now).replace(tzinfo=BANGKOK)):
        play_this_year(stage, 2573)
        desk = desk_of(User.objects.get(username="officer"), clock.today())
    reports = QuarterlyReport.objects.filter(assignment__year__be_year=2573)
    assert reports.filter(status="accepted").count() == accepted
    assert reports.filter(status="submitted").count() == submitted
    started = reports.get(assignment__agency__code="04060000", assignment__number=8, period__kind=in_hand)
    assert started.status == "draft"
    assert (started.edited_at is not None) is begun
    assert sum(row.status == "draft" for row in desk.first) >= 2
    assert broken_links() == []


def test_the_deputy_stands_in_for_the_head_all_of_this_year() -> None:
    year = FiscalYear.objects.order_by("-be_year")[0]
    (delegation,) = User.objects.get(username="deputy").delegations_held.all()
    assert (delegation.kind, delegation.head.username) == ("delegated", "head")
    assert (delegation.starts_on, delegation.ends_on) == (year.starts_on, year.ends_on)
