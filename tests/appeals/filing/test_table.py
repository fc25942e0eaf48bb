"""The table of an appeal up to its decision, by hand from the process: what each brings about in each status."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from accounts.models import User
from appeals.models import Appeal
from appeals.services import appeals, scheduling
from appeals.workflow import APPEAL
from indicators import permissions
from indicators.models import AgendaItem, Document, Event
from indicators.permissions import Verdict
from indicators.services.errors import NotAllowed, StaleVersion
from tests import make_appeal
from tests.appeals.filing import stage
from tests.appeals.filing.stage import COLUMNS, People

pytestmark = pytest.mark.django_db

# action status       officer    wg   head dep  sec        own_sec filer com  eva  aud  adm  stranger
TABLE = """
file     draft        filed      role role role role       role role   role role role role stranger
file     filed        moment     role role role role       role role   role role role role stranger
file     registered   moment     role role role role       role role   role role role role stranger
file     scheduled    moment     role role role role       role role   role role role role stranger
file     conditions   moment     role role role role       role role   role role role role stranger
file     closed       moment     role role role role       role role   role role role role stranger
file     withdrawn    moment     role role role role       role role   role role role role stranger
register draft        role       role role role moment     role moment role role role role stranger
register filed        role       role role role registered role role   role role role role stranger
register registered   role       role role role moment     role moment role role role role stranger
register scheduled    role       role role role moment     role moment role role role role stranger
register conditions   role       role role role moment     role moment role role role role stranger
register closed       role       role role role moment     role moment role role role role stranger
register withdrawn    role       role role role moment     role moment role role role role stranger
return   draft        role       role role role moment     role moment role role role role stranger
return   filed        role       role role role draft      role role   role role role role stranger
return   registered   role       role role role moment     role moment role role role role stranger
return   scheduled    role       role role role moment     role moment role role role role stranger
return   conditions   role       role role role moment     role moment role role role role stranger
return   closed       role       role role role moment     role moment role role role role stranger
return   withdrawn    role       role role role moment     role moment role role role role stranger
schedule draft        role       role role role moment     role moment role role role role stranger
schedule filed        role       role role role moment     role moment role role role role stranger
schedule registered   role       role role role scheduled  role role   role role role role stranger
schedule scheduled    role       role role role moment     role moment role role role role stranger
schedule conditions   role       role role role moment     role moment role role role role stranger
schedule closed       role       role role role moment     role moment role role role role stranger
schedule withdrawn    role       role role role moment     role moment role role role role stranger
withdraw draft        withdrawn  role role role role       role role   role role role role stranger
withdraw filed        withdrawn  role role role role       role role   role role role role stranger
withdraw registered   withdrawn  role role role role       role role   role role role role stranger
withdraw scheduled    withdrawn  role role role role       role role   role role role role stranger
withdraw conditions   moment     role role role role       role role   role role role role stranger
withdraw closed       moment     role role role role       role role   role role role role stranger
withdraw withdrawn    moment     role role role role       role role   role role role role stranger
save     draft        draft      role role role role       role role   role role role role stranger
save     filed        moment     role role role role       role role   role role role role stranger
save     registered   moment     role role role role       role role   role role role role stranger
save     scheduled    moment     role role role role       role role   role role role role stranger
save     conditions   moment     role role role role       role role   role role role role stranger
save     closed       moment     role role role role       role role   role role role role stranger
save     withdrawn    moment     role role role role       role role   role role role role stranger
"""
ROWS = [(line.split()[0], line.split()[1], line.split()[2:]) for line in TABLE.strip().splitlines()]
Verb = Callable[[Appeal, User], Any]


def verbs() -> dict[str, Verb]:
    """The verbs with everything they ask for but the person; the meeting and the letter are there already."""
    on = stage.meeting("3/2564")

    def schedule(appeal: Appeal, actor: User) -> Event:
        return scheduling.schedule(appeal, on, appeal.letter, actor=actor, version=appeal.version)

    return {
        "file": lambda appeal, actor: appeals.file(appeal, actor=actor, version=appeal.version),
        "register": lambda appeal, actor: appeals.register(appeal, actor=actor, version=appeal.version),
        "return": lambda appeal, actor: appeals.return_(appeal, actor=actor, version=appeal.version, reason="แก้เลขที่"),
        "schedule": schedule,
        "withdraw": lambda appeal, actor: appeals.withdraw(appeal, actor=actor, version=appeal.version),
        "save": lambda appeal, actor: appeals.save(
            appeal, actor=actor, version=appeal.version, fields={"what_happened": "เขียนใหม่"}
        ),
    }


def written(appeal: Appeal) -> list[Any]:
    tables: list[Any] = [Appeal, AgendaItem, Document]
    rows = [list(table.objects.order_by("pk").values()) for table in tables]
    return [*rows, appeal.dossier.revisions.count(), Event.objects.count()]


def outcome(verb: Verb, appeal: Appeal, actor: User) -> str:
    """The status the appeal is brought to, or the kind of the refusal; nothing of it stays. A refusal that wrote
    something says so, and so does a verb that wrote not exactly one event."""
    before = written(appeal)
    with transaction.atomic():
        try:
            with transaction.atomic():
                verb(appeal, actor)
            told = str(Appeal.objects.get(pk=appeal.pk).status)
            if (events := Event.objects.count() - before[-1]) != 1:
                told = f"{told}, but with {events} events"
        except NotAllowed as refusal:
            told = str(refusal.verdict.refused)
        except StaleVersion:
            told = "stale"
        if told in {"stranger", "role", "moment", "stale"} and written(appeal) != before:
            told = f"{told}, but something was written"
        transaction.set_rollback(True)
    appeal.refresh_from_db()
    return told


def at_status(status: str) -> tuple[Appeal, People]:
    cast = stage.people()
    appeal = make_appeal.appeal(stage.assignment(cast.agency))
    stage.at_status(status, appeal, cast["filer"])
    cast.named["filer"] = stage.moved_to_secretariat(cast["filer"])
    return Appeal.objects.get(pk=appeal.pk), cast


@pytest.mark.parametrize("status", APPEAL.statuses)
def test_the_process_does_what_the_table_says(status: str) -> None:
    appeal, cast = at_status(status)
    acts = verbs()
    told = {
        (action, name): outcome(acts[action], appeal, cast[name])
        for action, from_status, _cells in ROWS
        if from_status == status
        for name in COLUMNS
    }
    expected = {
        (action, name): cell
        for action, from_status, cells in ROWS
        if from_status == status
        for name, cell in zip(COLUMNS, cells, strict=True)
    }
    assert told == expected


def test_the_table_names_every_status_for_every_action() -> None:
    named = [(action, status) for action, status, _cells in ROWS]
    actions = ("file", "register", "return", "schedule", "withdraw", "save")
    assert sorted(named) == sorted((action, status) for action in actions for status in APPEAL.statuses)


@pytest.mark.parametrize(
    ("action", "status", "let_through"), [("register", "filed", 11), ("withdraw", "scheduled", 11)]
)
def test_without_the_policy_the_table_would_not_hold(
    monkeypatch: pytest.MonkeyPatch, action: str, status: str, let_through: int
) -> None:
    appeal, cast = at_status(status)
    acts = verbs()
    monkeypatch.setattr(
        permissions,
        "can",
        lambda user, action, appeal, now: Verdict(True, row=APPEAL.row(action, appeal.status)),
    )
    cells = next(cells for each, from_status, cells in ROWS if (each, from_status) == (action, status))
    told = [outcome(acts[action], appeal, cast[name]) for name in COLUMNS]
    assert sum(one != other for one, other in zip(told, cells, strict=True)) == let_through
