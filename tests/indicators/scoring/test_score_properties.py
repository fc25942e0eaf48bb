"""What holds for every score, whatever is kept: played with a seeded random, so that a failure comes again."""

from __future__ import annotations

import random
from decimal import Decimal as D
from functools import wraps
from inspect import signature

import pytest

from indicators.models import (
    AdjustedScore,
    Assignment,
    CriterionVersion,
    Dossier,
    Judgement,
    Measure,
    ScoreOverride,
    YearEndReport,
)
from indicators.scoring import level_of, rounded
from indicators.selectors.score_calculation import Kept, work_out
from indicators.selectors.scores import State, total_of

SEEDS = range(300)


def every_seed(play):
    """The test is played with every seed; a failure says with which."""

    @wraps(play)
    def all_of_them(**given):
        for seed in SEEDS:
            try:
                play(seed=seed, **given)
            except AssertionError as failure:
                failure.add_note(f"with seed {seed}")
                raise

    told = signature(play)
    wanted = [parameter for name, parameter in told.parameters.items() if name != "seed"]
    all_of_them.__signature__ = told.replace(parameters=wanted)
    return all_of_them


CENTS = 100


def cents(chance, low, high):
    """A number with two digits from low to high, often at an end."""
    at_the_ends = [D(low), D(high)]
    return chance.choice(
        [*at_the_ends, *(D(chance.randint(low * CENTS, high * CENTS)) / CENTS for _once in range(4))]
    )


def parts_of_a_hundred(chance, count):
    """`count` weights with two digits that make up a hundred."""
    marks = sorted(chance.randint(0, 100 * CENTS) for _cut in range(count - 1))
    return [D(high - low) / CENTS for low, high in zip([0, *marks], [*marks, 100 * CENTS], strict=True)]


def an_assignment(chance):
    return Assignment(pk=1, weight=cents(chance, 0, 100), target=cents(chance, 1, 1000))


def versions_of(chance, percents, measure=Measure.STEPS):
    """One version of each criterion, judged as told; None is unmarked."""
    weights = parts_of_a_hundred(chance, len(percents))
    return [version(position, *each, measure) for position, each in enumerate(zip(weights, percents, strict=True), 1)]


def version(position, weight, percent, measure=Measure.STEPS, number=1):
    made = CriterionVersion(
        pk=10 * position + number, position=position, version=number, weight=weight, measure=measure
    )
    made.judged = None if percent is None else Judgement(percent=percent)
    return made


def kept(versions, report=None, overrides=(), adjusted=()):
    return Kept(
        versions=versions,
        judgements={version.pk: version.judged for version in versions if version.judged},
        report=report,
        revision=None,
        overrides={position: ScoreOverride(position=position, points=points) for position, points in overrides},
        adjusted={position: AdjustedScore(position=position, points=points) for position, points in adjusted},
        conditional=frozenset(),
    )


def percents_of(chance, count, holes=True):
    return [None if holes and chance.random() < 0.25 else cents(chance, 0, 100) for _step in range(count)]


def a_report(result=None, progress=None):
    return YearEndReport(dossier=Dossier(), result_in_unit=result, progress_percent=progress)


@every_seed
def test_a_score_lies_between_nothing_and_its_weight_whatever_is_given(seed):
    chance = random.Random(seed)
    assignment = an_assignment(chance)
    count = chance.randint(1, 7)
    versions = versions_of(chance, percents_of(chance, count))
    given = [(chance.randint(0, count), cents(chance, 0, 100)) for _given in range(chance.randint(0, 3))]
    score = work_out(assignment, kept(versions, None, given[:1], given[1:]))
    assert score.effective is None or 0 <= score.effective <= assignment.weight
    assert score.calculated is None or 0 <= score.calculated <= assignment.weight
    assert 0 <= score.out_of <= assignment.weight
    assert score.effective is None or score.effective <= score.out_of
    for criterion in score.criteria:
        assert criterion.effective is None or 0 <= criterion.effective <= criterion.current.full
    total = total_of([score])
    assert 0 <= total.points <= total.out_of <= total.weight


@every_seed
def test_the_full_points_of_the_criteria_make_up_the_weight(seed):
    chance = random.Random(seed)
    assignment = an_assignment(chance)
    score = work_out(assignment, kept(versions_of(chance, percents_of(chance, chance.randint(1, 7)))))
    assert sum(criterion.current.full for criterion in score.criteria) == assignment.weight


@every_seed
def test_more_achievement_never_gives_less(seed):
    chance = random.Random(seed)
    assignment = an_assignment(chance)
    percents = percents_of(chance, chance.randint(1, 7), holes=False)
    place = chance.randrange(len(percents))
    low, high = sorted([percents[place], cents(chance, 0, 100)])
    state = chance.getstate()

    def points(percent):
        chance.setstate(state)
        told = [*percents[:place], percent, *percents[place + 1 :]]
        return work_out(assignment, kept(versions_of(chance, told))).effective

    assert points(low) <= points(high)


@every_seed
@pytest.mark.parametrize("measure", [Measure.RATIO, Measure.PERCENT, Measure.FIVE_LEVELS])
def test_more_result_never_gives_less(seed, measure):
    chance = random.Random(seed)
    assignment = an_assignment(chance)
    low, high = sorted([cents(chance, 0, 100), cents(chance, 0, 100)])
    rising = sorted(chance.sample(range(100 * CENTS), 5))

    def points(figure):
        made = version(1, D(100), None, measure)
        made.thresholds = " ".join(str(D(mark) / CENTS) for mark in rising)
        return work_out(assignment, kept([made], a_report(figure, figure))).effective

    assert 0 <= points(low) <= points(high) <= assignment.weight


@every_seed
def test_recalculation_changes_nothing_that_was_given(seed):
    chance = random.Random(seed)
    assignment = an_assignment(chance)
    count = chance.randint(1, 7)
    given = D(chance.randint(0, int(assignment.weight * CENTS))) / CENTS
    before, after = (versions_of(chance, percents_of(chance, count)) for _time in range(2))
    for how in ({"overrides": [(0, given)]}, {"adjusted": [(0, given)]}):
        scores = [work_out(assignment, kept(versions, **how)) for versions in (before, after)]
        assert [score.effective for score in scores] == [given, given]
        assert {score.state for score in scores} == {State.FINAL}
        without = [work_out(assignment, kept(versions)) for versions in (before, after)]
        assert [score.calculated for score in scores] == [score.calculated for score in without]


@every_seed
def test_no_achievement_is_counted_twice(seed):
    """Former versions add nothing; the parts are the whole."""
    chance = random.Random(seed)
    assignment = an_assignment(chance)
    percents = percents_of(chance, chance.randint(2, 7))
    state = chance.getstate()
    plain = versions_of(chance, percents)
    chance.setstate(state)
    crowded = []
    for current in versions_of(chance, percents):
        current.version = 2
        crowded += [current, version(current.position, current.weight, cents(chance, 0, 100), number=0)]
    one, other = work_out(assignment, kept(plain)), work_out(assignment, kept(crowded))
    assert (one.effective, one.out_of, one.calculated) == (other.effective, other.out_of, other.calculated)
    marked = [criterion.effective for criterion in one.criteria if criterion.effective is not None]
    assert one.effective == (sum(marked, D(0)) if marked else None)


@every_seed
def test_a_total_is_the_sum_rounded_once(seed):
    chance = random.Random(seed)
    scores = []
    for _assignment in range(chance.randint(0, 8)):
        scores.append(work_out(an_assignment(chance), kept(versions_of(chance, percents_of(chance, 5)))))
    total = total_of(scores)
    marked = [score for score in scores if score.effective is not None]
    assert total.points == rounded(sum((score.effective for score in marked), D(0)))
    assert total.weight == rounded(sum((score.assignment.weight for score in scores), D(0)))
    assert total.partial is any(c.effective is None for score in scores for c in score.criteria)


@every_seed
def test_the_scale_meets_its_thresholds_and_is_straight_between_them(seed):
    chance = random.Random(seed)
    marks = [
        D(mark) / CENTS for mark in sorted(chance.sample(range(-1000, 100_000), 5), reverse=chance.random() < 0.5)
    ]
    assert [level_of(mark, marks) for mark in marks] == [1, 2, 3, 4, 5]
    step = chance.randrange(4)
    middle = (marks[step] + marks[step + 1]) / 2
    assert level_of(middle, marks) == step + D("1.5")


def test_the_seeds_are_not_all_alike():
    """Control: the properties above are tried on unmarked, partial and complete assignments."""
    states = set()
    for seed in SEEDS:
        chance = random.Random(seed)
        states.add(work_out(an_assignment(chance), kept(versions_of(chance, percents_of(chance, 3)))).state)
    assert states == {State.FINAL, State.PARTIAL, State.UNMARKED}
