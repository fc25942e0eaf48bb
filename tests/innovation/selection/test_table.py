"""The table of step 2, written by hand from the specification: state x action x person."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from accounts.models import User
from indicators import clock
from indicators.models import Event, Revision
from indicators.permissions import can_edit
from indicators.services.errors import NotAllowed, StaleVersion
from innovation.models import Ballot, IdeaScore, Project, SelectedIdea, Selection
from innovation.services import ballots
from innovation.services import selection as services
from innovation.workflow import SELECTION
from tests import make, make_case
from tests.indicators.workflow.cast import COLUMNS, Cast, cast, rows_of

pytestmark = pytest.mark.django_db

# The columns are cast.COLUMNS. Saving Form 2, keeping and submitting a ballot are no actions of the table but follow
# its turns.
TABLE = """
# action state off  wg     head dep  sec  com  eva  own  aud  adm  stranger
  select open  role done   role role role role role role role role stranger
  select done  role moment role role role role role role role role stranger
  save   open  role open   role role role role role role role role stranger
  save   done  role moment role role role role role role role role stranger
  keep   open  role open   role role role role role role role role stranger
  keep   done  role moment role role role role role role role role stranger
  submit open  role open   role role role role role role role role stranger
  submit done  role moment role role role role role role role role stranger
"""
ROWS = rows_of("\n".join(line for line in TABLE.splitlines() if not line.startswith("#")))


def in_state(state: str, people: Cast) -> Selection:
    case = make_case.case(people.agency)
    if state == "done":
        return make_case.selected(case, make.user()).selected_idea.selection
    return make_case.fill_selection(make_case.received(case))


def act(action: str, selection: Selection, actor: User) -> None:
    ideas, criteria = selection.case.collection.ideas.all(), selection.case.round.criteria.all()
    points: Any = {(idea.pk, each.pk): Decimal(5) for idea in ideas for each in criteria}
    verbs: dict[str, Any] = {
        "select": lambda: services.select(selection, ideas[0], "ตรงกับปัญหา", actor=actor, version=selection.version),
        "save": lambda: services.save(
            selection, actor=actor, version=selection.version, fields={"minutes": "ประชุมแล้ว"}
        ),
        "keep": lambda: ballots.save(selection, points, actor=actor, version=0),
        "submit": lambda: ballots.submit(selection, points, actor=actor, version=0),
    }
    verbs[action]()


def written() -> list[int]:
    """How many rows there are of everything that an action of step 2 may write."""
    return [table.objects.count() for table in (Event, Revision, Ballot, IdeaScore, SelectedIdea, Project)]


def outcome(action: str, selection: Selection, actor: User) -> str:
    before, row = written(), Selection.objects.values().get(pk=selection.pk)
    with transaction.atomic():
        try:
            with transaction.atomic():
                act(action, selection, actor)
            result = str(Selection.objects.get(pk=selection.pk).status)
            if written()[0] != before[0] + 1:
                result = f"{result}, but not with one event"
        except NotAllowed as refusal:
            result = str(refusal.verdict.refused)
        except StaleVersion:
            result = "stale"
        untouched = (before, row) == (written(), Selection.objects.values().get(pk=selection.pk))
        transaction.set_rollback(True)
    selection.refresh_from_db()
    refused = result in {"stranger", "role", "moment", "stale"}
    return result if refused == untouched else f"{result}, but rows changed: {not untouched}"


def test_the_table_is_the_specification() -> None:
    assert [(row.action, row.source, row.target, row.role, row.needs_password) for row in SELECTION.rows] == [
        ("select", "open", "done", "working_group", True)
    ]
    assert SELECTION.turn == {"open": "working_group", "done": ""}
    assert SELECTION.editor == "working_group"


@pytest.mark.parametrize("state", ["open", "done"])
def test_everybody_gets_what_the_table_says(state: str) -> None:
    with clock.travel(make.at("2021-01-05")):
        people = cast()
        selection = in_state(state, people)
        departures = [
            f"{action} by {column} in {state}: expected {expected}, happened {happened}"
            for action, source, cells in ROWS
            if source == state
            for column, expected in zip(COLUMNS, cells, strict=True)
            if (happened := outcome(action, selection, people[column])) != expected
        ]
    assert not departures, "\n".join(departures)


def test_somebody_of_another_agencys_working_group_is_a_stranger() -> None:
    with clock.travel(make.at("2021-01-05")):
        people = cast()
        selection = in_state("open", people)
        other = make.user(people["working_group"].memberships.get().role, make.agency())
        assert [outcome(action, selection, other) for action in ("select", "save", "keep", "submit")] == [
            "stranger"
        ] * 4


def test_nothing_moves_in_a_closed_year() -> None:
    with clock.travel(make.at("2021-01-05")):
        people = cast()
        selection = in_state("open", people)
        year = selection.assignment.year
        year.closed_at = make.at("2021-01-04")
        year.save()
        selection = Selection.objects.get(pk=selection.pk)
        actions = ("select", "save", "keep", "submit")
        assert [outcome(action, selection, people["working_group"]) for action in actions] == ["moment"] * 4
        assert not can_edit(people["working_group"], selection).allowed


def test_a_stale_version_selects_nothing() -> None:
    with clock.travel(make.at("2021-01-05")):
        people = cast()
        selection = in_state("open", people)
        Selection.objects.filter(pk=selection.pk).update(version=7)
        for action, status in (("select", "done"), ("save", "open")):
            selection.version = 6
            assert outcome(action, selection, people["working_group"]) == "stale"
            assert outcome(action, selection, people["working_group"]) == status  # read again since
