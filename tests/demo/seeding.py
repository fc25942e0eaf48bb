"""Runs `seed_demo`, and tells how far its cases came."""

from __future__ import annotations

from typing import Any

from innovation.models import InnovationCase
from tests.demo import running

# Of three cases, the statuses of collection, selection, project, development and survey.
REACHED: dict[str, list[tuple[str, str, str, str, str]]] = {
    "ideas": [("open", "", "", "", "")] * 3,
    "selected": [("done", "done", "draft", "", "")] * 3,
    "proposed": [
        ("done", "done", "scheduled", "", ""),
        ("done", "done", "endorsed", "", ""),
        ("done", "done", "submitted", "", ""),
    ],
    "decided": [
        ("done", "done", "done", "open", ""),
        ("done", "done", "revising", "", ""),
        ("done", "done", "returned", "", ""),
    ],
    "developing": [("done", "done", "done", "open", "")] * 3,
    "appeal": [("done", "done", "done", "open", "")] * 3,
    "year-end": [("done", "done", "done", "done", "done")] * 3,
}


def run(stage: str, *arguments: str) -> str:
    return running.run("--stage", stage, *arguments, command="seed_demo")


def status(of: Any, name: str) -> str:
    found = getattr(of, name, None)
    return found.status if found else ""


def reached() -> list[tuple[str, str, str, str, str]]:
    """Of every case in the order in which they were made."""
    found = []
    for case in InnovationCase.objects.order_by("pk"):
        selection, project = case.selections.first(), case.projects.first()
        found.append(
            (
                case.collection.status,
                selection.status if selection else "",
                project.status if project else "",
                status(case, "development"),
                status(case, "utilisation"),
            )
        )
    return found
