"""F4: sixteen writers on SQLite, a reader beside a long transaction, writers killed in the middle of a commit.

Control: Django's own settings, deferred transactions and five seconds of patience.
"""

import multiprocessing
import os
import random
import signal
import time
from pathlib import Path
from typing import Any

from drills import installation
from drills.ledger import Ledger, lines

WRITERS, EACH, KILLS, HELD = 16, 50, 50, 3.0


def main() -> None:
    with installation.folder() as folder:
        installation.use(folder)
        installation.fill(64)
        errors = write_all(folder, "guarded")
        found = compare(folder, "guarded")
        slowest = read_beside_a_writer()
        is_whole = kill_in_commits(folder)
        loosen()
        control = write_all(folder, "control")
    passed = not errors and not any(found.values()) and slowest <= 0.1 and is_whole
    figures = f"{WRITERS * EACH} saves, {errors} refused as locked, {found['lost']} lost, breaks {found['breaks']}, "
    figures += (
        f"slowest read {slowest * 1000:.0f} ms, whole after {KILLS} kills: {is_whole}; control refused {control}"
    )
    installation.tell(passed=passed, control_failed=control >= 100, figures=figures)


def write_all(folder: Path, name: str) -> int:
    """All writers at once; how many saves were refused."""
    writers = [start(write, folder, name, place) for place in range(WRITERS)]
    for writer in writers:
        writer.join()
    return sum(int((folder / f"errors-{name}-{place}").read_text()) for place in range(WRITERS))


def start(function, *given) -> multiprocessing.Process:
    from django.db import connection

    connection.close()
    process = multiprocessing.get_context("fork").Process(target=function, args=given)
    process.start()
    return process


def write(folder: Path, name: str, place: int) -> None:
    from django.db import OperationalError

    ledger, errors = Ledger(folder / f"ledger-{name}-{place}"), 0
    for _ in range(EACH):
        try:
            ledger.acknowledged(hash=record().hash)
        except OperationalError:
            errors += 1
    (folder / f"errors-{name}-{place}").write_text(str(errors))


def record() -> Any:
    """A read, a calculation and two writes, as every verb has them."""
    from django.db import transaction
    from django.utils import timezone

    from indicators.services import audit

    with transaction.atomic():
        return audit.record(action="drill", subject="drill", actor=None, at=timezone.now())


def compare(folder: Path, name: str) -> dict[str, int]:
    from indicators.models import Event
    from indicators.services.audit import broken_links

    kept = set(Event.objects.values_list("hash", flat=True))
    told = [line["hash"] for line in lines(folder, f"{name}-*")]
    return {"lost": len(set(told) - kept), "missing": WRITERS * EACH - len(told), "breaks": len(broken_links())}


def read_beside_a_writer() -> float:
    """Seconds of the slowest of many reads while somebody holds the lock."""
    from indicators.models import Event

    writer = start(hold)
    time.sleep(0.5)
    slowest, ends = 0.0, time.monotonic() + HELD - 1
    while time.monotonic() < ends:
        began = time.monotonic()
        Event.objects.order_by("-pk").first()
        slowest = max(slowest, time.monotonic() - began)
        time.sleep(0.01)
    writer.join()
    return slowest


def hold() -> None:
    from django.db import transaction

    with transaction.atomic():
        record()
        time.sleep(HELD)


def kill_in_commits(folder: Path) -> bool:
    """Whether the database is whole, the chain too, and nothing acknowledged is gone."""
    from django.db import connection

    for number in range(KILLS):
        writer = start(write, folder, "killed", number)
        time.sleep(random.uniform(0.005, 0.06))
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        is_whole = cursor.fetchall() == [("ok",)]
    found = compare(folder, "killed")
    return is_whole and not found["lost"] and not found["breaks"]


def loosen() -> None:
    """Django's own settings."""
    from django.db import connection

    connection.close()
    connection.settings_dict["OPTIONS"] = {"timeout": 5}
    connection.transaction_mode = None


if __name__ == "__main__":
    main()
