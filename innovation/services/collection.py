"""What happens to a collection as a whole: closed and sent, received or returned, or last year's project runs on."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from indicators.models import Event
from indicators.services.review import latest_revision
from indicators.services.transition import Outcome, move
from indicators.workflow.machine import Transition
from innovation.completeness.carrying import project_to_carry_over
from innovation.models import Collection, InnovationCase
from innovation.services import cases, papers, shared_links, steps


def close(collection: Collection, *, actor: User, version: int, key: UUID | None = None) -> Event:
    """Send the set to the secretariat: freezes a revision of every idea and closes the shared link. NotAllowed, with
    both counts, while there are fewer eligible ideas than the round asks of the agency's level."""

    def consequence(fresh: Collection, row: Transition, now: datetime) -> Outcome:
        links = shared_links.close_all(fresh, now)
        outcome = steps.submission(fresh, steps.freeze_step(fresh, actor=actor, at=now), actor, now)
        return replace(outcome, details={**(outcome.details or {}), "links_closed": links})

    return move(collection, "close", actor=actor, version=version, consequence=consequence, key=key)


def receive(collection: Collection, *, actor: User, version: int, key: UUID | None = None) -> Event:
    """The secretariat takes the set: the selection opens, and the list of ideas is kept as printed."""

    def consequence(fresh: Collection, row: Transition, now: datetime) -> Outcome:
        cases.open_selection(fresh.case, now)
        return Outcome({}, latest_revision(fresh))

    with transaction.atomic():
        event = move(collection, "receive", actor=actor, version=version, consequence=consequence, key=key)
        papers.freeze(collection, event)
    return event


def return_(collection: Collection, *, actor: User, version: int, reason: str, key: UUID | None = None) -> Event:
    """The secretariat gives the set back with a reason: it is open again. The link stays closed; a new one can be
    opened."""
    return steps.take(collection, "return", actor=actor, version=version, reason=reason, key=key)


def carry_over(collection: Collection, *, actor: User, version: int, key: UUID | None = None) -> Event:
    """Last year's project runs on instead of a new one: the case continues last year's, and step 4 opens with its
    project. NotAllowed when there is no such project, or ideas have come in."""

    def consequence(fresh: Collection, row: Transition, now: datetime) -> Outcome:
        project = project_to_carry_over(fresh.case)
        assert project is not None  # the guard of this transition has just found it
        year = fresh.assignment.year
        last = project.developments.select_related("case").get(case__assignment__year__be_year=year.be_year - 1)
        InnovationCase.objects.filter(pk=fresh.case_id).update(continues=last.case)
        cases.open_development(fresh.case, project, now)
        links = shared_links.close_all(fresh, now)
        return Outcome({}, None, {"project": project.pk, "continues": last.case_id, "links_closed": links})

    return move(collection, "carry_over", actor=actor, version=version, consequence=consequence, key=key)
