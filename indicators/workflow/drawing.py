"""The tables of transitions as a page for readers: docs/workflow.md is written by this and by nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from inspect import getdoc
from typing import Any

from django.utils.translation import override

from accounts.roles import Role
from indicators.workflow import PROCESSES
from indicators.workflow.machine import Guard, Transition, Workflow

_HEAD = """\
# The processes
Written by `manage.py draw_workflow` from the tables in `indicators/workflow/` and `innovation/workflow/`; a test
fails when it is stale.

A row says: this action leads from one status to another, for this role, when these things hold. Everything else
is refused: a stranger to the agency is told nothing (404), the wrong role is refused (403), the wrong moment is
explained (409). Nobody judges what he submitted himself, nor the reports of an agency he belongs to. Every step
writes one event to the audit in the same transaction.
"""


def page() -> str:
    """All of docs/workflow.md."""
    roles = [f"- `{role.value}` {_thai(role.label)}" for role in Role]
    tables = [markdown(process.workflow, dict(_labels(model))) for model, process in PROCESSES.items()]
    return "\n".join([_HEAD, "## Roles", *roles, "", *tables]).rstrip("\n") + "\n"


def markdown(workflow: Workflow, labels: Mapping[str, object]) -> str:
    """One process: its statuses with their `labels`, its rows, its guards, and a picture."""
    return "\n".join(
        [
            f"## {workflow.name} ({_thai(workflow.title)})",
            "",
            *_statuses(workflow, labels),
            "",
            *_rows(workflow),
            "",
            *_guards(workflow),
            "",
            *_picture(workflow),
            "",
        ]
    )


def _labels(model: Any) -> Iterable[tuple[str, object]]:
    labels: Iterable[tuple[str, object]] = model.Status.choices
    return labels


def _statuses(workflow: Workflow, labels: Mapping[str, object]) -> Iterator[str]:
    yield "| status | Thai | whose turn |"
    yield "|---|---|---|"
    for status in workflow.statuses:
        turn = workflow.turn[status]
        yield f"| {status} | {_thai(labels[status])} | {turn or '–'} |"


def _rows(workflow: Workflow) -> Iterator[str]:
    yield "| action | button | from | to | who | needs | consequence |"
    yield "|---|---|---|---|---|---|---|"
    for row in workflow.rows:
        cells = (row.action, _thai(row.label), row.source, row.target, row.role, _needs(row), row.consequence)
        yield f"| {' | '.join(cells)} |"


def _needs(row: Transition) -> str:
    given = [
        word
        for word, needed in (
            ("reason", row.needs_reason),
            ("mark", row.needs_mark),
            ("password", row.needs_password),
        )
        if needed
    ]
    return ", ".join([*given, *(_name(guard) for guard in row.guards)]) or "–"


def _guards(workflow: Workflow) -> Iterator[str]:
    """Each guard once, with the sentence that stands at its head in the code."""
    for guard in dict.fromkeys(guard for row in workflow.rows for guard in row.guards):
        yield f"- **{_name(guard)}** – {' '.join((getdoc(guard) or '').split())}"


def _picture(workflow: Workflow) -> Iterator[str]:
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield f"    [*] --> {workflow.statuses[0]}"
    for row in workflow.rows:
        yield f"    {row.source} --> {row.target}: {row.action} ({row.role})"
    yield "```"


def _name(guard: Guard) -> str:
    return str(getattr(guard, "__name__", guard)).replace("_", " ")


def _thai(words: object) -> str:
    with override("th"):
        return str(words)
