"""Scores, worked by hand. Decimal, half-up, two digits, rounded only at the end."""

from decimal import Decimal as D

import pytest

from indicators.scoring import (
    JudgedStep,
    Proposal,
    Scored,
    ScoringError,
    Total,
    by_percent,
    by_ratio,
    by_scale,
    by_steps,
    effective,
    level_of,
    propose,
    rounded,
    score,
    total,
)
from thai.digits import BadNumber

RISING = [D(60), D(70), D(80), D(90), D(100)]
FALLING = [D(30), D(25), D(20), D(15), D(5)]


@pytest.mark.parametrize(
    ("exact", "two_digits"),
    [
        ("0.005", "0.01"),
        ("0.004999", "0.00"),
        ("2.675", "2.68"),
        ("9.995", "10.00"),
        ("7", "7.00"),
        ("1E+2", "100.00"),
    ],
)
def test_it_rounds_half_up_to_two_digits(exact, two_digits):
    assert str(rounded(D(exact))) == two_digits


@pytest.mark.parametrize(
    ("result", "target", "percent"),
    [
        ("8", "30", "26.67"),
        ("10", "10", "100.00"),
        ("12", "10", "100.00"),
        ("0", "10", "0.00"),
        ("-3", "10", "0.00"),
        ("2", "3", "66.67"),
        ("0.5", "4", "12.50"),
    ],
)
def test_a_ratio_is_capped_at_its_target(result, target, percent):
    assert str(rounded(by_ratio(D(result), D(target)))) == percent


@pytest.mark.parametrize("target", ["0", "-1", "0.00"])
def test_a_target_of_nothing_is_refused_with_a_sentence(target):
    with pytest.raises(ScoringError, match="เป้าหมายต้องมากกว่า 0"):
        by_ratio(D(5), D(target))


@pytest.mark.parametrize("nonsense", ["NaN", "sNaN", "Infinity", "-Infinity", "1E+40"])
def test_what_is_no_number_is_refused_everywhere(nonsense):
    bad = D(nonsense)
    for attempt in (
        lambda: by_percent(bad),
        lambda: by_ratio(bad, D(1)),
        lambda: by_ratio(D(1), bad),
        lambda: level_of(bad, RISING),
        lambda: level_of(D(1), [bad, *RISING[1:]]),
        lambda: score(bad, D(10)),
        lambda: score(D(10), bad),
        lambda: by_steps([JudgedStep(D(100), bad)]),
        lambda: total([Scored(bad, D(10))]),
        lambda: total([Scored(None, bad)]),
        lambda: propose(bad, D(10)),
        lambda: rounded(bad),
    ):
        with pytest.raises(ScoringError, match="ต้องเป็นตัวเลข"):
            attempt()


@pytest.mark.parametrize("percent", ["-0.01", "100.01"])
def test_a_percentage_lies_within_0_and_100(percent):
    with pytest.raises(ScoringError):
        by_percent(D(percent))
    with pytest.raises(ScoringError):
        score(D(percent), D(10))


def steps(*marks, weights=(20, 20, 20, 20, 20)):
    return [
        JudgedStep(D(weight), None if mark is None else D(mark)) for weight, mark in zip(weights, marks, strict=True)
    ]


def test_steps_are_weighed():
    achieved = by_steps(steps(100, 100, 80, 50, 0, weights=(10, 10, 20, 30, 30)))
    assert (achieved.percent, achieved.partial) == (D(51), False)


def test_a_step_not_yet_judged_is_not_a_step_judged_zero():
    unmarked, zero = by_steps(steps(100, 100, 100, 100, None)), by_steps(steps(100, 100, 100, 100, 0))
    assert (unmarked.percent, unmarked.partial) == (D(80), True)
    assert (zero.percent, zero.partial) == (D(80), False)


def test_without_any_judged_step_there_is_no_achievement():
    achieved = by_steps(steps(None, None, None, None, None))
    assert (achieved.percent, achieved.partial) == (None, True)


@pytest.mark.parametrize("weights", [(20, 20, 20, 20, 19), (30, 20, 20, 20, 20)])
def test_the_weights_of_the_steps_sum_to_100(weights):
    with pytest.raises(ScoringError, match="รวมกันได้ 100"):
        by_steps(steps(1, 1, 1, 1, 1, weights=weights))


def test_no_steps_at_all_are_refused():
    with pytest.raises(ScoringError, match="รวมกันได้ 100"):
        by_steps([])


@pytest.mark.parametrize(
    ("result", "thresholds", "level"),
    [
        (100, RISING, "5.00"),
        (120, RISING, "5.00"),
        (90, RISING, "4.00"),
        (85, RISING, "3.50"),
        ("72.5", RISING, "2.25"),
        (60, RISING, "1.00"),
        (10, RISING, "1.00"),
        (5, FALLING, "5.00"),
        (0, FALLING, "5.00"),
        (10, FALLING, "4.50"),
        (20, FALLING, "3.00"),
        ("27.5", FALLING, "1.50"),
        (99, FALLING, "1.00"),
    ],
)
def test_the_scale_is_linear_between_its_levels(result, thresholds, level):
    assert str(rounded(level_of(D(result), thresholds))) == level


def test_a_level_is_a_fifth_of_the_achievement():
    assert by_scale(D(85), RISING) == 70
    assert by_scale(D(60), RISING) == 20
    assert by_scale(D(100), RISING) == 100


@pytest.mark.parametrize(
    "thresholds",
    [
        RISING[:4],
        [*RISING, D(110)],
        [D(1), D(2), D(2), D(3), D(4)],
        [D(4), D(3), D(3), D(2), D(1)],
        [D(1), D(3), D(2), D(4), D(5)],
        [],
    ],
)
def test_a_scale_has_five_levels_in_order(thresholds):
    with pytest.raises(ScoringError, match="ห้าค่า"):
        level_of(D(1), thresholds)


@pytest.mark.parametrize(
    ("achievement", "weight", "points"),
    [
        ("100", "10", "10.00"),
        ("0", "10", "0.00"),
        ("66.665", "10", "6.67"),
        ("51", "7.5", "3.83"),
        ("33.33", "0", "0.00"),
    ],
)
def test_points_are_achievement_times_weight(achievement, weight, points):
    assert str(rounded(score(D(achievement), D(weight)))) == points


def test_nothing_is_rounded_before_the_end():
    # 1/3 of weight 0.165 is exactly 0.055 and rounds up; a third cut short anywhere would lose it.
    assert str(rounded(score(by_ratio(D(1), D(3)), D("0.165")))) == "0.06"
    # Three scores of 3.333… are 10, not 9.99.
    third = Scored(score(by_ratio(D(1), D(3)), D(10)), D(10))
    assert total([third, third, third]).points == D("10.00")


def test_a_negative_weight_is_refused():
    with pytest.raises(ScoringError, match="ไม่ติดลบ"):
        score(D(50), D(-1))


@pytest.mark.parametrize(
    ("override", "adjusted", "calculated", "counts"),
    [
        (D(1), D(2), D(3), D(1)),
        (D(0), D(2), D(3), D(0)),
        (None, D(2), D(3), D(2)),
        (None, D(0), D(3), D(0)),
        (None, None, D(3), D(3)),
        (None, None, None, None),
    ],
)
def test_the_override_counts_before_the_appeal_before_the_calculation(override, adjusted, calculated, counts):
    assert effective(override, adjusted, calculated) == counts


def test_a_year_is_points_out_of_weights():
    assert total([Scored(D(10), D(10)), Scored(D("7.125"), D(15)), Scored(D(0), D(5))]) == Total(
        points=D("17.13"), out_of=D("30.00"), weight=D("30.00"), partial=False
    )


def test_what_is_unmarked_is_left_out_and_makes_the_total_partial():
    assert total([Scored(D(8), D(10)), Scored(None, D(20))]) == Total(
        points=D("8.00"), out_of=D("10.00"), weight=D("30.00"), partial=True
    )


def test_a_mark_of_zero_stays_in():
    assert total([Scored(D(8), D(10)), Scored(D(0), D(20))]) == Total(
        points=D("8.00"), out_of=D("30.00"), weight=D("30.00"), partial=False
    )


def test_a_partial_score_makes_the_total_partial():
    assert total([Scored(D(8), D(10), partial=True)]).partial


def test_of_a_partial_score_only_what_its_marked_steps_weigh_is_reached_for():
    assert total([Scored(D(6), D(10), partial=True, marked=D("7.5")), Scored(D(3), D(5))]) == Total(
        points=D("9.00"), out_of=D("12.50"), weight=D("15.00"), partial=True
    )


def test_marked_steps_that_weigh_more_than_all_of_them_are_refused():
    with pytest.raises(ScoringError, match="ระหว่าง 0 ถึง 10"):
        total([Scored(D(1), D(10), partial=True, marked=D("10.01"))])


def test_an_empty_year_is_complete_and_empty():
    assert total([]) == Total(points=D(0), out_of=D(0), weight=D(0), partial=False)


def test_a_score_above_its_weight_is_refused():
    with pytest.raises(ScoringError, match="ระหว่าง 0 ถึง 10"):
        total([Scored(D("10.01"), D(10))])


@pytest.mark.parametrize(
    ("written", "target", "progress", "result"),
    [
        ("100.00", "10", "100.00", "10.00"),
        ("๑๐๐.๐๐", "10", "100.00", "10.00"),
        ("80", "10", "80.00", "8.00"),
        ("10.00", "10", "100.00", "10.00"),
        ("8", "30", "26.67", "8.00"),
        ("0", "10", "0.00", "0.00"),
        ("80", "100", "80.00", "80.00"),
        ("132", "120", "100.00", "132.00"),
        ("1,250.50", "1000", "100.00", "1250.50"),
        ("100", "5", "100.00", "5.00"),
        ("9" * 40, "10", "100.00", "9" * 40 + ".00"),
    ],
)
def test_a_written_result_is_proposed_as_progress_and_result(written, target, progress, result):
    proposal = propose(written, D(target))
    assert (str(proposal.progress_percent), str(proposal.result_in_unit)) == (progress, result)


def test_a_result_already_read_is_taken_too():
    assert propose(D("100.00"), D(10)) == Proposal(D("100.00"), D("10.00"))


@pytest.mark.parametrize(
    ("written", "target", "refusal"),
    [("ครบ", "10", BadNumber), ("-1", "10", ScoringError), ("5", "0", ScoringError)],
)
def test_what_cannot_be_read_is_not_guessed(written, target, refusal):
    with pytest.raises(refusal):
        propose(written, D(target))
