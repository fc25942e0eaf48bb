"""F5: a batch of a hundred reports is printed while its workers are killed at twenty random moments.

Every report is there once, and what a dead worker had in hand is soon in another's. Control: workers that never take
another for dead.
"""

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from drills import installation
from drills.batches import BranchedWorkers, Stalled, Workers, ordered, rows, submitted, told
from drills.clients import wait

REPORTS, KILLS, RETAKEN_WITHIN = 100, 20, 30.0
MOST_SECONDS = float(os.environ.get("DRILL_SECONDS", "180"))


def main() -> None:
    with installation.folder() as folder, installation.folder() as twin:
        installation.use(folder)
        reports = submitted(REPORTS)
        copy_to(twin)
        beside = [sys.executable, "-m", "drills.f5_batch_worker_killed", "control", str(twin)]
        control = subprocess.Popen(beside, stdout=subprocess.PIPE, text=True)
        job, workers = ordered(reports), BranchedWorkers(folder)
        try:
            stalled = kill_while_it_prints(workers, job)
        finally:
            workers.stop()
        found = outcome(job)
        output, _ = control.communicate(timeout=120)
    slowest = max((each.seconds if each.seconds is not None else 999.0 for each in stalled), default=999.0)
    is_retaken = json.loads(output)["retaken"]
    passed = found == {**found, **whole()} and found["renders"] <= REPORTS + KILLS
    passed &= len(stalled) == KILLS and slowest <= RETAKEN_WITHIN
    in_hand = sum(bool(each.items or each.jobs) for each in stalled)
    figures = ", ".join(f"{name} {value}" for name, value in found.items())
    figures += f", kills {len(stalled)}, with something in hand {in_hand}"
    figures += f", taken up after {slowest:.1f} s at most; control taken up: {is_retaken}"
    installation.tell(passed=passed, control_failed=not is_retaken, figures=figures)


def kill_while_it_prints(workers: Workers, job: Any) -> list[Stalled]:
    """Kill whoever works, at a random moment of his work, spread by chance over the batch; returns what each of the
    dead had in hand."""
    chance, stalled, ends = random.Random(), [], time.monotonic() + MOST_SECONDS
    after = sorted(chance.sample(range(REPORTS - 5), KILLS))
    while time.monotonic() < ends and (is_active(job) or any(each.seconds is None for each in stalled)):
        for each in stalled:
            each.look()
        done = job.items.filter(state="done").count()
        if len(stalled) < KILLS and done >= after[len(stalled)] and (holding := workers.holding()):
            time.sleep(chance.uniform(0, 0.6))
            stalled.append(workers.kill(chance.choice(holding)))
        time.sleep(0.1)
    return stalled


def is_active(job: Any) -> bool:
    job.refresh_from_db()
    return bool(job.is_active)


def whole() -> dict[str, Any]:
    """What `outcome` is when nothing is wrong."""
    once = dict.fromkeys(("done", "distinct", "kept", "files", "right"), REPORTS)
    return {"state": "done", **once, "same book again": True}


def outcome(job: Any) -> dict[str, Any]:
    """What became of the batch. renders: how often a paper was taken in hand, so at most that often rendered."""
    from django.conf import settings

    from indicators.models import KeptPaper
    from printing.documents import TEMPLATE_VERSION

    items = list(job.items.order_by("position"))
    done = [item for item in items if item.state == "done"]
    return {
        "state": job.state,
        "done": len(done),
        "distinct": len({(item.revision_id, TEMPLATE_VERSION, item.file_id) for item in done}),
        "kept": KeptPaper.objects.filter(template_version=TEMPLATE_VERSION).count(),
        "files": sum(1 for _ in Path(settings.EVIDENCE_DIR).glob("??/??/*")),
        "right": sum(says_its_number(item) for item in done),
        "renders": sum(item.attempts for item in items),
        "same book again": same_again(job),
    }


def says_its_number(item: Any) -> bool:
    """Whether its file opens, and is of its own report and of no other."""
    from pypdfium2 import PdfiumError

    from indicators.files import store
    from tests.printing.readers import bare, by_pdfium

    narrative = json.loads(item.revision.content)["quarter"]["narrative"]
    try:
        with store.open(item.file_id) as file:
            read = bare("".join(by_pdfium(file.read())))
    except (PdfiumError, OSError):
        return False
    numbers = [number for number in range(1, REPORTS + 1) if bare(told(number)) in read]
    return [told(number) for number in numbers] == [narrative]


def same_again(job: Any) -> bool:
    """Whether the same papers, joined by one worker undisturbed, give the same bytes, and nothing is rendered."""
    from books.services import results, work, workers
    from indicators.models import KeptPaper

    if job.state != "done":
        return False
    again = ordered(submitted_rows(job))
    workers.beat("drill")
    while work.work_on(again.pk, "drill"):
        workers.beat("drill")
    again.refresh_from_db()
    books = [results.place_of(each).read_bytes() for each in (job, again)]
    return books[0] == books[1] and KeptPaper.objects.count() == REPORTS


def submitted_rows(job: Any) -> list[Any]:
    """The rows that the job was ordered with."""
    from books.selectors.contents import REPORTS as KIND
    from books.selectors.contents import ContentRow

    return [
        ContentRow(key=str(item.pk), part=KIND, title=item.title, agency=item.agency, dossier=item.dossier_id,
                   revision=item.revision_id)
        for item in job.items.select_related("agency").order_by("position")
    ]  # fmt: skip


def copy_to(folder: Path) -> None:
    """The same installation once more."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(folder / "db.sqlite3")])


def control(folder: Path) -> None:
    """Print whether a paper was taken up within the time after its worker was killed."""
    installation.use(folder)
    job = ordered(rows()[:3])
    workers = Workers(folder, count=1, WORKER_LEASE="86400")
    try:
        wait(lambda: bool(job.items.filter(state="printing")), 90)
        stalled = workers.kill(0)
        wait(lambda: stalled.look() or stalled.seconds is not None, RETAKEN_WITHIN)
    finally:
        workers.stop()
    print(json.dumps({"retaken": stalled.seconds is not None}))


if __name__ == "__main__":
    control(Path(sys.argv[2])) if sys.argv[1:2] == ["control"] else main()
