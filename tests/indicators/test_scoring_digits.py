"""Scores of numbers that are longer than Decimal keeps unless it is told otherwise. Nothing is lost on the way."""

from decimal import Decimal as D

import pytest

from indicators.scoring import JudgedStep, Scored, by_scale, by_steps, level_of, propose, score, sum_of, total

RISING = [D(60), D(70), D(80), D(90), D(100)]
# Thirty-six digits: more than the 28 that Decimal keeps unless it is told otherwise.
THIRD = D("33." + "3" * 34)
SIXTY_AND_A_HAIR = D("60." + "0" * 33 + "1")


@pytest.mark.parametrize(
    ("worked_out", "exact"),
    [
        (lambda: by_steps([JudgedStep(D(100), THIRD)]).percent, "33." + "3" * 34),
        (lambda: level_of(SIXTY_AND_A_HAIR, RISING), "1." + "0" * 34 + "1"),
        (lambda: by_scale(SIXTY_AND_A_HAIR, RISING), "20." + "0" * 33 + "2"),
        (lambda: score(THIRD, D(10)), "3." + "3" * 35),
        (lambda: sum_of([THIRD, THIRD, THIRD]), "99." + "9" * 34),
        (lambda: sum_of([]), "0"),
        (lambda: total([Scored(D("0.004" + "9" * 26), D(1)), Scored(D(10), D(10))]).points, "10.00"),
        (lambda: propose(D(50), D("20.00" + "9" * 25 + "8")).result_in_unit, "10.00"),
    ],
)
def test_no_digit_is_lost_on_the_way(worked_out, exact):
    assert worked_out() == D(exact)
