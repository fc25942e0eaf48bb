"""The score of an assignment by steps, each value worked out by hand: weight 10, five steps of 20 %, 2.00 each."""

from decimal import Decimal as D

import pytest

from indicators.scoring import Total, rounded
from indicators.selectors import scores
from indicators.selectors.scores import State, score_of, scores_of, total_of
from tests import make
from tests.indicators.scoring import stage

pytestmark = pytest.mark.django_db


def two_digits(value):
    return None if value is None else str(rounded(value))


def test_all_five_at_a_hundred_give_the_whole_weight():
    score = score_of(stage.five_steps(100, 100, 100, 100, 100))
    assert (two_digits(score.calculated), two_digits(score.effective)) == ("10.00", "10.00")
    assert (score.achievement, score.state, score.fault) == (D(100), State.FINAL, "")
    assert [two_digits(line.current.full) for line in score.criteria] == ["2.00"] * 5


def test_step_four_at_sixty_gives_nine_points_twenty():
    score = score_of(stage.five_steps(100, 100, 100, 60, 100))
    assert two_digits(score.effective) == "9.20"
    assert [two_digits(line.effective) for line in score.criteria] == ["2.00", "2.00", "2.00", "1.20", "2.00"]


def test_an_unmarked_step_is_left_out_of_points_and_of_what_they_are_out_of():
    """It is no 0: eight of the eight points that are marked, and the total says that it is a part."""
    score = score_of(stage.five_steps(100, 100, 100, None, 100))
    assert (two_digits(score.effective), two_digits(score.out_of)) == ("8.00", "8.00")
    assert score.state is State.PARTIAL
    assert score.criteria[3].effective is None
    assert score.criteria[3].state is State.UNMARKED
    assert total_of([score]) == Total(points=D("8.00"), out_of=D("8.00"), weight=D("10.00"), partial=True)


def test_a_step_judged_zero_counts():
    score = score_of(stage.five_steps(100, 100, 100, 0, 100))
    assert total_of([score]) == Total(points=D("8.00"), out_of=D("10.00"), weight=D("10.00"), partial=False)
    assert (score.state, score.criteria[3].effective) == (State.FINAL, D(0))


def test_nothing_judged_is_unmarked_and_not_zero():
    score = score_of(stage.five_steps())
    assert (score.calculated, score.effective, score.out_of, score.state) == (None, None, D(0), State.UNMARKED)
    assert total_of([score]) == Total(points=D("0.00"), out_of=D("0.00"), weight=D("10.00"), partial=True)


def test_it_rounds_half_up_once_and_at_the_end():
    # 33.33 % of weight 0.75 in each step: 0.75 x 33.33 / 100 = 0.249975; of a step 0.049995, which is 0.05 rounded.
    score = score_of(stage.five_steps("33.33", "33.33", "33.33", "33.33", "33.33", weight=D("0.75")))
    assert two_digits(score.effective) == "0.25"
    # Were steps rounded first, 5 x 0.05 would be 0.25 as well; here they would give 0.02 x 5 = 0.10.
    score = score_of(stage.five_steps(12, 12, 12, 12, 12, weight=D("0.65")))
    assert [two_digits(line.effective) for line in score.criteria] == ["0.02"] * 5
    assert two_digits(score.effective) == "0.08"  # 0.65 x 12 / 100 = 0.078
    # A half: 10 x 12.25 / 100 = 1.225 goes up.
    assert two_digits(score_of(stage.five_steps(*["12.25"] * 5)).effective) == "1.23"


def test_only_the_newest_judgement_counts():
    """No achievement is counted twice."""
    assignment = stage.five_steps(100, 100, 100, 60, 100)
    stage.judge(assignment, 4, 70)
    stage.judge(assignment, 4, 80)
    assert two_digits(score_of(assignment).effective) == "9.60"


def test_a_score_names_submission_and_version_of_the_criterion():
    assignment = stage.five_steps()
    revision = stage.submission(assignment)
    stage.judge(assignment, 2, 50, revision=revision)
    score = score_of(assignment)
    line = score.criteria[1].current
    assert (line.revision, line.criterion.version, line.judgement.percent) == (revision, 1, D(50))
    assert score.revision == revision
    assert score.criteria[0].current.revision is None


def test_both_versions_stand_side_by_side():
    assignment = stage.five_steps(100, 100, 100, 60, 100)
    stage.next_version(assignment, 4)
    score = score_of(assignment)
    # The new wording is judged anew; what was given under the old one is kept, and does not count.
    assert [(line.criterion.version, two_digits(line.calculated)) for line in score.criteria[3].earlier] == [
        (1, "1.20")
    ]
    assert score.criteria[3].current.criterion.version == 2
    assert (score.criteria[3].effective, score.state) == (None, State.PARTIAL)
    assert (two_digits(score.calculated_before), two_digits(score.calculated)) == ("9.20", "8.00")
    stage.judge(assignment, 4, 95)
    score = score_of(assignment)
    assert (two_digits(score.calculated_before), two_digits(score.effective)) == ("9.20", "9.90")
    assert score.has_changed_criterion
    assert two_digits(score_of(stage.five_steps(100)).calculated_before) is None


def test_former_versions_that_never_stood_together_hide_nothing():
    """Criterion 4 lost weight in two steps, criterion 5 gained in one: 20 + 20 + 20 + 15 + 20 is no hundred."""
    assignment = stage.five_steps(100, 100, 100)
    stage.next_version(assignment, 4, weight=D(15))
    stage.next_version(assignment, 4, weight=D(10))
    stage.next_version(assignment, 5, weight=D(30))
    stage.judge(assignment, 4, 100)
    stage.judge(assignment, 5, 50)
    score = score_of(assignment)
    # 2 + 2 + 2 + 1 + 1.5
    assert (two_digits(score.effective), score.fault, score.calculated_before) == ("8.50", "", None)


def test_weights_that_make_up_no_hundred_are_said_in_a_sentence():
    assignment = stage.weighing(20, 20, 20, 20, 10)
    for position in (1, 2, 3, 4, 5):
        stage.judge(assignment, position, 100)
    score = score_of(assignment)
    assert "รวมกันได้ 100" in score.fault
    assert "90" in score.fault
    assert (score.calculated, score.effective, score.state) == (None, None, State.UNMARKED)
    assert total_of([score]).partial
    # What is given directly counts nevertheless.
    stage.adjust(assignment, "7.00")
    assert two_digits(score_of(assignment).effective) == "7.00"


@pytest.fixture
def held(monkeypatch):
    """Positions held open by conditions, by assignment."""
    found = set()
    monkeypatch.setattr(scores, "CONDITIONAL", [lambda keys: {each for each in found if each[0] in keys}])
    return found


def test_a_score_is_conditional_until_its_conditions_are_met(held):
    assignment, other = stage.five_steps(100, 100, 100, 100, 100), stage.five_steps(100, 100, 100, 100, 100)
    held.add((assignment.pk, 4))
    score, free = scores_of([assignment, other])
    assert (score.state, two_digits(score.effective)) == (State.CONDITIONAL, "10.00")
    assert [line.state for line in score.criteria] == [State.FINAL] * 3 + [State.CONDITIONAL, State.FINAL]
    assert free.state is State.FINAL
    held.clear()
    assert score_of(assignment).state is State.FINAL


def test_a_condition_of_the_whole_holds_every_criterion(held):
    assignment = stage.five_steps(100, 100, 100, 100, 100)
    held.add((assignment.pk, 0))
    assert {line.state for line in score_of(assignment).criteria} == {State.CONDITIONAL}


def test_what_is_conditional_and_partial_still_makes_the_total_partial(held):
    assignment = stage.five_steps(100, 100, 100, 100, None)
    held.add((assignment.pk, 4))
    score = score_of(assignment)
    assert (score.state, score.is_partial) == (State.CONDITIONAL, True)
    assert total_of([score]) == Total(points=D("8.00"), out_of=D("8.00"), weight=D("10.00"), partial=True)


def test_the_adjusted_score_counts_before_the_calculated():
    assignment = stage.five_steps(100, 100, 100, 60, 100)
    stage.adjust(assignment, "1.50", 4)
    stage.adjust(assignment, "1.80", 4)  # a later decision
    score = score_of(assignment)
    assert two_digits(score.criteria[3].effective) == "1.80"
    assert two_digits(score.effective) == "9.80"  # 8 and 1.80
    assert two_digits(score.calculated) == "9.20"
    stage.adjust(assignment, "9.75")
    assert two_digits(score_of(assignment).effective) == "9.75"


def test_points_above_a_weight_that_was_lowered_count_up_to_it():
    assignment = stage.five_steps(100, 100, 100, 100, 100)
    stage.adjust(assignment, "9.00")
    type(assignment).objects.filter(pk=assignment.pk).update(weight=D(8))
    assignment.refresh_from_db()
    score = score_of(assignment)
    assert two_digits(score.effective) == "8.00"
    assert "9.00 เกินคะแนนเต็ม 8.00" in score.fault
    assert total_of([score]).points == D("8.00")


@pytest.mark.parametrize("count", [10, 100])
def test_any_number_takes_the_same_queries(count, django_assert_num_queries, held):
    agency = make.agency()
    rows = [stage.five_steps(100, 60, agency=agency) for _row in range(2)]
    made = rows * (count // 2)
    # Versions, judgements, accepted reports, overrides, adjusted.
    with django_assert_num_queries(5):
        scores_of(made)
