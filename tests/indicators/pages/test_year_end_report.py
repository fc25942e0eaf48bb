"""The officer's, the head's and the evaluator's pages of a year-end."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from indicators import clock
from indicators.models import PrintRecord, YearEndReport
from tests import make
from tests.indicators.pages.conftest import Cast, signed_in

pytestmark = pytest.mark.sqlite_alone


def page(report: YearEndReport, name: str = "") -> str:
    return reverse(f"year-end-report-{name}" if name else "year-end-report", args=[report.pk])


def four_quarters(cast: Cast, status: str = "accepted") -> None:
    for number in (1, 2, 3, 4):
        report = make.fill_quarter(make.quarter(cast.assignment, number), narrative=f"งานของไตรมาส {number}")
        make.set_status(report, status, cast.officer)


def test_a_year_end_is_composed_edited_endorsed_and_accepted(cast: Cast) -> None:
    four_quarters(cast)
    report, officer = cast.assignment.year_end_report, signed_in(cast.officer)
    with clock.travel(make.at("2021-10-05")):
        officer.post(page(report, "compose"), {"version": report.version})
        report.refresh_from_db()
        assert report.summary == "งานของไตรมาส 4"
        form = {
            "version": report.version,
            "level": "outcome",
            "summary": report.summary + " ครบถ้วน",
            "result_in_unit": "10",
            "progress_percent": "100",
            "enablers": "ผู้บริหารสนับสนุน\n\nทีมงานเข้มแข็ง",
            "no_obstacles": "on",
            "responsible_name": "สมชาย ใจดี",
        }
        assert officer.post(page(report, "edit"), form).status_code == 302
        report.refresh_from_db()
        assert [factor.text for factor in report.factors.all()] == ["ผู้บริหารสนับสนุน", "ทีมงานเข้มแข็ง"]
        officer.post(page(report, "submit"), {"version": report.version, "key": uuid4()})
        head = signed_in(cast.head)
        head.post(page(report, "open"))
        report.refresh_from_db()
        wrong = head.post(page(report, "endorse"), {"version": report.version, "password": "ผิด"})
        assert wrong.status_code == 422
        assert "รหัสผ่านไม่ถูกต้อง" in wrong.text
        head.post(page(report, "endorse"), {"version": report.version, "password": make.PASSWORD, "key": uuid4()})
        report.refresh_from_db()
        assert report.status == "endorsed"
        evaluator = signed_in(cast.evaluator)
        evaluator.post(page(report, "open"))
        report.refresh_from_db()
        evaluator.post(page(report, "accept"), {"version": report.version, "mark": "100", "key": uuid4()})
        report.refresh_from_db()
    assert report.status == "accepted"
    assert PrintRecord.objects.filter(revision__dossier=report.dossier).count() == 2


def test_the_officer_learns_what_a_year_end_still_needs(cast: Cast) -> None:
    four_quarters(cast, "draft")
    report = cast.assignment.year_end_report
    with clock.travel(make.at("2021-10-05")):
        check = signed_in(cast.officer).get(page(report, "check"))
    assert "กรอกปัจจัยสนับสนุน หรือระบุว่าไม่มี" in check.text


def test_a_list_and_its_none_contradict_each_other(cast: Cast) -> None:
    report = cast.assignment.year_end_report
    form = {"version": report.version, "obstacles": "โรคระบาด", "no_obstacles": "on"}
    answer = signed_in(cast.officer).post(page(report, "edit"), form)
    assert answer.status_code == 422
    assert "โรคระบาด" in answer.text


def test_a_confirmed_result_prints_instead_of_the_written_text(cast: Cast) -> None:
    report = make.fill_year_end(
        cast.assignment.year_end_report,
        result_in_unit=None,
        progress_percent=None,
        result_as_written="100.00 (คะแนน)",
        proposed_result="10.00",
        proposed_progress="100.00",
    )
    client = signed_in(cast.officer)
    assert "100.00 (คะแนน)" in client.get(page(report)).text
    client.post(page(report, "confirm"), {"version": report.version})
    report.refresh_from_db()
    assert (str(report.result_in_unit), str(report.progress_percent)) == ("10.00", "100.00")
    assert report.result_as_written == ""
    assert report.dossier.events.filter(action="confirm").count() == 1
