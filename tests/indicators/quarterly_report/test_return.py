"""A submission goes back: with a reason, comments on fields, and a day until which it may be corrected."""

from datetime import date

import pytest

from indicators import clock
from indicators.models import Comment, Event, Holiday
from indicators.services import review
from indicators.services.errors import Invalid
from tests import make
from tests.indicators.quarterly_report.conftest import Case


@pytest.fixture
def submitted(case: Case) -> Case:
    with clock.travel(make.at("2021-01-05")):
        case.submit()
    return case


def send_back(case: Case, reason: str = "ตัวเลขไม่ตรง", **given: object) -> Event:
    return review.return_report(
        case.report, actor=case.evaluator, version=case.report.version, reason=reason, **given
    )


@pytest.mark.parametrize("reason", ["", "  \n\t", "\u200b"])
def test_it_needs_a_reason(submitted: Case, reason: str) -> None:
    with clock.travel(make.at("2021-01-06")), pytest.raises(Invalid) as refusal:
        send_back(submitted, reason)
    assert list(refusal.value.errors) == ["reason"]
    submitted.report.refresh_from_db()
    assert submitted.report.status == "submitted"


@pytest.mark.parametrize("reason", ["ไม่\x00ครบ", "ไม่\ud800ครบ"])
def test_a_reason_that_cannot_be_stored_is_refused_with_a_sentence(submitted: Case, reason: str) -> None:
    with clock.travel(make.at("2021-01-06")), pytest.raises(Invalid, match="อักขระควบคุม"):
        send_back(submitted, reason)


def test_the_reason_is_kept_normalised(submitted: Case) -> None:
    with clock.travel(make.at("2021-01-06")):
        event = send_back(submitted, " ทํางานไม่ครบ\r\n")
    assert event.reason == "ทำงานไม่ครบ"


def test_comments_hang_on_the_revision_and_field_and_survive_resubmission(submitted: Case) -> None:
    case = submitted
    with clock.travel(make.at("2021-01-06")):
        send_back(case, comments={"narrative": " ขอวันที่ ", "progress_percent": "ไม่ตรง", "obstacles": "  "})
        case.submit()
    first, second = case.report.dossier.revisions.order_by("number")
    assert [(comment.field, comment.text, comment.author) for comment in first.comments.all()] == [
        ("narrative", "ขอวันที่", case.evaluator),
        ("progress_percent", "ไม่ตรง", case.evaluator),
    ]
    assert not second.comments.exists()
    with clock.travel(make.at("2021-01-07")):
        send_back(case, comments={"narrative": "ยังไม่มีวันที่"})
    assert [comment.text for comment in second.comments.all()] == ["ยังไม่มีวันที่"]
    assert Comment.objects.filter(revision__dossier=case.report.dossier).count() == 3


def test_the_correction_is_due_after_seven_working_days(case: Case) -> None:
    """Thursday 8 April 2021, Songkran from 12 to 15 April: 9, 16, 19, 20, 21, 22 and 23 April are worked."""
    for day in (12, 13, 14, 15):
        Holiday.objects.create(
            year=case.assignment.year, date=date(2021, 4, day), name="สงกรานต์", reference="มติ ครม."
        )
    make.set_status(case.report, "submitted")
    with clock.travel(make.at("2021-04-08", "23:59")):
        send_back(case)
    assert case.report.returned_due_on == date(2021, 4, 23)


def test_the_year_may_give_another_number_of_days(case: Case) -> None:
    type(case.assignment.year).objects.update(return_working_days=2)
    make.set_status(case.report, "submitted")
    with clock.travel(make.at("2021-04-08")):
        send_back(case)
    assert case.report.returned_due_on == date(2021, 4, 12)


def test_the_evaluator_may_name_the_day_but_none_that_is_gone(submitted: Case) -> None:
    case = submitted
    with clock.travel(make.at("2021-01-06")):
        with pytest.raises(Invalid) as refusal:
            send_back(case, due_on=date(2021, 1, 5))
        assert list(refusal.value.errors) == ["due_on"]
        assert not Comment.objects.exists()
        send_back(case, due_on=date(2021, 1, 6))
    assert case.report.returned_due_on == date(2021, 1, 6)
