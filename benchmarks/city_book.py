"""The book of a generated city: while people look at pages, with workers that are killed, and from kept papers.

    python -m benchmarks.city_book [--agencies 78] [--indicators 8] [--kills 3] [--anew 700] [--rate 6] [--visited 60]

Prints JSON. Pages are visited for a while before, while and after the first book is printed. The city lies in VAR_DIR
(var/bench/book unless given) or where DATABASE_URL says, and is generated when it is not there. Latencies in
milliseconds, open-loop: whoever waits in line has waited.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import django

from benchmarks.__main__ import machine

PAGES_OF_CITY = ("/", "/review/", "/dashboard/")
PAGES_OF_AGENCY = ("/", "/assignments/")
MOST_SECONDS = 3 * 3600


def main() -> None:
    asked = arguments()
    folder = Path(os.environ.setdefault("VAR_DIR", "var/bench/book")).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.update(VAR_DIR=str(folder), DEBUG="1", HTTPS="0", DJANGO_SETTINGS_MODULE="kpi_tracker.settings")
    django.setup()
    prepare(asked)
    from drills.visits import during
    from drills.web import Web

    url = os.environ.get("DATABASE_URL", "")
    web = Web(folder, url, workers=2)
    try:
        pages = looked_at(web)
        during(5, pages, asked.rate)
        quiet = during(asked.visited, pages, asked.rate)
        undisturbed, meanwhile = printed(folder, url, asked, pages)
        quiet_again = during(asked.visited, pages, asked.rate)
    finally:
        web.stop()
    killed, _ = printed(folder, url, asked, kills=asked.kills, anew=asked.anew)
    kept, _ = printed(folder, url, asked, anew=0)
    calm = latency(quiet.took + quiet_again.took)
    busy = latency(meanwhile.took)
    told = {
        "machine": machine() | {"load": os.getloadavg()},
        "undisturbed": undisturbed,
        "killed": killed,
        "kept papers": kept,
        "same bytes": undisturbed["sha256"] == killed["sha256"] == kept["sha256"],
        "pages quiet": calm,
        "pages meanwhile": busy | {"refused": meanwhile.refused},
        "p95 ratio": round(busy["p95"] / calm["p95"], 2),
    }
    print(json.dumps(told))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.city_book")
    parser.add_argument("--agencies", type=int, default=78)
    parser.add_argument("--indicators", type=int, default=8)
    parser.add_argument("--kills", type=int, default=3, help="of workers, while the second book is printed")
    parser.add_argument("--anew", type=int, default=10_000, help="papers that the second book renders anew, at most")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rate", type=float, default=6.0, help="visits a second")
    parser.add_argument("--visited", type=float, default=60.0, help="seconds of visits each time")
    return parser.parse_args()


def prepare(asked: argparse.Namespace) -> None:
    """The city, of this year and the last, whose year-end reports make the book."""
    from django.core.management import call_command

    from indicators.models import Assignment

    call_command("migrate", interactive=False, verbosity=0)
    if not Assignment.objects.exists():
        size = {"agencies": asked.agencies, "indicators": asked.indicators, "years": 2, "ideas": 5}
        with open(os.devnull, "w") as nowhere:
            call_command("generate_data", **size, stdout=nowhere)


def looked_at(web: Any) -> list[Any]:
    """Pages of the city and of an agency, in turn."""
    from accounts.models import Agency, User
    from drills.web import Browser

    officer = f"officer-{Agency.objects.filter(assignments__isnull=False).distinct().earliest('code').code}"
    of_city = Browser(web.port, User.objects.get(username="evaluator"))
    of_agency = Browser(web.port, User.objects.get(username=officer))
    return [*((of_city, path) for path in PAGES_OF_CITY), *((of_agency, path) for path in PAGES_OF_AGENCY)]


def printed(
    folder: Path,
    url: str,
    asked: argparse.Namespace,
    pages: Sequence[Any] = (),
    *,
    kills: int = 0,
    anew: int | None = None,
) -> tuple[dict[str, Any], Any]:
    """A book of which `anew` papers are rendered again, all unless given, and the visits meanwhile."""
    from drills.batches import Workers
    from drills.visits import during
    from indicators.models import KeptPaper

    first = list(KeptPaper.objects.order_by("pk").values_list("pk", flat=True)[:anew])
    KeptPaper.objects.filter(pk__in=first).delete()
    workers = Workers(folder, url, count=asked.workers)
    try:
        workers.are_ready()
        job, began = ordered(), time.monotonic()
        visits = during(asked.visited, pages, asked.rate) if pages else None
        stalled = wait_for(job, workers, kills, len(first))
        seconds = time.monotonic() - began
    finally:
        workers.stop()
    items = list(job.items.all())
    return {
        "state": job.state,
        "papers": sum(item.state == "done" for item in items),
        "missing": sum(item.state == "missing" for item in items),
        "taken in hand": sum(item.attempts for item in items),
        "pages": job.pages,
        "bytes": job.size,
        "sha256": job.sha256,
        "seconds": round(seconds, 1),
        "kills": len(stalled),
        "retaken": [round(each.seconds, 1) for each in stalled if each.seconds is not None],
        "load": os.getloadavg(),
    }, visits


def ordered() -> Any:
    """The city's book of the year that has ended, ordered by its evaluator."""
    from accounts.models import Agency, User
    from books.models import PrintJob
    from books.selectors.contents import contents_of
    from books.services import jobs
    from indicators.models import FiscalYear

    year = FiscalYear.objects.order_by("-be_year")[1]
    agencies = list(Agency.objects.filter(assignments__year=year).distinct())
    order = jobs.Order(
        kind=PrintJob.Kind.CITY,
        shape=PrintJob.Shape.BOOK,
        missing=PrintJob.Missing.PAGE,
        year=year,
        period="year_end",
        agency=None,
        rows=contents_of(agencies, year, "year_end", reader=None),
    )
    return jobs.make(order, actor=User.objects.get(username="evaluator"))


def wait_for(job: Any, workers: Any, kills: int, anew: int) -> list[Any]:
    """Until the job has ended; at even distances among the `anew` papers to render, whoever works is killed."""
    ends = time.monotonic() + MOST_SECONDS
    stalled: list[Any] = []
    while time.monotonic() < ends:
        job.refresh_from_db()
        for each in stalled:
            each.look()
        if not job.is_active:
            break
        is_due = job.items.filter(state="done").count() >= anew * (len(stalled) + 1) / (kills + 1)
        if len(stalled) < kills and is_due and (holding := workers.holding()):
            stalled.append(workers.kill(holding[0]))
        time.sleep(0.2)
    return stalled


def latency(seconds: Sequence[float]) -> dict[str, float]:
    from drills.visits import p50_p95

    p50, p95 = p50_p95(seconds)
    return {"visits": len(seconds), "p50": round(p50 * 1000, 1), "p95": round(p95 * 1000, 1)}


if __name__ == "__main__":
    main()
