"""Officers who submit all at once, over HTTP: `python -m benchmarks.storm VENDOR EACH` prints JSON.

VENDOR is sqlite or postgresql; with 1, 8, 32 and 100 people, EACH reports of each of a hundred agencies at the most.
Those that are compared, of 8 and of 100, are played three times and the middle one is told: of 200 submissions the
slowest hundredth is two, and one of them may have waited for something else.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from statistics import median
from typing import Any
from uuid import uuid4

from benchmarks.served import officers, offices, share_below

ROUNDS = {1: 1, 8: 3, 32: 1, 100: 3}  # by the number of people
_COUNTED = {"done", "refused"}
# A submission of a report that the storms before have left.
Task = tuple[Any, int, int]


def main(vendor: str, each: int) -> None:
    with offices(vendor) as web:
        people = officers(web, max(ROUNDS))
        found: dict[str, float] = {}
        for number, rounds in ROUNDS.items():
            told = [storm(people, number, each) for _round in range(rounds)]
            for name in told[0]:
                of_all = [one[name] for one in told]
                found[f"{name} {number}"] = sum(of_all) if name in _COUNTED else median(of_all)
        found["events amiss"] = events_amiss(sum(int(found[f"done {number}"]) for number in ROUNDS))
    print(json.dumps(found))


def storm(people: list[tuple[Any, Any]], number: int, each: int) -> dict[str, float]:
    """What `number` people at once are told: submissions a second, refused ones, the times they waited."""
    waiting = reports_of([user for _browser, user in people], each if number > 1 else 1)
    tasks: list[list[Task]] = [[] for _person in range(number)]
    for place, (browser, user) in enumerate(people):
        tasks[place % number] += [(browser, pk, version) for pk, version in waiting[user.pk]]
    times: list[float] = []
    refused: list[int] = []
    threads = [threading.Thread(target=submit, args=(own, times, refused)) for own in tasks]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.monotonic() - began
    return {
        "done": len(times),
        "refused": len(refused),
        "rate": len(times) / took,
        "p50": share_below(times, 0.5),
        "p99": share_below(times, 0.99),
    }


def reports_of(users: list[Any], each: int) -> dict[int, list[tuple[int, int]]]:
    """By officer: key and version of reports that he can submit."""
    from django.db import connection

    from indicators.models import QuarterlyReport

    drafts = QuarterlyReport.objects.filter(status="draft").order_by("pk")
    found = {}
    for user in users:
        rows = drafts.filter(assignment__agency=user.agency_id).values_list("pk", "version")
        found[user.pk] = list(rows[:each])
    connection.close()
    return found


def submit(tasks: list[Task], times: list[float], refused: list[int]) -> None:
    for browser, pk, version in tasks:
        began = time.monotonic()
        status, _page = browser.post(f"/quarterly-reports/{pk}/submit/", version=version, key=uuid4())
        if status == 302:
            times.append(time.monotonic() - began)
        else:
            refused.append(status)


def events_amiss(acknowledged: int) -> int:
    """By how much the events of submissions miss what was acknowledged."""
    from indicators.models import Event, QuarterlyReport

    submitted = QuarterlyReport.objects.filter(status="submitted", first_submitted_at__isnull=False).count()
    events = Event.objects.filter(action="submit", subject="quarterly-report").count()
    return abs(events - acknowledged) + abs(submitted - acknowledged)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
