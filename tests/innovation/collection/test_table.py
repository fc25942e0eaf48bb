"""The table of the collection, written out by hand: every action from every status by everybody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import User
from accounts.roles import Role
from indicators import clock, permissions
from indicators.permissions import Verdict
from innovation.models import Collection, Project, YearTarget
from innovation.services import collection as verbs
from innovation.workflow import COLLECTION
from tests import make, make_case
from tests.indicators.workflow import cast as table_tests
from tests.indicators.workflow.cast import Cast, outcome
from tests.scenes import Once, as_stored

pytestmark = pytest.mark.django_db
Stage = Callable[[str], tuple[Cast, Collection]]

# `open` has ten ideas, the least of its level; `empty` is open without any, and last year's project runs on.
COLUMNS = (
    *("officer", "working_group", "head", "deputy", "secretariat", "own_secretariat", "committee"),
    *("evaluator", "auditor", "administrator", "stranger"),
)
# action   status  officer working head deputy secretariat own_sec committee evaluator auditor admin stranger
TABLE = """
close      open    sent    role role role role     role role role role role stranger
close      empty   moment  role role role role     role role role role role stranger
close      sent    moment  role role role role     role role role role role stranger
close      done    moment  role role role role     role role role role role stranger
close      carried moment  role role role role     role role role role role stranger
receive    open    role    role role role moment   role role role role role stranger
receive    empty   role    role role role moment   role role role role role stranger
receive    sent    role    role role role done     role role role role role stranger
receive    done    role    role role role moment   role role role role role stranger
receive    carried role    role role role moment   role role role role role stranger
return     open    role    role role role moment   role role role role role stranger
return     empty   role    role role role moment   role role role role role stranger
return     sent    role    role role role open     role role role role role stranger
return     done    role    role role role moment   role role role role role stranger
return     carried role    role role role moment   role role role role role stranger
carry_over open    moment  role role role role     role role role role role stranger
carry_over empty   carried role role role role     role role role role role stranger
carry_over sent    moment  role role role role     role role role role role stranger
carry_over done    moment  role role role role     role role role role role stranger
carry_over carried moment  role role role role     role role role role role stranger
"""
ROWS = [(action, status, cells) for action, status, *cells in (line.split() for line in TABLE.strip().splitlines())]


def take(action: str, collection: Collection, actor: User) -> Any:
    """The verb of an action, with everything it asks for."""
    acts: dict[str, Callable[..., Any]] = {
        "close": verbs.close,
        "receive": verbs.receive,
        "return": lambda *args, **more: verbs.return_(*args, reason="ขาดรายละเอียด", **more),
        "carry_over": verbs.carry_over,
    }
    return acts[action](collection, actor=actor, version=collection.version)


@pytest.fixture(scope="module")
def made(once: Once) -> tuple[Cast, Collection]:
    def empty() -> tuple[Cast, Collection]:
        people = table_tests.cast()
        own = make.user(Role.SECRETARIAT)
        User.objects.filter(pk=own.pk).update(agency=people.agency)
        people.people["own_secretariat"] = User.objects.get(pk=own.pk)
        last_year, this_year = make.year(2563), make.year(2564)
        last = make_case.approved(make_case.case(people.agency, last_year))
        Project.objects.filter(pk=last.project_id).update(ends_on=this_year.ends_on)
        YearTarget.objects.create(project=last.project, be_year=2564, text="ให้บริการอีก 10 ครั้ง", sessions=10)
        return people, make_case.case(people.agency, this_year).collection

    return once(empty)


@pytest.fixture
def stage(made: tuple[Cast, Collection], db: None) -> Stage:
    """Everybody, and the collection in a status; "empty" is "open" without an idea."""
    people, collection = as_stored(made)

    def at(status: str) -> tuple[Cast, Collection]:
        if status in {"open", "sent", "done"}:
            make_case.ideas(collection, 10)
        return people, make_case.put(collection, {"empty": "open"}.get(status, status))

    return at


@pytest.mark.parametrize(("action", "status", "cells"), ROWS, ids=[f"{row[0]}-{row[1]}" for row in ROWS])
def test_it_happens_as_the_table_says(
    monkeypatch: pytest.MonkeyPatch, action: str, status: str, cells: list[str], stage: Stage
) -> None:
    monkeypatch.setattr(table_tests, "take", take)
    people, collection = stage(status)
    with clock.travel(make.at("2020-12-01")):
        happened = [outcome(action, collection, people[column]) for column in COLUMNS]
    assert dict(zip(COLUMNS, happened, strict=True)) == dict(zip(COLUMNS, cells, strict=True))


def test_the_table_has_every_action_from_every_status() -> None:
    actions = ("close", "receive", "return", "carry_over")
    statuses = ("open", "empty", "sent", "done", "carried")
    assert [row[:2] for row in ROWS] == [(action, status) for action in actions for status in statuses]
    assert (set(COLLECTION.actions), set(COLLECTION.statuses)) == (set(actions), set(statuses) - {"empty"})


def test_without_the_policy_the_table_would_not_hold(monkeypatch: pytest.MonkeyPatch, stage: Stage) -> None:
    def everybody(user: Any, asked: str, report: Any, now: Any) -> Verdict:
        return Verdict(True, row=COLLECTION.row(asked, report.status))

    monkeypatch.setattr(table_tests, "take", take)
    people, collection = stage("open")
    monkeypatch.setattr(permissions, "can", everybody)
    with clock.travel(make.at("2020-12-01")):
        assert [outcome("close", collection, people[column]) for column in COLUMNS] == ["sent"] * len(COLUMNS)


def test_nothing_moves_in_a_closed_year(stage: Stage) -> None:
    people, collection = stage("open")
    year = collection.assignment.year
    type(year).objects.filter(pk=year.pk).update(closed_at=make.at("2020-11-30"))
    verdict = permissions.can(people["officer"], "close", Collection.objects.get(pk=collection.pk), clock.now())
    assert (verdict.refused, verdict.reason) == (permissions.Refused.MOMENT, "ปิดปีงบประมาณแล้ว")
