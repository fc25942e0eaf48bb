"""The factory makes appeals that the process and its constraints accept."""

import pytest
from django.db import IntegrityError, transaction

from accounts.roles import Role
from appeals.completeness import missing_in_appeal
from indicators.permissions import can
from indicators.selectors.scores import State, score_of
from tests import make, make_appeal

pytestmark = pytest.mark.django_db


def test_a_filled_draft_may_be_filed_by_its_officer():
    appeal = make_appeal.appeal()
    officer = make.user(Role.OFFICER, appeal.assignment.agency)
    assert missing_in_appeal(appeal) == {}
    assert can(officer, "file", appeal, make_appeal.NOON).allowed


def test_an_empty_draft_names_what_it_lacks():
    appeal = make_appeal.appeal(filled=False)
    assert set(missing_in_appeal(appeal)) == {"cause", "what_happened", "requested_outcome", "letter"}


def test_one_subject_has_one_open_appeal():
    first = make_appeal.appeal()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_appeal.appeal(first.assignment, filled=False)
    make_appeal.appeal(first.assignment, position=0, filled=False)
    make_appeal.put(first, "withdrawn")
    make_appeal.appeal(first.assignment, filled=False)


def test_a_decided_appeal_has_a_result_and_a_day():
    appeal = make_appeal.appeal()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_appeal.put(appeal, "conditions", result="")
    make_appeal.condition(make_appeal.put(appeal, "conditions"))


def test_nothing_judged_is_unmarked():
    score = score_of(make_appeal.assignment())
    assert (score.state, score.calculated, score.effective) == (State.UNMARKED, None, None)
    assert [criterion.current.full for criterion in score.criteria] == [2, 2, 2, 2, 2]
