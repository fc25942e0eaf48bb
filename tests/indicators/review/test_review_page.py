"""The evaluator goes through his queue: save and next, skip, back; nobody's words are lost."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from accounts.roles import Role
from indicators.models import QuarterlyReport
from indicators.selectors.queue import Around, around, review_queue
from indicators.services import review
from tests import make
from tests.indicators.pages.conftest import Cast, cast, signed_in

pytestmark = pytest.mark.sqlite_alone

__all__ = ["cast"]


@pytest.fixture
def reports(cast: Cast) -> list[QuarterlyReport]:
    """Three quarters, submitted one after the other; the evaluator has opened the first."""
    found = []
    for day in (17, 18, 19):
        report = make.fill_quarter(make.quarter(make.assignment(cast.agency)))
        found.append(make.set_status(report, "submitted", cast.officer, since=make.at(f"2020-12-{day}")))
    review.open_submission(found[0], actor=cast.evaluator)
    return found


@pytest.fixture
def client(cast: Cast) -> Client:
    return signed_in(cast.evaluator)


def page(report: QuarterlyReport) -> str:
    return f"/quarterly-reports/{report.pk}/review/"


def accept(client: Client, report: QuarterlyReport, mark: str, **more: str) -> str:
    report.refresh_from_db()
    data = {"version": str(report.version), "mark": mark, **more}
    answer = client.post(f"/quarterly-reports/{report.pk}/accept/", data)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        ("a", Around(1, 3, "c", "b")),
        ("b", Around(2, 3, "a", "c")),
        ("c", Around(3, 3, "b", "a")),
        ("x", Around(None, 3, None, "a")),
    ],
)
def test_a_place_in_a_queue(one: str, expected: Around[str]) -> None:
    assert around(["a", "b", "c"], one) == expected


def test_a_place_in_a_short_queue() -> None:
    assert around(["a"], "a") == Around(1, 1, None, None)
    assert around([], "a") == Around(None, 0, None, None)


def test_the_page_says_which_of_how_many_and_has_the_mark_focused(
    client: Client, reports: list[QuarterlyReport]
) -> None:
    shown = client.get(page(reports[0])).content.decode()
    assert "รายการที่ 1 จาก 3" in shown
    assert re.search(r'<input[^>]*name="mark"[^>]*autofocus', shown)
    assert f'name="to" value="quarterly-report-{reports[1].pk}"' in shown
    first_button = shown.split("/accept/")[1].split("<button")[1].split("</button>")[0]
    assert "บันทึกและถัดไป" in first_button, "Enter presses the first"


def test_save_and_next_opens_the_next_and_the_last_leads_to_the_queue(
    client: Client, cast: Cast, reports: list[QuarterlyReport]
) -> None:
    assert accept(client, reports[0], "80", next="1") == page(reports[1])
    reports[1].refresh_from_db()
    assert reports[1].opened_at is not None
    assert accept(client, reports[1], "๗๐", next="1") == page(reports[2])
    assert "รายการที่ 1 จาก 1" in client.get(page(reports[2])).content.decode()
    assert accept(client, reports[2], "0", next="1") == "/review/"
    assert review_queue(cast.evaluator) == []
    marks = [QuarterlyReport.objects.get(pk=report.pk).mark for report in reports]
    assert marks == [80, 70, 0]


def test_saving_alone_stays(client: Client, reports: list[QuarterlyReport]) -> None:
    assert accept(client, reports[0], "80") == f"/quarterly-reports/{reports[0].pk}/"


def test_skipping_saves_nothing_and_comes_round_again(
    client: Client, cast: Cast, reports: list[QuarterlyReport]
) -> None:
    skipped = client.post("/review/go/", {"to": f"quarterly-report-{reports[1].pk}"})
    assert skipped.headers["Location"] == page(reports[1])
    assert len(review_queue(cast.evaluator)) == 3
    client.post("/review/go/", {"to": f"quarterly-report-{reports[2].pk}"})
    assert accept(client, reports[2], "50", next="1") == page(reports[0]), "behind the last the first"


@pytest.mark.parametrize("to", ["", "x", "quarterly-report-", "quarterly-report-999999", "idea-1", "1" * 30])
def test_what_is_no_more_in_the_queue_leads_to_the_queue(
    client: Client, reports: list[QuarterlyReport], to: str
) -> None:
    assert client.post("/review/go/", {"to": to}).headers["Location"] == "/review/"


def test_a_mark_that_came_too_late_is_told_and_shown_again(
    client: Client, cast: Cast, reports: list[QuarterlyReport]
) -> None:
    """Recalled a second ago: the mark was typed on a page that showed it submitted."""
    make.set_status(reports[1], "draft")
    answer = client.post(f"/quarterly-reports/{reports[1].pk}/accept/", {"version": "1", "mark": "77.25"})
    assert answer.status_code == 409
    assert "77.25" in answer.content.decode()
    other = signed_in(make.user(Role.EVALUATOR))
    accept(other, reports[0], "60")
    second = client.post(f"/quarterly-reports/{reports[0].pk}/accept/", {"version": "1", "mark": "90", "next": "1"})
    assert (second.status_code, "90" in second.content.decode()) == (409, True)
    reports[0].refresh_from_db()
    assert reports[0].mark == 60


def test_an_invalid_mark_keeps_page_and_place(client: Client, reports: list[QuarterlyReport]) -> None:
    data = {"version": str(reports[0].version), "mark": "101", "next": "1"}
    answer = client.post(f"/quarterly-reports/{reports[0].pk}/accept/", data)
    assert (answer.status_code, 'value="101"' in answer.content.decode()) == (422, True)
