"""What holds for every score, whatever the figures."""

from decimal import Decimal as D

from hypothesis import given
from hypothesis import strategies as st

from indicators.scoring import JudgedStep, by_ratio, by_steps, level_of, propose, rounded, score

PERCENTS = st.decimals(0, 100, places=2)
AMOUNTS = st.decimals(0, 10**9, places=2)
TARGETS = st.decimals("0.01", 10**9, places=2)
WEIGHTS = st.decimals(0, 100, places=2)
RISING = [D(60), D(70), D(80), D(90), D(100)]
FALLING = [D(30), D(25), D(20), D(15), D(5)]


def steps(*marks, weights=(20, 20, 20, 20, 20)):
    return [
        JudgedStep(D(weight), None if mark is None else D(mark)) for weight, mark in zip(weights, marks, strict=True)
    ]


@given(AMOUNTS, TARGETS, WEIGHTS)
def test_a_score_lies_between_nothing_and_the_weight(result, target, weight):
    points = rounded(score(by_ratio(result, target), weight))
    assert points.is_finite()
    assert 0 <= points <= weight


@given(AMOUNTS, AMOUNTS, TARGETS, WEIGHTS)
def test_more_result_never_gives_less(a, b, target, weight):
    low, high = sorted([a, b])
    assert score(by_ratio(low, target), weight) <= score(by_ratio(high, target), weight)


@given(st.decimals(-1000, 1000, places=2), st.decimals(-1000, 1000, places=2))
def test_the_scale_never_turns_back(a, b):
    low, high = sorted([a, b])
    assert 1 <= level_of(low, RISING) <= level_of(high, RISING) <= 5
    assert 5 >= level_of(low, FALLING) >= level_of(high, FALLING) >= 1


@given(st.lists(st.one_of(st.none(), PERCENTS), min_size=5, max_size=5))
def test_steps_lie_between_nothing_and_everything(marks):
    achieved = by_steps(steps(*marks))
    assert achieved.partial is (None in marks)
    assert (achieved.percent is None) is all(mark is None for mark in marks)
    assert achieved.percent is None or 0 <= achieved.percent <= 100


@given(AMOUNTS, TARGETS)
def test_a_proposal_is_a_percentage_and_an_amount(written, target):
    proposal = propose(written, target)
    assert 0 <= proposal.progress_percent <= 100
    assert proposal.result_in_unit >= 0
