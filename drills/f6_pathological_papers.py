"""F6: ten papers that no renderer finishes, printed among ordinary ones while people look at pages.

Each is stopped in time and named with its reason, the others are printed, and pages stay quick. Control: no limits.
"""

import os
import time
from pathlib import Path
from typing import Any

from drills import installation, visits
from drills.batches import Workers, ordered, submitted
from drills.clients import wait
from drills.pathological import papers
from drills.web import Browser, Web, officers

# Seconds of a processor for a paper (sixty in the office) and on the clock, and until it must have been stopped.
LIMIT, CLOCK = 6, 18
STOPPED_WITHIN = CLOCK + 2.0
# Visits to pages: how many a second, and for how long they are measured undisturbed.
RATE = float(os.environ.get("DRILL_RATE", "3"))
QUIET, MOST_RATIO, ORDINARY = 60 / RATE, 1.5, 20
MOST_SECONDS = float(os.environ.get("DRILL_SECONDS", "120"))


def main() -> None:
    with installation.folder() as folder:
        installation.use(folder)
        rows = submitted(ORDINARY + 10)
        web = Web(folder, workers=2)
        try:
            pages = looked_at(web)
            visits.during(3, pages, RATE)
            quiet = visits.during(QUIET, pages, RATE)
            bad, good, busy, stopped = print_all(folder, rows, pages)
        finally:
            web.stop()
        states = dict(bad.items.values_list("title", "state"))
        reasons = bad.items.exclude(failure="").count()
        stuck = control(folder, rows)
    (calm, calm95), (under, under95) = visits.p50_p95(quiet.took), visits.p50_p95(busy.took)
    slowest, ratio = max(stopped.values(), default=0.0), under95 / calm95
    passed = set(states.values()) == {"failed"} and len(states) == reasons == len(stopped) == 10
    passed &= slowest <= STOPPED_WITHIN and good.state == "done" and ratio <= MOST_RATIO and not busy.refused
    figures = f"{len(states)} papers, failed with a reason {reasons}, stopped after {slowest:.1f} s at most, "
    figures += f"the {good.items.count()} others {good.state}; visits {len(busy.took)}, refused {busy.refused}, "
    figures += f"p50 {calm:.3f} then {under:.3f} s, p95 {calm95:.3f} then {under95:.3f} s ({ratio:.2f}); "
    figures += f"control still at it after {STOPPED_WITHIN:g} s: {stuck}"
    installation.tell(passed=passed, control_failed=stuck, figures=figures)


def looked_at(web: Web) -> list[visits.Page]:
    """Pages that an officer sees all day."""
    from indicators.models import QuarterlyReport

    officer = officers()[0]
    report = QuarterlyReport.objects.filter(assignment__agency=officer.agency).earliest("pk")
    browser = Browser(web.port, officer)
    return [(browser, path) for path in ("/", "/assignments/", f"/quarterly-reports/{report.pk}/")]


def pathological(rows: list[Any]) -> Any:
    """A job of papers that were frozen with something terrible in them."""
    from django.db import transaction

    bad = {name: document.to_json() for name, document in papers().items()}
    with transaction.atomic():  # no worker sees it before
        job = ordered(rows[: len(bad)])
        for item, (name, document) in zip(job.items.order_by("position"), bad.items(), strict=True):
            job.items.filter(pk=item.pk).update(title=name, document=document)
    return job


def print_all(
    folder: Path, rows: list[Any], pages: list[visits.Page]
) -> tuple[Any, Any, visits.Visits, dict[str, float]]:
    """The bad job, the good one, the visits meanwhile, and the seconds after which each bad paper was stopped."""
    workers = Workers(folder, command=("-m", "drills.worker"), DRILL_LIMITS=f"{LIMIT} {CLOCK}")
    try:
        workers.are_ready()
        bad, good = pathological(rows), ordered(rows[10:], place=1)
        looking = visits.Visits(pages, RATE)
        began: dict[str, float] = {}
        stopped: dict[str, float] = {}
        wait(lambda: watch(bad, began, stopped) and not is_active(bad) and not is_active(good), MOST_SECONDS)
    finally:
        workers.stop()
    return bad, good, looking.stop(), stopped


def watch(bad: Any, began: dict[str, float], stopped: dict[str, float]) -> bool:
    """Note when each paper is first seen in hand, and how long it has been when it has ended."""
    now = time.monotonic()
    for title, state in bad.items.exclude(state="waiting").values_list("title", "state"):
        began.setdefault(title, now)
        if state != "printing":
            stopped.setdefault(title, now - began[title])
    return True


def is_active(job: Any) -> bool:
    job.refresh_from_db()
    return bool(job.is_active)


def control(folder: Path, rows: list[Any]) -> bool:
    """Whether a worker without limits is still at the first bad paper when it should have been stopped."""
    from books.models import PrintJob

    PrintJob.objects.filter(state__in=PrintJob.ACTIVE).update(state=PrintJob.State.CANCELLED)
    workers = Workers(folder, count=1, command=("-m", "drills.worker"), DRILL_LIMITS="3600 3600")
    job = pathological(rows)
    try:
        wait(lambda: bool(job.items.filter(state="printing")), 90)
        time.sleep(STOPPED_WITHIN)
        return bool(job.items.filter(position=1, state="printing", attempts=1))
    finally:
        workers.stop()


if __name__ == "__main__":
    main()
