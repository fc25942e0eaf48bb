"""Steps in a row: which are done, which one is being taken, which wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from indicators.charts.scale import coordinate

PITCH, HEIGHT, RADIUS = 64, 44, 15


class StepState(StrEnum):
    """Each has a shape of its own: a filled disc with a tick, a thick ring, a dashed ring."""

    DONE = "done"
    CURRENT = "current"
    WAITING = "waiting"


@dataclass(frozen=True)
class StepMark:
    number: int
    x: str
    state: StepState


@dataclass(frozen=True)
class StepLink:
    """The line from a step to the next; `done` when it was walked."""

    x1: str
    x2: str
    done: bool


@dataclass(frozen=True)
class Steps:
    width: int
    marks: tuple[StepMark, ...]
    links: tuple[StepLink, ...]
    height: int = HEIGHT
    y: int = HEIGHT // 2
    radius: int = RADIUS


def steps(done: Sequence[bool]) -> Steps:
    """Steps that are taken in order: the first that is not done is the current one."""
    current = next((number for number, each in enumerate(done) if not each), len(done))
    marks = [
        StepMark(number + 1, coordinate(_x(number)), _state(number, current, each))
        for number, each in enumerate(done)
    ]
    links = [
        StepLink(coordinate(_x(number) + RADIUS), coordinate(_x(number + 1) - RADIUS), each)
        for number, each in enumerate(done[:-1])
    ]
    return Steps(width=PITCH * len(done), marks=tuple(marks), links=tuple(links))


def _x(number: int) -> float:
    return PITCH * (number + 0.5)


def _state(number: int, current: int, is_done: bool) -> StepState:
    if is_done:
        return StepState.DONE
    return StepState.CURRENT if number == current else StepState.WAITING
