"""What the first page of an officer has of the innovation steps under way: how far they are, and a session recorded
without leaving the page."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from accounts.models import User
from accounts.roles import Role
from indicators.permissions import can_edit
from indicators.selectors.assignments import criterion_actions
from indicators.selectors.criteria import newest_version
from indicators.workflow.processes import PROCESSES
from innovation.forms.session import RangeForm, SessionForm
from innovation.models import CaseStep, Collection, Development, Step
from innovation.selectors.figures import figures_of
from innovation.selectors.ideas import Counter, counters_of
from innovation.selectors.sessions import last_place
from innovation.services.session_fields import why_not_on
from innovation.views.step_pages import step_page

# An agency has one case a year; of who keeps several agencies the first ones are shown.
MOST = 3


def panels_of(user: User, today: date) -> list[dict[str, Any]]:
    """Ideas being collected and projects being carried out, where the person writes."""
    collections: list[Collection] = _open(Collection, user, today)
    counters = counters_of(collections) if collections else {}
    return [
        *(_collecting(step, counters[step.pk]) | _about_criterion(user, step, Step.COLLECT) for step in collections),
        *(
            _developing(step, today) | _about_criterion(user, step, Step.DEVELOP)
            for step in _open(Development, user, today)
        ),
    ]


def _open(model: type[CaseStep], user: User, today: date) -> list[Any]:
    process = PROCESSES[model]
    table: Any = model._default_manager
    rows = table.filter(
        case__assignment__agency__in=sorted(user.standing_on(today).agencies_as(Role.OFFICER)),
        case__assignment__year__closed_at__isnull=True,
        status__in=[status for status, turn in process.workflow.turn.items() if turn == Role.OFFICER],
    )
    found = rows.select_related(*process.related).order_by("-case__assignment__year__be_year", "pk")[:MOST]
    return [step for step in found if can_edit(user, step).allowed]


def _about_criterion(user: User, row: CaseStep, step: Step) -> dict[str, Any]:
    """What the person can do about the criterion that this step is judged by, where the indicator has one: who sees
    here that it cannot be met, appeals from here."""
    assignment = row.assignment
    has_criterion = newest_version(assignment.pk, step.number) is not None
    return {"actions": criterion_actions(user, assignment, step.number) if has_criterion else []}


def _collecting(collection: Collection, counter: Counter) -> dict[str, Any]:
    return {"collection": collection, "counter": counter, "url": step_page(collection)}


def _developing(development: Development, today: date) -> dict[str, Any]:
    figures, place = figures_of(development), last_place(development)
    day = None if why_not_on(development, today, today) else today
    auto_id = f"session-{development.pk}-%s"
    return {
        "development": development,
        "figures": figures,
        "url": step_page(development),
        "number": figures.sessions + 1,
        "session": SessionForm(initial={"date": day, "place": place}, auto_id=auto_id),
        "range": RangeForm(
            initial={"place": place},
            auto_id=f"range-{development.pk}-%s",
            why_not=lambda day: why_not_on(development, day, today),
        ),
        "hidden": [("key", uuid4())],
    }
