"""Who may decide an item, report on a condition, verify, refuse and rule: by hand, every cell run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from accounts.models import User
from appeals.models import Appeal, Condition, ConditionReport
from appeals.services import conditions
from indicators import clock, permissions
from indicators.models import AgendaItem, Event, FiscalYear, Meeting
from indicators.permissions import Verdict
from indicators.services import agenda
from indicators.services.errors import NotAllowed
from tests import make_appeal
from tests.appeals.deciding import stage
from tests.innovation.meeting.stage import COLUMNS, People, people
from tests.scenes import Once, as_stored

pytestmark = pytest.mark.django_db
Made = tuple[People, Appeal]

# "done", or the kind of the refusal; agencies know nothing of meetings. Columns as COLUMNS.
# verb state       off      wg       head     dep      sec    o_sec com    o_com eva  aud  adm  stranger
TABLE = """
decide open        stranger stranger stranger stranger role   role  done   role  role role role stranger
decide decided     stranger stranger stranger stranger role   role  moment role  role role role stranger
decide early       stranger stranger stranger stranger role   role  moment role  role role role stranger
decide year_closed stranger stranger stranger stranger role   role  moment role  role role role stranger
decide abstained   stranger stranger stranger stranger role   role  role   role  role role role stranger
report open        done     role     role     role     role   role  role   role  role role role stranger
report overdue     done     role     role     role     role   role  role   role  role role role stranger
report met         moment   role     role     role     role   role  role   role  role role role stranger
report failed      moment   role     role     role     role   role  role   role  role role role stranger
report year_closed moment   role     role     role     role   role  role   role  role role role stranger
verify open        role     role     role     role     done   role  role   role  role role role stranger
verify overdue     role     role     role     role     done   role  role   role  role role role stranger
verify judged      role     role     role     role     moment role  role   role  role role role stranger
verify met         role     role     role     role     moment role  role   role  role role role stranger
verify year_closed role     role     role     role     moment role  role   role  role role role stranger
refuse open        role     role     role     role     done   role  role   role  role role role stranger
refuse overdue     role     role     role     role     done   role  role   role  role role role stranger
refuse judged      role     role     role     role     moment role  role   role  role role role stranger
refuse met         role     role     role     role     moment role  role   role  role role role stranger
refuse year_closed role     role     role     role     moment role  role   role  role role role stranger
rule   open        role     role     role     role     role   role  moment role  role role role stranger
rule   overdue     role     role     role     role     role   role  done   role  role role role stranger
rule   met         role     role     role     role     role   role  moment role  role role role stranger
rule   failed      role     role     role     role     role   role  moment role  role role role stranger
rule   year_closed role     role     role     role     role   role  moment role  role role role stranger
"""
ROWS = [(line.split()[0], line.split()[1], line.split()[2:]) for line in TABLE.strip().splitlines()]
MOMENT = {"decide": stage.TODAY}


@pytest.fixture(scope="module")
def made(once: Once) -> Made:
    """Everybody, and the draft of an appeal."""

    def draft() -> Made:
        with clock.travel(stage.LATER):
            cast = people()
            return cast, make_appeal.appeal(make_appeal.assignment(cast.agency))

    return once(draft)


@pytest.fixture
def at_hand(made: Made, db: None) -> Made:
    return as_stored(made)


def prepared(verb: str, state: str, cast: People, appeal: Appeal) -> Callable[[User], Any]:
    """The act of a verb on a thing in this state."""
    if verb == "decide":
        item = stage.scheduled(appeal)
        _change_item(item, state, cast)
        return lambda actor: stage.decided(item, by=actor)
    make_appeal.put(appeal, "conditions")
    condition = make_appeal.condition(appeal, due_on=date(2021, 8, 9 if state == "overdue" else 10))
    if verb == "rule" and state == "year_closed":
        Condition.objects.update(due_on=date(2021, 8, 9))
    report = stage.reported(condition, 1)
    if state == "judged":
        ConditionReport.objects.update(verdict="refused", ruled_by=stage.secretary(), ruled_at=stage.TODAY)
    if state in {"met", "failed"}:
        status = "verified" if state == "met" else "failed"
        Condition.objects.update(status=status, settled_at=stage.TODAY)
    if state == "year_closed":
        FiscalYear.objects.update(closed_at=stage.TODAY)
    acts: dict[str, Callable[[User], Any]] = {
        "report": lambda actor: stage.reported(condition, 1, by=actor),
        "verify": lambda actor: conditions.verify(report, actor=actor),
        "refuse": lambda actor: conditions.refuse(report, actor=actor, reason="ไม่ครบ"),
        "rule": lambda actor: stage.ruled(condition, "extend", by=actor, resolved_on=date(2021, 8, 10)),
    }
    return acts[verb]


def _change_item(item: AgendaItem, state: str, cast: People) -> None:
    if state == "decided":
        stage.decided(item)
    if state == "early":
        Meeting.objects.update(held_on=date(2021, 7, 21))
    if state == "year_closed":
        FiscalYear.objects.update(closed_at=stage.TODAY)
    if state == "abstained":
        agenda.abstain(item, actor=cast["committee"], reason="มีส่วนได้เสีย")


def outcome(act: Callable[[User], Any], actor: User) -> str:
    """What happened, undone afterwards; a refusal that wrote something says so."""
    before = _written()
    with transaction.atomic():
        try:
            act(actor)
            result = "done" if Event.objects.count() == before[0] + 1 else "done, but not with one event"
        except NotAllowed as refusal:
            result = str(refusal.verdict.refused)
            if _written() != before:
                result += ", but something was written"
        transaction.set_rollback(True)
    return result


def _written() -> tuple[Any, ...]:
    rows = (Condition, ConditionReport, AgendaItem)
    return (Event.objects.count(), *(list(model.objects.order_by("pk").values()) for model in rows))


def departures(verb: str, state: str, cells: list[str], at_hand: Made) -> list[str]:
    assert len(cells) == len(COLUMNS)
    cast, appeal = at_hand
    with clock.travel(MOMENT.get(verb, stage.LATER)):
        act = prepared(verb, state, cast, appeal)
        return [
            f"{verb} by {name}, {state}: expected {expected}, happened {happened}"
            for name, expected in zip(COLUMNS, cells, strict=True)
            if (happened := outcome(act, cast[name])) != expected
        ]


@pytest.mark.parametrize(("verb", "state", "cells"), ROWS, ids=[f"{row[0]}-{row[1]}" for row in ROWS])
def test_everybody_is_answered_as_the_table_says(verb: str, state: str, cells: list[str], at_hand: Made) -> None:
    assert not departures(verb, state, cells, at_hand)


@pytest.mark.parametrize("verb", ["report", "verify", "refuse"])
def test_the_comparison_notices_a_policy_that_lets_everybody_in(
    verb: str, monkeypatch: pytest.MonkeyPatch, at_hand: Made
) -> None:
    """Control: with the policy off, the table no longer fits."""
    monkeypatch.setattr(permissions, "_holds", lambda standing, role, agency: Verdict(True))
    cells = next(cells for of, state, cells in ROWS if (of, state) == (verb, "open"))
    assert len(departures(verb, "open", cells, at_hand)) == 11
