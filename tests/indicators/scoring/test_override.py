"""The evaluator's points instead of the calculated ones."""

import json
from decimal import Decimal as D
from uuid import UUID, uuid4

import pytest

from accounts.models import User
from accounts.roles import Role
from indicators import clock
from indicators.models import Event, FiscalYear, Recusal, ScoreOverride
from indicators.permissions import Refused
from indicators.scoring import rounded
from indicators.selectors.scores import State, score_of
from indicators.services import audit, overrides
from indicators.services.errors import Invalid, NotAllowed, StaleVersion
from tests import make
from tests.indicators.scoring import stage
from tests.indicators.workflow.cast import cast

pytestmark = pytest.mark.django_db
KEY = UUID("00000000-0000-4000-8000-000000000001")


@pytest.fixture(autouse=True)
def _day():
    with clock.travel(make.at(stage.DAY)):
        yield


@pytest.fixture
def assignment():
    return stage.five_steps(100, 100, 100, 60, 100)


@pytest.fixture
def evaluator(assignment):
    return make.user(Role.EVALUATOR)


def give(assignment, evaluator, points="9.50", position=0, reason="หลักฐานเพิ่มเติม", **given):
    given.setdefault("seen", None)
    return overrides.override(assignment, position, D(points), reason, actor=evaluator, **given)


def effective(assignment):
    return str(rounded(score_of(assignment).effective))


def test_it_counts_instead_of_what_was_calculated_and_touches_it_not(assignment, evaluator):
    event = give(assignment, evaluator)
    score = score_of(assignment)
    assert (effective(assignment), str(rounded(score.calculated)), score.state) == ("9.50", "9.20", State.FINAL)
    assert (score.override.given_by, score.override.reason) == (evaluator, "หลักฐานเพิ่มเติม")
    assert (event.action, event.chain, event.actor) == ("override_score", assignment.agency.code, evaluator)
    assert json.loads(event.details) == {
        "assignment": assignment.pk,
        "position": 0,
        "calculated": "9.20",
        "effective_before": "9.20",
        "points": "9.50",
        "replaces": None,
    }
    assert audit.broken_links() == []


def test_a_criterion_is_overridden_alone(assignment, evaluator):
    give(assignment, evaluator, "1.75", position=4)
    assert effective(assignment) == "9.75"
    assert str(rounded(score_of(assignment).criteria[3].current.calculated)) == "1.20"


def test_it_counts_before_the_score_of_an_appeal(assignment, evaluator):
    stage.adjust(assignment, "9.90")
    give(assignment, evaluator, "9.00")
    assert effective(assignment) == "9.00"
    overrides.cancel(ScoreOverride.objects.get(), "พิจารณาใหม่", actor=evaluator)
    assert effective(assignment) == "9.90"


def test_later_judgements_leave_it_alone(assignment, evaluator):
    give(assignment, evaluator)
    stage.judge(assignment, 4, 10)
    assert effective(assignment) == "9.50"
    assert str(rounded(score_of(assignment).calculated)) == "8.20"


def test_a_new_one_cancels_the_standing_one_and_keeps_it(assignment, evaluator):
    give(assignment, evaluator)
    first = ScoreOverride.objects.get()
    other = make.user(Role.EVALUATOR)
    event = give(assignment, other, "8.00", seen=first.pk)
    first.refresh_from_db()
    assert (first.cancelled_by, str(first.points)) == (other, "9.50")
    assert first.cancel_reason == "กำหนดคะแนนใหม่เป็น 8.00"
    assert json.loads(event.details)["replaces"] == first.pk
    assert effective(assignment) == "8.00"
    assert Event.objects.filter(action="override_score").count() == 2


def test_who_did_not_see_the_standing_one_is_told(assignment, evaluator):
    give(assignment, evaluator)
    with pytest.raises(StaleVersion) as told:
        give(assignment, make.user(Role.EVALUATOR), "1.00")
    assert told.value.current == ScoreOverride.objects.get()
    with pytest.raises(StaleVersion):
        give(assignment, evaluator, "1.00", position=4, seen=ScoreOverride.objects.get().pk)


def test_a_repeated_form_has_one_effect(assignment, evaluator):
    assert give(assignment, evaluator, key=KEY) == give(assignment, evaluator, key=KEY)
    assert ScoreOverride.objects.count() == 1
    with pytest.raises(Invalid):
        give(assignment, evaluator, position=4, key=KEY)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"points": "10.01"}, "points"),
        ({"points": "-0.01"}, "points"),
        ({"points": "NaN"}, "points"),
        ({"points": "Infinity"}, "points"),
        ({"points": "9.505"}, "points"),
        ({"points": "2.01", "position": 4}, "points"),  # a step brings 2.00
        ({"position": 6}, "position"),
        ({"reason": "  "}, "reason"),
        ({"reason": "ก" * 5001}, "reason"),
        ({"reason": "ก\x00"}, "reason"),
    ],
)
def test_what_does_not_do_is_refused_and_writes_nothing(assignment, evaluator, given, field):
    events = Event.objects.count()
    with pytest.raises(Invalid) as refused:
        give(assignment, evaluator, **given)
    assert list(refused.value.errors) == [field]
    assert (ScoreOverride.objects.count(), Event.objects.count()) == (0, events)


def test_points_must_be_given(assignment, evaluator):
    with pytest.raises(Invalid, match="0 คือได้ศูนย์"):
        overrides.override(assignment, 0, None, "เหตุผล", actor=evaluator, seen=None)


def test_nothing_and_everything_are_points(assignment, evaluator):
    give(assignment, evaluator, "0")
    assert effective(assignment) == "0.00"
    give(assignment, evaluator, "10.00", seen=ScoreOverride.objects.get().pk)
    assert effective(assignment) == "10.00"


def test_cancelling_needs_a_reason_and_happens_once(assignment, evaluator):
    give(assignment, evaluator)
    standing = ScoreOverride.objects.get()
    with pytest.raises(Invalid, match="กรอกเหตุผล"):
        overrides.cancel(standing, " ", actor=evaluator)
    event = overrides.cancel(standing, "พิจารณาใหม่", actor=evaluator, key=KEY)
    assert overrides.cancel(standing, "พิจารณาใหม่", actor=evaluator, key=KEY) == event
    assert effective(assignment) == "9.20"
    with pytest.raises(NotAllowed, match=f"{evaluator} ยกเลิกคะแนนที่กำหนดแทนนี้แล้ว") as told:
        overrides.cancel(standing, "อีกครั้ง", actor=make.user(Role.EVALUATOR), key=uuid4())
    assert told.value.verdict.refused is Refused.MOMENT


# Written by hand from the roles of the process.
ROLES = {
    "officer": "role",
    "working_group": "role",
    "head": "role",
    "deputy": "role",
    "secretariat": "role",
    "committee": "role",
    "evaluator": "done",
    "own_evaluator": "role",
    "auditor": "role",
    "administrator": "role",
    "stranger": "stranger",
}


@pytest.mark.parametrize(("who", "expected"), ROLES.items())
def test_only_an_evaluator_of_another_agency_may(who, expected):
    people = cast()
    User.objects.filter(pk=people["evaluator"].pk).update(agency=None)
    people["evaluator"].refresh_from_db()
    assignment = stage.five_steps(100, agency=people.agency)
    standing = ScoreOverride.objects.create(
        assignment=assignment,
        position=1,
        points=1,
        reason="ก",
        given_by=people["auditor"],
        given_at=stage.NOON,
        event=stage.an_event(assignment),
    )
    events = Event.objects.count()
    told = []
    for verb in (
        lambda: give(assignment, people[who]),
        lambda: overrides.cancel(standing, "เหตุผล", actor=people[who]),
    ):
        try:
            verb()
            told.append("done")
        except NotAllowed as refusal:
            told.append(str(refusal.verdict.refused))
    assert told == [expected] * 2
    assert Event.objects.count() == events + (2 if expected == "done" else 0)


def test_who_recused_himself_does_nothing(assignment, evaluator):
    Recusal.objects.create(assignment=assignment, user=evaluator, reason="ญาติ", declared_at=stage.NOON)
    with pytest.raises(NotAllowed, match="ไม่ร่วมพิจารณา") as refused:
        give(assignment, evaluator)
    assert refused.value.verdict.refused is Refused.ROLE
    assert give(stage.five_steps(100, agency=assignment.agency), evaluator)


def test_nothing_is_given_nor_cancelled_in_a_closed_year(assignment, evaluator):
    give(assignment, evaluator)
    FiscalYear.objects.update(closed_at=stage.NOON)
    for verb in (
        lambda: give(assignment, evaluator, position=1, points="1"),
        lambda: overrides.cancel(ScoreOverride.objects.get(), "เหตุผล", actor=evaluator),
    ):
        with pytest.raises(NotAllowed, match="ปิดปีงบประมาณ 2564 แล้ว") as refused:
            verb()
        assert refused.value.verdict.refused is Refused.MOMENT
