"""A year-end report is submitted: what it needs, when it is taken, and what it freezes."""

import json
from datetime import date, datetime
from typing import Any

import pytest

from indicators import clock
from indicators.models import Event, Extension, Factor, QuarterlyReport, YearEndReport
from indicators.permissions import Refused
from indicators.services import review
from indicators.services import year_end_report as services
from indicators.services.errors import NotAllowed
from tests import make
from tests.indicators.year_end_report.conftest import Case


def refusal_of(case: Case, day: str = "2021-10-01") -> str:
    before = (case.report.version, Event.objects.count())
    with pytest.raises(NotAllowed) as refusal:
        case.submit(day)
    case.report.refresh_from_db()
    assert (case.report.version, Event.objects.count()) == before
    assert refusal.value.verdict.refused is Refused.MOMENT
    return refusal.value.verdict.reason


@pytest.mark.parametrize("status", ["draft", "returned"])
@pytest.mark.parametrize("quarter", [1, 4])
def test_every_quarter_must_be_submitted(case: Case, quarter: int, status: str) -> None:
    make.set_status(make.quarter(case.assignment, quarter), status)
    assert f"ไตรมาสที่ {quarter}" in refusal_of(case)


def test_submitted_quarters_are_enough(case: Case) -> None:
    for number in (1, 2, 3, 4):
        make.set_status(make.quarter(case.assignment, number), "submitted")
    case.submit()
    assert case.report.status == "submitted"


@pytest.mark.parametrize(
    ("fields", "missing"),
    [({"level": ""}, "ระดับความสำเร็จ"), ({"no_enablers": False}, "ปัจจัยสนับสนุน"), ({"no_obstacles": False}, "อุปสรรค")],
)
def test_it_needs_the_level_and_sections_7_and_8(case: Case, fields: dict[str, Any], missing: str) -> None:
    make.fill_year_end(case.report, **fields)
    assert missing in refusal_of(case)


def test_factors_answer_sections_7_and_8(case: Case) -> None:
    make.fill_year_end(case.report, no_enablers=False, no_obstacles=False)
    Factor.objects.create(report=case.report, kind="enabler", position=1, text="ผู้บริหารสนับสนุน")
    assert "อุปสรรค" in refusal_of(case)
    Factor.objects.create(report=case.report, kind="obstacle", position=1, text="ฝนตก")
    case.submit()
    assert case.report.status == "submitted"


INCOMPLETE: list[tuple[dict[str, Any], bool]] = [
    ({"number": ""}, False),
    ({"date": None}, False),
    ({"number": "", "date": None, "no_number_reason": "บันทึกภายใน"}, True),
    ({"paper_location": ""}, False),
    ({}, True),
]


@pytest.mark.parametrize(("fields", "complete"), INCOMPLETE)
def test_every_evidence_item_must_be_complete(case: Case, fields: dict[str, Any], complete: bool) -> None:
    make.cite(case.report, make.document(case.agency))
    make.cite(case.report, make.document(case.agency, **fields))
    if complete:
        case.submit()
        assert case.report.status == "submitted"
    else:
        assert "หลักฐานลำดับที่ 2" in refusal_of(case)


@pytest.mark.parametrize(
    ("at", "taken"),
    [
        ("2021-08-31T16:59:59.999+00:00", False),
        ("2021-08-31T17:00:00.000+00:00", True),
        ("2021-10-31T16:59:59.999+00:00", True),
        ("2021-10-31T17:00:00.000+00:00", False),
    ],
)
def test_its_window_opens_and_closes_at_midnight_in_bangkok(case: Case, at: str, taken: bool) -> None:
    with clock.travel(datetime.fromisoformat(at)):
        if taken:
            services.submit(case.report, actor=case.officer, version=1)
            assert case.report.is_late is at.startswith("2021-10-31")
        else:
            with pytest.raises(NotAllowed):
                services.submit(case.report, actor=case.officer, version=1)


@pytest.mark.parametrize(
    ("at", "late"), [("2021-10-10T16:59:59.999+00:00", False), ("2021-10-10T17:00:00.000+00:00", True)]
)
def test_it_is_late_when_the_due_day_is_over(case: Case, at: str, late: bool) -> None:
    with clock.travel(datetime.fromisoformat(at)):
        services.submit(case.report, actor=case.officer, version=1)
    assert case.report.is_late is late


def test_lateness_is_judged_on_the_first_submission(case: Case) -> None:
    case.submit("2021-10-08")
    with clock.travel(make.at("2021-10-09")):
        review.return_report(case.report, actor=case.head, version=case.report.version, reason="ไม่ครบ")
    case.submit("2021-10-19")
    assert not case.report.is_late


def test_an_extension_and_a_return_keep_it_open(case: Case) -> None:
    make.set_status(case.report, "returned", returned_due_on=date(2021, 11, 5))
    period = case.assignment.year.periods.get(kind="year_end")
    Extension.objects.create(
        period=period, agency=case.agency, until=date(2021, 11, 3), reason="-", granted_by=case.head
    )
    refusal_of(case, "2021-11-06")
    case.submit("2021-11-05")
    make.set_status(case.report, "returned", returned_due_on=date(2021, 11, 1))
    refusal_of(case, "2021-11-04")
    case.submit("2021-11-03")


def test_it_freezes_the_nine_sections_with_the_quarters_as_they_were_submitted(case: Case) -> None:
    make.fill_quarter(make.quarter(case.assignment, 4), narrative="แล้วเสร็จทุกขั้นตอน", progress_percent=100)
    Factor.objects.create(report=case.report, kind="enabler", position=1, text="ผู้บริหาร")
    make.cite(case.report, make.document(case.agency, subject="คำสั่งแต่งตั้ง"))
    content = json.loads(case.submit().revision.content)
    assert content["summary"] == "สรุปทั้งปี"
    assert (content["level"], content["enablers"], content["no_obstacles"]) == ("outcome", ["ผู้บริหาร"], True)
    assert [(item["quarter"], item["revision"], item["status"]) for item in content["quarters"]] == [
        (1, 1, "accepted"),
        (2, 1, "accepted"),
        (3, 1, "accepted"),
        (4, 1, "accepted"),
    ]
    assert content["quarters"][3]["narrative"] == "แล้วเสร็จทุกขั้นตอน"
    assert [item["subject"] for item in content["evidence"]] == ["คำสั่งแต่งตั้ง"]
    assert content["result_in_unit"] == "10.00"


def test_what_is_said_later_does_not_reach_the_frozen_copy(case: Case) -> None:
    revision = case.submit().revision
    before = revision.content
    type(case.agency).objects.filter(pk=case.agency.pk).update(name="ชื่อใหม่")
    QuarterlyReport.objects.update(narrative="เปลี่ยน")
    YearEndReport.objects.update(summary="เปลี่ยน")
    revision.refresh_from_db()
    assert revision.content == before


def test_nothing_is_submitted_in_a_closed_year(case: Case) -> None:
    type(case.assignment.year).objects.update(closed_at=make.at("2021-09-30"))
    case.report.refresh_from_db()
    assert "ปิดปีงบประมาณแล้ว" in refusal_of(case)
