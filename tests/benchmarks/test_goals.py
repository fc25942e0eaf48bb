"""How far a goal is reached is read off the ratio, with a tenth for the noise of one run."""

from __future__ import annotations

import pytest

from benchmarks.goals import GOALS, Goal, Sense, table
from benchmarks.measure import in_turn
from benchmarks.picture import WIDTH, drawn

TWELVE = Goal("W1", "a list", 12.0)


@pytest.mark.parametrize(
    ("ratio", "verdict"),
    [(4.0, "held"), (10.8, "held"), (10.9, "at the limit"), (13.2, "at the limit"), (13.3, "missed")],
)
def test_a_tenth_on_either_side_is_at_the_limit(ratio: float, verdict: str) -> None:
    assert TWELVE.verdict(ratio) == verdict


@pytest.mark.parametrize(
    ("ratio", "verdict"), [(1.2, "held"), (0.95, "held"), (0.9, "at the limit"), (0.8, "missed")]
)
def test_of_what_shall_be_much_less_is_worse(ratio: float, verdict: str) -> None:
    assert Goal("D1", "a rate", 0.95, Sense.LEAST).verdict(ratio) == verdict


@pytest.mark.parametrize(("number", "verdict"), [(0, "held"), (25, "held"), (26, "missed")])
def test_what_is_counted_has_no_noise(number: float, verdict: str) -> None:
    assert Goal("W5", "queries", 25, Sense.COUNT).verdict(number) == verdict


def test_the_picture_ends_a_bar_at_the_aim_when_all_of_it_is_used() -> None:
    drawing = drawn([TWELVE], {"W1": 12.0})
    assert drawing.count("<rect") == 2  # the ground and the bar
    assert f'width="{WIDTH / 2:.1f}"' in drawing  # ten times less and ten times more are as far away


def test_the_table_names_what_was_measured_and_nothing_else() -> None:
    told = table({"W4": 30.0})
    assert "W4" in told
    assert "at the limit" in told
    assert "W1" not in told
    assert len({goal.key for goal in GOALS}) == len(GOALS)


def test_the_slower_of_two_takes_longer_by_the_clock_that_was_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0

    def wait(seconds: float) -> None:
        nonlocal now
        now += seconds

    monkeypatch.setattr("gc.collect", lambda: 0)  # of all that the tests hold: seconds
    found = in_turn({"one": lambda: wait(1.0), "three": lambda: wait(3.0)}, 5, lambda: now)
    assert found == {"one": 1.0, "three": 3.0}
