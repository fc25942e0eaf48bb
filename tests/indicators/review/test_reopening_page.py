"""Opening an accepted report again asks for a reason on the report's page, and asks once more there when it lacks."""

from __future__ import annotations

import pytest

from indicators.models import Event
from indicators.views.report_pages import Report, page_of
from tests import make
from tests.indicators.pages.conftest import Cast, cast, signed_in

pytestmark = pytest.mark.sqlite_alone

__all__ = ["cast"]


@pytest.fixture(params=["quarterly-report", "year-end-report"])
def accepted(request: pytest.FixtureRequest, cast: Cast) -> Report:
    """A report of each kind, accepted."""
    quarter = make.fill_quarter(make.quarter(cast.assignment))
    report: Report = quarter if request.param == "quarterly-report" else cast.assignment.year_end_report
    make.set_status(report, "accepted", cast.officer)
    return report


@pytest.mark.parametrize(
    ("typed", "said"), [("", "กรอกเหตุผล"), ("  \n", "กรอกเหตุผล"), ("ก" * 5001, "ไม่เกิน 5,000 ตัวอักษร")]
)
def test_a_reason_that_does_not_do_is_told_at_its_field_and_kept(
    cast: Cast, accepted: Report, typed: str, said: str
) -> None:
    form = {"version": str(accepted.version), "reason": typed}
    answer = signed_in(cast.evaluator).post(page_of(accepted, "reopen"), form)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert shown.index('class="error-summary"') < shown.index("<h1")
    assert 'href="#reason-reopen"' in shown
    field = shown.split('<details class="action-reason" open>')[1].split("</details>")[0]
    assert said in field.split('id="reason-reopen_error">')[1].split("</p>")[0]
    assert typed.strip() in field
    accepted.refresh_from_db()
    assert accepted.status == "accepted"
    assert not Event.objects.filter(dossier=accepted.dossier, action="reopen").exists()


def test_with_a_reason_it_is_open_again(cast: Cast, accepted: Report) -> None:
    form = {"version": str(accepted.version), "reason": "ตัวเลขของหน่วยงานเปลี่ยน"}
    assert signed_in(cast.evaluator).post(page_of(accepted, "reopen"), form).status_code == 302
    assert Event.objects.get(dossier=accepted.dossier, action="reopen").reason == "ตัวเลขของหน่วยงานเปลี่ยน"


def test_who_may_not_open_it_is_told_that_and_not_asked_for_a_reason(cast: Cast, accepted: Report) -> None:
    form = {"version": str(accepted.version), "reason": ""}
    assert signed_in(cast.officer).post(page_of(accepted, "reopen"), form).status_code == 403
