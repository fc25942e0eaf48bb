"""The mark of a year that is measured on five levels is one of the levels."""

from __future__ import annotations

from decimal import Decimal

import pytest

from accounts.models import User
from accounts.roles import Role
from indicators import clock
from indicators.forms.review import MarkForm
from indicators.models import CriterionVersion, YearEndReport
from indicators.selectors.criteria import five_levels
from tests import make
from tests.indicators.pages.conftest import Cast, cast, signed_in

__all__ = ["cast"]
LEVELS = ["60 ร้อยละ", "70 ร้อยละ", "80 ร้อยละ", "90 ร้อยละ", "100 ร้อยละ"]


@pytest.mark.parametrize(("level", "mark"), [(1, 20), (2, 40), (3, 60), (4, 80), (5, 100)])
def test_level_n_is_n_fifths(level: int, mark: int) -> None:
    choices = MarkForm(levels=LEVELS).fields["mark"].choices  # type: ignore[attr-defined]
    assert choices[level - 1] == (str(mark), f"ระดับ {level} – {LEVELS[level - 1]}")
    form = MarkForm({"mark": str(mark)}, levels=LEVELS)
    assert form.is_valid()
    assert form.cleaned_data["mark"] == Decimal(mark)


@pytest.mark.parametrize("typed", ["", "0", "50", "101", "มาก"])
def test_nothing_between_the_levels_is_a_mark(typed: str) -> None:
    form = MarkForm({"mark": typed}, levels=LEVELS)
    assert (form.is_valid(), form.errors.get("mark")) == (False, ["เลือกระดับที่ได้"])


def criterion(cast: Cast, position: int = 1, **fields: object) -> None:
    """The version in force of a criterion."""
    values = {"measure": "five_levels", "thresholds": "60 70 80 90 100", "text": "ร้อยละของงานที่เสร็จ", **fields}
    version = {"position": position, "version": 2, "weight": 100, "in_force_from": "2020-10-01", "ground": "assigned"}
    CriterionVersion.objects.create(assignment=cast.assignment, **version, **values)


def test_only_what_is_measured_on_five_levels_as_a_whole_has_levels(cast: Cast) -> None:
    assert five_levels(cast.assignment) == []
    criterion(cast)
    unit = cast.assignment.indicator.unit
    assert five_levels(cast.assignment) == [f"{each} {unit}" for each in (60, 70, 80, 90, 100)]
    criterion(cast, position=2, measure="ratio")
    assert five_levels(cast.assignment) == []


def test_the_page_of_the_year_offers_the_levels_and_marks_by_them(cast: Cast) -> None:
    criterion(cast)
    evaluator: User = make.user(Role.EVALUATOR)
    for number in (1, 2, 3, 4):
        make.set_status(make.fill_quarter(make.quarter(cast.assignment, number)), "accepted", cast.officer)
    report: YearEndReport = make.fill_year_end(cast.assignment.year_end_report)
    make.set_status(report, "endorsed", cast.officer, opened_at=make.at("2021-10-06"))
    with clock.travel(make.at("2021-10-07")):
        client = signed_in(evaluator)
        page = f"/year-end-reports/{report.pk}/"
        text = client.get(f"{page}review/").text
        assert text.count('type="radio"') == 5
        assert "ระดับ 4 – 90" in text
        answer = client.post(f"{page}accept/", {"version": report.version, "mark": "80"})
    assert answer.status_code == 302
    report.refresh_from_db()
    assert report.mark == 80
