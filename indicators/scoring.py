"""Target, result and weight become a score. Pure Decimal arithmetic, half-up, rounded only at the end.

Achievement is in percent of the target, 0-100. Score = achievement x weight / 100, in points: weight 10 and
100 % give 10.00. Not marked is None and differs from 0, which is a mark.

Values returned by achievement and score functions are not rounded; `rounded` is for what is stored, shown or
printed, and `total` rounds by itself. Every function raises ScoringError for a number that is no number.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, localcontext
from itertools import pairwise
from typing import Final

from django.utils.translation import gettext as _

from thai.digits import parse_decimal

HUNDRED: Final = Decimal(100)
LEVELS: Final = 5
# A third has no end in decimals. With 120 digits the error of a quotient stands far behind the 30th place, so
# rounding there first gives back the exact half that half-up must see.
_DIGITS: Final = 120
_LONGEST: Final = 40
_EXACT: Final = Decimal(1).scaleb(-30)
_CENT: Final = Decimal("0.01")


class ScoringError(ValueError):
    """What was given cannot be scored; the message is for the user."""


@dataclass(frozen=True)
class JudgedStep:
    """One step of an innovation: its weight in percent, and the mark given for it (0-100, None: not yet)."""

    weight: Decimal
    achievement: Decimal | None


@dataclass(frozen=True)
class Achieved:
    """An achievement in percent; None when nothing is judged, `partial` when something is not."""

    percent: Decimal | None
    partial: bool


@dataclass(frozen=True)
class Scored:
    """One assignment's score (None: unmarked) out of its weight; `partial` when steps of it are unmarked: `marked` is
    then what the marked ones weigh, None when all of it counts."""

    score: Decimal | None
    weight: Decimal
    partial: bool = False
    marked: Decimal | None = None


@dataclass(frozen=True)
class Total:
    """Points out of the weight of what is marked, both rounded; `weight` is that of everything."""

    points: Decimal
    out_of: Decimal
    weight: Decimal
    partial: bool


@dataclass(frozen=True)
class Proposal:
    """How far (percent, 0-100) and how much (in the target's unit), two digits each."""

    progress_percent: Decimal
    result_in_unit: Decimal


def rounded(value: Decimal) -> Decimal:
    """`value` with two digits, half-up."""
    with localcontext(prec=_DIGITS):
        return _finite(value).quantize(_EXACT, ROUND_HALF_EVEN).quantize(_CENT, ROUND_HALF_UP)


def by_percent(percent: Decimal) -> Decimal:
    """Achievement of what is judged in percent directly."""
    return _within(percent, HUNDRED)


def by_steps(steps: Sequence[JudgedStep]) -> Achieved:
    """Achievement of an innovation: the sum of step weight x step achievement / 100 over the judged steps.

    Raises ScoringError unless the weights sum to 100.
    """
    with localcontext(prec=_DIGITS):
        weights = sum((_within(step.weight, HUNDRED) for step in steps), Decimal(0))
        if weights != HUNDRED:
            raise ScoringError(_("น้ำหนักของทุกขั้นตอนต้องรวมกันได้ 100 แต่รวมได้ %(sum)s") % {"sum": weights})
        judged = [step.weight * by_percent(step.achievement) for step in steps if step.achievement is not None]
        percent = sum(judged, Decimal(0)) / HUNDRED if judged else None
    return Achieved(percent, partial=len(judged) < len(steps))


def by_ratio(result: Decimal, target: Decimal) -> Decimal:
    """min(result / target, 1) x 100; a result below 0 counts as 0. Raises ScoringError when target <= 0."""
    _above_zero(target)
    with localcontext(prec=_DIGITS):
        return min(max(_finite(result) * HUNDRED / target, Decimal(0)), HUNDRED)


def scale_of(thresholds: Sequence[Decimal]) -> list[Decimal]:
    """`thresholds`, if they make a scale: five, rising, or falling when less is better. Else raises ScoringError."""
    marks = [_finite(mark) for mark in thresholds]
    pairs = list(pairwise(marks))
    if len(marks) != LEVELS or not (all(a < b for a, b in pairs) or all(a > b for a, b in pairs)):
        raise ScoringError(_("เกณฑ์ห้าระดับต้องมีค่าห้าค่าที่เรียงจากน้อยไปมากหรือจากมากไปน้อยโดยไม่ซ้ำกัน"))
    return marks


def level_of(result: Decimal, thresholds: Sequence[Decimal]) -> Decimal:
    """The level 1-5 of `result`, linear between two thresholds.

    `thresholds` are the results that earn levels 1 to 5, as scale_of asks. Beyond the ends the level stays 1 or 5.
    """
    marks = scale_of(thresholds)
    with localcontext(prec=_DIGITS):
        level = Decimal(1)
        for low, high in pairwise(marks):
            level += min(max((_finite(result) - low) / (high - low), Decimal(0)), Decimal(1))
    return level


def by_scale(result: Decimal, thresholds: Sequence[Decimal]) -> Decimal:
    """Achievement on the five-level scale: level / 5 x 100, so level 1 is 20 % and level 5 is 100 %."""
    with localcontext(prec=_DIGITS):
        return level_of(result, thresholds) * HUNDRED / LEVELS


def score(achievement: Decimal, weight: Decimal) -> Decimal:
    """Points for `achievement` (percent) of something that weighs `weight`."""
    with localcontext(prec=_DIGITS):
        return _within(achievement, HUNDRED) * _not_negative(weight) / HUNDRED


def sum_of(points: Iterable[Decimal]) -> Decimal:
    """The sum of points that are not rounded yet."""
    with localcontext(prec=_DIGITS):
        return sum(points, Decimal(0))


def effective(override: Decimal | None, adjusted: Decimal | None, calculated: Decimal | None) -> Decimal | None:
    """The score that counts: the evaluator's override, else the appeal's adjustment, else the calculated."""
    return next((each for each in (override, adjusted, calculated) if each is not None), None)


def total(scores: Iterable[Scored]) -> Total:
    """An agency's year. What is unmarked is left out of points and out_of, and makes the total partial."""
    every = list(scores)
    marked = [each for each in every if each.score is not None]
    with localcontext(prec=_DIGITS):
        points = sum((_within(each.score, each.weight) for each in marked if each.score is not None), Decimal(0))
        out_of = sum((_weight_that_counts(each) for each in marked), Decimal(0))
        weight = sum((_not_negative(each.weight) for each in every), Decimal(0))
    partial = len(marked) < len(every) or any(each.partial for each in marked)
    return Total(rounded(points), rounded(out_of), rounded(weight), partial)


def propose(written: str | Decimal, target: Decimal) -> Proposal:
    """What a written result probably means, for an officer to confirm; nothing is changed by it.

    Old reports write progress into the field of the result: target 10 and result 100.00 in the same unit. A
    result above its target that can be a percentage is read as one (progress 100.00, result 10.00). Any other
    is read as it stands, with progress capped at 100.
    Raises BadNumber for text that is no number, ScoringError for a negative result or a target of 0 or less.
    """
    value = _not_negative(parse_decimal(written) if isinstance(written, str) else written)
    _above_zero(target)
    with localcontext(prec=_DIGITS):
        if target < value <= HUNDRED:
            return Proposal(rounded(value), rounded(value * target / HUNDRED))
        return Proposal(rounded(by_ratio(value, target)), rounded(value))


def _weight_that_counts(scored: Scored) -> Decimal:
    weight = _not_negative(scored.weight)
    return weight if scored.marked is None else _within(scored.marked, weight)


def _finite(value: Decimal) -> Decimal:
    if not value.is_finite() or value.adjusted() >= _LONGEST:
        raise ScoringError(_("ค่าที่นำมาคิดคะแนนต้องเป็นตัวเลขไม่เกิน %(limit)d หลัก") % {"limit": _LONGEST})
    return value


def _not_negative(value: Decimal) -> Decimal:
    if _finite(value) < 0:
        raise ScoringError(_("ค่าที่นำมาคิดคะแนนต้องไม่ติดลบ แต่เป็น %(value)s") % {"value": value})
    return value


def _within(value: Decimal, most: Decimal) -> Decimal:
    if _not_negative(value) > most:
        raise ScoringError(_("ค่าต้องอยู่ระหว่าง 0 ถึง %(most)s แต่เป็น %(value)s") % {"most": most, "value": value})
    return value


def _above_zero(target: Decimal) -> None:
    if _finite(target) <= 0:
        raise ScoringError(_("เป้าหมายต้องมากกว่า 0 จึงจะคิดร้อยละได้ แต่เป็น %(target)s") % {"target": target})
