"""How far a goal is reached is read off the ratio, with a tenth for the noise of one run."""

from __future__ import annotations

import pytest

from benchmarks.goals import GOALS, Goal, table
from benchmarks.measure import in_turn

TWELVE = Goal("W1", "a list", 12.0)


@pytest.mark.parametrize(
    ("ratio", "verdict"),
    [(4.0, "held"), (10.8, "held"), (10.9, "at the limit"), (13.2, "at the limit"), (13.3, "missed")],
)
def test_a_tenth_on_either_side_is_at_the_limit(ratio: float, verdict: str) -> None:
    assert TWELVE.verdict(ratio) == verdict


def test_the_table_names_what_was_measured_and_nothing_else() -> None:
    told = table({"W4": 30.0})
    assert "W4" in told
    assert "at the limit" in told
    assert "W1" not in told
    assert len({goal.key for goal in GOALS}) == len(GOALS)


def test_the_slower_of_two_takes_longer_by_the_clock_that_was_asked() -> None:
    now = 0.0

    def wait(seconds: float) -> None:
        nonlocal now
        now += seconds

    found = in_turn({"one": lambda: wait(1.0), "three": lambda: wait(3.0)}, 5, lambda: now)
    assert found == {"one": 1.0, "three": 3.0}
