"""The steps that wait for a person, as trays of his desk."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from indicators.selectors.waiting import Tray, Waiting, by_due_date, turns_of, waiting_row
from indicators.workflow import workflow_of
from indicators.workflow.machine import Workflow
from innovation.models import CaseStep, Collection, Development, Project, RoundStep, Selection, Utilisation
from innovation.workflow import COLLECTION, DEVELOPMENT, PROJECT, SELECTION, UTILISATION

_ASSIGNMENT = "case__assignment"


def trays() -> list[Tray]:
    """One tray a step. A rejected project waits until its idea is selected anew."""
    waits = ~Q(status=Project.Status.REJECTED) | Q(selected_idea__selection__replaced_at__isnull=True)
    return [
        _tray(Collection, COLLECTION),
        _tray(Selection, SELECTION),
        _tray(Project, PROJECT, waits),
        _tray(Development, DEVELOPMENT),
        _tray(Utilisation, UTILISATION),
    ]


def _tray(model: type[CaseStep], workflow: Workflow, waits: Q | None = None) -> Tray:
    due = RoundStep.objects.filter(round=OuterRef("case__round"), step=workflow.name).values("due_on")

    def rows(user: User, today: date) -> QuerySet[Any]:
        table: Any = model._default_manager
        mine = turns_of(user, workflow, f"{_ASSIGNMENT}__agency", f"{_ASSIGNMENT}__year")
        found = table.filter(mine, waits or Q())
        return by_due_date(found.annotate(due=Coalesce("returned_due_on", Subquery(due))), _ASSIGNMENT)

    return Tray(rows, _show, workflow.actors)


def _show(step: CaseStep) -> Waiting:
    workflow = workflow_of(step)
    return waiting_row(step, f"{workflow.title} – {step.assignment.name_line}", workflow.name)
