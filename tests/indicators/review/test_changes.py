"""What a report changed since this reviewer decided on it, field by field, word by word."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from accounts.models import User
from accounts.roles import Role
from indicators import clock
from indicators.models import QuarterlyReport
from indicators.selectors.changes import Change, since_last_review
from indicators.selectors.content import year_end_content
from indicators.services import quarterly_report, review
from indicators.services.revisions import freeze
from tests import make
from tests.indicators.pages.conftest import Cast, cast, signed_in
from thai.diff import text_of

__all__ = ["cast"]
BEFORE, AFTER = "จัดประชุมคณะทำงาน 2 ครั้ง", "จัดประชุมคณะกรรมการ 2 ครั้ง"


@pytest.fixture
def report(cast: Cast) -> QuarterlyReport:
    """Returned by the evaluator, and submitted again with another narrative and a document."""
    report = make.fill_quarter(make.quarter(cast.assignment), narrative=BEFORE)
    submit(cast, report)
    send_back(report, cast.evaluator)
    make.fill_quarter(report, narrative=AFTER)
    make.cite(report, make.document(cast.agency, subject="รายงานการประชุม"))
    submit(cast, report)
    return report


def submit(cast: Cast, report: QuarterlyReport) -> None:
    quarterly_report.submit(report, actor=cast.officer, version=report.version)


def send_back(report: QuarterlyReport, by: User) -> None:
    review.return_report(report, actor=by, version=report.version, reason="แก้ข้อความ")


def changed(report: QuarterlyReport, user: User) -> dict[str, Change]:
    found = since_last_review(report, user)
    assert found is not None
    return {change.label: change for change in found.changed}


def test_changed_fields_are_told_word_by_word(cast: Cast, report: QuarterlyReport) -> None:
    found = changed(report, cast.evaluator)
    assert set(found) == {"ผลการดำเนินงาน", "หลักฐานอ้างอิง"}
    change = found["ผลการดำเนินงาน"]
    assert (text_of(change.before_parts), text_of(change.after_parts)) == (BEFORE, AFTER)
    assert [part.text for part in change.before_parts if part.kind == "deleted"] != []
    assert (found["หลักฐานอ้างอิง"].before, "รายงานการประชุม" in found["หลักฐานอ้างอิง"].after) == ("", True)


def test_it_is_each_reviewers_own_last_decision(cast: Cast, report: QuarterlyReport) -> None:
    other = make.user(Role.EVALUATOR)
    assert since_last_review(report, other) is None
    send_back(report, other)
    make.fill_quarter(report, narrative=AFTER, progress_percent=Decimal(40))
    submit(cast, report)
    theirs, mine = since_last_review(report, other), since_last_review(report, cast.evaluator)
    assert theirs is not None
    assert mine is not None
    assert ((theirs.before.number, theirs.after.number), (mine.before.number, mine.after.number)) == ((2, 3), (1, 3))
    assert set(changed(report, other)) == {"ความก้าวหน้าสะสม"}


def test_nothing_is_compared_with_itself(cast: Cast) -> None:
    report = make.fill_quarter(make.quarter(cast.assignment))
    submit(cast, report)
    assert since_last_review(report, cast.evaluator) is None
    send_back(report, cast.evaluator)
    assert since_last_review(report, cast.evaluator) is None


def test_a_reopened_report_is_compared_with_what_was_accepted(cast: Cast, report: QuarterlyReport) -> None:
    review.accept(report, actor=cast.evaluator, version=report.version, mark=Decimal(50))
    review.reopen(report, actor=cast.evaluator, version=report.version, reason="ผิด")
    make.fill_quarter(report, narrative="ใหม่", no_progress=True, no_progress_reason="โรคระบาด")
    submit(cast, report)
    found = since_last_review(report, cast.evaluator)
    assert found is not None
    assert (found.before.number, found.after.number) == (2, 3)
    assert [change.label for change in found.changed] == ["ไม่มีความคืบหน้า เพราะ", "ผลการดำเนินงาน"]


def test_the_year_end_tells_its_numbered_items(cast: Cast) -> None:
    report = make.fill_year_end(cast.assignment.year_end_report, no_obstacles=False)
    report.factors.create(kind="obstacle", position=1, text="โรคระบาด")
    make.set_status(report, "submitted", cast.officer)
    with clock.travel(make.at("2021-10-05")):
        review.return_report(report, actor=cast.head, version=report.version, reason="แก้ข้อ 8")
        report.factors.update(text="โรคระบาดทำให้หยุดให้บริการ")
        freeze(report.dossier, year_end_content(report), actor=cast.officer, at=make.at("2021-10-06"))
    found: Any = since_last_review(report, cast.head)
    assert [(change.before, change.after) for change in found.changed] == [
        ("1. โรคระบาด", "1. โรคระบาดทำให้หยุดให้บริการ")
    ]


def test_the_review_page_shows_it_and_folds_the_rest(cast: Cast, report: QuarterlyReport) -> None:
    review.open_submission(report, actor=cast.evaluator)
    page = signed_in(cast.evaluator).get(f"/quarterly-reports/{report.pk}/review/").content.decode()
    assert "เปลี่ยนไปจากฉบับที่ท่านตรวจครั้งก่อน" in page
    assert "<del>" in page
    assert "<ins>" in page
    assert "ไม่เปลี่ยน 6 ช่อง" in page
    other = signed_in(make.user(Role.EVALUATOR)).get(f"/quarterly-reports/{report.pk}/review/").content.decode()
    assert "เปลี่ยนไปจากฉบับที่ท่านตรวจครั้งก่อน" not in other
