"""A quarterly report is submitted: when, what is missing, late or not, and what it freezes."""

from datetime import date, datetime, timedelta

import pytest

from indicators import clock
from indicators.models import Event, Extension
from indicators.permissions import Refused
from indicators.services import quarterly_report as services
from indicators.services import review
from indicators.services.errors import NotAllowed
from tests import make
from tests.indicators.quarterly_report.conftest import Case

pytestmark = pytest.mark.both_databases

MILLISECOND = timedelta(milliseconds=1)
# 24:00 of 31 January 2021 in Bangkok, the first instant at which the quarter is closed.
CLOSING = datetime.fromisoformat("2021-01-31T17:00:00+00:00")
DUE_IS_OVER = datetime.fromisoformat("2021-01-10T17:00:00+00:00")
OPENING = datetime.fromisoformat("2020-09-30T17:00:00+00:00")


def refused(case: Case) -> NotAllowed:
    before = (case.report.version, Event.objects.count())
    with pytest.raises(NotAllowed) as refusal:
        case.submit()
    case.report.refresh_from_db()
    assert (case.report.version, Event.objects.count()) == before
    assert refusal.value.verdict.refused is Refused.MOMENT
    return refusal.value


def extend(case: Case, until: date) -> None:
    Extension.objects.create(
        period=case.report.period, agency=case.agency, until=until, reason="น้ำท่วม", granted_by=case.evaluator
    )


@pytest.mark.parametrize(("at", "taken"), [(OPENING - MILLISECOND, False), (OPENING, True)])
def test_it_opens_with_the_first_day_in_bangkok(case: Case, at: datetime, taken: bool) -> None:
    with clock.travel(at):
        if taken:
            case.submit()
            assert case.report.status == "submitted"
        else:
            assert "1 ตุลาคม" in str(refused(case))


@pytest.mark.parametrize(("at", "taken"), [(CLOSING - MILLISECOND, True), (CLOSING, False)])
def test_it_closes_at_midnight_in_bangkok(case: Case, at: datetime, taken: bool) -> None:
    with clock.travel(at):
        if taken:
            case.submit()
            assert case.report.status == "submitted"
        else:
            refusal = refused(case)
            assert (refusal.verdict.since, refusal.verdict.whose_turn) == (CLOSING, "administrator")


@pytest.mark.parametrize(("at", "late"), [(DUE_IS_OVER - MILLISECOND, False), (DUE_IS_OVER, True)])
def test_it_is_late_when_the_due_day_is_over(case: Case, at: datetime, late: bool) -> None:
    with clock.travel(at):
        case.submit()
    assert case.report.is_late is late
    assert case.report.first_submitted_at == at


def test_a_timely_report_that_was_returned_does_not_become_late(case: Case) -> None:
    with clock.travel(make.at("2021-01-08")):
        case.submit()
        review.return_report(case.report, actor=case.evaluator, version=case.report.version, reason="ไม่ครบ")
    with clock.travel(make.at("2021-01-19")):
        case.submit()
    assert not case.report.is_late
    assert case.report.first_submitted_at == make.at("2021-01-08")
    assert case.report.submitted_at == make.at("2021-01-19")


def test_a_late_report_stays_late_after_a_return(case: Case) -> None:
    with clock.travel(make.at("2021-01-12")):
        case.submit()
        review.return_report(case.report, actor=case.evaluator, version=case.report.version, reason="ไม่ครบ")
        case.submit()
    assert case.report.is_late


@pytest.mark.parametrize(
    ("at", "taken"),
    [("2021-02-15T16:59:59.999+00:00", True), ("2021-02-15T17:00:00.000+00:00", False)],
)
def test_an_extension_lasts_until_its_midnight(case: Case, at: str, taken: bool) -> None:
    extend(case, date(2021, 2, 10))
    extend(case, date(2021, 2, 15))
    with clock.travel(datetime.fromisoformat(at)):
        if taken:
            case.submit()
            assert case.report.is_late, "more time does not make a late report timely"
        else:
            refused(case)


def test_an_extension_is_for_its_agency_and_period_alone(case: Case) -> None:
    second = make.quarter(case.assignment, 2)
    Extension.objects.create(
        period=second.period, agency=case.agency, until=date(2021, 12, 31), reason="-", granted_by=case.evaluator
    )
    Extension.objects.create(
        period=case.report.period,
        agency=make.agency(),
        until=date(2021, 12, 31),
        reason="-",
        granted_by=case.evaluator,
    )
    with clock.travel(make.at("2021-02-02")):
        refused(case)


@pytest.mark.parametrize(
    ("at", "taken"),
    [("2021-03-05T16:59:59.999+00:00", True), ("2021-03-05T17:00:00.000+00:00", False)],
)
def test_a_return_keeps_the_window_open_past_the_closing(case: Case, at: str, taken: bool) -> None:
    make.set_status(case.report, "returned", returned_due_on=date(2021, 3, 5))
    with clock.travel(datetime.fromisoformat(at)):
        if taken:
            case.submit()
            assert case.report.status == "submitted"
        else:
            refused(case)


@pytest.mark.parametrize(
    ("fields", "taken"),
    [
        ({"narrative": "  \n "}, False),
        ({"progress_percent": None}, False),
        ({"progress_percent": 0}, True),
        ({"narrative": "", "no_progress": True, "no_progress_reason": " "}, False),
        ({"narrative": "", "no_progress": True, "no_progress_reason": "รอมติคณะกรรมการ"}, True),
        ({"no_progress": True, "no_progress_reason": "รอมติ", "progress_percent": None}, False),
    ],
)
def test_it_needs_a_narrative_or_a_reason_and_the_progress(
    case: Case, fields: dict[str, object], taken: bool
) -> None:
    make.fill_quarter(case.report, **fields)
    with clock.travel(make.at("2021-01-05")):
        if taken:
            case.submit()
            assert case.report.status == "submitted"
        else:
            assert refused(case).verdict.whose_turn == "officer"


def test_nothing_is_submitted_in_a_closed_year(case: Case) -> None:
    type(case.assignment.year).objects.update(closed_at=make.at("2021-01-02"))
    with clock.travel(make.at("2021-01-05")):
        assert refused(case).verdict.since == make.at("2021-01-02")


def test_it_notes_who_when_and_what_it_froze(case: Case) -> None:
    with clock.travel(make.at("2021-01-05")):
        event = services.submit(case.report, actor=case.officer, version=1, warning_reasons={"date": " ตามหนังสือ "})
    revision = case.report.dossier.revisions.get()
    assert (event.action, event.actor, event.at, event.revision) == (
        "submit",
        case.officer,
        make.at("2021-01-05"),
        revision,
    )
    assert (case.report.submitted_by, case.report.submitted_at, case.report.version) == (case.officer, event.at, 2)
    assert (revision.number, revision.created_by, revision.created_at) == (1, case.officer, event.at)
    assert '"warning_reasons":{"date":"ตามหนังสือ"}' in revision.content
