"""F1: web workers are killed at random moments while officers submit reports and send pairs of files.

What was acknowledged is there once and whole. Control: a product that answers before the files are in their place.
"""

import hashlib
import os
import random
import signal
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from drills import installation, ledger
from drills.clients import wait
from drills.web import Browser, Web, officers, submissions

KILLS = int(os.environ.get("DRILL_KILLS", "100"))
CLIENTS, DOCUMENTS = 20, 40
MOST_SECONDS = 300


def main() -> None:
    with installation.folder() as folder:
        installation.use(folder)
        installation.fill(3000)
        found, files = attack(folder, "guarded", KILLS, {})
        told = ledger.compare(ledger.lines(folder, "guarded-*"))
        found |= {"files": len(files), "files lost": missing(files), "rows without a file": without_files()}
        found["left after the sweep"] = left_after_the_sweep()
        _, of_control = attack(folder, "control", 5, {"DRILL_WITHOUT": "files_later"})
        control = missing(of_control)
    nothing = [
        "lost",
        "twice",
        "half",
        "breaks",
        "faults",
        "files lost",
        "rows without a file",
        "left after the sweep",
    ]
    found = told | found
    passed = not any(found[name] for name in nothing) and found["kills"] == KILLS and found["acknowledged"] > 0
    figures = ", ".join(f"{name} {value}" for name, value in found.items())
    installation.tell(
        passed=passed and bool(files),
        control_failed=control > 0,
        figures=f"{figures}; control lost {control} of {len(of_control)} files",
    )


def attack(var: Path, name: str, kills: int, without: dict[str, str]) -> tuple[dict[str, int], list[str]]:
    """How often a worker was killed and what clients were answered, and the hashes of acknowledged files."""
    from django.db import connection, transaction

    from tests import make

    os.environ.update(without)
    web = Web(var, application="drills.warmed", preload=True)
    seen: list[tuple[int, bool]] = []
    files: list[str] = []
    clients = []
    for officer in officers()[: CLIENTS // 2]:
        with transaction.atomic():
            documents = [make.document(officer.agency).pk for _ in range(DOCUMENTS)]
        browser = Browser(web.port, officer)
        clients.append(threading.Thread(target=submissions, args=(browser, officer, name, var, seen), daemon=True))
        clients.append(
            threading.Thread(target=sending, args=(browser, documents, name, var, files, seen), daemon=True)
        )
    connection.close()
    for client in clients:
        client.start()
    killed = kill(web, kills, lambda: len(files) + ledger.count(var, f"{name}-*"))
    before = len(files)
    wait(lambda: len(files) > before, 30)
    for worker in web.workers():
        os.kill(worker, signal.SIGKILL)
    (var / f"enough-{name}").touch()
    for client in clients:
        client.join(60)
    web.process.kill()
    statuses = [status for status, _ in seen]
    return {"kills": killed, "cut off": statuses.count(0), "faults": len(set(statuses) - {0, 302})}, files


def kill(web: Web, kills: int, acknowledged: Callable[[], int]) -> int:
    """One worker after the other, at random moments, each after something more was acknowledged."""
    killed, ends = 0, time.monotonic() + MOST_SECONDS
    while killed < kills and time.monotonic() < ends:
        before = acknowledged()
        time.sleep(random.uniform(0.05, 0.3))
        wait(lambda before=before: acknowledged() > before, 5)
        if workers := web.workers():
            os.kill(random.choice(workers), signal.SIGKILL)
            killed += 1
    return killed


def sending(browser: Browser, documents: list[int], name: str, var: Path, files: list[str], seen: list) -> None:
    """Pairs of files, five to a document, which may have ten."""
    from tests.indicators.files import samples

    for document in (document for document in documents for _ in range(5)):
        if (var / f"enough-{name}").exists():
            return
        pair = [samples.pdf(content=b"%" + os.urandom(20_000).hex().encode()) for _ in range(2)]
        status, _ = browser.send_files(f"/documents/{document}/files/add/", *(("a.pdf", each) for each in pair))
        seen.append((status, True))
        if status == 302:
            files.extend(hashlib.sha256(each).hexdigest() for each in pair)


def missing(files: list[str]) -> int:
    """Files acknowledged of which the bytes, or the row, are not there."""
    from indicators.files import store
    from indicators.models import DocumentFile

    rows = set(DocumentFile.objects.values_list("file_id", flat=True))
    return sum(sha256 not in rows or not store.verify(sha256) for sha256 in files)


def without_files() -> int:
    from indicators.services.integrity import damaged_files

    return len(damaged_files())


def left_after_the_sweep() -> int:
    """Files of killed requests that the nightly sweep would not find, were they a day old."""
    from indicators.files import store
    from indicators.models import StoredFile

    known = set(StoredFile.objects.values_list("pk", flat=True))
    store.sweep_orphans(known, timedelta(seconds=-60))
    places = {store.path(sha256) for sha256 in known} | {store.path("0" * 64).parents[2] / "incoming" / ".lock"}
    return len({path for path in store.path("0" * 64).parents[2].rglob("*") if path.is_file()} - places)


if __name__ == "__main__":
    main()
