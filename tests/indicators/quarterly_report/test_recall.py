"""A submission is taken back: until an evaluator has opened it, and not after the closing."""

from datetime import date, datetime, timedelta

import pytest

from accounts.models import Membership
from accounts.roles import Role
from indicators import clock
from indicators.models import Event
from indicators.services import quarterly_report as services
from indicators.services import review
from indicators.services.errors import NotAllowed
from tests import make
from tests.indicators.quarterly_report.conftest import Case

CLOSING = datetime.fromisoformat("2021-01-31T17:00:00+00:00")


def recall(case: Case) -> None:
    services.recall(case.report, actor=case.officer, version=case.report.version)


@pytest.fixture
def submitted(case: Case) -> Case:
    with clock.travel(make.at("2021-01-05")):
        case.submit()
    return case


def test_what_was_recalled_can_be_edited_and_sent_again(submitted: Case) -> None:
    case = submitted
    with clock.travel(make.at("2021-01-06")):
        recall(case)
        assert case.report.status == "draft"
        services.save(case.report, actor=case.officer, version=case.report.version, fields={"narrative": "แก้ไขแล้ว"})
        case.submit()
    assert list(case.report.dossier.revisions.values_list("number", flat=True)) == [1, 2]
    assert case.report.first_submitted_at == make.at("2021-01-05")


@pytest.mark.parametrize(("before_closing", "taken"), [(timedelta(milliseconds=1), True), (timedelta(0), False)])
def test_it_is_refused_after_the_closing(submitted: Case, before_closing: timedelta, taken: bool) -> None:
    case = submitted
    with clock.travel(CLOSING - before_closing):
        if taken:
            recall(case)
            assert case.report.status == "draft"
        else:
            with pytest.raises(NotAllowed, match="ปิดรับแล้ว"):
                recall(case)


def test_a_running_correction_may_be_recalled_after_the_closing(case: Case) -> None:
    make.set_status(case.report, "returned", returned_due_on=date(2021, 2, 20))
    with clock.travel(make.at("2021-02-10")):
        case.submit()
        recall(case)
        case.submit()
    with clock.travel(make.at("2021-02-21")), pytest.raises(NotAllowed):
        recall(case)


def test_it_is_refused_once_an_evaluator_has_opened_it(submitted: Case) -> None:
    case = submitted
    with clock.travel(make.at("2021-01-06")):
        assert review.open_submission(case.report, actor=case.evaluator)
        assert not review.open_submission(case.report, actor=make.user(Role.EVALUATOR)), "only the first is noted"
        with pytest.raises(NotAllowed) as refusal:
            recall(case)
    assert refusal.value.verdict.since == make.at("2021-01-06")
    assert refusal.value.verdict.whose_turn == "evaluator"
    assert list(Event.objects.filter(dossier=case.report.dossier).values_list("action", flat=True)) == [
        "submit",
        "open",
    ]


def test_opening_by_others_does_not_keep_it(submitted: Case) -> None:
    case = submitted
    both = make.user(Role.EVALUATOR)
    Membership.objects.create(user=both, role=Role.OFFICER, agency=case.agency)
    others = [both, case.officer, make.user(Role.HEAD, case.agency), make.user(Role.AUDITOR), make.user()]
    with clock.travel(make.at("2021-01-06")):
        assert [review.open_submission(case.report, actor=other) for other in others] == [False] * 5
        recall(case)
    assert case.report.status == "draft"


def test_a_page_of_before_the_recall_opens_nothing(submitted: Case) -> None:
    case = submitted
    stale = type(case.report).objects.get(pk=case.report.pk)
    with clock.travel(make.at("2021-01-06")):
        recall(case)
        assert not review.open_submission(stale, actor=case.evaluator)
    case.report.refresh_from_db()
    assert case.report.opened_at is None


def test_a_resubmission_is_unopened_again(submitted: Case) -> None:
    case = submitted
    with clock.travel(make.at("2021-01-06")):
        review.open_submission(case.report, actor=case.evaluator)
        review.return_report(case.report, actor=case.evaluator, version=case.report.version, reason="ไม่ครบ")
        case.submit()
        recall(case)
    assert case.report.status == "draft"
