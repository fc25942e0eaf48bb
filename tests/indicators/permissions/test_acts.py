"""Who takes which step, reviews, opens and edits: not only yes or no, but why, since when and whose turn it is."""

from __future__ import annotations

import pytest

from accounts.models import Membership
from accounts.roles import Role
from indicators import clock
from indicators.models import Assignment, FiscalYear, QuarterlyReport, YearEndReport
from indicators.permissions import Refused, Verdict, can, can_edit, hides_until_opened, judges, reviews
from tests import make, make_appeal
from tests.indicators.permissions.verdicts import (
    ALLOWED,
    NOW,
    SINCE,
    STRANGER,
    in_status,
    lacking,
    of_own_agency,
    own_submission,
    recuse,
    recused,
)
from tests.indicators.workflow.cast import Cast

pytestmark = pytest.mark.django_db


def test_an_action_is_allowed_with_its_row(people: Cast, quarter: QuarterlyReport) -> None:
    verdict = can(people["officer"], "submit", quarter, NOW)
    assert (verdict.allowed, verdict.row.action, verdict.row.source) == (True, "submit", "draft")


@pytest.mark.parametrize(
    ("name", "action", "status", "verdict"),
    [
        ("officer", "recall", "draft", in_status("ร่าง", "officer")),
        ("officer", "submit", "accepted", in_status("ผ่านการตรวจประเมินแล้ว", "")),
        ("evaluator", "accept", "draft", in_status("ร่าง", "officer")),
        ("officer", "accept", "submitted", lacking(Role.EVALUATOR)),
        ("officer", "accept", "draft", lacking(Role.EVALUATOR)),
        ("own_evaluator", "accept", "submitted", of_own_agency(Role.EVALUATOR)),
        ("stranger", "submit", "draft", STRANGER),
    ],
)
def test_a_refusal_says_why_since_when_and_whose_turn_it_is(
    people: Cast, quarter: QuarterlyReport, name: str, action: str, status: str, verdict: Verdict
) -> None:
    report = quarter if status == "draft" else make.set_status(quarter, status, people["officer"])
    assert can(people[name], action, report, NOW) == verdict


def test_what_a_guard_refuses_is_told_with_its_words(people: Cast, quarter: QuarterlyReport) -> None:
    after = can(people["officer"], "submit", quarter, make.at("2021-02-01", "00:00"))
    assert after == Verdict(
        False,
        Refused.MOMENT,
        "ไตรมาสที่ 1 2564 ปิดรับแล้ว ขอขยายเวลาได้ที่ผู้ดูแลระบบ",
        make.at("2021-02-01", "00:00"),
        Role.ADMINISTRATOR,
    )


def test_nobody_judges_what_he_submitted_and_who_submitted_may_recall_it(
    people: Cast, quarter: QuarterlyReport
) -> None:
    submitter = people["evaluator"]
    Membership.objects.create(user=submitter, role=Role.OFFICER, agency=people["stranger"].agency)
    make.set_status(quarter, "submitted", submitter)
    assert can(submitter, "accept", quarter, NOW) == own_submission(Role.EVALUATOR)
    assert can(make.user(Role.EVALUATOR), "accept", quarter, NOW).allowed
    make.set_status(quarter, "submitted", people["officer"])
    assert can(people["officer"], "recall", quarter, NOW).allowed


def test_who_takes_no_part_in_an_assignment_judges_it_alone_not(people: Cast, of: Assignment) -> None:
    evaluator, secretary = people["evaluator"], people["secretariat"]
    recuse(evaluator, of)
    here, elsewhere = (
        make.set_status(make.fill_quarter(make.quarter(each)), "submitted", people["officer"])
        for each in (of, make.assignment(people.agency, of.year))
    )
    with clock.travel(NOW):
        assert can(evaluator, "accept", here, NOW) == recused(Role.EVALUATOR)
        assert judges(evaluator, Role.EVALUATOR, of) == recused(Role.EVALUATOR)
        assert reviews(evaluator, here) == recused(Role.EVALUATOR)
        assert can(evaluator, "accept", elsewhere, NOW).allowed
        assert judges(secretary, Role.SECRETARIAT, of) == ALLOWED
        assert judges(secretary, Role.EVALUATOR, of) == lacking(Role.EVALUATOR)
        recuse(secretary, of)
        assert judges(secretary, Role.SECRETARIAT, of) == recused(Role.SECRETARIAT)
        assert judges(secretary, Role.EVALUATOR, of) == lacking(Role.EVALUATOR)


def test_a_recusal_keeps_nobody_from_what_is_no_judging(people: Cast, quarter: QuarterlyReport) -> None:
    recuse(people["officer"], quarter.assignment)
    assert can(people["officer"], "submit", quarter, NOW).allowed


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("head", ALLOWED),
        ("evaluator", ALLOWED),
        ("officer", lacking(Role.HEAD)),
        ("own_evaluator", lacking(Role.HEAD)),
        ("stranger", STRANGER),
    ],
)
def test_whoever_may_return_a_report_is_on_the_side_that_reviews_it(
    people: Cast, year_end: YearEndReport, name: str, verdict: Verdict
) -> None:
    make.set_status(year_end, "submitted", people["officer"])
    with clock.travel(NOW):
        assert reviews(people[name], year_end) == verdict


def test_a_quarter_is_reviewed_by_the_evaluator_alone(people: Cast, quarter: QuarterlyReport) -> None:
    make.set_status(quarter, "submitted", people["officer"])
    with clock.travel(NOW):
        assert reviews(people["evaluator"], quarter) == ALLOWED
        assert reviews(people["head"], quarter) == lacking(Role.EVALUATOR)


def test_who_returns_it_in_one_status_does_not_in_the_next(people: Cast, year_end: YearEndReport) -> None:
    make.set_status(year_end, "endorsed", people["officer"])
    assert can(people["head"], "return", year_end, NOW) == lacking(Role.EVALUATOR)
    assert can(people["evaluator"], "return", year_end, NOW).allowed


def test_who_submitted_it_is_not_on_the_side_that_reviews_it(people: Cast, year_end: YearEndReport) -> None:
    make.set_status(year_end, "submitted", people["head"])
    with clock.travel(NOW):
        assert reviews(people["head"], year_end) == own_submission(Role.HEAD)


@pytest.mark.parametrize(
    ("name", "status", "opened", "hidden"),
    [
        ("evaluator", "submitted", False, True),
        ("evaluator", "submitted", True, False),
        ("evaluator", "draft", False, False),
        ("evaluator", "accepted", False, False),
        ("auditor", "submitted", False, False),
        ("officer", "submitted", False, False),
        ("officer", "draft", False, False),
    ],
)
def test_a_submission_waits_to_be_opened_by_whose_turn_it_is(
    people: Cast, quarter: QuarterlyReport, name: str, status: str, opened: bool, hidden: bool
) -> None:
    fields = {"opened_at": NOW if opened else None}
    report = quarter if status == "draft" else make.set_status(quarter, status, people["officer"], **fields)
    assert hides_until_opened(people[name], report) is hidden


def test_what_waits_for_the_head_is_opened_by_the_head(people: Cast, year_end: YearEndReport) -> None:
    make.set_status(year_end, "submitted", people["officer"])
    assert hides_until_opened(people["head"], year_end)
    assert not hides_until_opened(people["evaluator"], year_end)


def test_who_may_read_it_in_another_role_need_not_open_it(people: Cast, quarter: QuarterlyReport) -> None:
    Membership.objects.create(user=people["evaluator"], role=Role.AUDITOR)
    make.set_status(quarter, "submitted", people["officer"])
    assert not hides_until_opened(people["evaluator"], quarter)


@pytest.mark.parametrize(
    ("name", "status", "verdict"),
    [
        ("officer", "draft", ALLOWED),
        ("officer", "returned", ALLOWED),
        ("officer", "submitted", in_status("ส่งแล้ว", "evaluator")),
        ("officer", "accepted", in_status("ผ่านการตรวจประเมินแล้ว", "")),
        ("head", "draft", lacking(Role.OFFICER)),
        ("stranger", "draft", STRANGER),
    ],
)
def test_the_text_is_changed_by_its_officer_while_it_is_his_turn(
    people: Cast, quarter: QuarterlyReport, name: str, status: str, verdict: Verdict
) -> None:
    report = quarter if status == "draft" else make.set_status(quarter, status, people["officer"])
    with clock.travel(NOW):
        assert can_edit(people[name], report) == verdict


def test_no_text_is_changed_in_a_closed_year(people: Cast, quarter: QuarterlyReport) -> None:
    FiscalYear.objects.update(closed_at=SINCE)
    with clock.travel(NOW):
        assert can_edit(people["officer"], make.quarter(quarter.assignment)) == Verdict(
            False, Refused.MOMENT, "ปิดปีงบประมาณแล้ว", SINCE, Role.ADMINISTRATOR
        )


def test_what_was_decided_is_kept_though_it_is_the_officers_turn(people: Cast) -> None:
    draft = make_appeal.appeal(make_appeal.assignment(people.agency))
    appeal = make_appeal.put(draft, "conditions", people["officer"])
    with clock.travel(NOW):
        assert can_edit(people["officer"], appeal) == in_status("มีเงื่อนไขที่ต้องทำ", "officer", make_appeal.NOON)
