"""Which acts send a thing back and which decide on it, read from the tables of the processes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.db.models import Max, Q

from accounts.roles import AGENCY_ROLES
from indicators.models import Event
from indicators.workflow import PROCESSES
from indicators.workflow.machine import Transition, Workflow

# Decisions that are no move of a process, and those of them that ask for more; apps above add theirs at start-up.
DECIDED_BESIDES: set[str] = set()
RETURNED_BESIDES: set[str] = set()


def last_moves(dossiers: Iterable[UUID]) -> dict[UUID, Event]:
    """By dossier: the event that put it where it lies, with `actor`. One query; those that never moved are left out.
    The events of a dossier stand on one chain, which makes the greatest key the newest."""
    moves = Event.objects.filter(~Q(status_after="") | Q(action__in=DECIDED_BESIDES), dossier__in=list(dossiers))
    newest = moves.order_by().values("dossier").annotate(newest=Max("pk")).values("newest")
    found = Event.objects.filter(pk__in=newest).select_related("actor")
    return {event.dossier_id: event for event in found if event.dossier_id}


def is_return(event: Event) -> bool:
    """Whether the move put a thing back on the desk of whoever writes it, to be changed there."""
    return event.action in RETURNED_BESIDES or any(
        row.action == event.action and row.source == event.status_before and row.target == event.status_after
        for workflow in _workflows()
        if workflow.name == event.subject
        for row in workflow.rows
        if _sends_back(workflow, row)
    )


def decisions() -> Q:
    """Events by which somebody else ruled on what an agency handed in: returned, endorsed, accepted, approved, …"""
    ruled = Q(action__in=sorted(DECIDED_BESIDES))
    for workflow in _workflows():
        ruled |= Q(subject=workflow.name, action__in={row.action for row in workflow.rows if _rules(workflow, row)})
    return ruled


def _workflows() -> Iterator[Workflow]:
    return (process.workflow for process in PROCESSES.values())


def _sends_back(workflow: Workflow, row: Transition) -> bool:
    return (
        row.role != workflow.editor
        and workflow.turn[row.target] == workflow.editor
        and row.target not in workflow.kept
    )


def _rules(workflow: Workflow, row: Transition) -> bool:
    """Passing a thing on inside an office (registering it, putting it on an agenda) rules on nothing."""
    ends = workflow.turn[row.target] in {"", workflow.editor}
    return row.role != workflow.editor and (ends or row.role in AGENCY_ROLES)
