"""Officers who submit all at once, over HTTP: `python -m benchmarks.storm VENDOR` prints JSON; VENDOR is sqlite or
postgresql."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections import defaultdict
from statistics import mean
from typing import Any
from uuid import uuid4

from benchmarks.served import officers, offices, share_below

# In their order: people at once, and how many reports of each of a hundred agencies they submit. A hundred people
# submit five each, so that what is told of them is not how they began. What is compared stands side by side, twice.
STORMS = ((1, 1), (8, 2), (100, 5), (32, 1), (8, 2), (100, 5))
_COUNTED = {"done", "refused"}
# A submission of a report that the storms before have left.
Task = tuple[Any, int, int]


def main(vendor: str) -> None:
    with offices(vendor) as web:
        people = officers(web, max(number for number, _each in STORMS))
        told: dict[str, list[float]] = defaultdict(list)
        for number, each in STORMS:
            for name, value in storm(people, number, each).items():
                told[f"{name} {number}"].append(value)
        done = sum(sum(values) for name, values in told.items() if name.startswith("done "))
        amiss = events_amiss(int(done))
    found = {name: sum(values) if name.split()[0] in _COUNTED else mean(values) for name, values in told.items()}
    pairs = zip(told["rate 100"], told["rate 8"], strict=True)
    found["rate of 100 to 8"] = mean(hundred / eight for hundred, eight in pairs)
    tails = zip(told["p99 100"], told["p50 100"], strict=True)
    found["p99 to p50 of 100"] = mean(slow / usual for slow, usual in tails)
    print(json.dumps(found | {"events amiss": amiss}))


def storm(people: list[tuple[Any, Any]], number: int, each: int) -> dict[str, float]:
    """What `number` people at once are told: submissions a second, refused ones, the times they waited."""
    waiting = reports_of([user for _browser, user in people], each)
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
    main(sys.argv[1])
