"""The house of the innovation case stands: every stage can be reached, frozen and shown on a desk."""

from __future__ import annotations

import pytest

from accounts.roles import Role
from indicators import clock
from indicators.selectors.waiting import desk_of
from innovation.models import Idea, InnovationCase
from tests import make, make_case

pytestmark = pytest.mark.django_db


def test_an_assignment_of_the_rounds_indicator_opens_a_case() -> None:
    case = make_case.case()
    assert case.collection.status == "open"
    assert case.collection.dossier.kind == "collection"


def test_an_assignment_of_another_indicator_opens_none() -> None:
    make_case.round_()
    make.assignment(make.agency())
    assert not InnovationCase.objects.exists()


def test_every_stage_can_be_reached_and_frozen() -> None:
    survey = make_case.fill_utilisation(make_case.developed(make_case.case()))
    make_case.put(survey, "submitted")
    case = survey.case
    steps = [case.collection, case.selections.get(), case.projects.get(), case.development, survey]
    assert [step.dossier.revisions.count() for step in steps] == [1, 1, 1, 1, 1]


def test_a_proposers_name_stands_in_no_revision() -> None:
    collection = make_case.sent(make_case.case())
    content = collection.dossier.revisions.get().content
    assert Idea.objects.get(number=1).proposer.name == "ผู้เสนอ 1"
    assert "ผู้เสนอ" not in content
    assert "แนวคิดที่ 1" in content


@pytest.mark.parametrize(
    ("stage", "role"),
    [
        ("open", Role.OFFICER),
        ("sent", Role.SECRETARIAT),
        ("received", Role.WORKING_GROUP),
        ("selected", Role.OFFICER),
        ("submitted", Role.HEAD),
        ("endorsed", Role.SECRETARIAT),
        ("scheduled", Role.COMMITTEE),
    ],
)
def test_a_step_lies_on_the_desk_of_whose_turn_it_is(stage: str, role: Role) -> None:
    case = make_case.case()
    people = {each: make.user(each, case.assignment.agency) for each in Role}
    with clock.travel(make.at("2020-09-01")):  # before any quarter opens
        match stage:
            case "sent":
                make_case.sent(case)
            case "received":
                make_case.received(case)
            case "selected":
                make_case.selected(case)
            case "submitted" | "endorsed" | "scheduled":
                make_case.proposed(case, stage)
        waiting = {each for each, person in people.items() if desk_of(person, clock.today()).total}
    assert waiting == {role}
