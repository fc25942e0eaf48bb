"""The table of the quarterly report, written out by hand: every action from every status by everybody."""

from collections.abc import Callable
from typing import Any

import pytest

from indicators import clock, permissions
from indicators.permissions import Verdict
from indicators.workflow import QUARTERLY_REPORT
from tests import make
from tests.indicators.workflow.cast import Cast, Report, cast, departures, rows_of
from tests.scenes import Once, as_stored

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]
Stage = Callable[[str], tuple[Cast, Report]]

# A complete first quarter inside its window, nothing opened, the year-end report a draft.
# action status    officer   working head deputy secretariat committee evaluator own_eval auditor admin stranger
TABLE = """
submit  draft      submitted role     role role  role        role      role      role     role    role  stranger
submit  submitted  moment    role     role role  role        role      role      role     role    role  stranger
submit  returned   submitted role     role role  role        role      role      role     role    role  stranger
submit  accepted   moment    role     role role  role        role      role      role     role    role  stranger
recall  draft      moment    role     role role  role        role      role      role     role    role  stranger
recall  submitted  draft     role     role role  role        role      role      role     role    role  stranger
recall  returned   moment    role     role role  role        role      role      role     role    role  stranger
recall  accepted   moment    role     role role  role        role      role      role     role    role  stranger
return  draft      role      role     role role  role        role      moment    role     role    role  stranger
return  submitted  role      role     role role  role        role      returned  role     role    role  stranger
return  returned   role      role     role role  role        role      moment    role     role    role  stranger
return  accepted   role      role     role role  role        role      moment    role     role    role  stranger
accept  draft      role      role     role role  role        role      moment    role     role    role  stranger
accept  submitted  role      role     role role  role        role      accepted  role     role    role  stranger
accept  returned   role      role     role role  role        role      moment    role     role    role  stranger
accept  accepted   role      role     role role  role        role      moment    role     role    role  stranger
reopen  draft      role      role     role role  role        role      moment    role     role    role  stranger
reopen  submitted  role      role     role role  role        role      moment    role     role    role  stranger
reopen  returned   role      role     role role  role        role      moment    role     role    role  stranger
reopen  accepted   role      role     role role  role        role      returned  role     role    role  stranger
"""
ROWS = rows_of(TABLE)


@pytest.fixture(scope="module")
def made(once: Once) -> tuple[Cast, Report]:
    def draft() -> tuple[Cast, Report]:
        people = cast()
        return people, make.fill_quarter(make.quarter(make.assignment(people.agency)))

    return once(draft)


@pytest.fixture
def stage(made: tuple[Cast, Report], db: None) -> Stage:
    """Everybody, and the report in a status."""
    people, report = as_stored(made)
    return lambda status: (people, report if status == "draft" else make.set_status(report, status))


@pytest.mark.parametrize(("action", "status", "cells"), ROWS, ids=[f"{row[0]}-{row[1]}" for row in ROWS])
def test_it_happens_as_the_table_says(action: str, status: str, cells: list[str], stage: Stage) -> None:
    people, report = stage(status)
    with clock.travel(make.at("2021-01-05")):
        assert departures(action, report, people, cells) == []


def test_the_table_has_every_action_from_every_status() -> None:
    actions = ("submit", "recall", "return", "accept", "reopen")
    statuses = ("draft", "submitted", "returned", "accepted")
    assert [row[:2] for row in ROWS] == [(action, status) for action in actions for status in statuses]
    assert (set(QUARTERLY_REPORT.actions), QUARTERLY_REPORT.statuses) == (set(actions), statuses)


@pytest.mark.parametrize(
    ("action", "status", "let_through"),
    [("submit", "draft", 10), ("return", "submitted", 10), ("accept", "submitted", 10), ("reopen", "accepted", 10)],
)
def test_without_the_policy_the_table_would_not_hold(
    monkeypatch: pytest.MonkeyPatch, action: str, status: str, let_through: int, stage: Stage
) -> None:
    def everybody(user: Any, asked: str, report: Any, now: Any) -> Verdict:
        return Verdict(True, row=QUARTERLY_REPORT.row(asked, report.status))

    people, report = stage(status)
    monkeypatch.setattr(permissions, "can", everybody)
    cells = next(row[2] for row in ROWS if row[:2] == (action, status))
    with clock.travel(make.at("2021-01-05")):
        assert len(departures(action, report, people, cells)) == let_through
