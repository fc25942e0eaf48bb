"""Several processes at once on one database: `python -m tests.indicators.workflow.races RACE ARGUMENTS`.

The process sets Django up once and forks its runners before it opens a connection; each runner then has its own.
Prints, as JSON, what each runner was told, in the order of the runners.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import subprocess
import sys
import traceback
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID

from tests.databases import LiveDatabase

FORK = multiprocessing.get_context("fork")
PATIENCE = 60  # seconds a runner waits for the others


def race(live: LiveDatabase, name: str, *arguments: dict[str, Any]) -> list[Any]:
    """Run the race with one runner per element of `arguments`; what each was told."""
    process = subprocess.run(
        [sys.executable, "-m", __name__, name, json.dumps(arguments)],
        env={**os.environ, **live.environment()},
        capture_output=True,
        text=True,
        check=False,
        timeout=200,
    )
    assert process.returncode == 0, process.stderr
    told: list[Any] = json.loads(process.stdout)
    failed = [answer for answer in told if isinstance(answer, dict) and "failed" in answer]
    assert not failed, failed[0]["failed"]
    return told


def told_by(verb: Callable[..., Any], page: Any, **given: Any) -> str:
    """What the person hears: the number of the event, or the kind of the refusal."""
    from indicators.services.errors import NotAllowed, StaleVersion

    try:
        return f"event {verb(page, version=page.version, **given).pk}"
    except NotAllowed as refusal:
        return str(refusal.verdict.refused)
    except StaleVersion:
        return "stale"


def submit_again_and_again(barrier: Any, *, report: int, actor: int, key: str, rounds: int, first: bool) -> list[str]:
    """Each round all submit the same page at once; then the first recalls, which makes the next page. With a key,
    its last digits are the round, so that those who share the key repeat one form."""
    from accounts.models import User
    from indicators.models import QuarterlyReport
    from indicators.services import quarterly_report

    person = User.objects.get(pk=actor)
    told = []
    for number in range(rounds):
        barrier.wait(PATIENCE)
        page = QuarterlyReport.objects.get(pk=report)
        form = UUID(f"{key}{number:04d}") if key else None
        barrier.wait(PATIENCE)
        told.append(told_by(quarterly_report.submit, page, actor=person, key=form))
        barrier.wait(PATIENCE)
        if first:
            page.refresh_from_db()
            quarterly_report.recall(page, actor=person, version=page.version)
    return told


def write_a_word(barrier: Any, *, report: int, actor: int, words: list[str], guarded: bool) -> dict[str, int]:
    """Each word is added to the narrative as it was read; who is told that it changed meanwhile reads again."""
    from django.db import OperationalError

    from accounts.models import User
    from indicators.models import QuarterlyReport
    from indicators.services import quarterly_report
    from indicators.services.errors import StaleVersion

    person = User.objects.get(pk=actor)
    heard = {"saved": 0, "stale": 0, "locked": 0}
    barrier.wait(PATIENCE)
    for word in words:
        while True:
            page = QuarterlyReport.objects.get(pk=report)
            text = f"{page.narrative} {word}"
            try:
                if guarded:
                    quarterly_report.save(page, actor=person, version=page.version, fields={"narrative": text})
                else:  # the control: what a form does that knows no versions
                    page.narrative = text
                    page.save()
            except StaleVersion:
                heard["stale"] += 1
                continue
            except OperationalError:
                heard["locked"] += 1
                break
            heard["saved"] += 1
            break
    return heard


def mark(barrier: Any, *, reports: list[int], actor: int, given: str) -> list[str]:
    """Evaluators accept the same page at once."""
    from accounts.models import User
    from indicators.models import QuarterlyReport
    from indicators.services import prints, review

    prints._render_quietly = lambda record: None  # the decision is raced for here, not its paper
    person = User.objects.get(pk=actor)
    told = []
    for report in reports:
        page = QuarterlyReport.objects.get(pk=report)
        barrier.wait(PATIENCE)
        told.append(told_by(review.accept, page, actor=person, mark=Decimal(given)))
    return told


def recall_or_open(barrier: Any, *, reports: list[int], actor: int, opens: bool) -> list[str]:
    """The officer takes back what the evaluator opens at the same moment."""
    from accounts.models import User
    from indicators.models import QuarterlyReport
    from indicators.services import quarterly_report, review

    person = User.objects.get(pk=actor)
    told = []
    for report in reports:
        page = QuarterlyReport.objects.get(pk=report)
        barrier.wait(PATIENCE)
        if opens:
            told.append("opened" if review.open_submission(page, actor=person) else "not opened")
        else:
            told.append(told_by(quarterly_report.recall, page, actor=person))
    return told


RACES: dict[str, Callable[..., Any]] = {
    each.__name__: each for each in (submit_again_and_again, write_a_word, mark, recall_or_open)
}


def _run(queue: Any, barrier: Any, name: str, place: int, arguments: dict[str, Any]) -> None:
    from indicators import clock
    from tests.make import at

    try:
        with clock.travel(at("2021-01-05")):
            queue.put((place, RACES[name](barrier, **arguments)))
    except BaseException:
        barrier.abort()
        queue.put((place, {"failed": traceback.format_exc()}))


def main(name: str, arguments: list[dict[str, Any]]) -> None:
    import django

    django.setup()
    queue, barrier = FORK.Queue(), FORK.Barrier(len(arguments))
    runners = [
        FORK.Process(target=_run, args=(queue, barrier, name, place, given)) for place, given in enumerate(arguments)
    ]
    for runner in runners:
        runner.start()
    told = dict(queue.get() for _runner in runners)
    for runner in runners:
        runner.join()
    print(json.dumps([told[place] for place in range(len(runners))]))


if __name__ == "__main__":
    main(sys.argv[1], json.loads(sys.argv[2]))
