"""F2: the server of the database is killed ten times while officers submit, five times
one connection, five times all.

Officers get the page that keeps their form, never a bare fault, and the same web server serves again by itself.
Control: without the answer for a database that is gone, they get bare faults.
"""

import os
import random
import signal
import threading
import time
from pathlib import Path

from drills import installation, ledger
from drills.clients import wait
from drills.servers import Server, cluster
from drills.web import Browser, Web, officers, submissions

CYCLES = 10


def main() -> None:
    with installation.folder() as folder:
        (server,) = cluster(folder, standbys=0)
        var = folder / "var"
        try:
            installation.use(var, server.url())
            installation.fill(2000)
            found = attack(var, server, "guarded", CYCLES, {})
            told = ledger.compare(ledger.lines(var, "guarded-*"))
            control = attack(var, server, "control", 2, {"DRILL_WITHOUT": "bare_faults"})
        finally:
            server.stop()
    wrong = [name for name in ("lost", "twice", "half", "breaks") if told[name]]
    passed = not wrong and not found["bare"] and not found["without the form"] and found["slowest return"] <= 2
    figures = ", ".join(f"{name} {value}" for name, value in {**told, **found}.items())
    installation.tell(
        passed=passed, control_failed=control["bare"] > 0, figures=f"{figures}; control bare {control['bare']}"
    )


def attack(var: Path, server: Server, name: str, cycles: int, without: dict[str, str]) -> dict[str, object]:
    from django.db import connection

    os.environ.update(without)
    web = Web(var, server.url(), "drills.unguarded:application" if without else "kpi_tracker.wsgi")
    seen: list[tuple[int, bool]] = []
    browsers = [(Browser(web.port, officer), officer) for officer in officers()[:4]]
    connection.close()
    clients = [
        threading.Thread(target=submissions, args=(browser, officer, name, var, seen), daemon=True)
        for browser, officer in browsers
    ]
    for client in clients:
        client.start()
    slowest = 0.0
    for cycle in range(cycles):
        goal = len(seen) + 5
        wait(lambda goal=goal: len(seen) >= goal, 20)
        slowest = max(slowest, _one_connection(server) if cycle % 2 and not without else _all(server, web))
    (var / f"enough-{name}").touch()
    for client in clients:
        client.join(60)
    web.stop()
    refused = [kept for status, kept in seen if status == 503]
    bare = sum(status >= 500 and status != 503 for status, _ in seen)
    return {
        "bare": bare,
        "503": len(refused),
        "without the form": refused.count(False),
        "slowest return": round(slowest, 1),
    }


def _one_connection(server: Server) -> float:
    """A killed backend takes all others with it; PostgreSQL starts them anew by itself."""
    pids = [
        pid
        for (pid,) in server.ask(
            "SELECT pid FROM pg_stat_activity WHERE state IS NOT NULL AND pid <> pg_backend_pid()"
        )
    ]
    if pids:
        os.kill(random.choice(pids), signal.SIGKILL)
    return 0.0


def _all(server: Server, web: Web) -> float:
    """Seconds from a started server to a web server that is ready again."""
    server.kill()
    time.sleep(0.3)
    server.start_again()
    began = time.monotonic()
    wait(web.answers, 20)
    return time.monotonic() - began


if __name__ == "__main__":
    main()
