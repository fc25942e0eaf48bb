"""A judge says that he takes no part: he does nothing of that assignment, and finds nothing of it on his desk."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

import pytest

from accounts.roles import Role
from indicators import clock
from indicators.models import Event, FiscalYear, QuarterlyReport, Recusal
from indicators.permissions import Refused
from indicators.selectors.judged import waiting_to_be_judged
from indicators.selectors.queue import quarters_to_review
from indicators.selectors.waiting import desk_of
from indicators.services import audit, recusal, review
from indicators.services.errors import Invalid, NotAllowed
from tests import make
from tests.indicators.judging.conftest import Case
from tests.indicators.pages.conftest import signed_in

TABLE = {
    **dict.fromkeys(("officer", "working_group", "head", "deputy", "committee", "auditor", "administrator"), "role"),
    **{"secretariat": "recused", "evaluator": "recused", "own_evaluator": "role", "own_secretariat": "role"},
    "stranger": "stranger",
}


def outcome(case: Case, name: str) -> str:
    try:
        recusal.recuse(case.assignment, actor=case.people[name], reason="มีส่วนได้เสีย")
    except NotAllowed as refusal:
        return str(refusal.verdict.refused)
    return "recused"


def test_who_may_declare_it(case: Case) -> None:
    assert {name: outcome(case, name) for name in TABLE} == TABLE
    assert {row.user for row in Recusal.objects.all()} == {case.people["secretariat"], case.people["evaluator"]}
    assert audit.broken_links() == []


def test_it_needs_a_reason_and_is_declared_once(case: Case) -> None:
    actor = case.people["evaluator"]
    with pytest.raises(Invalid):
        recusal.recuse(case.assignment, actor=actor, reason=" ")
    key = uuid4()
    for _time in range(2):
        recusal.recuse(case.assignment, actor=actor, reason="มีส่วนได้เสีย", key=key)
    with pytest.raises(Invalid, match="ไว้แล้ว"):
        recusal.recuse(case.assignment, actor=actor, reason="อีกครั้ง")
    assert Recusal.objects.get().reason == "มีส่วนได้เสีย"
    assert Event.objects.filter(action="recuse").count() == 1


def test_it_is_taken_back_and_the_audit_keeps_it(case: Case) -> None:
    actor = case.people["evaluator"]
    with pytest.raises(Invalid):
        recusal.withdraw_recusal(case.assignment, actor=actor)
    recusal.recuse(case.assignment, actor=actor, reason="มีส่วนได้เสีย")
    recusal.withdraw_recusal(case.assignment, actor=actor)
    assert not Recusal.objects.exists()
    told = Event.objects.filter(action__in=["recuse", "withdraw_recusal"]).order_by("sequence")
    assert list(told.values_list("action", "reason")) == [
        ("recuse", "มีส่วนได้เสีย"),
        ("withdraw_recusal", "มีส่วนได้เสีย"),
    ]


def test_nothing_is_declared_in_a_closed_year(case: Case) -> None:
    FiscalYear.objects.update(closed_at=make.at("2021-10-01"))
    assert outcome(case, "evaluator") == "moment"


def submitted(case: Case) -> QuarterlyReport:
    report = make.fill_quarter(make.quarter(case.assignment))
    return make.set_status(report, "submitted", case.people["officer"])  # type: ignore[no-any-return]


def test_a_recused_evaluator_does_nothing_of_it(case: Case) -> None:
    report, evaluator = submitted(case), case.people["evaluator"]
    recusal.recuse(case.assignment, actor=evaluator, reason="มีส่วนได้เสีย")
    assert not review.open_submission(report, actor=evaluator)
    with pytest.raises(NotAllowed, match="ไม่ร่วมพิจารณา") as refusal:
        review.accept(report, actor=evaluator, version=report.version, mark=Decimal(80))
    assert refusal.value.verdict.refused is Refused.ROLE
    with pytest.raises(NotAllowed, match="ไม่ร่วมพิจารณา"):
        review.return_report(report, actor=evaluator, version=report.version, reason="แก้ตัวเลข")
    report.refresh_from_db()
    assert (report.status, report.opened_at) == ("submitted", None)


def test_queues_and_desks_leave_it_out_for_him_alone(case: Case) -> None:
    report, evaluator, other = submitted(case), case.people["evaluator"], make.user(Role.EVALUATOR)
    secretary, colleague = case.people["secretariat"], make.user(Role.SECRETARIAT)
    assert report in quarters_to_review(evaluator)
    assert waiting_to_be_judged(secretary).count() == 5
    for judge in (evaluator, secretary):
        recusal.recuse(case.assignment, actor=judge, reason="มีส่วนได้เสีย")
    today = clock.today()
    assert (list(quarters_to_review(evaluator)), list(quarters_to_review(other))) == ([], [report])
    assert (desk_of(evaluator, today).total, desk_of(other, today).total) == (0, 1)
    assert (waiting_to_be_judged(secretary).count(), waiting_to_be_judged(colleague).count()) == (0, 5)
    assert desk_of(secretary, today).total == 0


def test_the_page_of_the_assignment_says_who_and_why_and_takes_the_word_back(case: Case) -> None:
    client, page = signed_in(case.people["evaluator"]), f"/assignments/{case.assignment.pk}/"
    posted = client.post(f"{page}recuse/", {"reason": "คู่สมรสทำงานในหน่วยงานนี้", "key": str(uuid4())})
    assert posted.headers["Location"] == page
    for reader in ("officer", "evaluator", "auditor"):
        shown = signed_in(case.people[reader]).get(page).content.decode()
        assert "คู่สมรสทำงานในหน่วยงานนี้" in shown
        assert ("ถอนการแจ้งไม่ร่วมพิจารณา" in shown) == (reader == "evaluator")
    report = submitted(case)
    assert (
        "ไม่ร่วมพิจารณา:" in signed_in(case.people["officer"]).get(f"/quarterly-reports/{report.pk}/").content.decode()
    )
    assert client.get(f"/quarterly-reports/{report.pk}/review/").status_code == 403
    assert client.post(f"{page}rejoin/", {"key": str(uuid4())}).status_code == 302
    assert not Recusal.objects.exists()


def test_an_empty_reason_is_told(case: Case) -> None:
    client = signed_in(case.people["evaluator"])
    answer = client.post(f"/assignments/{case.assignment.pk}/recuse/", {"reason": ""})
    assert (answer.status_code, Recusal.objects.count()) == (422, 0)
    assert "กรอกเหตุผลที่ไม่ร่วมพิจารณา" in answer.content.decode()
