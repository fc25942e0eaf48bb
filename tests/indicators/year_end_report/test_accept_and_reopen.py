"""The evaluator accepts the year with a mark, only over four accepted quarters; reopening takes the mark back."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Membership, User
from accounts.roles import Role
from indicators import clock
from indicators.models import Event, PrintRecord, YearEndReport
from indicators.permissions import Refused
from indicators.services import review
from indicators.services.errors import Invalid, NotAllowed
from tests import make
from tests.indicators.year_end_report.conftest import Case


@pytest.fixture
def endorsed(case: Case) -> Case:
    case.submit()
    case.endorse()
    return case


def accept(case: Case, mark: Decimal | None = Decimal(100), actor: User | None = None) -> Event:
    with clock.travel(make.at("2021-10-20")):
        return review.accept(case.report, actor=actor or case.evaluator, version=case.report.version, mark=mark)


@pytest.mark.parametrize("status", ["draft", "submitted", "returned"])
def test_it_needs_four_accepted_quarters(endorsed: Case, status: str) -> None:
    make.set_status(make.quarter(endorsed.assignment, 3), status)
    with pytest.raises(NotAllowed, match="ไตรมาสที่ 3") as refusal:
        accept(endorsed)
    assert refusal.value.verdict.refused is Refused.MOMENT


@pytest.mark.parametrize("mark", [None, Decimal(101), Decimal(-1)])
def test_it_needs_a_mark_from_0_to_100(endorsed: Case, mark: Decimal | None) -> None:
    with pytest.raises(Invalid):
        accept(endorsed, mark)
    endorsed.report.refresh_from_db()
    assert endorsed.report.status == "endorsed"


def test_zero_is_a_mark(endorsed: Case) -> None:
    accept(endorsed, Decimal(0))
    assert (endorsed.report.status, endorsed.report.mark) == ("accepted", 0)


def test_the_database_knows_no_accepted_report_without_a_mark(endorsed: Case) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        YearEndReport.objects.filter(pk=endorsed.report.pk).update(status="accepted", mark=None)


def test_nobody_evaluates_his_own_agency(endorsed: Case) -> None:
    at_home = make.user(Role.EVALUATOR)
    User.objects.filter(pk=at_home.pk).update(agency=endorsed.agency)
    at_home.refresh_from_db()
    member = make.user(Role.EVALUATOR)
    Membership.objects.create(user=member, role=Role.WORKING_GROUP, agency=endorsed.agency)
    for evaluator in (at_home, member):
        with pytest.raises(NotAllowed, match="หน่วยงานที่ตนสังกัด"):
            accept(endorsed, actor=evaluator)


def test_a_membership_that_is_over_does_not_count(endorsed: Case) -> None:
    former = make.user(Role.EVALUATOR)
    Membership.objects.create(user=former, role=Role.OFFICER, agency=endorsed.agency, valid_to=date(2021, 9, 30))
    accept(endorsed, actor=former)
    assert endorsed.report.status == "accepted"


def test_reopening_takes_mark_and_endorsement_back_and_keeps_the_print(endorsed: Case) -> None:
    case = endorsed
    accept(case)
    prints = list(PrintRecord.objects.order_by("id").values())
    assert len(prints) == 2
    with clock.travel(make.at("2021-11-10")):
        with pytest.raises(Invalid):
            review.reopen(case.report, actor=case.evaluator, version=case.report.version, reason="")
        review.reopen(case.report, actor=case.evaluator, version=case.report.version, reason="ผลงานผิด")
    report = case.report
    assert (report.status, report.mark, report.endorsed_by) == ("returned", None, None)
    assert report.returned_due_on == date(2021, 11, 19), "11, 12, 15, 16, 17, 18 and 19 November are worked"
    assert list(PrintRecord.objects.order_by("id").values()) == prints
    case.submit("2021-11-19")
    assert report.status == "submitted"


@pytest.mark.parametrize("action", ["endorse", "recall", "return", "accept", "reopen"])
def test_nothing_moves_in_a_closed_year(case: Case, action: str) -> None:
    from tests.indicators.workflow.cast import take

    case.submit()
    if action in {"accept", "reopen", "return"}:
        case.endorse()
    if action == "reopen":
        accept(case)
    type(case.assignment.year).objects.update(closed_at=make.at("2021-10-19"))
    case.report.refresh_from_db()
    actor = {"endorse": case.head, "recall": case.officer}.get(action, case.evaluator)
    with clock.travel(make.at("2021-10-21")), pytest.raises(NotAllowed, match="ปิดปีงบประมาณแล้ว") as refusal:
        take(action, case.report, actor)
    assert refusal.value.verdict.since == make.at("2021-10-19")
