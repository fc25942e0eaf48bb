"""What lies on each person's desk, and in the evaluator's queue: his turns, all of them and nothing else."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Agency, Membership, User
from accounts.roles import Role
from indicators import clock
from indicators.models import Assignment, FiscalYear, YearEndReport
from indicators.selectors.queue import next_in_queue, quarters_to_review, year_ends_to_review
from indicators.selectors.waiting import TRAYS, Tray, desk_of
from tests import make
from tests.indicators.workflow.cast import Cast, cast, delegate

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]
OCTOBER = make.at("2021-10-05")


def year_of(agency: Agency, *quarters: str, year_end: str = "draft") -> Assignment:
    """An assignment whose four quarters and year-end stand in these statuses."""
    assignment = make.assignment(agency)
    sent = {"submitted_at": make.at("2021-09-01"), "mark": 80}
    for number, status in enumerate(quarters, start=1):
        rows = assignment.quarterly_reports.filter(period__kind=f"q{number}")
        rows.update(status=status, **({} if status == "draft" else sent))
    YearEndReport.objects.filter(assignment=assignment).update(status=year_end, mark=80)
    return assignment


def desk(user: User, moment: object = OCTOBER) -> list[tuple[str, str]]:
    """The first words and the status of each thing on the desk."""
    with clock.travel(moment):  # type: ignore[arg-type]
        found = desk_of(user, clock.today())
    assert found.total == len(found.first)
    return sorted((waiting.name.split(" – ")[0], waiting.status) for waiting in found.first)


@pytest.fixture
def people() -> Cast:
    """One agency with one assignment whose reports stand in every status, and another agency with the same."""
    made = cast()
    for agency in (made.agency, make.agency()):
        year_of(agency, "draft", "submitted", "returned", "accepted", year_end="draft")
        year_of(agency, "accepted", "accepted", "accepted", "accepted", year_end="submitted")
        year_of(agency, "accepted", "accepted", "accepted", "accepted", year_end="returned")
        year_of(agency, "accepted", "accepted", "accepted", "accepted", year_end="endorsed")
        year_of(agency, "accepted", "accepted", "accepted", "accepted", year_end="accepted")
    return made


OFFICERS = [
    ("ไตรมาสที่ 1", "draft"),
    ("ไตรมาสที่ 3", "returned"),
    ("รายงานสิ้นปี", "draft"),
    ("รายงานสิ้นปี", "returned"),
]
HEADS = [("รายงานสิ้นปี", "submitted")]
EVALUATORS = [("ไตรมาสที่ 2", "submitted"), ("รายงานสิ้นปี", "endorsed")]


@pytest.mark.parametrize(
    ("person", "waits"),
    [
        ("officer", OFFICERS),
        ("head", HEADS),
        ("deputy", HEADS),
        ("evaluator", EVALUATORS * 2),
        ("own_evaluator", EVALUATORS),
        ("working_group", []),
        ("secretariat", []),
        ("committee", []),
        ("auditor", []),
        ("administrator", []),
        ("stranger", []),
    ],
)
def test_each_sees_exactly_his_turns(people: Cast, person: str, waits: list[tuple[str, str]]) -> None:
    assert desk(people[person]) == sorted(waits)


def test_the_queue_holds_what_the_evaluator_may_judge(people: Cast) -> None:
    for person, many in (("evaluator", 2), ("own_evaluator", 1), ("officer", 0), ("head", 0), ("auditor", 0)):
        assert (quarters_to_review(people[person]).count(), year_ends_to_review(people[person]).count()) == (
            many,
            many,
        ), person
    first = quarters_to_review(people["own_evaluator"]).get()
    assert first.assignment.agency != people.agency


def test_one_person_in_two_agencies_has_both_on_his_desk(people: Cast) -> None:
    other = Assignment.objects.exclude(agency=people.agency).first().agency
    Membership.objects.create(user=people["officer"], role=Role.HEAD, agency=other)
    people.people["officer"] = User.objects.get(pk=people["officer"].pk)
    assert desk(people["officer"]) == sorted(OFFICERS + HEADS)


def test_what_he_sent_himself_is_not_his_to_judge() -> None:
    agency = make.agency()
    both = make.user(Role.OFFICER, agency)
    Membership.objects.create(user=both, role=Role.HEAD, agency=agency)
    assignment = year_of(agency, "accepted", "accepted", "accepted", "accepted")
    make.set_status(make.fill_year_end(assignment.year_end_report), "submitted", by=both)
    head = make.user(Role.HEAD, agency)
    assert desk(User.objects.get(pk=both.pk)) == []
    assert desk(head) == HEADS


def test_a_deputy_has_the_heads_desk_while_he_stands_in() -> None:
    agency = make.agency()
    year_of(agency, "accepted", "accepted", "accepted", "accepted", year_end="submitted")
    deputy = make.user(agency=agency)
    delegate(make.user(Role.HEAD, agency), deputy, agency, starts_on=date(2021, 10, 5), ends_on=date(2021, 10, 6))
    days = ("2021-10-04", "2021-10-05", "2021-10-06", "2021-10-07")
    assert [len(desk(deputy, make.at(day))) for day in days] == [0, 1, 1, 0]


def test_a_period_that_is_not_open_waits_for_nobody() -> None:
    agency = make.agency()
    officer = make.user(Role.OFFICER, agency)
    make.assignment(agency)
    assert desk(officer, make.at("2020-09-30", "23:59")) == []
    assert desk(officer, make.at("2020-10-01", "00:00")) == [("ไตรมาสที่ 1", "draft")]
    assert len(desk(officer, make.at("2021-09-01"))) == 5


def test_a_closed_year_waits_for_nobody(people: Cast) -> None:
    FiscalYear.objects.update(closed_at=make.at("2021-10-01"))
    assert [desk(people[person]) for person in ("officer", "head", "evaluator")] == [[], [], []]
    assert next_in_queue(people["evaluator"]) is None


def test_the_nearest_due_date_comes_first() -> None:
    agency = make.agency()
    officer = make.user(Role.OFFICER, agency)
    make.set_status(make.quarter(make.assignment(agency), 1), "returned", returned_due_on=date(2021, 10, 7))
    with clock.travel(OCTOBER):
        found = desk_of(officer, clock.today())
    assert [(waiting.name.split(" – ")[0], waiting.due_on) for waiting in found.first] == [
        ("ไตรมาสที่ 2", date(2021, 4, 10)),
        ("ไตรมาสที่ 3", date(2021, 7, 10)),
        ("ไตรมาสที่ 1", date(2021, 10, 7)),
        ("ไตรมาสที่ 4", date(2021, 10, 10)),
        ("รายงานสิ้นปี", date(2021, 10, 10)),
    ]


def test_what_is_acted_on_while_the_desk_is_read_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    agency = make.agency()
    officer = make.user(Role.OFFICER, agency)
    make.assignment(agency)

    def vanishing(user: User, today: date) -> Any:
        rows = quarters.rows(user, today)
        rows.filter = lambda **wanted: rows.none()
        return rows

    quarters, *others = TRAYS
    monkeypatch.setattr(
        "indicators.selectors.waiting.TRAYS", [Tray(vanishing, quarters.show, quarters.roles), *others]
    )
    with clock.travel(OCTOBER):
        found = desk_of(officer, clock.today())
    assert [row.name.split(" – ")[0] for row in found.first] == ["รายงานสิ้นปี"]


def test_the_queue_takes_the_oldest_first() -> None:
    evaluator = make.user(Role.EVALUATOR)
    reports = [make.quarter(make.assignment(make.agency())) for _number in range(3)]
    for report, day in zip(reports, ("2020-12-22", "2020-12-20", "2020-12-21"), strict=True):
        make.set_status(report, "submitted", since=make.at(day))
    assert list(quarters_to_review(evaluator)) == [reports[1], reports[2], reports[0]]
    assert next_in_queue(evaluator) == reports[1]


@pytest.mark.parametrize("role", [Role.OFFICER, Role.EVALUATOR])
def test_a_longer_desk_takes_no_more_queries(role: Role) -> None:
    agency = make.agency()
    user = make.user(role, agency)
    asked: dict[int, tuple[int, int]] = {}
    for many in (10, 100):
        while Assignment.objects.count() < many:
            assignment = make.assignment(agency)
            if role is Role.EVALUATOR:
                type(make.quarter(assignment)).objects.filter(assignment=assignment, period__kind="q1").update(
                    status="submitted", submitted_at=OCTOBER
                )
        fresh = User.objects.get(pk=user.pk)
        with clock.travel(make.at("2020-12-01")), CaptureQueriesContext(connection) as queries:
            found = desk_of(fresh, clock.today(), most=200)
            assert [row.assignment.agency.name for row in quarters_to_review(fresh)] == [
                agency.name for _row in range(many if role is Role.EVALUATOR else 0)
            ]
        asked[many] = (found.total, len(queries))
    assert [total for total, _queries in asked.values()] == [10, 100]
    # One query for all trays and one for each with something in it (one here, and the queue); in a moved time the
    # roles (two queries) are read anew for each.
    assert asked[10][1] == asked[100][1] <= 2 * len(TRAYS) + 6
