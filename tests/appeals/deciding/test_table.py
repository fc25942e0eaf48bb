"""Who may decide, close and conclude, and when: the table written out by hand, every cell run."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import transaction

from appeals.models import Appeal, Condition
from appeals.services.deciding import RESULTS
from indicators import clock, permissions
from indicators.models import Event, FiscalYear
from indicators.permissions import Verdict
from indicators.services.errors import NotAllowed, StaleVersion
from indicators.services.transition import Outcome, move
from tests import make, make_appeal
from tests.appeals.deciding import stage
from tests.innovation.meeting.stage import COLUMNS, People, people
from tests.scenes import Once, as_stored

pytestmark = pytest.mark.django_db
Made = tuple[People, Appeal]

# The status that follows, or the kind of the refusal. Columns as COLUMNS: one person a role, two who hold a judging
# role but belong to the agency. open_left and all_met: status "conditions", with one open condition or with none.
# action                       state       off  wg   head dep  sec    o_sec com        o_com eva  aud  adm  stranger
TABLE = """
accept                         draft       role role role role role   role  moment     role  role role role stranger
accept                         filed       role role role role role   role  moment     role  role role role stranger
accept                         registered  role role role role role   role  moment     role  role role role stranger
accept                         scheduled   role role role role role   role  conditions role  role role role stranger
accept                         open_left   role role role role role   role  moment     role  role role role stranger
accept                         all_met     role role role role role   role  moment     role  role role role stranger
accept                         closed      role role role role role   role  moment     role  role role role stranger
accept                         withdrawn   role role role role role   role  moment     role  role role role stranger
accept                         year_closed role role role role role   role  moment     role  role role role stranger
accept_unconditionally         draft       role role role role role   role  moment     role  role role role stranger
accept_unconditionally         filed       role role role role role   role  moment     role  role role role stranger
accept_unconditionally         registered  role role role role role   role  moment     role  role role role stranger
accept_unconditionally         scheduled   role role role role role   role  closed     role  role role role stranger
accept_unconditionally         open_left   role role role role role   role  moment     role  role role role stranger
accept_unconditionally         all_met     role role role role role   role  moment     role  role role role stranger
accept_unconditionally         closed      role role role role role   role  moment     role  role role role stranger
accept_unconditionally         withdrawn   role role role role role   role  moment     role  role role role stranger
accept_unconditionally         year_closed role role role role role   role  moment     role  role role role stranger
accept_in_part                 draft       role role role role role   role  moment     role  role role role stranger
accept_in_part                 filed       role role role role role   role  moment     role  role role role stranger
accept_in_part                 registered  role role role role role   role  moment     role  role role role stranger
accept_in_part                 scheduled   role role role role role   role  conditions role  role role role stranger
accept_in_part                 open_left   role role role role role   role  moment     role  role role role stranger
accept_in_part                 all_met     role role role role role   role  moment     role  role role role stranger
accept_in_part                 closed      role role role role role   role  moment     role  role role role stranger
accept_in_part                 withdrawn   role role role role role   role  moment     role  role role role stranger
accept_in_part                 year_closed role role role role role   role  moment     role  role role role stranger
accept_in_part_unconditionally draft       role role role role role   role  moment     role  role role role stranger
accept_in_part_unconditionally filed       role role role role role   role  moment     role  role role role stranger
accept_in_part_unconditionally registered  role role role role role   role  moment     role  role role role stranger
accept_in_part_unconditionally scheduled   role role role role role   role  closed     role  role role role stranger
accept_in_part_unconditionally open_left   role role role role role   role  moment     role  role role role stranger
accept_in_part_unconditionally all_met     role role role role role   role  moment     role  role role role stranger
accept_in_part_unconditionally closed      role role role role role   role  moment     role  role role role stranger
accept_in_part_unconditionally withdrawn   role role role role role   role  moment     role  role role role stranger
accept_in_part_unconditionally year_closed role role role role role   role  moment     role  role role role stranger
reject                         draft       role role role role role   role  moment     role  role role role stranger
reject                         filed       role role role role role   role  moment     role  role role role stranger
reject                         registered  role role role role role   role  moment     role  role role role stranger
reject                         scheduled   role role role role role   role  closed     role  role role role stranger
reject                         open_left   role role role role role   role  moment     role  role role role stranger
reject                         all_met     role role role role role   role  moment     role  role role role stranger
reject                         closed      role role role role role   role  moment     role  role role role stranger
reject                         withdrawn   role role role role role   role  moment     role  role role role stranger
reject                         year_closed role role role role role   role  moment     role  role role role stranger
close                          draft       role role role role moment role  role       role  role role role stranger
close                          filed       role role role role moment role  role       role  role role role stranger
close                          registered  role role role role moment role  role       role  role role role stranger
close                          scheduled   role role role role moment role  role       role  role role role stranger
close                          open_left   role role role role moment role  role       role  role role role stranger
close                          all_met     role role role role closed role  role       role  role role role stranger
close                          closed      role role role role moment role  role       role  role role role stranger
close                          withdrawn   role role role role moment role  role       role  role role role stranger
close                          year_closed role role role role moment role  role       role  role role role stranger
conclude                       draft       role role role role role   role  moment     role  role role role stranger
conclude                       filed       role role role role role   role  moment     role  role role role stranger
conclude                       registered  role role role role role   role  moment     role  role role role stranger
conclude                       scheduled   role role role role role   role  moment     role  role role role stranger
conclude                       open_left   role role role role role   role  moment     role  role role role stranger
conclude                       all_met     role role role role role   role  closed     role  role role role stranger
conclude                       closed      role role role role role   role  moment     role  role role role stranger
conclude                       withdrawn   role role role role role   role  moment     role  role role role stranger
conclude                       year_closed role role role role role   role  moment     role  role role role stranger
"""
ROWS = [(line.split()[0], line.split()[1], line.split()[2:]) for line in TABLE.strip().splitlines()]


@pytest.fixture(scope="module")
def made(once: Once) -> Made:
    """Everybody, and the draft of an appeal."""

    def draft() -> Made:
        with clock.travel(stage.TODAY):
            cast = people()
            return cast, make_appeal.appeal(make_appeal.assignment(cast.agency))

    return once(draft)


@pytest.fixture
def at_hand(made: Made, db: None) -> Made:
    return as_stored(made)


def prepared(state: str, action: str, cast: People, appeal: Appeal) -> Appeal:
    by = make.user(None, cast.agency)
    status = {"open_left": "conditions", "all_met": "conditions"}.get(state, state)
    if state == "year_closed":
        status = "conditions" if action in {"close", "conclude"} else "scheduled"
        FiscalYear.objects.update(closed_at=stage.TODAY)
    make_appeal.put(appeal, status, by)
    if status == "conditions":
        make_appeal.condition(appeal, status="open" if state == "open_left" else "verified")
    return appeal


def outcome(action: str, appeal: Appeal, actor: Any) -> str:
    """What `actor` brings about, undone afterwards; a refusal that wrote something says so."""
    before = _written(appeal)
    columns: dict[str, Any] = {}
    if action in RESULTS:
        columns = {"result": RESULTS[action], "decided_on": date(2021, 7, 20)}
    with transaction.atomic():
        try:
            event = move(
                Appeal.objects.get(pk=appeal.pk),
                action,
                actor=actor,
                version=appeal.version,
                consequence=lambda fresh, row, now: Outcome(columns),
            )
            result = Appeal.objects.get(pk=appeal.pk).status
            if (event.status_after, Event.objects.count()) != (result, before[1] + 1):
                result += ", but not with one event of it"
        except NotAllowed as refusal:
            result = str(refusal.verdict.refused)
        except StaleVersion:
            result = "stale"
        if result in {"stranger", "role", "moment", "stale"} and _written(appeal) != before:
            result += ", but something was written"
        transaction.set_rollback(True)
    return result


def _written(appeal: Appeal) -> tuple[Any, int, int]:
    return (
        Appeal.objects.values().get(pk=appeal.pk),
        Event.objects.count(),
        Condition.objects.filter(status="open").count(),
    )


def departures(action: str, state: str, cells: list[str], at_hand: Made) -> list[str]:
    assert len(cells) == len(COLUMNS)
    cast, appeal = at_hand
    with clock.travel(stage.TODAY):
        appeal = prepared(state, action, cast, appeal)
        return [
            f"{action} by {name} from {state}: expected {expected}, happened {happened}"
            for name, expected in zip(COLUMNS, cells, strict=True)
            if (happened := outcome(action, appeal, cast[name])) != expected
        ]


@pytest.mark.parametrize(("action", "state", "cells"), ROWS, ids=[f"{row[0]}-{row[1]}" for row in ROWS])
def test_everybody_is_answered_as_the_table_says(action: str, state: str, cells: list[str], at_hand: Made) -> None:
    assert not departures(action, state, cells, at_hand)


def test_every_action_meets_every_state() -> None:
    assert len(ROWS) == len({row[:2] for row in [(row[0], row[1]) for row in ROWS]}) == 7 * 9


def test_the_comparison_notices_a_policy_that_lets_everybody_in(
    monkeypatch: pytest.MonkeyPatch, at_hand: Made
) -> None:
    """Control: with the policy off, the table no longer fits."""
    monkeypatch.setattr(permissions, "_holds", lambda standing, role, agency: Verdict(True))
    cells = next(cells for action, state, cells in ROWS if (action, state) == ("accept", "scheduled"))
    assert len(departures("accept", "scheduled", cells, at_hand)) == 11
