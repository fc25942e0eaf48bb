"""Two submissions beside each other: which ones, for whom, and what became of the files."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from indicators.models import DocumentFile, QuarterlyReport, StoredFile
from indicators.selectors.changes import between, compare_files
from indicators.services import quarterly_report, review
from tests import make
from tests.indicators.pages.conftest import Cast, cast, signed_in

__all__ = ["cast"]


def content(*files: tuple[str, str], document: int = 1) -> dict[str, Any]:
    """A content with one document and its files, as (name, hash)."""
    cited = {"document": document, "subject": "รายงานการประชุม", "subject_as_written": ""}
    return {"evidence": [cited | {"files": [{"name": name, "sha256": each} for name, each in files]}]}


def became(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, str]]:
    return [(change.kind.value, change.name) for change in compare_files(before, after)]


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ([("ก.pdf", "a")], [("ก.pdf", "a")], []),
        ([], [("ก.pdf", "a")], [("file_added", "ก.pdf")]),
        ([("ก.pdf", "a")], [], [("file_removed", "ก.pdf")]),
        ([("ก.pdf", "a")], [("ก.pdf", "b")], [("file_replaced", "ก.pdf")]),
        ([("ก.pdf", "a")], [("ข.pdf", "a")], [("file_renamed", "ข.pdf")]),
        ([("ก.pdf", "a")], [("ข.pdf", "b")], [("file_added", "ข.pdf"), ("file_removed", "ก.pdf")]),
        ([("ก.pdf", "a"), ("ก.pdf", "b")], [("ก.pdf", "b")], [("file_removed", "ก.pdf")]),
    ],
)
def test_files_are_told_apart_by_their_bytes(
    before: list[tuple[str, str]], after: list[tuple[str, str]], found: list[tuple[str, str]]
) -> None:
    assert became(content(*before), content(*after)) == found


def test_a_document_taken_off_takes_its_files_along() -> None:
    assert became(content(("ก.pdf", "a")), {"evidence": []}) == [("file_removed", "ก.pdf")]


@pytest.fixture
def report(cast: Cast) -> QuarterlyReport:
    """Submitted three times: another narrative each time, and at the last another file of the same name."""
    made = make.quarter(cast.assignment)
    document = make.document(cast.agency, subject="รายงานการประชุม")
    make.cite(made, document)
    for number, bytes_ in ((1, b"a"), (2, b"a"), (3, b"b")):
        DocumentFile.objects.filter(document=document).delete()
        stored, _made = StoredFile.objects.get_or_create(
            sha256=hashlib.sha256(bytes_).hexdigest(), defaults={"extension": "pdf", "size": 1}
        )
        told = {"added_by": cast.officer, "added_at": make.at("2020-12-20")}
        DocumentFile.objects.create(document=document, file=stored, name="รายงาน.pdf", **told)
        make.fill_quarter(made, narrative=f"จัดประชุม {number} ครั้ง")
        quarterly_report.submit(made, actor=cast.officer, version=made.version)
        if number < 3:
            review.return_report(made, actor=cast.evaluator, version=made.version, reason="แก้ข้อความ")
    return made


def shown(cast: Cast, report: QuarterlyReport, query: str = "") -> str:
    return signed_in(cast.officer).get(f"/quarterly-reports/{report.pk}/changes/{query}").text


def test_the_last_two_stand_beside_each_other_with_their_dates(cast: Cast, report: QuarterlyReport) -> None:
    text = shown(cast, report)
    assert ("ฉบับที่ 2 (20 ธ" in text, "ฉบับที่ 3 (20 ธ" in text) == (True, True)
    assert ("เปลี่ยนไฟล์" in text, "รายงาน.pdf" in text) == (True, True)


@pytest.mark.parametrize(
    ("query", "pair"),
    [
        ("?before=1&after=3", (1, 3)),
        ("?before=3&after=1", (1, 3)),
        ("?before=1", (1, 3)),
        ("?before=2&after=2", (2, 3)),
        ("?before=x&after=99", (2, 3)),
    ],
)
def test_any_two_can_be_chosen(cast: Cast, report: QuarterlyReport, query: str, pair: tuple[int, int]) -> None:
    answer = signed_in(cast.officer).get(f"/quarterly-reports/{report.pk}/changes/{query}")
    comparison = answer.context["comparison"]
    assert (comparison.before.number, comparison.after.number) == pair


def test_one_submission_has_nothing_beside_it(cast: Cast) -> None:
    report = make.quarter(cast.assignment)
    assert "ยังไม่มีฉบับให้เทียบ" in shown(cast, report)
    assert "เปรียบเทียบฉบับที่ส่ง" not in signed_in(cast.officer).get(f"/quarterly-reports/{report.pk}/").text


def test_what_is_not_opened_for_review_is_not_shown_to_its_reviewer(cast: Cast, report: QuarterlyReport) -> None:
    answer = signed_in(cast.evaluator).get(f"/quarterly-reports/{report.pk}/changes/")
    assert answer.headers["Location"] == f"/quarterly-reports/{report.pk}/"


def test_the_report_leads_to_it_and_a_stranger_does_not_know_it(cast: Cast, report: QuarterlyReport) -> None:
    own = signed_in(cast.officer).get(f"/quarterly-reports/{report.pk}/").text
    assert f'href="/quarterly-reports/{report.pk}/changes/"' in own
    assert signed_in(cast.stranger).get(f"/quarterly-reports/{report.pk}/changes/").status_code == 404


def test_submissions_without_any_difference_have_no_change(cast: Cast, report: QuarterlyReport) -> None:
    newest = report.dossier.revisions.order_by("-number")[0]
    same = between(newest, newest)
    assert (same.changed, same.files) == ([], [])
