"""A mark is given and may be taken back; what was accepted stays printable."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Membership
from accounts.roles import Role
from indicators import clock
from indicators.models import Event, PrintRecord, QuarterlyReport
from indicators.permissions import Refused
from indicators.services import review
from indicators.services.errors import Invalid, NotAllowed
from tests import make
from tests.indicators.quarterly_report.conftest import Case


@pytest.fixture
def submitted(case: Case) -> Case:
    with clock.travel(make.at("2021-01-05")):
        case.submit()
    return case


def accept(case: Case, mark: Decimal | None) -> Event:
    with clock.travel(make.at("2021-01-20")):
        return review.accept(case.report, actor=case.evaluator, version=case.report.version, mark=mark)


@pytest.mark.parametrize("mark", [None, Decimal("-0.01"), Decimal("100.01"), Decimal("NaN"), Decimal("33.333")])
def test_it_needs_a_mark_from_0_to_100(submitted: Case, mark: Decimal | None) -> None:
    with pytest.raises(Invalid) as refusal:
        accept(submitted, mark)
    assert list(refusal.value.errors) == ["mark"]
    submitted.report.refresh_from_db()
    assert (submitted.report.status, submitted.report.mark) == ("submitted", None)


@pytest.mark.parametrize("mark", ["0", "0.00", "99.99", "100"])
def test_zero_is_a_mark(submitted: Case, mark: str) -> None:
    accept(submitted, Decimal(mark))
    report = submitted.report
    assert (report.status, report.mark, report.marked_by) == ("accepted", Decimal(mark), submitted.evaluator)


def test_the_database_knows_no_accepted_report_without_a_mark(submitted: Case) -> None:
    rows = QuarterlyReport.objects.filter(pk=submitted.report.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(status="accepted", mark=None)
    assert rows.update(status="accepted", mark=0) == 1


def test_nobody_marks_what_he_submitted_himself(case: Case) -> None:
    """He left the agency after he had sent its report, and became an evaluator."""
    with clock.travel(make.at("2021-01-05")):
        case.submit()
    Membership.objects.filter(user=case.officer).delete()
    type(case.officer).objects.filter(pk=case.officer.pk).update(agency=None)
    Membership.objects.create(user=case.officer, role=Role.EVALUATOR)
    case.evaluator = type(case.officer).objects.get(pk=case.officer.pk)
    with pytest.raises(NotAllowed, match="ที่ตนส่ง") as refusal:
        accept(case, Decimal(100))
    assert refusal.value.verdict.refused is Refused.ROLE


@pytest.mark.parametrize("role", [Role.OFFICER, Role.WORKING_GROUP, Role.HEAD])
def test_nobody_marks_an_agency_he_has_any_role_in(submitted: Case, role: Role) -> None:
    Membership.objects.create(user=submitted.evaluator, role=role, agency=submitted.agency)
    with pytest.raises(NotAllowed, match="หน่วยงานที่ตนสังกัด") as refusal:
        accept(submitted, Decimal(100))
    assert refusal.value.verdict.refused is Refused.ROLE


def test_a_decision_freezes_its_print(submitted: Case) -> None:
    event = accept(submitted, Decimal(80))
    record = PrintRecord.objects.get()
    assert (record.event, record.revision.number) == (event, 1)


def test_reopening_keeps_the_accepted_revision_and_its_print(submitted: Case) -> None:
    case = submitted
    accept(case, Decimal(80))
    frozen = PrintRecord.objects.values().get()
    with clock.travel(make.at("2021-02-03")):
        event = review.reopen(case.report, actor=case.evaluator, version=case.report.version, reason="ตัวเลขผิด")
        assert (case.report.status, case.report.mark, case.report.opened_at) == ("returned", None, None)
        assert event.revision.number == 1
        case.submit()
    assert PrintRecord.objects.values().get() == frozen
    assert list(case.report.dossier.revisions.values_list("number", flat=True)) == [1, 2]
    with clock.travel(make.at("2021-02-04")):
        review.accept(case.report, actor=case.evaluator, version=case.report.version, mark=Decimal(0))
    assert list(PrintRecord.objects.order_by("id").values_list("revision__number", flat=True)) == [1, 2]


def test_reopening_needs_a_reason(submitted: Case) -> None:
    accept(submitted, Decimal(80))
    with clock.travel(make.at("2021-02-03")), pytest.raises(Invalid):
        review.reopen(submitted.report, actor=submitted.evaluator, version=submitted.report.version, reason=" ")


@pytest.mark.parametrize(
    ("year_end", "whose_turn"),
    [
        ("draft", None),
        ("returned", None),
        ("submitted", "head"),
        ("endorsed", "evaluator"),
        ("accepted", "evaluator"),
    ],
)
def test_a_quarter_is_not_reopened_under_a_submitted_year_end(
    submitted: Case, year_end: str, whose_turn: str | None
) -> None:
    case = submitted
    accept(case, Decimal(80))
    if year_end != "draft":
        make.set_status(make.fill_year_end(case.assignment.year_end_report), year_end)
    with clock.travel(make.at("2021-02-03")):
        if whose_turn is None:
            review.reopen(case.report, actor=case.evaluator, version=case.report.version, reason="ผิด")
            assert case.report.status == "returned"
        else:
            with pytest.raises(NotAllowed) as refusal:
                review.reopen(case.report, actor=case.evaluator, version=case.report.version, reason="ผิด")
            assert refusal.value.verdict.whose_turn == whose_turn


@pytest.mark.parametrize("action", ["return", "accept", "reopen", "recall", "open"])
def test_nothing_moves_in_a_closed_year(submitted: Case, action: str) -> None:
    from tests.indicators.workflow.cast import take

    case = submitted
    if action == "reopen":
        accept(case, Decimal(80))
    type(case.assignment.year).objects.update(closed_at=make.at("2021-12-30"))
    case.report.refresh_from_db()
    with clock.travel(make.at("2021-01-25")):
        if action == "open":
            assert not review.open_submission(case.report, actor=case.evaluator)
            return
        with pytest.raises(NotAllowed, match="ปิดปีงบประมาณแล้ว"):
            take(action, case.report, case.officer if action == "recall" else case.evaluator)
