"""F1: web workers are killed at random moments while officers submit reports and send pairs of files.

What was acknowledged is there once and whole. Control: a product that answers before the files are in their place.
"""

import hashlib
import os
import random
import signal
import threading
import time
from pathlib import Path

from drills import installation, ledger
from drills.web import Browser, Web, officers, submissions

SECONDS = float(os.environ.get("DRILL_SECONDS", "30"))
CLIENTS = 8


def main() -> None:
    with installation.folder() as folder:
        installation.use(folder)
        installation.fill(6000)
        kills, files = attack(folder, "guarded", SECONDS, {})
        told = ledger.compare(ledger.lines(folder, "guarded-*"))
        rowless = without_files()
        lost_files = missing(files)
        _, of_control = attack(folder, "control", SECONDS / 2, {"DRILL_WITHOUT": "files_later"})
        control = missing(of_control)
    wrong = [name for name in ("lost", "twice", "half", "breaks") if told[name]]
    figures = ", ".join(f"{name} {value}" for name, value in told.items())
    figures += f", kills {kills}, files {len(files)}, of them lost {lost_files}, rows without a file {rowless}"
    passed = not wrong and not lost_files and not rowless and kills > 0 and bool(files)
    installation.tell(passed=passed, control_failed=control > 0, figures=f"{figures}; control lost {control} files")


def attack(var: Path, name: str, seconds: float, without: dict[str, str]) -> tuple[int, list[str]]:
    """How often a worker was killed, and the hashes of the files that were acknowledged."""
    from django.db import connection

    from tests import make

    os.environ.update(without)
    web = Web(var, application="drills.unguarded:application" if without else "kpi_tracker.wsgi")
    seen: list[tuple[int, bool]] = []
    files: list[str] = []
    clients = []
    for officer in officers()[: CLIENTS // 2]:
        document = make.document(officer.agency).pk
        browser = Browser(web.port, officer)
        clients.append(threading.Thread(target=submissions, args=(browser, officer, name, var, seen), daemon=True))
        clients.append(threading.Thread(target=sending, args=(browser, document, name, var, files), daemon=True))
    connection.close()
    for client in clients:
        client.start()
    kills, ends = 0, time.monotonic() + seconds
    while time.monotonic() < ends:
        time.sleep(random.uniform(0.1, 0.5))
        if workers := web.workers():
            os.kill(random.choice(workers), signal.SIGKILL)
            kills += 1
    for worker in web.workers():
        os.kill(worker, signal.SIGKILL)
    (var / f"enough-{name}").touch()
    for client in clients:
        client.join(60)
    web.process.kill()
    return kills, files


def sending(browser: Browser, document: int, name: str, var: Path, files: list[str]) -> None:
    from tests.indicators.files import samples

    while not (var / f"enough-{name}").exists():
        pair = [samples.pdf(content=b"%" + os.urandom(20_000).hex().encode()) for _ in range(2)]
        status, _ = browser.send_files(f"/documents/{document}/files/add/", *(("a.pdf", each) for each in pair))
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


if __name__ == "__main__":
    main()
