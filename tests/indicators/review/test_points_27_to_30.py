"""Points 27 to 30 of the acceptance of screens, on the pages of whoever reviews, judges and decides."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest

from accounts.roles import Role
from indicators import clock
from indicators.models import AgendaItem, Event, QuarterlyReport
from indicators.services import quarterly_report, review
from tests import make
from tests.indicators.pages.conftest import Cast, cast, signed_in
from tests.innovation.meeting import stage

__all__ = ["cast"]
# What no word of Thai begins with: marks above and below, and the vowel that stands behind its consonant.
COMBINING = r"[\u0E31\u0E33\u0E34-\u0E3A\u0E47-\u0E4E]"
# The fourth quarter of 2564 as it was typed, and as it was typed again for the year's end.
BEFORE = "ดำเนินการตามข้อ 4.2.2 ห้างสรรพสินค้า ปัจจุบันมีปัญหาด้านการเดินทาง ผู้รับบริการ 1,250 คน"
AFTER = "ดำเนินการตามข้อ 4.2.3 ทางสรรพสินค้า ปัจจัยมีปัญหาด่านการเดินทาง ผู้รับบริการ 1,250 คน"


def submit(cast: Cast, report: QuarterlyReport) -> None:
    quarterly_report.submit(report, actor=cast.officer, version=report.version)


def page(report: QuarterlyReport, name: str = "review") -> str:
    return f"/quarterly-reports/{report.pk}/{name}/"


@pytest.fixture
def report(cast: Cast) -> QuarterlyReport:
    """Submitted, and opened by the evaluator."""
    made = make.fill_quarter(make.quarter(cast.assignment), narrative=BEFORE)
    submit(cast, made)
    review.open_submission(made, actor=cast.evaluator)
    return made


@pytest.fixture
def resubmitted(cast: Cast, report: QuarterlyReport) -> QuarterlyReport:
    """Returned with a comment on the narrative, and submitted again with another one."""
    said = {"narrative": "ตรวจเลขข้อ"}
    review.return_report(
        report, actor=cast.evaluator, version=report.version, reason="แก้ข้อความ", comments=said, due_on=None
    )
    make.fill_quarter(report, narrative=AFTER)
    submit(cast, report)
    review.open_submission(report, actor=cast.evaluator)
    return report


def posted(report: QuarterlyReport, **typed: Any) -> dict[str, Any]:
    return {"version": report.version, **typed}


def test_point_28_a_request_for_changes_without_a_reason_is_refused_and_the_place_to_type_is_open(
    cast: Cast, report: QuarterlyReport
) -> None:
    answer = signed_in(cast.evaluator).post(page(report, "return"), posted(report, reason=" "))
    assert answer.status_code == 422
    assert "กรอกเหตุผลที่ส่งคืน" in answer.text
    assert re.search(r"<details[^>]*data-asks-for-changes[^>]*\bopen\b", answer.text)
    report.refresh_from_db()
    assert report.status == "submitted"


def test_point_28_with_a_reason_the_officer_finds_it_at_once_and_the_timeline_says_who_and_when(
    cast: Cast, report: QuarterlyReport
) -> None:
    typed = posted(report, reason="แนบรายชื่อผู้เข้าประชุม")
    assert signed_in(cast.evaluator).post(page(report, "return"), typed).status_code == 302
    officer = signed_in(cast.officer)
    assert f'href="/quarterly-reports/{report.pk}/' in officer.get("/").text
    told = officer.get(f"/quarterly-reports/{report.pk}/").text.split("timeline-what")[1]
    for words in ("ส่งคืนให้แก้ไข", cast.evaluator.full_name, "20 ธ.ค. 2563", "แนบรายชื่อผู้เข้าประชุม"):
        assert words in told, words


def test_point_29_the_diff_marks_whole_words_in_words_and_folds_what_did_not_change(
    cast: Cast, resubmitted: QuarterlyReport
) -> None:
    text = signed_in(cast.evaluator).get(page(resubmitted)).text
    marked = re.findall(r"<(del|ins)><span class=\"visually-hidden\">(.+?) </span>(.+?)</(?:del|ins)>", text)
    assert {(tag, word) for tag, word, _text in marked} == {("del", "ตัดออก"), ("ins", "เพิ่ม")}
    assert len(marked) >= 4
    assert not [part for _tag, _word, part in marked if re.match(COMBINING, part)]
    folded = text.split('<details class="unchanged">')[1]
    assert "ไม่เปลี่ยน" in folded.split("</summary>")[0]
    assert "<ins>" not in folded.split("</details>")[0]


def test_the_thread_stands_beside_the_changed_field(cast: Cast, resubmitted: QuarterlyReport) -> None:
    text = signed_in(cast.evaluator).get(page(resubmitted)).text
    beside = text.split("field-diff-label")[1].split('class="unchanged"')[0]
    for words in ("ตรวจเลขข้อ", "ตอบความเห็น", "ปิดความเห็นนี้"):
        assert words in beside, words
    everything = signed_in(cast.evaluator).get(f"{page(resubmitted)}?all").text
    assert ("<ins>" in everything, "รายงานที่ส่ง ฉบับที่ 2" in everything) == (False, True)


def test_point_30_a_mark_for_a_submission_that_was_replaced_is_a_conflict(
    cast: Cast, report: QuarterlyReport
) -> None:
    seen = report.version
    review.return_report(report, actor=cast.evaluator, version=seen, reason="แก้ข้อความ")
    submit(cast, report)
    answer = signed_in(cast.evaluator).post(page(report, "accept"), {"version": seen, "mark": "90"})
    assert (answer.status_code, "90" in answer.text) == (409, True)
    report.refresh_from_db()
    assert report.status == "submitted"


def test_point_30_an_item_that_changed_is_not_approved_and_the_others_are(db: None) -> None:
    with clock.travel(stage.TODAY):
        on, member = stage.meeting(), make.user(Role.COMMITTEE)
        items = [stage.scheduled(on) for _ in range(3)]
        AgendaItem.objects.filter(pk=items[1].pk).update(version=7)
        typed = {"items": [f"{item.pk}-1" for item in items], "resolution": "อนุมัติ", "resolved_on": "8 ก.พ. 2564"}
        text = signed_in(member).post(f"/meetings/{on.pk}/approve/", typed, follow=True).text
    assert list(on.items.order_by("pk").values_list("result", flat=True)) == ["approve", "", "approve"]
    assert "บันทึกมติอนุมัติแล้ว 2 เรื่อง" in text
    told = text.split(" ยังไม่ได้ดำเนินการ: มีผู้เปลี่ยนแปลงเรื่องนี้")[0]
    assert told.endswith(f"({items[1].dossier.agency})"), "the one that is left out is named with its agency"
    assert Event.objects.filter(action="approve").count() == 2, "each item has an event of its own"


def test_point_27_the_page_of_a_mark_has_no_mark_of_a_colleague(cast: Cast, resubmitted: QuarterlyReport) -> None:
    other = make.user(Role.EVALUATOR)
    first = make.fill_quarter(make.quarter(cast.assignment, 2))
    make.set_status(
        first, "accepted", cast.officer, mark=Decimal("37.5"), marked_by=other, marked_at=make.at("2021-04-01")
    )
    assert "37.5" not in signed_in(cast.evaluator).get(page(resubmitted)).text
