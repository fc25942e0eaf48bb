"""F12: the link to the database is cut between COMMIT and its answer: the form sent again with its key gets the first
receipt. And a new version is put in place under load, by HUP: nobody gets a fault.

Control: the same form sent again without its key is not answered as done.
"""

import contextlib
import os
import signal
import socket
import threading
import time
from pathlib import Path

from drills import installation, ledger
from drills.clients import wait
from drills.servers import cluster
from drills.web import Browser, Web, officers, submissions

CUTS, DEPLOYMENTS = 10, 3


def main() -> None:
    with installation.folder() as folder:
        (server,) = cluster(folder, standbys=0)
        var = folder / "var"
        try:
            link = Link(server.port)
            installation.use(var, f"postgres://kpi:x@127.0.0.1:{link.port}/postgres")
            installation.fill(1500)
            cut = cuts(link)
            faults, answers, told = deploy(var, server.url())
        finally:
            server.stop()
    passed = cut["same receipt"] == cut["effects"] == CUTS and not any((faults, told["lost"], told["twice"]))
    figures = (
        f"{CUTS} cuts, same receipt {cut['same receipt']}, effects {cut['effects']}; {DEPLOYMENTS} deployments, "
    )
    figures += f"{answers} answers, {faults} faults, {told['lost']} lost; control refused {cut['control refused']}"
    installation.tell(passed=passed, control_failed=cut["control refused"] == CUTS, figures=figures)


class Link:
    """Between the product and the server; `cuts` the next COMMIT's answer off."""

    def __init__(self, port: int) -> None:
        self.to, self.cuts = port, False
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            ours, _ = self.listening.accept()
            theirs = socket.create_connection(("127.0.0.1", self.to))
            threading.Thread(target=self._carry, args=(ours, theirs, False), daemon=True).start()
            threading.Thread(target=self._carry, args=(theirs, ours, True), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket, is_answer: bool) -> None:
        try:
            while data := source.recv(65536):
                if is_answer and self.cuts and b"COMMIT\0" in data:
                    self.cuts = False
                    break
                target.sendall(data)
        except OSError:
            pass
        for end in (source, target):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


def cuts(link: Link) -> dict[str, int]:
    from drills.pages import Officer
    from indicators.models import Event, Receipt

    officer, found = Officer(), {"same receipt": 0, "effects": 0, "control refused": 0}
    for report in officer.reports[:CUTS]:
        link.cuts = True
        first = officer.post(report, "submit")
        first.within(20)
        receipt = Receipt.objects.filter(key=first.sent["key"]).first()
        again = officer.post(report, "submit", **first.sent)
        again.within(20)
        same = Receipt.objects.filter(key=first.sent["key"]).first()
        found["same receipt"] += first.status == 503 and again.status == 302 and receipt == same and same is not None
        found["effects"] += Event.objects.filter(action="submit", dossier=report.dossier_id).count()
        keyless = officer.post(report, "submit", key="")
        keyless.within(20)
        found["control refused"] += keyless.status == 409
    return found


def deploy(var: Path, url: str) -> tuple[int, int, dict[str, int]]:
    """Faults, answers, and what the ledger says, while all workers are replaced several times."""
    from django.db import connection

    web = Web(var, url)
    seen: list[tuple[int, bool]] = []
    clients = [
        threading.Thread(
            target=submissions, args=(Browser(web.port, officer), officer, "deploy", var, seen), daemon=True
        )
        for officer in officers()[1:5]
    ]
    connection.close()
    for client in clients:
        client.start()
    for _ in range(DEPLOYMENTS):
        before, goal = set(web.workers()), len(seen) + 20
        wait(lambda goal=goal: len(seen) >= goal, 20)
        os.kill(web.process.pid, signal.SIGHUP)
        wait(lambda old=before: not old & set(web.workers()), 40)
        time.sleep(0.5)
    (var / "enough-deploy").touch()
    for client in clients:
        client.join(60)
    web.stop()
    return sum(status != 302 for status, _ in seen), len(seen), ledger.compare(ledger.lines(var, "deploy-*"))


if __name__ == "__main__":
    main()
