"""Which process a kind of thing follows, and what the house must know of it. Apps above add theirs at start-up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from indicators.models.dossier import Dossier, Submittable
from indicators.workflow.machine import Workflow


@dataclass(frozen=True, kw_only=True)
class Process:
    """`assignment` is the way from a row to its assignment; `also` what guards and content read besides."""

    workflow: Workflow
    assignment: str = "assignment"
    also: tuple[str, ...] = ()

    @property
    def related(self) -> tuple[str, ...]:
        """For select_related: all that a transition reads of a row."""
        of = self.assignment
        return ("dossier", f"{of}__agency", f"{of}__year", f"{of}__indicator", *self.also)


PROCESSES: dict[type[Submittable], Process] = {}


def register(model: type[Submittable], process: Process) -> None:
    """Say which process rows of `model` follow; once for each model."""
    if model in PROCESSES:
        raise ValueError(f"{model.__name__} has its process already")
    PROCESSES[model] = process


def process_of(row: Submittable) -> Process:
    """The process of a row, its table and the ways from it."""
    return PROCESSES[type(row)]


def workflow_of(row: Submittable) -> Workflow:
    """The table that a row follows."""
    return process_of(row).workflow


def row_of(dossier: Dossier) -> Submittable:
    """The thing whose dossier it is, with all that its process reads. LookupError when it follows no process."""
    for model, process in PROCESSES.items():
        if model.__name__.lower() == dossier.kind.replace("_", ""):
            table: Any = model._default_manager
            row: Submittable = table.select_related(*process.related).get(dossier=dossier.pk)
            return row
    raise LookupError(f"a dossier of kind {dossier.kind} follows no process")
