"""The head, or who stands in for him, endorses; the officer may recall until the head has opened it."""

import json
from datetime import date

import pytest

from accounts.models import Delegation, Membership
from accounts.roles import Role
from indicators import clock
from indicators.models import PrintRecord
from indicators.permissions import Refused
from indicators.services import review
from indicators.services import year_end_report as services
from indicators.services.errors import NotAllowed
from tests import make
from tests.indicators.workflow.cast import delegate
from tests.indicators.year_end_report.conftest import Case

pytestmark = pytest.mark.both_databases


@pytest.fixture
def submitted(case: Case) -> Case:
    case.submit()
    return case


def test_the_head_endorses_in_his_own_name(submitted: Case) -> None:
    case = submitted
    event = case.endorse()
    assert json.loads(event.details) == {"name": "ประเสริฐ ดี", "position": "ผู้อำนวยการสำนักงาน"}
    assert (case.report.status, case.report.endorsed_by, case.report.endorsed_under) == ("endorsed", case.head, None)
    assert case.report.endorsed_at == make.at("2021-10-04")
    assert PrintRecord.objects.get().event == event
    assert event.revision == case.report.dossier.revisions.get()


@pytest.mark.parametrize(
    ("kind", "words"),
    [(Delegation.Kind.ACTING, "รักษาราชการแทน"), (Delegation.Kind.DELEGATED, "ปฏิบัติราชการแทน")],
)
def test_a_deputys_endorsement_names_both_and_the_kind(submitted: Case, kind: str, words: str) -> None:
    case = submitted
    deputy = make.user(agency=case.agency, full_name="มานะ แทน", position="รองผู้อำนวยการ")
    delegation = delegate(case.head, deputy, case.agency, kind=kind)
    event = case.endorse(actor=deputy)
    assert json.loads(event.details) == {
        "name": "มานะ แทน",
        "position": "รองผู้อำนวยการ",
        "kind": words,
        "for_name": "ประเสริฐ ดี",
        "for_position": "ผู้อำนวยการสำนักงาน",
        "order_number": "12/2564",
        "order_date": "2020-09-28",
    }
    assert (case.report.endorsed_by, case.report.endorsed_under) == (deputy, delegation)


@pytest.mark.parametrize(
    ("day", "time", "stands_in"),
    [
        ("2021-10-03", "23:59", False),
        ("2021-10-04", "00:00", True),
        ("2021-10-08", "23:59", True),
        ("2021-10-09", "00:00", False),
    ],
)
def test_a_delegation_counts_on_the_day_of_the_act(submitted: Case, day: str, time: str, stands_in: bool) -> None:
    case = submitted
    deputy = make.user(agency=case.agency)
    delegate(case.head, deputy, case.agency, starts_on=date(2021, 10, 4), ends_on=date(2021, 10, 8))
    with clock.travel(make.at(day, time)):
        if stands_in:
            services.endorse(case.report, actor=deputy, version=case.report.version)
            assert case.report.status == "endorsed"
        else:
            with pytest.raises(NotAllowed) as refusal:
                services.endorse(case.report, actor=deputy, version=case.report.version)
            assert refusal.value.verdict.refused is Refused.STRANGER


@pytest.mark.parametrize("stands_in", [False, True])
def test_nobody_endorses_what_he_submitted_himself(case: Case, stands_in: bool) -> None:
    if stands_in:
        delegate(case.head, case.officer, case.agency)
    else:
        Membership.objects.create(user=case.officer, role=Role.HEAD, agency=case.agency)
    case.submit()
    with pytest.raises(NotAllowed, match="ที่ตนส่ง") as refusal:
        case.endorse(actor=case.officer)
    assert refusal.value.verdict.refused is Refused.ROLE
    with clock.travel(make.at("2021-10-02")):
        assert not review.open_submission(case.report, actor=case.officer), "it stays recallable"
    case.endorse()
    assert case.report.status == "endorsed"


def test_it_may_be_recalled_until_the_head_has_opened_it(submitted: Case) -> None:
    case = submitted
    with clock.travel(make.at("2021-10-02")):
        assert not review.open_submission(case.report, actor=case.evaluator), "it is not his turn yet"
        services.recall(case.report, actor=case.officer, version=case.report.version)
        assert case.report.status == "draft"
        services.submit(case.report, actor=case.officer, version=case.report.version)
        assert review.open_submission(case.report, actor=case.head)
        with pytest.raises(NotAllowed) as refusal:
            services.recall(case.report, actor=case.officer, version=case.report.version)
    assert (refusal.value.verdict.since, refusal.value.verdict.whose_turn) == (make.at("2021-10-02"), "head")


@pytest.mark.parametrize("by_head", [True, False])
def test_what_goes_back_is_endorsed_no_longer(submitted: Case, by_head: bool) -> None:
    case = submitted
    if not by_head:
        case.endorse()
    with clock.travel(make.at("2021-10-05")):
        review.return_report(
            case.report,
            actor=case.head if by_head else case.evaluator,
            version=case.report.version,
            reason="แก้ข้อ 7",
            comments={"enablers": "ขอรายละเอียด"},
        )
    report = case.report
    assert (report.status, report.endorsed_by, report.endorsed_at, report.endorsed_under) == (
        "returned",
        None,
        None,
        None,
    )
    assert report.returned_due_on == date(2021, 10, 14), "6, 7, 8, 11, 12, 13 and 14 October are worked"
    case.submit("2021-10-14")
    assert report.status == "submitted"


def test_the_evaluator_opens_what_the_head_had_opened(submitted: Case) -> None:
    case = submitted
    with clock.travel(make.at("2021-10-02")):
        assert review.open_submission(case.report, actor=case.head)
    case.endorse()
    assert case.report.opened_at is None, "nobody whose turn it is now has opened it"
    with clock.travel(make.at("2021-10-05")):
        assert review.open_submission(case.report, actor=case.evaluator)
    assert case.report.opened_at == make.at("2021-10-05")
