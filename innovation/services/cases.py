"""Opening a case and its steps. A step's row appears, in its first status, when the step before it is done."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from indicators.models import Assignment, Dossier
from innovation.models import (
    CaseStep,
    Collection,
    Development,
    InnovationCase,
    Presentation,
    Project,
    Round,
    SelectedIdea,
    Selection,
    Utilisation,
)

S = TypeVar("S", bound=CaseStep)


def open_case(assignment: Assignment, now: datetime) -> InnovationCase | None:
    """The case of an assignment of the round's indicator, with its collection open; None for other indicators."""
    round_ = Round.objects.filter(indicator_id=assignment.indicator_id).first()
    if round_ is None:
        return None
    case, created = InnovationCase.objects.get_or_create(assignment=assignment, defaults={"round": round_})
    if created:
        open_collection(case, now)
    return case


def strike_case(assignment: Assignment) -> None:
    """Undo open_case for an assignment that is taken back untouched; its steps are struck before."""
    InnovationCase.objects.filter(assignment=assignment).delete()


def open_collection(case: InnovationCase, now: datetime) -> Collection:
    """Step 1 of a case."""
    return _opened(Collection(case=case), now)


def open_selection(case: InnovationCase, now: datetime) -> Selection:
    """Step 2: after the collection was received, or again after a project was rejected."""
    return _opened(Selection(case=case), now)


def open_project(selected: SelectedIdea, case: InnovationCase, now: datetime) -> Project:
    """Step 3: an empty project of the selected idea, with an empty presentation."""
    project = _opened(Project(case=case, selected_idea=selected), now)
    Presentation.objects.create(project=project)
    return project


def open_development(case: InnovationCase, project: Project, now: datetime) -> Development:
    """Step 4 of a case's year, with its own project or one that runs on from the year before."""
    return _opened(Development(case=case, project=project), now)


def open_utilisation(case: InnovationCase, now: datetime) -> Utilisation:
    """Step 5."""
    return _opened(Utilisation(case=case), now)


def _opened(step: S, now: datetime) -> S:
    assignment = step.assignment
    kind = type(step).__name__.lower()
    step.dossier = Dossier.objects.create(kind=kind, agency_id=assignment.agency_id, year_id=assignment.year_id)
    step.status_since = now
    step.save(force_insert=True)
    return step
