"""A process as a table: rows of action, from, to, who, and what must hold. Guard, buttons, queues, docs and tests
read the same rows. No Django here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an action cannot happen now: a sentence, since when, and whose turn it is instead."""

    reason: str
    since: datetime | None = None
    whose_turn: str = ""


# A guard looks at the thing and the instant and refuses, or says nothing.
Guard = Callable[[Any, datetime], Refusal | None]


@dataclass(frozen=True, slots=True)
class Transition:
    """One row. `role` is the code of accounts.roles.Role; `label` is the button; `consequence` is for the docs."""

    action: str
    source: str
    target: str
    role: str
    label: object  # str, or a translation that is lazy until shown
    consequence: str
    needs_reason: bool = False
    needs_mark: bool = False
    needs_password: bool = False
    guards: tuple[Guard, ...] = ()


@dataclass(frozen=True)
class Workflow:
    """The table of one kind of thing. `turn` says, for each status, which role acts next ('' when nobody); while it
    is the turn of `editor`, that role may also change the text, except in a status that is `kept` as it is."""

    name: str
    title: object
    statuses: tuple[str, ...]
    turn: dict[str, str]
    rows: tuple[Transition, ...]
    editor: str = "officer"
    kept: tuple[str, ...] = ()

    @property
    def actors(self) -> frozenset[str]:
        """The roles whose turn it can be."""
        return frozenset(self.turn.values()) - {""}

    def __post_init__(self) -> None:
        known = set(self.statuses)
        for row in self.rows:
            if not {row.source, row.target} <= known:
                raise ValueError(f"{self.name}: {row.action} uses a status that is not in the table")
        if set(self.turn) != known:
            raise ValueError(f"{self.name}: every status needs a turn")
        keys = [(row.action, row.source) for row in self.rows]
        if len(keys) != len(set(keys)):
            raise ValueError(f"{self.name}: an action may leave a status in one way only")

    @property
    def actions(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row.action for row in self.rows))

    def rows_for(self, action: str) -> tuple[Transition, ...]:
        """Every row of an action; KeyError when the process has no such action."""
        rows = tuple(row for row in self.rows if row.action == action)
        if not rows:
            raise KeyError(f"{self.name} has no action {action!r}")
        return rows

    def row(self, action: str, status: str) -> Transition | None:
        """The row by which `action` leaves `status`, if there is one."""
        return next((row for row in self.rows_for(action) if row.source == status), None)

    def leaving(self, status: str) -> Iterator[Transition]:
        return (row for row in self.rows if row.source == status)
