"""The verbs of a ballot, and what the ballots that are in amount to."""

from __future__ import annotations

import json
from decimal import Decimal
from uuid import uuid4

import pytest

from accounts.roles import Role
from indicators.models import Event
from indicators.services.errors import Invalid, NotAllowed, StaleVersion
from innovation.models import Ballot, Idea
from innovation.selectors.ballots import ballots_in, ranking, sees_ballots, voters
from innovation.services import ballots
from tests import make, make_case
from tests.innovation.selection.conftest import Scene

FULL = ((7, 8, 9), (10, 10, 10), (0, 0, 1))


def test_a_draft_is_kept_and_an_empty_cell_is_not_zero(scene: Scene) -> None:
    event = ballots.save(
        scene.selection, scene.points((7, 0, None), (None,) * 3, (None,) * 3), actor=scene.member, version=0
    )
    assert event is not None
    assert (event.action, event.subject, event.dossier_id) == ("edit", "ballot", scene.selection.dossier_id)
    ballot = Ballot.objects.get()
    assert (ballot.member, ballot.submitted_at, ballot.version) == (scene.member, None, 1)
    kept = {(score.idea.number, score.criterion.position): score.points for score in ballot.scores.all()}
    assert kept == {(1, 1): Decimal(7), (1, 2): Decimal(0)}


def test_the_same_points_again_are_no_new_version_and_no_event(scene: Scene) -> None:
    points = scene.points(*FULL)
    ballots.save(scene.selection, points, actor=scene.member, version=0)
    assert ballots.save(scene.selection, points, actor=scene.member, version=1) is None
    assert (Ballot.objects.get().version, Event.objects.filter(subject="ballot").count()) == (1, 1)


def test_a_grid_left_empty_makes_no_ballot(scene: Scene) -> None:
    assert ballots.save(scene.selection, {}, actor=scene.member, version=0) is None
    assert not Ballot.objects.exists()


def test_points_taken_out_again_are_gone(scene: Scene) -> None:
    ballots.save(scene.selection, scene.points(*FULL), actor=scene.member, version=0)
    ballots.save(scene.selection, scene.points((7, None, 9), *FULL[1:]), actor=scene.member, version=1)
    ballot = Ballot.objects.get()
    assert (ballot.version, ballot.scores.count()) == (2, 8)


def test_an_older_version_is_refused_and_says_what_is_stored(scene: Scene) -> None:
    ballots.save(scene.selection, scene.points(*FULL), actor=scene.member, version=0)
    with pytest.raises(StaleVersion) as stale:
        ballots.save(scene.selection, scene.points((1, 1, 1), *FULL[1:]), actor=scene.member, version=0)
    assert stale.value.current == Ballot.objects.get()
    assert Ballot.objects.get().scores.count() == 9


@pytest.mark.parametrize("wrong", ["-0.01", "10.01", "7.125", "NaN", "Infinity"])
def test_points_that_do_not_do_are_refused_at_their_cell(scene: Scene, wrong: str) -> None:
    with pytest.raises(Invalid) as refusal:
        ballots.save(scene.selection, scene.points((7, wrong, 9), *FULL[1:]), actor=scene.member, version=0)
    cell = ballots.cell(scene.ideas[0].pk, scene.criteria[1].pk)
    assert list(refusal.value.errors) == [cell]
    assert "0 ถึง 10" in refusal.value.errors[cell]
    assert not Ballot.objects.exists()


def test_the_bounds_themselves_do(scene: Scene) -> None:
    ballots.save(scene.selection, scene.points((0, "10.00", "0.25"), *FULL[1:]), actor=scene.member, version=0)
    assert Ballot.objects.get().scores.count() == 9


def test_an_idea_that_is_no_candidate_and_a_foreign_criterion_are_refused(scene: Scene) -> None:
    Idea.objects.filter(number=2).update(status="withdrawn")
    with pytest.raises(Invalid) as refusal:
        ballots.save(scene.selection, scene.points(*FULL), actor=scene.member, version=0)
    assert len(refusal.value.errors) == 3
    with pytest.raises(Invalid):
        ballots.save(scene.selection, {(scene.ideas[0].pk, 0): Decimal(1)}, actor=scene.member, version=0)
    assert not Ballot.objects.exists()


def test_a_full_ballot_is_submitted_with_one_event_that_tells_no_points(scene: Scene) -> None:
    ballots.save(scene.selection, scene.points(*FULL), actor=scene.member, version=0)
    event = ballots.submit(scene.selection, scene.points(*FULL), actor=scene.member, version=1)
    assert (event.action, event.subject, json.loads(event.details)) == ("submit_ballot", "ballot", {"scores": 9})
    assert Ballot.objects.get().submitted_at == make.at("2021-01-05")
    scene.selection.refresh_from_db()
    assert scene.selection.version == 1  # the page of Form 2 that a colleague has open is not stale by it


def test_a_ballot_with_gaps_is_refused_and_each_idea_says_what_it_lacks(scene: Scene) -> None:
    with pytest.raises(Invalid) as refusal:
        ballots.submit(
            scene.selection, scene.points((7, 8, 9), (None, 10, None), (None,) * 3), actor=scene.member, version=0
        )
    first, second = (ballots.cell(idea.pk, scene.criteria[0].pk) for idea in scene.ideas[1:])
    assert refusal.value.errors == {
        first: "ชุดที่ 2 ยังไม่ได้ให้คะแนน: ตรงกับปัญหา, ประโยชน์ต่อประชาชน",
        second: "ชุดที่ 3 ยังไม่ได้ให้คะแนน: ตรงกับปัญหา, ทำได้จริง, ประโยชน์ต่อประชาชน",
    }
    assert not Ballot.objects.exists()
    assert not Event.objects.filter(subject="ballot").exists()


def test_a_selection_without_candidates_takes_no_ballot(scene: Scene) -> None:
    Idea.objects.update(status="withdrawn")
    with pytest.raises(Invalid):
        ballots.submit(scene.selection, {}, actor=scene.member, version=0)
    assert not Event.objects.filter(subject="ballot").exists()


def test_a_submitted_ballot_stays_as_it_is(scene: Scene) -> None:
    scene.vote(scene.member, *FULL)
    for verb in (ballots.save, ballots.submit):
        with pytest.raises(NotAllowed) as refusal:
            verb(scene.selection, scene.points((1, 1, 1), *FULL[1:]), actor=scene.member, version=1)
        assert refusal.value.verdict.refused == "moment"
        assert "5 ม.ค. 2564 เวลา 10:00 น." in refusal.value.verdict.reason
    assert {score.points for score in Ballot.objects.get().scores.filter(idea__number=2)} == {Decimal(10)}


def test_the_same_form_sent_twice_submits_once(scene: Scene) -> None:
    key = uuid4()
    first, second = (
        ballots.submit(scene.selection, scene.points(*FULL), actor=scene.member, version=0, key=key)
        for _each in range(2)
    )
    assert first == second
    assert Event.objects.filter(action="submit_ballot").count() == 1


def test_the_ranking_has_means_and_totals_worked_out_by_hand(scene: Scene) -> None:
    scene.vote(scene.member, (7, 8, 9), (10, 10, 10), (0, 0, 1))
    scene.vote(scene.colleague, (8, 8, 8), (5, 5, "5.50"), (0, 1, 1))
    rows = ranking(scene.ideas, scene.criteria, ballots_in(scene.selection))
    # Idea 1: 24 and 24, so 48 and a mean of 24. Idea 2: 30 and 15.5, so 45.5 and 22.75. Idea 3: 1 and 2.
    assert [(row.idea.number, row.rank, row.mean, row.total) for row in rows] == [
        (1, 1, Decimal(24), Decimal(48)),
        (2, 2, Decimal("22.75"), Decimal("45.5")),
        (3, 3, Decimal("1.5"), Decimal(3)),
    ]
    assert rows[0].means == [Decimal("7.5"), Decimal(8), Decimal("8.5")]
    assert rows[1].means == [Decimal("7.5"), Decimal("7.5"), Decimal("7.75")]
    assert rows[1].totals == [Decimal(30), Decimal("15.5")]


def test_equal_means_share_a_rank_and_the_next_is_left_out(scene: Scene) -> None:
    scene.vote(scene.member, (1, 2, 3), (5, 5, 5), (3, 2, 1))
    rows = ranking(scene.ideas, scene.criteria, ballots_in(scene.selection))
    assert [(row.idea.number, row.rank) for row in rows] == [(2, 1), (1, 2), (3, 2)]


def test_a_draft_counts_for_nothing(scene: Scene) -> None:
    ballots.save(scene.selection, scene.points(*FULL), actor=scene.member, version=0)
    assert ballots_in(scene.selection) == []
    rows = ranking(scene.ideas, scene.criteria, [])
    assert {(row.rank, row.mean, row.total) for row in rows} == {(None, None, Decimal(0))}


def test_who_may_see_the_scores(scene: Scene) -> None:
    lookers = {role: scene.person(role) for role in Role if role is not Role.WORKING_GROUP}
    ballots.save(scene.selection, scene.points(*FULL), actor=scene.member, version=0)
    assert not sees_ballots(scene.member, scene.selection)
    scene.vote(scene.colleague, *FULL)
    assert sees_ballots(scene.colleague, scene.selection)
    assert not sees_ballots(scene.member, scene.selection)
    assert {role for role, user in lookers.items() if sees_ballots(user, scene.selection)} == set()
    make_case.put(scene.selection, "done")
    assert {role for role, user in lookers.items() if sees_ballots(user, scene.selection)} == set(lookers)
    assert sees_ballots(scene.member, scene.selection)


def test_the_voters_are_todays_working_group_and_whoever_voted(scene: Scene) -> None:
    gone = scene.person(Role.WORKING_GROUP)
    scene.vote(gone, *FULL)
    gone.memberships.all().delete()
    past = scene.person(Role.WORKING_GROUP)
    past.memberships.update(valid_to="2021-01-04")
    make.user(Role.WORKING_GROUP, make.agency())
    found = {voter.name: voter.submitted_at for voter in voters(scene.selection)}
    assert found == {
        scene.member.full_name: None,
        scene.colleague.full_name: None,
        gone.full_name: make.at("2021-01-05"),
    }
