"""The table of step 3, written out by hand: every action from every status by everybody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from accounts.models import User
from accounts.roles import Role
from indicators import clock, permissions
from indicators.models import Event, FiscalYear
from indicators.permissions import Verdict
from indicators.services.errors import NotAllowed, StaleVersion
from innovation.models import Project, Selection
from innovation.services import project as services
from innovation.services.steps import take
from innovation.workflow import PROJECT
from tests import make, make_case
from tests.indicators.workflow.cast import cast
from tests.scenes import Once, as_stored

pytestmark = pytest.mark.django_db
Stage = Callable[[str], tuple[dict[str, User], Project]]

# `own_sec` and `own_com` hold their city role, and belong to the agency whose project it is.
COLUMNS = (
    *("officer", "working_group", "head", "deputy", "secretariat", "committee", "evaluator"),
    *("own_sec", "own_com", "auditor", "administrator", "stranger"),
)
# A complete project in an open year.
# action             status    officer   wg   head     deputy   secretar. committee eva  o_s  o_c  aud  adm  stranger
TABLE = """
submit               draft     submitted role role     role     role      role      role role role role role stranger
submit               submitted moment    role role     role     role      role      role role role role role stranger
submit               returned  submitted role role     role     role      role      role role role role role stranger
submit               endorsed  moment    role role     role     role      role      role role role role role stranger
submit               scheduled moment    role role     role     role      role      role role role role role stranger
submit               revising  moment    role role     role     role      role      role role role role role stranger
submit               revised   moment    role role     role     role      role      role role role role role stranger
submit               done      moment    role role     role     role      role      role role role role role stranger
submit               rejected  moment    role role     role     role      role      role role role role role stranger
endorse              draft     role      role moment   moment   role      role      role role role role role stranger
endorse              submitted role      role endorsed endorsed role      role      role role role role role stranger
endorse              returned  role      role moment   moment   role      role      role role role role role stranger
endorse              endorsed  role      role moment   moment   role      role      role role role role role stranger
endorse              scheduled role      role moment   moment   role      role      role role role role role stranger
endorse              revising  role      role moment   moment   role      role      role role role role role stranger
endorse              revised   role      role moment   moment   role      role      role role role role role stranger
endorse              done      role      role moment   moment   role      role      role role role role role stranger
endorse              rejected  role      role moment   moment   role      role      role role role role role stranger
return               draft     role      role moment   moment   moment    moment    role role role role role stranger
return               submitted role      role returned returned role      role      role role role role role stranger
return               returned  role      role moment   moment   moment    moment    role role role role role stranger
return               endorsed  role      role moment   moment   moment    moment    role role role role role stranger
return               scheduled role      role role     role     role      returned  role role role role role stranger
return               revising  role      role moment   moment   moment    moment    role role role role role stranger
return               revised   role      role role     role     revising  role      role role role role role stranger
return               done      role      role moment   moment   moment    moment    role role role role role stranger
return               rejected  role      role moment   moment   moment    moment    role role role role role stranger
schedule             draft     role      role role     role     moment    role      role role role role role stranger
schedule             submitted role      role role     role     moment    role      role role role role role stranger
schedule             returned  role      role role     role     moment    role      role role role role role stranger
schedule             endorsed  role      role role     role     scheduled role      role role role role role stranger
schedule             scheduled role      role role     role     moment    role      role role role role role stranger
schedule             revising  role      role role     role     moment    role      role role role role role stranger
schedule             revised   role      role role     role     moment    role      role role role role role stranger
schedule             done      role      role role     role     moment    role      role role role role role stranger
schedule             rejected  role      role role     role     moment    role      role role role role role stranger
approve              draft     role      role role     role     role      moment    role role role role role stranger
approve              submitted role      role role     role     role      moment    role role role role role stranger
approve              returned  role      role role     role     role      moment    role role role role role stranger
approve              endorsed  role      role role     role     role      moment    role role role role role stranger
approve              scheduled role      role role     role     role      done      role role role role role stranger
approve              revising  role      role role     role     role      moment    role role role role role stranger
approve              revised   role      role role     role     role      moment    role role role role role stranger
approve              done      role      role role     role     role      moment    role role role role role stranger
approve              rejected  role      role role     role     role      moment    role role role role role stranger
approve_with_changes draft     role      role role     role     role      moment    role role role role role stranger
approve_with_changes submitted role      role role     role     role      moment    role role role role role stranger
approve_with_changes returned  role      role role     role     role      moment    role role role role role stranger
approve_with_changes endorsed  role      role role     role     role      moment    role role role role role stranger
approve_with_changes scheduled role      role role     role     role      revising  role role role role role stranger
approve_with_changes revising  role      role role     role     role      moment    role role role role role stranger
approve_with_changes revised   role      role role     role     role      moment    role role role role role stranger
approve_with_changes done      role      role role     role     role      moment    role role role role role stranger
approve_with_changes rejected  role      role role     role     role      moment    role role role role role stranger
reject               draft     role      role role     role     role      moment    role role role role role stranger
reject               submitted role      role role     role     role      moment    role role role role role stranger
reject               returned  role      role role     role     role      moment    role role role role role stranger
reject               endorsed  role      role role     role     role      moment    role role role role role stranger
reject               scheduled role      role role     role     role      rejected  role role role role role stranger
reject               revising  role      role role     role     role      moment    role role role role role stranger
reject               revised   role      role role     role     role      moment    role role role role role stranger
reject               done      role      role role     role     role      moment    role role role role role stranger
reject               rejected  role      role role     role     role      moment    role role role role role stranger
resubmit             draft     moment    role role     role     role      role      role role role role role stranger
resubmit             submitted moment    role role     role     role      role      role role role role role stranger
resubmit             returned  moment    role role     role     role      role      role role role role role stranger
resubmit             endorsed  moment    role role     role     role      role      role role role role role stranger
resubmit             scheduled moment    role role     role     role      role      role role role role role stranger
resubmit             revising  revised   role role     role     role      role      role role role role role stranger
resubmit             revised   moment    role role     role     role      role      role role role role role stranger
resubmit             done      moment    role role     role     role      role      role role role role role stranger
resubmit             rejected  moment    role role     role     role      role      role role role role role stranger
confirm              draft     role      role role     role     moment    role      role role role role role stranger
confirm              submitted role      role role     role     moment    role      role role role role role stranger
confirm              returned  role      role role     role     moment    role      role role role role role stranger
confirm              endorsed  role      role role     role     moment    role      role role role role role stranger
confirm              scheduled role      role role     role     moment    role      role role role role role stranger
confirm              revising  role      role role     role     moment    role      role role role role role stranger
confirm              revised   role      role role     role     done      role      role role role role role stranger
confirm              done      role      role role     role     moment    role      role role role role role stranger
confirm              rejected  role      role role     role     moment    role      role role role role role stranger
reselect             draft     moment    role role     role     role      role      role role role role role stranger
reselect             submitted moment    role role     role     role      role      role role role role role stranger
reselect             returned  moment    role role     role     role      role      role role role role role stranger
reselect             endorsed  moment    role role     role     role      role      role role role role role stranger
reselect             scheduled moment    role role     role     role      role      role role role role role stranger
reselect             revising  moment    role role     role     role      role      role role role role role stranger
reselect             revised   moment    role role     role     role      role      role role role role role stranger
reselect             done      moment    role role     role     role      role      role role role role role stranger
reselect             rejected  rejected  role role     role     role      role      role role role role role stranger
"""
ROWS = [(action, status, cells) for action, status, *cells in (line.split() for line in TABLE.strip().splitlines())]
ACTIONS = (
    *("submit", "endorse", "return", "schedule", "approve", "approve_with_changes", "reject"),
    *("resubmit", "confirm", "reselect"),
)
STATUSES = ("draft", "submitted", "returned", "endorsed", "scheduled", "revising", "revised", "done", "rejected")
VERBS: dict[str, Callable[..., object]] = {
    "submit": services.submit,
    "endorse": services.endorse,
    "return": lambda *args, **more: services.return_(*args, reason="แก้เป้าหมาย", **more),
    "resubmit": services.resubmit,
    "confirm": services.confirm,
    "reselect": services.reselect,
    # Taken at a meeting: here the rows of the table alone.
    **{
        action: lambda project, action=action, **more: take(project, action, **more)
        for action in ("schedule", "approve", "approve_with_changes", "reject")
    },
}


@pytest.fixture(scope="module")
def made(once: Once) -> tuple[dict[str, User], Project]:
    def draft() -> tuple[dict[str, User], Project]:
        people = cast()
        for name, role in (("own_sec", Role.SECRETARIAT), ("own_com", Role.COMMITTEE)):
            people.people[name] = make.user(role)
            people.people[name].agency = people.agency
            people.people[name].save()
        return people.people, make_case.fill_project(make_case.selected(make_case.case(people.agency)))

    return once(draft)


@pytest.fixture
def stage(made: tuple[dict[str, User], Project], db: None) -> Stage:
    """Everybody, and the project in a status."""
    people, project = as_stored(made)
    return lambda status: (people, project if status == "draft" else make_case.put(project, status))


def outcome(action: str, project: Project, actor: User) -> str:
    """The status `actor` brings the project to, or the kind of the refusal. Nothing of it stays; a refusal that
    wrote anything says so."""
    before = written(project)
    with transaction.atomic():
        try:
            with transaction.atomic():
                VERBS[action](project, actor=actor, version=project.version)
            after = written(project)
            result = str(after[0]["status"])
            event = Event.objects.order_by("-pk")[0]
            if (event.action, event.status_before, event.status_after) != (action, before[0]["status"], result):
                result += f", but the event says {event.action} {event.status_before} to {event.status_after}"
            if (after[0]["version"], after[1]) != (before[0]["version"] + 1, before[1] + 1):
                result += ", but not with one version and one event"
        except NotAllowed as refusal:
            result = str(refusal.verdict.refused)
        except StaleVersion:
            result = "stale"
        if result in {"stranger", "role", "moment", "stale"} and written(project) != before:
            result += ", but something was written"
        transaction.set_rollback(True)
    project.refresh_from_db()
    return result


def written(project: Project) -> tuple[dict[str, Any], int, int, list[Any]]:
    row = dict(Project.objects.values().get(pk=project.pk))
    return row, Event.objects.count(), project.dossier.revisions.count(), list(Selection.objects.values())


@pytest.mark.parametrize(("action", "status", "cells"), ROWS, ids=[f"{row[0]}-{row[1]}" for row in ROWS])
def test_it_happens_as_the_table_says(action: str, status: str, cells: list[str], stage: Stage) -> None:
    people, project = stage(status)
    with clock.travel(make.at("2021-01-20")):
        happened = [outcome(action, project, people[column]) for column in COLUMNS]
    assert dict(zip(COLUMNS, happened, strict=True)) == dict(zip(COLUMNS, cells, strict=True))


def test_the_table_has_every_action_from_every_status() -> None:
    assert [row[:2] for row in ROWS] == [(action, status) for action in ACTIONS for status in STATUSES]
    assert (set(PROJECT.actions), set(PROJECT.statuses)) == (set(ACTIONS), set(STATUSES))


@pytest.mark.parametrize(
    ("action", "status"), [("submit", "draft"), ("endorse", "submitted"), ("confirm", "revised")]
)
def test_without_the_policy_the_table_would_not_hold(
    monkeypatch: pytest.MonkeyPatch, action: str, status: str, stage: Stage
) -> None:
    people, project = stage(status)
    row = PROJECT.row(action, status)
    monkeypatch.setattr(permissions, "can", lambda *given: Verdict(True, row=row))
    cells = next(cells for act, source, cells in ROWS if (act, source) == (action, status))
    with clock.travel(make.at("2021-01-20")):
        happened = [outcome(action, project, people[column]) for column in COLUMNS]
    assert sum(got != said for got, said in zip(happened, cells, strict=True)) >= 10


@pytest.mark.parametrize(("action", "status", "role"), [(row.action, row.source, row.role) for row in PROJECT.rows])
def test_nothing_moves_in_a_closed_year(action: str, status: str, role: str, stage: Stage) -> None:
    people, project = stage(status)
    FiscalYear.objects.update(closed_at=make.at("2021-01-10"))
    with clock.travel(make.at("2021-01-20")):
        assert outcome(action, project, people[role]) == "moment"


@pytest.mark.parametrize(
    ("action", "status"), [("submit", "draft"), ("submit", "returned"), ("resubmit", "revising")]
)
def test_what_lacks_something_is_not_sent(action: str, status: str, stage: Stage) -> None:
    people, project = stage(status)
    project.risks.all().delete()
    with clock.travel(make.at("2021-01-20")):
        assert outcome(action, project, people["officer"]) == "moment"


@pytest.mark.parametrize("status", ["submitted"])
def test_a_head_does_not_endorse_what_he_submitted_himself(status: str, stage: Stage) -> None:
    people, project = stage("draft")
    project = make_case.put(project, status, by=people["head"])
    with clock.travel(make.at("2021-01-20")):
        assert outcome("endorse", project, people["head"]) == "role"
        assert outcome("return", project, people["head"]) == "role"
        assert outcome("endorse", project, people["deputy"]) == "endorsed"


def test_a_rejected_project_is_reselected_once(stage: Stage) -> None:
    people, project = stage("rejected")
    with clock.travel(make.at("2021-01-20")):
        services.reselect(project, actor=people["officer"], version=project.version)
        assert outcome("reselect", project, people["officer"]) == "moment"
