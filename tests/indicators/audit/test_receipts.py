"""A repeated form has one effect and one answer; a key that came with another form is nobody's answer."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from accounts.roles import Role
from indicators import clock, permissions
from indicators.models import Comment, Event, PrintRecord, QuarterlyReport, Receipt
from indicators.permissions import Refused
from indicators.services import quarterly_report, review, transition
from indicators.services.errors import Invalid, NotAllowed, StaleVersion
from indicators.workflow.machine import Transition
from tests import make
from tests.indicators.quarterly_report.conftest import Case, case

pytestmark = pytest.mark.both_databases

__all__ = ["case"]  # the fixture


def submit(case: Case, report: QuarterlyReport, key: object) -> Event:
    with clock.travel(make.at("2021-01-05")):
        return quarterly_report.submit(report, actor=case.officer, version=1, key=key)


def page(case: Case) -> QuarterlyReport:
    """The report as an open page knows it."""
    return QuarterlyReport.objects.get(pk=case.report.pk)


def test_a_repeated_form_has_one_effect_and_the_same_answer(case: Case) -> None:
    key, first_page, second_page = uuid4(), page(case), page(case)
    first = submit(case, first_page, key)
    again = submit(case, second_page, key)
    assert again == first
    assert second_page.status == "submitted", "the answer shows the report as it stands"
    assert Event.objects.filter(action="submit").count() == 1
    assert case.report.dossier.revisions.count() == 1


def test_a_repeated_mark_prints_once_and_a_repeated_return_comments_once(case: Case) -> None:
    submit(case, case.report, None)
    key = uuid4()
    with clock.travel(make.at("2021-01-06")):
        for report in (page(case), case.report):
            review.return_report(
                report, actor=case.evaluator, version=2, reason="-", comments={"narrative": "ขอวันที่"}, key=key
            )
        assert Comment.objects.count() == 1
        quarterly_report.submit(case.report, actor=case.officer, version=3)
        key = uuid4()
        for report in (page(case), case.report):
            review.accept(report, actor=case.evaluator, version=4, mark=Decimal(80), key=key)
    assert [record.event.action for record in PrintRecord.objects.order_by("id")] == ["return", "accept"]
    assert (case.report.status, case.report.version) == ("accepted", 5)


def test_the_key_of_another_person_answers_nothing(case: Case) -> None:
    key = uuid4()
    submit(case, page(case), key)
    colleague = make.user(Role.OFFICER, case.agency)
    with clock.travel(make.at("2021-01-05")), pytest.raises(NotAllowed) as refusal:
        quarterly_report.submit(case.report, actor=colleague, version=1, key=key)
    assert refusal.value.verdict.refused is Refused.MOMENT


def test_without_a_key_the_second_is_told_the_moment_is_over(case: Case) -> None:
    second_page = page(case)
    submit(case, page(case), None)
    with pytest.raises(NotAllowed) as refusal:
        submit(case, second_page, None)
    assert refusal.value.verdict.refused is Refused.MOMENT
    assert refusal.value.verdict.since == make.at("2021-01-05")
    assert refusal.value.verdict.whose_turn == "evaluator"


def test_a_key_that_came_with_another_action_is_no_answer(case: Case) -> None:
    """The review page offers two forms; what was accepted must not be reported as returned."""
    submit(case, case.report, None)
    key, open_page = uuid4(), page(case)
    with clock.travel(make.at("2021-01-06")):
        review.accept(case.report, actor=case.evaluator, version=2, mark=Decimal(80), key=key)
        with pytest.raises(NotAllowed):
            review.return_report(open_page, actor=case.evaluator, version=2, reason="-", key=key)
        with pytest.raises(Invalid, match="เปิดหน้านี้ใหม่"):
            review.reopen(open_page, actor=case.evaluator, version=3, reason="-", key=key)
    assert page(case).status == "accepted"


def test_a_key_that_came_with_another_report_is_no_answer(case: Case) -> None:
    key = uuid4()
    other = make.fill_quarter(make.quarter(make.assignment(case.agency)))
    submit(case, case.report, key)
    with pytest.raises(Invalid, match="เปิดหน้านี้ใหม่"):
        submit(case, other, key)
    assert QuarterlyReport.objects.get(pk=other.pk).status == "draft"


def test_a_refused_form_uses_no_key_up(case: Case) -> None:
    key = uuid4()
    make.fill_quarter(case.report, progress_percent=None)
    with pytest.raises(NotAllowed):
        submit(case, case.report, key)
    assert not Receipt.objects.exists()
    make.fill_quarter(case.report, progress_percent=30)
    assert submit(case, case.report, key).action == "submit"


@pytest.mark.parametrize("seen", [0, 1, 3])
def test_a_stale_version_is_told_and_nothing_is_written(case: Case, seen: int) -> None:
    quarterly_report.save(page(case), actor=case.officer, version=1, fields={"narrative": "ใหม่กว่า"})
    events = Event.objects.count()
    with clock.travel(make.at("2021-01-05")), pytest.raises(StaleVersion) as refusal:
        quarterly_report.submit(case.report, actor=case.officer, version=seen, key=uuid4())
    assert refusal.value.current.version == 2
    assert (page(case).status, page(case).version, Event.objects.count()) == ("draft", 2, events)
    assert not case.report.dossier.revisions.exists()
    assert not Receipt.objects.exists()


def test_without_the_guarded_update_two_pages_would_submit_twice(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: a check of what the page knows, and a write that asks for nothing."""

    def write(report: QuarterlyReport, row: Transition, version: int, now: datetime, columns: dict[str, Any]) -> None:
        QuarterlyReport.objects.filter(pk=report.pk).update(status=row.target, **columns)

    monkeypatch.setattr(transition, "fetch", lambda report: report)
    monkeypatch.setattr(transition, "_write_status", write)
    first_page, second_page = page(case), page(case)
    submit(case, first_page, None)
    submit(case, second_page, None)
    assert Event.objects.filter(action="submit").count() == 2


@pytest.mark.parametrize("behind", [{"version": 7}, {"status": "submitted"}])
def test_a_row_changed_between_the_check_and_the_write_is_told(
    case: Case, monkeypatch: pytest.MonkeyPatch, behind: dict[str, Any]
) -> None:
    """As when somebody writes past the lock of the chain: the write itself asks for status and version."""
    policy = permissions.can

    def asked(*given: Any) -> permissions.Verdict:
        verdict = policy(*given)
        QuarterlyReport.objects.filter(pk=case.report.pk).update(**behind)
        return verdict

    monkeypatch.setattr(permissions, "can", asked)
    events = Event.objects.count()
    with pytest.raises(StaleVersion) as refusal:
        submit(case, page(case), uuid4())
    current = refusal.value.current
    assert {name: getattr(current, name) for name in behind} == behind
    assert (Event.objects.count(), case.report.dossier.revisions.count()) == (events, 0)
    assert page(case).submitted_at is None
