"""Scores that follow from an accepted year-end report, each value worked out by hand."""

from decimal import Decimal as D

import pytest

from indicators.models import Measure
from indicators.scoring import rounded
from indicators.selectors.scores import State, score_of
from tests import make
from tests.indicators.scoring import stage

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]


def points(assignment):
    score = score_of(assignment)
    return None if score.effective is None else str(rounded(score.effective))


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        ("0", "0.00"),
        ("5", "5.00"),
        ("9.99", "9.99"),
        ("10", "10.00"),
        ("12", "10.00"),  # never more than the target
        ("-3", "0.00"),
    ],
)
def test_result_to_target(result, expected):
    assert points(stage.measured(Measure.RATIO, result=D(result), target=D(10))) == expected


def test_thirds_are_rounded_once_at_the_end():
    # 1 of 3 with weight 10 is 3.333...
    assert points(stage.measured(Measure.RATIO, result=D(1), target=D(3))) == "3.33"
    # 2 of 3 with weight 0.75 is exactly 0.50.
    assert points(stage.measured(Measure.RATIO, result=D(2), target=D(3), weight=D("0.75"))) == "0.50"


def test_progress_in_percent():
    assert points(stage.measured(Measure.PERCENT, progress=D("87.5"))) == "8.75"


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        # Thresholds 60 70 80 90 100 are levels 1 to 5; a level is a fifth of the weight of 10.
        ("50", "2.00"),  # below the first it stays level 1
        ("60", "2.00"),
        ("65", "3.00"),  # level 1.5
        ("70", "4.00"),
        ("77.5", "5.50"),  # level 2.75
        ("80", "6.00"),
        ("90", "8.00"),
        ("92.5", "8.50"),  # level 4.25
        ("99.99", "10.00"),  # level 4.999 gives 9.998
        ("100", "10.00"),
        ("150", "10.00"),
    ],
)
def test_the_scale_of_five_levels(result, expected):
    assert points(stage.measured(Measure.FIVE_LEVELS, result=D(result), thresholds="60 70 80 90 100")) == expected


@pytest.mark.parametrize(("result", "expected"), [("30", "2.00"), ("22.5", "5.00"), ("10", "9.00"), ("5", "10.00")])
def test_the_scale_where_less_is_better(result, expected):
    # 22.5 is half-way from level 2 (25) to level 3 (20); 10 half-way from level 4 (15) to level 5 (5).
    assert points(stage.measured(Measure.FIVE_LEVELS, result=D(result), thresholds="30 25 20 15 5")) == expected


@pytest.mark.parametrize("thresholds", ["", "60 70", "สูง กลาง ต่ำ น้อย มาก", "60 70 80 90 90", "NaN 1 2 3 4"])
def test_thresholds_that_are_none_are_said_in_a_sentence(thresholds):
    score = score_of(stage.measured(Measure.FIVE_LEVELS, result=D(80), thresholds=thresholds))
    assert score.fault
    assert (score.effective, score.state) == (None, State.UNMARKED)


def test_no_target_is_said_in_a_sentence():
    score = score_of(stage.measured(Measure.RATIO, result=D(5), target=None))
    assert "เป้าหมายต้องมากกว่า 0" in score.fault
    assert score.state is State.UNMARKED


def test_a_report_without_a_figure_or_not_accepted_gives_nothing():
    assert points(stage.measured(Measure.RATIO)) is None
    assert points(stage.measured(Measure.PERCENT)) is None
    waiting = stage.measured(Measure.RATIO, result=D(5))
    make.set_status(waiting.year_end_report, "endorsed")
    assert points(waiting) is None


def test_it_names_the_accepted_submission():
    score = score_of(stage.measured(Measure.RATIO, result=D(5)))
    assert score.revision == score.report.dossier.revisions.get()
    assert score.criteria[0].current.revision == score.revision


def test_two_criteria_of_one_result_count_it_once():
    """No achievement is counted twice: 5 of 10 with weight 10 is 5.00, however many criteria share it."""
    assignment = stage.measured(Measure.RATIO, result=D(5), target=D(10), weights=(30, 70))
    score = score_of(assignment)
    assert [str(rounded(line.effective)) for line in score.criteria] == ["1.50", "3.50"]
    assert points(assignment) == "5.00"


def test_a_single_criterion_brings_the_whole_weight_whatever_its_own():
    assignment = stage.measured(Measure.RATIO, result=D(5), target=D(10), weights=(20,))
    assert points(assignment) == "5.00"


def test_both_versions_of_a_scale_are_worked_out_from_the_same_result():
    assignment = stage.measured(Measure.FIVE_LEVELS, result=D(80), thresholds="60 70 80 90 100")
    stage.next_version(assignment, 1, thresholds="40 50 60 70 80")
    score = score_of(assignment)
    assert str(rounded(score.calculated_before)) == "6.00"
    assert points(assignment) == "10.00"
