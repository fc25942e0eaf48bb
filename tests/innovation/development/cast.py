"""The people of a table test of steps 4 and 5, and what happens when each of them acts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction

from accounts.models import User
from accounts.roles import Role
from indicators.models import Event
from indicators.services.errors import NotAllowed, StaleVersion
from innovation.models import CaseStep, InnovationCase, ServiceSession, Utilisation
from tests import make, make_case
from tests.indicators.workflow.cast import Cast, cast

# As in tests/indicators/workflow/cast.py; `own_secretariat` belongs to the secretariat, but his home is the agency.
COLUMNS = (
    *("officer", "working_group", "head", "deputy", "secretariat", "own_secretariat"),
    *("committee", "evaluator", "auditor", "administrator", "stranger"),
)
Verb = Callable[[Any, User], Any]


def people_of_a_case() -> tuple[Cast, InnovationCase]:
    people = cast()
    own = make.user(Role.SECRETARIAT)
    User.objects.filter(pk=own.pk).update(agency=people.agency)
    people.people["own_secretariat"] = User.objects.get(pk=own.pk)
    return people, make_case.case(people.agency)


def outcome(verb: Verb, thing: Any, step: CaseStep, actor: User) -> str:
    """ "done" and the step's status, or the kind of the refusal. Nothing of it stays; a refusal that changed a row of
    the case or wrote an event says so."""
    before = written(step)
    with transaction.atomic():
        try:
            with transaction.atomic():
                verb(thing, actor)
            step.refresh_from_db()
            events = Event.objects.count() - before[-1]
            result = str(step.status) if events == 1 else f"{step.status}, but with {events} events"
        except NotAllowed as refusal:
            result = str(refusal.verdict.refused)
        except StaleVersion:
            result = "stale"
        if result in {"stranger", "role", "moment", "stale"} and written(step) != before:
            result = f"{result}, but something was written"
        transaction.set_rollback(True)
    step.refresh_from_db()
    thing.refresh_from_db()
    return result


def written(step: CaseStep) -> tuple[Any, ...]:
    """All that a verb of steps 4 and 5 may change."""
    row = type(step)._default_manager.values().get(pk=step.pk)
    sessions = list(ServiceSession.objects.order_by("pk").values())
    opened = Utilisation.objects.count()
    return row, sessions, opened, step.dossier.revisions.count(), Event.objects.count()


def departures(name: str, verb: Verb, thing: Any, step: CaseStep, people: Cast, cells: list[str]) -> list[str]:
    """Where a row of the table is not what happens."""
    assert len(cells) == len(COLUMNS)
    return [
        f"{name} by {column} from {step.status}: expected {expected}, happened {happened}"
        for column, expected in zip(COLUMNS, cells, strict=True)
        if (happened := outcome(verb, thing, step, people[column])) != expected
    ]


def rows_of(table: str) -> list[tuple[str, str, list[str]]]:
    """Action, status and cells of each line of a table written as text."""
    lines = [line.split() for line in table.strip().splitlines()]
    assert all(len(line) == 2 + len(COLUMNS) for line in lines)
    return [(action, status, cells) for action, status, *cells in lines]
