"""Who may do what with meetings and their items: the table written out by hand, every cell run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from indicators import clock, permissions
from indicators.models import Abstention, AgendaItem, Event, Meeting
from indicators.permissions import Verdict
from indicators.services import agenda, meetings
from indicators.services.errors import Invalid, NotAllowed, StaleVersion
from innovation.models import Development, Project
from innovation.services import determination
from tests.innovation.meeting import stage
from tests.innovation.meeting.stage import COLUMNS, DETERMINED, People
from tests.scenes import Once, as_stored

pytestmark = pytest.mark.django_db
Made = tuple[People, dict[str, Any]]
Prepared = Callable[[str], Made]

# What the verb answers, by the state of the project or of the meeting: a status of the project ("-": done, and the
# project is as it was), or the kind of the refusal. Columns as stage.COLUMNS.
# verb state           officer  wg    head  dep   sec       own_sec com   own_com eva  aud  adm  stranger
TABLE = """
schedule endorsed      role     role  role  role  scheduled role    role  role    role role role stranger
schedule draft         role     role  role  role  moment    role    role  role    role role role stranger
schedule submitted     role     role  role  role  moment    role    role  role    role role role stranger
schedule scheduled     role     role  role  role  moment    role    role  role    role role role stranger
schedule revising      role     role  role  role  moment    role    role  role    role role role stranger
schedule rejected      role     role  role  role  moment    role    role  role    role role role stranger
schedule done          role     role  role  role  moment    role    role  role    role role role stranger
approve  open          stranger stranger stranger stranger role role done     role role role role stranger
changes  open          stranger stranger stranger stranger role role revising role role role role stranger
return   open          stranger stranger stranger stranger role role returned role role role role stranger
reject   open          stranger stranger stranger stranger role role rejected role role role role stranger
approve  decided       stranger stranger stranger stranger role role moment   role role role role stranger
approve  postponed     stranger stranger stranger stranger role role moment   role role role role stranger
approve  abstained     stranger stranger stranger stranger role role role     role role role role stranger
approve  early         stranger stranger stranger stranger role role moment   role role role role stranger
approve  closed_year   stranger stranger stranger stranger role role moment   role role role role stranger
postpone open          stranger stranger stranger stranger -    role role     role role role role stranger
postpone decided       stranger stranger stranger stranger moment role role   role role role role stranger
postpone postponed     stranger stranger stranger stranger moment role role   role role role role stranger
postpone closed_year   stranger stranger stranger stranger moment role role   role role role role stranger
abstain  open          stranger stranger stranger stranger role role -        -    role role role stranger
abstain  decided       stranger stranger stranger stranger role role moment   moment role role role stranger
rejoin   abstained     stranger stranger stranger stranger role role -        -    role role role stranger
rejoin   decided       stranger stranger stranger stranger role role moment   moment role role role stranger
plan     -             stranger stranger stranger stranger -    -    role     role role role role stranger
edit     open          stranger stranger stranger stranger -    -    role     role role role role stranger
edit     closed        stranger stranger stranger stranger moment moment role role role role role stranger
edit     closed_year   stranger stranger stranger stranger moment moment role role role role role stranger
order    open          stranger stranger stranger stranger -    -    role     role role role role stranger
order    closed        stranger stranger stranger stranger moment moment role role role role role stranger
close    decided       stranger stranger stranger stranger -    -    role     role role role role stranger
close    postponed     stranger stranger stranger stranger -    -    role     role role role role stranger
close    open          stranger stranger stranger stranger moment moment role role role role role stranger
close    closed        stranger stranger stranger stranger moment moment role role role role role stranger
close    early         stranger stranger stranger stranger moment moment role role role role role stranger
"""
ROWS = [(line.split()[0], line.split()[1], line.split()[2:]) for line in TABLE.strip().splitlines()]
IDS = [f"{verb}-{state}" for verb, state, _cells in ROWS]
RESULTS = {"approve": "approve", "changes": "approve_with_changes", "return": "return", "reject": "reject"}


@pytest.fixture(scope="module")
def made(once: Once) -> dict[str, Made]:
    """Everybody of an agency with a meeting: its project waits for it, or is on its agenda beside another's."""

    def on_no_agenda() -> Made:
        cast, on = stage.people(), stage.meeting()
        return cast, {"meeting": on, "project": stage.endorsed(cast.agency)}

    def on_agenda() -> Made:
        cast, on, other = stage.people(), stage.meeting("2/2564 (2)"), stage.meeting("3/2564")
        item = stage.scheduled(on, cast.agency)
        stage.scheduled(on)
        # Meetings that close have nothing open besides the item.
        on.items.exclude(pk=item.pk).update(result="reject")
        return cast, {"meeting": on, "other": other, "item": item}

    with clock.travel(stage.TODAY):
        return {"no agenda": once(on_no_agenda), "agenda": once(on_agenda)}


@pytest.fixture
def prepared(made: dict[str, Made], db: None) -> Prepared:
    """Everybody, and what is there with the project or the item in this state."""

    def at(state: str) -> Made:
        if state in Project.Status.values:
            cast, there = as_stored(made["no agenda"])
            Project.objects.filter(pk=there["project"].pk).update(status=state)
            there["project"].refresh_from_db()
            return cast, there
        cast, there = as_stored(made["agenda"])
        change_item(state, cast, there["item"], there["meeting"], there["other"])
        return cast, {**there, "project": stage.project_of(there["item"])}

    return at


def change_item(state: str, cast: People, item: AgendaItem, on: Meeting, other: Meeting) -> None:
    match state:
        case "decided" | "closed":
            determination.determine(item, "reject", **DETERMINED, actor=stage.make.user("committee"), version=1)
        case "postponed":
            agenda.postpone(item, other, actor=stage.make.user("secretariat"), version=1, reason="เอกสารไม่ครบ")
        case "early":
            Meeting.objects.filter(pk=on.pk).update(held_on="2021-02-09")
        case "closed_year":
            on.year.closed_at = stage.TODAY
            on.year.save()
        case "abstained":
            for name in ("committee", "own_committee"):
                Abstention.objects.create(item=item, member=name, reason="ญาติ", user=cast[name])
    on.refresh_from_db()
    if state == "closed":
        meetings.close(on, actor=stage.make.user("secretariat"), version=on.version)
    item.refresh_from_db()


def verb_of(verb: str, at: dict[str, Any]) -> Callable[..., Any]:
    """The verb with everything it asks for, but the person."""
    on, item, project = at["meeting"], at.get("item"), at["project"]
    verbs: dict[str, Callable[..., Any]] = {
        "schedule": lambda actor: determination.schedule(project, on, actor=actor, version=project.version),
        "postpone": lambda actor: agenda.postpone(
            item, at["other"], actor=actor, version=item.version, reason="เอกสารไม่ครบ"
        ),
        "abstain": lambda actor: agenda.abstain(item, actor=actor, reason="เป็นญาติกับผู้เสนอ"),
        "rejoin": lambda actor: agenda.rejoin(item, actor=actor),
        "plan": lambda actor: meetings.plan(actor=actor, fields={"number": "4/2564", "held_on": stage.HELD_ON}),
        "edit": lambda actor: meetings.edit(on, actor=actor, version=on.version, fields={"place": "ห้องใหม่"}),
        "order": lambda actor: meetings.reorder(on, {item.pk: 2}, actor=actor, version=on.version),
        "close": lambda actor: meetings.close(on, actor=actor, version=on.version),
    }
    if verb in RESULTS:
        told = {**DETERMINED, "conditions": "เพิ่มตัวชี้วัด"}
        return lambda actor: determination.determine(item, RESULTS[verb], **told, actor=actor, version=item.version)
    return verbs[verb]


def written() -> list[Any]:
    """All that the verbs may write."""
    tables: list[Any] = [Project, Meeting, AgendaItem, Abstention, Development]
    return [list(table.objects.order_by("pk").values()) for table in tables] + [Event.objects.count()]


def answer(verb: Callable[..., Any], actor: Any, at: dict[str, Any]) -> str:
    """What comes of it; nothing of it stays. A refusal that wrote something says so, and so does a verb that wrote
    not exactly one event."""
    before, stood = written(), at["project"].status
    with transaction.atomic():
        try:
            with transaction.atomic():
                verb(actor)
            after = Project.objects.get(pk=at["project"].pk).status
            told = "-" if after == stood else after
            if Event.objects.count() != before[-1] + 1:
                told = f"{told}, but not with one event"
        except NotAllowed as refusal:
            told = str(refusal.verdict.refused)
        except (StaleVersion, Invalid) as refusal:
            told = f"{type(refusal).__name__}: {refusal}"
        if told in {"stranger", "role", "moment"} and written() != before:
            told = f"{told}, but something was written"
        transaction.set_rollback(True)
    for row in at.values():
        row.refresh_from_db()
    return told


@pytest.mark.parametrize(("verb", "state", "cells"), ROWS, ids=IDS)
def test_it_happens_as_the_table_says(verb: str, state: str, cells: list[str], prepared: Prepared) -> None:
    with clock.travel(stage.TODAY):
        cast, at = prepared(state)
        act = verb_of(verb, at)
        told = {name: answer(act, cast[name], at) for name in COLUMNS}
    assert told == dict(zip(COLUMNS, cells, strict=True))


def test_the_table_has_every_verb_and_every_result() -> None:
    verbs = {verb for verb, _state, _cells in ROWS}
    assert verbs == {"schedule", *RESULTS, "postpone", "abstain", "rejoin", "plan", "edit", "order", "close"}


@pytest.mark.parametrize(("verb", "state", "let_through"), [("approve", "open", 11), ("postpone", "open", 11)])
def test_without_the_policy_the_table_would_not_hold(
    monkeypatch: pytest.MonkeyPatch, verb: str, state: str, let_through: int, prepared: Prepared
) -> None:
    with clock.travel(stage.TODAY):
        cast, at = prepared(state)

        def everything(user: Any, action: str, project: Project, now: Any) -> Verdict:
            from innovation.workflow import PROJECT

            return Verdict(True, row=PROJECT.row(action, project.status))

        monkeypatch.setattr(permissions, "can", everything)
        monkeypatch.setattr(permissions, "holds", lambda *given: Verdict(True))
        monkeypatch.setattr(meetings, "insist_in_city", lambda actor: None)
        cells = next(row[2] for row in ROWS if row[:2] == (verb, state))
        told = [answer(verb_of(verb, at), cast[name], at) for name in COLUMNS]
    assert sum(one != other for one, other in zip(told, cells, strict=True)) == let_through
