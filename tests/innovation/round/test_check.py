"""check_data notices a round or a case that contradicts itself, and says nothing of one that holds."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection

from indicators.services.integrity import findings as all_findings
from innovation.models import (
    Collection,
    Development,
    Idea,
    InnovationCase,
    Project,
    Proposer,
    Round,
    SelectedIdea,
    Selection,
    Utilisation,
)
from innovation.services import cases
from innovation.services.integrity import findings
from tests import make_case

STAGES: dict[str, Callable[[InnovationCase], object]] = {
    "open": lambda case: case,
    "sent": make_case.sent,
    "received": make_case.received,
    "selected": make_case.selected,
    "proposed": make_case.proposed,
    "approved": make_case.approved,
    "developed": make_case.developed,
}


@pytest.fixture
def case(round_: Round) -> InnovationCase:
    return make_case.case()


@pytest.mark.parametrize("stage", STAGES)
def test_a_case_that_holds_is_not_mentioned(case: InnovationCase, stage: str) -> None:
    STAGES[stage](case)
    assert findings() == []


def test_weights_that_do_not_sum_to_100_are_named(round_: Round) -> None:
    round_.steps.filter(step="project").update(weight=Decimal(10))
    assert findings() == ["round 2564: weights of its steps sum to 90.00, not to 100"]


def test_what_a_round_lacks_is_named(round_: Round) -> None:
    round_.steps.filter(step="project").delete()
    round_.steps.filter(step="selection").update(weight=Decimal(40))
    round_.forms.filter(form="survey").delete()
    round_.minimums.filter(level="BUREAU").delete()
    assert findings() == [
        "round 2564: not all five steps",
        "round 2564: not all five forms",
        "round 2564: not a minimum for every level",
    ]


def test_an_assignment_without_its_case_is_named(case: InnovationCase) -> None:
    pk = case.assignment_id
    case.collection.delete()
    case.delete()
    assert findings() == [f"assignment {pk}: has a round and no case"]


@pytest.mark.parametrize(
    ("stage", "model", "status", "what"),
    [
        ("received", Collection, "sent", "a selection, its collection not done"),
        ("selected", Selection, "open", "a project, its selection not done"),
        ("approved", Project, "submitted", "a development, its project not approved"),
        ("developed", Development, "submitted", "a survey, its development not done"),
    ],
)
def test_a_step_that_stands_before_the_earlier_is_done_is_named(
    case: InnovationCase, stage: str, model: type, status: str, what: str
) -> None:
    STAGES[stage](case)
    model._default_manager.update(status=status)
    assert findings() == [f"case {case.pk}: {what}"]


@pytest.mark.parametrize("stage", ["sent", "proposed"])
def test_a_step_that_is_done_without_the_next_is_named(case: InnovationCase, stage: str) -> None:
    STAGES[stage](case)
    {"sent": Collection, "proposed": Project}[stage]._default_manager.update(status="done")
    assert findings() == [f"case {case.pk}: a step done, the next not open"]


def test_a_survey_gone_is_named(case: InnovationCase) -> None:
    make_case.developed(case)
    Utilisation.objects.all().delete()
    assert findings() == [f"case {case.pk}: a step done, the next not open"]


def test_two_selected_ideas_are_named(case: InnovationCase) -> None:
    make_case.selected(case)
    first = Selection.objects.get()
    with connection.cursor() as cursor:  # what only somebody past the database's guard can do
        cursor.execute("DROP INDEX selection_one_current")
    second = cases.open_selection(case, make_case.NOON)
    chosen = first.selected_ideas.get()
    other = case.collection.ideas.exclude(pk=chosen.idea_id)[0]
    SelectedIdea.objects.create(
        selection=second, idea=other, reasons="ก", chosen_by=chosen.chosen_by, chosen_at=make_case.NOON
    )
    assert f"case {case.pk}: more than one selected idea" in findings()


def test_a_selected_idea_of_another_case_is_named(case: InnovationCase) -> None:
    make_case.selected(case)
    foreign = make_case.idea(make_case.case().collection)
    chosen = SelectedIdea.objects.get()
    SelectedIdea.objects.update(idea=foreign)
    assert findings() == [f"selected idea {chosen.pk}: not of the case"]
    assert Idea.objects.filter(pk=foreign.pk).exists()


def test_a_selection_done_without_a_choice_is_named(case: InnovationCase) -> None:
    selection = make_case.put(make_case.received(case), "done")
    assert findings() == [f"selection {selection.pk}: done without a selected idea"]


def test_a_status_changed_past_the_process_is_noticed_in_every_step(
    case: InnovationCase,
) -> None:
    assert all_findings() == []
    Collection.objects.update(status="sent")
    assert all_findings() == [f"collection {case.collection.pk}: is sent, its events say open"]


def test_a_revision_of_a_step_needs_its_event(case: InnovationCase) -> None:
    make_case.sent(case)
    told = all_findings()
    assert any(sentence.endswith("no event tells of its submission") for sentence in told)


def test_a_proposer_who_was_changed_behind_the_verbs_is_named(case: InnovationCase) -> None:
    idea = make_case.idea(case.collection)
    assert findings() == []
    Proposer.objects.filter(idea=idea).update(name="คนอื่น")
    assert findings() == [f"proposer {idea.proposer.pk}: its values do not give its hash"]
