"""The request this thread is serving: its number, and when an answer must have gone out."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

# A person is told within ten seconds that a save is not certain yet; the rest is for the page that says so.
SECONDS = 9.0
_LEAST = 0.2


@dataclass(frozen=True, slots=True)
class Serving:
    """`number` stands in every line of the log and on the page of a fault; `ends` is of time.monotonic()."""

    number: str
    ends: float


_current: ContextVar[Serving | None] = ContextVar("serving", default=None)


@contextmanager
def serving(number: str, seconds: float = SECONDS) -> Iterator[None]:
    token = _current.set(Serving(number, time.monotonic() + seconds))
    try:
        yield
    finally:
        _current.reset(token)


def number() -> str:
    """The number of the request, "" outside of one."""
    current = _current.get()
    return current.number if current else ""


def seconds_left() -> float | None:
    """How long the database may still be waited for; None outside a request, where an operator's command waits."""
    current = _current.get()
    return max(_LEAST, current.ends - time.monotonic()) if current else None
