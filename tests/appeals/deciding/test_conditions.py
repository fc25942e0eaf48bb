"""The sum of what is verified decides, not what is said."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db.models import ProtectedError

from accounts.roles import Role
from appeals.models import Appeal, Condition, ConditionReport
from appeals.selectors.conditions import condition_rows, conditional, progress_of, with_reports
from appeals.services import conditions, deciding
from indicators import clock
from indicators.models import AdjustedScore, Event, Recusal
from indicators.selectors.scores import State, score_of
from indicators.services import documents as register
from indicators.services.errors import Invalid, NotAllowed
from indicators.services.revisions import content_of
from tests import make, make_appeal
from tests.appeals.deciding import stage
from tests.appeals.deciding.stage import reported

pytestmark = pytest.mark.usefixtures("later")


def verified(of: Condition, quantity: Any, **given: Any) -> Event:
    return conditions.verify(reported(of, quantity, **given), actor=stage.secretary())


def now(of: Condition) -> tuple[str, str]:
    of.refresh_from_db()
    return of.status, Appeal.objects.get(pk=of.appeal_id).status


def figures(of: Condition) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    found = progress_of(with_reports(Condition.objects.all()).get(pk=of.pk), clock.today())
    return found.required, found.verified, found.pending, found.missing


def test_22_required_and_0_proven_stays_open() -> None:
    condition = stage.condition()
    assert figures(condition) == (22, 0, 0, 22)
    reported(condition, 22)
    assert figures(condition) == (22, 0, 22, 22)
    assert now(condition) == ("open", "conditions")


def test_10_and_12_close_22() -> None:
    condition = stage.condition()
    verified(condition, 10)
    assert (now(condition), figures(condition)) == (("open", "conditions"), (22, 10, 0, 12))
    verified(condition, 12)
    assert (now(condition), figures(condition)) == (("verified", "closed"), (22, 22, 0, 0))


def test_10_and_11_do_not() -> None:
    condition = stage.condition()
    verified(condition, 10)
    verified(condition, 11)
    assert (now(condition), figures(condition)) == (("open", "conditions"), (22, 21, 0, 1))


def test_more_than_asked_for_is_enough() -> None:
    condition = stage.condition()
    verified(condition, "22.5")
    assert now(condition) == ("verified", "closed")


def test_a_refused_report_does_not_count_and_another_may_follow() -> None:
    condition = stage.condition()
    verified(condition, 12)
    report = reported(condition, 10)
    conditions.refuse(report, actor=stage.secretary(), reason="ไม่มีภาพถ่าย")
    report.refresh_from_db()
    assert (report.verdict, report.reason) == ("refused", "ไม่มีภาพถ่าย")
    assert (now(condition), figures(condition)) == (("open", "conditions"), (22, 12, 0, 10))
    verified(condition, 10)
    assert now(condition) == ("verified", "closed")
    assert list(condition.reports.order_by("number").values_list("number", "verdict")) == [
        (1, "verified"), (2, "refused"), (3, "verified"),
    ]  # fmt: skip


def test_no_report_is_counted_twice() -> None:
    condition = stage.condition()
    report = reported(condition, 11)
    secretary, key = stage.secretary(), uuid4()
    first = conditions.verify(report, actor=secretary, key=key)
    assert conditions.verify(report, actor=secretary, key=key) == first
    with pytest.raises(NotAllowed):
        conditions.verify(report, actor=stage.secretary())
    with pytest.raises(NotAllowed):
        conditions.refuse(report, actor=stage.secretary(), reason="ซ้ำ")
    assert (now(condition), figures(condition)) == (("open", "conditions"), (22, 11, 0, 11))


def test_a_repeated_report_is_one() -> None:
    condition = stage.condition()
    officer, key = stage.officer_of(condition), uuid4()
    assert reported(condition, 11, by=officer, key=key) == reported(condition, 11, by=officer, key=key)
    assert figures(condition) == (22, 0, 11, 22)


def test_without_a_quantity_one_verified_report_with_a_document_is_enough() -> None:
    condition = stage.condition(quantity=None, unit="")
    with pytest.raises(Invalid) as refusal:
        reported(condition, None)
    assert set(refusal.value.errors) == {"documents"}
    verified(condition, None, documents=[make.document(condition.assignment.agency)])
    assert now(condition) == ("verified", "closed")


def test_without_a_quantity_documents_count_and_words_do_not() -> None:
    """A report that once came without documents proves nothing, even verified."""
    condition = stage.condition(quantity=None, unit="")
    report = reported(condition, None, documents=[make.document(condition.assignment.agency)])
    report.revision.documents.all()._raw_delete("default")
    conditions.verify(report, actor=stage.secretary())
    assert now(condition) == ("open", "conditions")


def test_the_appeal_closes_with_the_last_condition_only() -> None:
    first = stage.condition()
    second = make_appeal.condition(first.appeal, 2, quantity=Decimal(1))
    verified(first, 22)
    assert now(first) == ("verified", "conditions")
    event = verified(second, 1)
    assert now(second) == ("verified", "closed")
    closing = Event.objects.get(action="close")
    assert (closing.status_before, closing.status_after, closing.actor) == ("conditions", "closed", event.actor)


def test_the_papers_follow_the_closing(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Any] = []
    monkeypatch.setattr(
        deciding, "AFTER_DECISION", [lambda appeal, event: told.append((appeal.status, event.action))]
    )
    condition = stage.condition()
    verified(condition, 10)
    assert told == []
    verified(condition, 12)
    assert told == [("closed", "close")]


def test_a_score_is_conditional_until_the_conditions_are_met() -> None:
    condition = stage.condition()
    assignment = condition.assignment
    other = make_appeal.assignment()
    assert conditional([assignment.pk, other.pk]) == {(assignment.pk, 4)}
    event = reported(condition, 22).revision.events.get()
    AdjustedScore.objects.create(
        assignment=assignment, position=4, points=Decimal(2), decided_on=stage.DAY, event=event
    )
    assert score_of(assignment).criteria[3].state == State.CONDITIONAL
    conditions.verify(ConditionReport.objects.get(), actor=stage.secretary())
    assert conditional([assignment.pk, other.pk]) == set()
    assert score_of(assignment).criteria[3].state == State.FINAL


def test_a_report_freezes_its_documents() -> None:
    condition = stage.condition()
    letter = make.document(condition.assignment.agency, subject="ส่งภาพการเผยแพร่")
    officer = stage.officer_of(condition)
    report = reported(condition, 22, by=officer, documents=[letter, letter])
    content = content_of(report.revision)
    assert content["kind"] == "condition"
    assert content["condition"] == {
        "appeal": condition.appeal_id, "position": 1, "text": "ประชาสัมพันธ์ทดแทนการให้บริการ",
        "quantity": "22.00", "unit": "ครั้ง", "due_on": "2021-09-30",
    }  # fmt: skip
    assert content["report"] == {
        "number": 1, "quantity": "22", "done_on": "2021-08-02", "text": "เผยแพร่ทางสื่อออนไลน์",
    }  # fmt: skip
    assert [row["subject"] for row in content["evidence"]] == ["ส่งภาพการเผยแพร่"]
    with pytest.raises(Invalid):
        register.delete(letter, actor=officer)
    with pytest.raises(ProtectedError):
        letter.delete()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"quantity": None}, "quantity"),
        ({"quantity": 0}, "quantity"),
        ({"quantity": -1}, "quantity"),
        ({"done_on": None}, "done_on"),
        ({"done_on": date(2021, 8, 11)}, "done_on"),
        ({"text": "  "}, "text"),
    ],
)
def test_a_report_that_says_too_little_is_refused(given: dict[str, Any], field: str) -> None:
    condition = stage.condition()
    with pytest.raises(Invalid) as refusal:
        reported(condition, **given)
    assert set(refusal.value.errors) == {field}
    assert not condition.reports.exists()


def test_a_document_of_another_agency_is_no_proof() -> None:
    condition = stage.condition()
    with pytest.raises(Invalid) as refusal:
        reported(condition, 1, documents=[make.document(make.agency())])
    assert set(refusal.value.errors) == {"documents"}


def test_nobody_verifies_what_he_reported_nor_what_he_filed() -> None:
    condition = stage.condition()
    both = make.user(Role.SECRETARIAT)
    make.Membership.objects.create(user=both, role=Role.OFFICER, agency=condition.assignment.agency)
    filer = make.user(Role.SECRETARIAT)
    Appeal.objects.filter(pk=condition.appeal_id).update(submitted_by=filer)
    report = reported(condition, 22, by=both)
    for actor in (both, filer):
        with pytest.raises(NotAllowed):
            conditions.verify(report, actor=actor)
        with pytest.raises(NotAllowed):
            conditions.refuse(report, actor=actor, reason="ไม่ครบ")
    assert figures(condition) == (22, 0, 22, 22)


def test_who_recused_himself_verifies_nothing() -> None:
    condition = stage.condition()
    secretary = stage.secretary()
    Recusal.objects.create(assignment=condition.assignment, user=secretary, reason="ญาติ", declared_at=stage.LATER)
    with pytest.raises(NotAllowed):
        conditions.verify(reported(condition, 22), actor=secretary)


def test_a_refusal_needs_a_reason() -> None:
    report = reported(stage.condition(), 22)
    with pytest.raises(Invalid) as refusal:
        conditions.refuse(report, actor=stage.secretary(), reason="  ")
    assert set(refusal.value.errors) == {"reason"}
    report.refresh_from_db()
    assert report.verdict == "pending"


def test_a_settled_condition_takes_no_report_and_no_verdict() -> None:
    condition = stage.condition()
    make_appeal.condition(condition.appeal, 2)
    left = reported(condition, 1)
    verified(condition, 22)
    for attempt in (
        lambda: reported(condition, 1),
        lambda: conditions.verify(left, actor=stage.secretary()),
        lambda: conditions.refuse(left, actor=stage.secretary(), reason="เกิน"),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_the_rows_of_an_appeals_page_say_where_each_condition_stands() -> None:
    first = stage.condition()
    make_appeal.condition(first.appeal, 2, due_on=date(2021, 8, 9))
    verified(first, 10)
    reported(first, 5)
    rows = condition_rows(first.appeal)
    assert [row["look"] for row in rows] == ["open", "overdue"]
    assert rows[0]["progress"].sentence == "กำหนด 22 ครั้ง · รับรองแล้ว 10 ครั้ง · ยังขาด 12 ครั้ง · รอตรวจ 5 ครั้ง"
