"""Several processes at once on one database, forked from the test: they meet at a barrier before each round."""

from __future__ import annotations

import multiprocessing
import traceback
from collections.abc import Callable
from typing import Any

from django.db import connections

from indicators import clock
from tests import make

FORK = multiprocessing.get_context("fork")
PATIENCE = 60  # seconds a runner waits for the others
Runner = Callable[..., Any]


def race(runner: Runner, *arguments: dict[str, Any]) -> list[Any]:
    """One process for each of `arguments`, which runs `runner(barrier, **those)` on the fifth of January 2021 at ten;
    what each was told, in their order. Asks for `live_database`: what a runner commits, the test then finds."""
    connections.close_all()  # no two processes share a connection
    queue, barrier = FORK.Queue(), FORK.Barrier(len(arguments))
    runners = [
        FORK.Process(target=_run, args=(queue, barrier, runner, place, given))
        for place, given in enumerate(arguments)
    ]
    for process in runners:
        process.start()
    told = dict(queue.get(timeout=4 * PATIENCE) for _process in runners)
    for process in runners:
        process.join()
    failed = [answer["failed"] for answer in told.values() if isinstance(answer, dict) and "failed" in answer]
    assert not failed, failed[0]
    return [told[place] for place in range(len(runners))]


def _run(queue: Any, barrier: Any, runner: Runner, place: int, arguments: dict[str, Any]) -> None:
    try:
        with clock.travel(make.at("2021-01-05")):
            queue.put((place, runner(barrier, **arguments)))
    except BaseException:
        barrier.abort()
        queue.put((place, {"failed": traceback.format_exc()}))


def told_by(verb: Callable[..., Any], page: Any, **given: Any) -> str:
    """What the person hears: the number of the event, or the kind of the refusal."""
    from indicators.services.errors import NotAllowed, StaleVersion

    try:
        return f"event {verb(page, version=page.version, **given).pk}"
    except NotAllowed as refusal:
        return str(refusal.verdict.refused)
    except StaleVersion:
        return "stale"
