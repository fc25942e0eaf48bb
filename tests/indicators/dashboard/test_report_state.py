"""How far a report is on its way, on which day."""

from __future__ import annotations

from datetime import date

import pytest

from indicators.report_state import ReportState, state_of, worst

OPENS, DUE = date(2021, 1, 1), date(2021, 1, 10)
LATER = date(2021, 1, 20)


@pytest.mark.parametrize(
    ("status", "day", "returned_due_on", "touched", "expected"),
    [
        ("draft", "2020-12-31", None, False, ReportState.NOT_OPEN),
        ("draft", "2020-12-31", None, True, ReportState.NOT_SENT),
        ("draft", "2021-01-01", None, False, ReportState.NOT_SENT),
        ("draft", "2021-01-10", None, False, ReportState.NOT_SENT),
        ("draft", "2021-01-11", None, True, ReportState.OVERDUE),
        ("returned", "2021-01-20", LATER, True, ReportState.RETURNED),
        ("returned", "2021-01-21", LATER, True, ReportState.OVERDUE),
        ("submitted", "2021-12-31", None, True, ReportState.SUBMITTED),
        ("submitted", "2021-12-31", LATER, True, ReportState.SUBMITTED),
        ("endorsed", "2021-12-31", None, True, ReportState.ENDORSED),
        ("accepted", "2021-12-31", None, True, ReportState.ACCEPTED),
    ],
)
def test_a_report_on_a_day(
    status: str, day: str, returned_due_on: date | None, touched: bool, expected: ReportState
) -> None:
    found = state_of(
        status,
        opens_on=OPENS,
        due_on=DUE,
        returned_due_on=returned_due_on,
        today=date.fromisoformat(day),
        touched=touched,
    )
    assert found is expected


def test_many_are_told_by_the_worst() -> None:
    assert worst([ReportState.ACCEPTED, ReportState.OVERDUE, ReportState.RETURNED]) is ReportState.OVERDUE
    assert worst([ReportState.ACCEPTED, ReportState.SUBMITTED]) is ReportState.SUBMITTED
    assert worst([]) is None
