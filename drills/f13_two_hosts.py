"""F13: two web hosts behind nginx, one database, one folder of files, each a machine with a network of its own.

A session and a file of one host are there on the other. Under load one host is killed, and later the link to the
other is cut: officers go on, and what was acknowledged is there once. Needs root for namespaces, and Debian's nginx.

Control: a host with a folder of files of its own does not find what was sent to the other.
"""

import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from drills import installation, ledger
from drills.clients import wait
from drills.network import Network, network
from drills.servers import Server, free_port
from drills.web import ROOT, Browser, Web, get, officers, submissions

CLIENTS = 6
EACH = int(os.environ.get("DRILL_EACH", "40"))  # acknowledged before, during and after each fault
LONGEST_GAP = 15.0  # seconds: a connection that nobody answers takes nginx three, twice, and a lock of the lost five


def main() -> None:
    with installation.folder() as folder, network("front", "a", "b", "db") as lan:
        server = Server(folder, "primary", lan.places["db"])
        lan.move_in("front")
        server.make()
        server.start()
        try:
            figures, passed, control = drill(folder, lan, server)
        finally:
            server.stop()
    installation.tell(passed=passed, control_failed=control, figures=figures)


def drill(folder: Path, lan: Network, server: Server) -> tuple[str, bool, bool]:
    url = server.url()
    (folder / "shared").mkdir()
    hosts = {name: folder / name for name in ("a", "b")}
    for var in hosts.values():
        var.mkdir()
        (var / "files").symlink_to(folder / "shared")
    os.environ["SECRET_KEY"] = os.urandom(32).hex()
    installation.use(hosts["a"], url)
    installation.fill(2000)
    webs = {name: Web(var, url, workers=2, place=lan.places[name]) for name, var in hosts.items()}
    front, port = nginx(folder, webs, lan.places["front"][1])
    try:
        moved, control = shared(webs, hosts["b"])
        found = under_load(folder, lan, webs, port, partial(Web, hosts["a"], url, workers=2, place=lan.places["a"]))
    finally:
        front.terminate()
        for web in webs.values():
            web.stop()
    if found["bare faults"]:
        print(*faults(hosts.values()), sep="\n", file=sys.stderr)
    wrong = [name for name in ("lost", "twice", "half", "breaks", "untold", "bare faults") if found[name]]
    slow = max(found["gap after the kill"], found["gap after the cut"]) > LONGEST_GAP
    figures = f"session and file on the other host: {moved}, " + ", ".join(f"{k} {v}" for k, v in found.items())
    passed = moved and not wrong and not slow and found["acknowledged"] >= 3 * EACH
    return f"{figures}; control: file not found {control}", passed, control


def faults(hosts: Iterable[Path]) -> list[str]:
    """What the hosts have logged of what must not happen."""
    lines = [line for var in hosts for line in (var / "web.log").read_text().splitlines()]
    return [line[:4000] for line in lines if '"ERROR"' in line or "Traceback" in line]


def nginx(folder: Path, webs: dict[str, Web], address: str) -> tuple[subprocess.Popen, int]:
    """The product's own file, in front of both hosts, without certificates."""
    port, elsewhere = free_port(), free_port()
    text = (ROOT / "deploy/nginx/kpi-tracker.conf").read_text()
    text = re.sub(r"(?m)^ *(listen \[::\]|ssl_).*\n", "", text)
    both = "".join(f"server {web.host}:{web.port} max_fails=2 fail_timeout=5s;" for web in webs.values())
    for given, here in {
        "server 127.0.0.1:8000 max_fails=2 fail_timeout=5s;": both,
        "listen 443 ssl http2": f"listen {address}:{port}",
        "listen 80": f"listen {address}:{elsewhere}",
        "/etc/nginx/kpi-tracker-proxy.conf": str(ROOT / "deploy/nginx/kpi-tracker-proxy.conf"),
        "/var/log/nginx/kpi-tracker.log": str(folder / "nginx.log"),
        "/var/lib/kpi-tracker/": f"{folder}/a/",
    }.items():
        if given not in text:
            sys.exit(f"deploy/nginx/kpi-tracker.conf has no {given}")
        text = text.replace(given, here)
    parts = " ".join(f"{n}_temp_path {folder}/{n};" for n in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (folder / "nginx.conf").write_text(
        f"user root; daemon off; pid {folder}/nginx.pid; events {{}} http {{ {parts} {text} }}"
    )
    errors = str(folder / "nginx.errors")
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") or sys.exit("apt-get install nginx")
    process = subprocess.Popen([program, "-e", errors, "-c", str(folder / "nginx.conf")])

    def answers() -> bool:
        try:
            return get(port, "/healthz", address) == 200
        except OSError:
            return False

    if not wait(answers, 30):
        sys.exit("nginx does not answer:\n" + Path(errors).read_text()[-2000:])
    return process, port


def shared(webs: dict[str, Web], var_of_b: Path) -> tuple[bool, bool]:
    """Whether a session and a file of host a are known to b; and, the control, whether b lacks the file when it has a
    folder of its own."""
    from indicators.models import DocumentFile
    from tests import make
    from tests.indicators.files import samples

    officer, content = officers()[0], samples.pdf(content=b"%" + os.urandom(20_000).hex().encode())
    letter = make.document(officer.agency)
    here, there = (Browser(web.port, officer, web.host) for web in webs.values())
    there.cookies, there.secret = here.cookies, here.secret  # one browser, sent to one host and then to the other
    status, _ = here.send_files(f"/documents/{letter.pk}/files/add/", ("a.pdf", content))
    file = DocumentFile.objects.filter(document=letter).first()
    if status != 302 or file is None:
        return False, False
    path = f"/documents/files/{file.pk}/"
    is_there = there.get("/account/")[0] == 200 and there.fetch(path) == (200, content)
    (var_of_b / "files").rename(var_of_b / "shared")
    (var_of_b / "files").mkdir()
    is_lost = there.get(path)[0] != 200
    (var_of_b / "files").rename(var_of_b / "own")
    (var_of_b / "shared").rename(var_of_b / "files")
    return is_there and there.fetch(path) == (200, content), is_lost


def under_load(folder: Path, lan: Network, webs: dict[str, Web], port: int, start_a) -> dict:
    """What the ledger and the officers say of one host killed, started again, and the other cut off."""
    from django.db import connection

    address = lan.places["front"][1]
    seen: list[tuple[int, bool]] = []
    clients = [
        threading.Thread(
            target=submissions,
            args=(Browser(port, officer, address, patience=15), officer, "load", folder, seen),
            daemon=True,
        )
        for officer in officers()[:CLIENTS]
    ]
    connection.close()
    for client in clients:
        client.start()
    told: list[tuple[float, int]] = []
    _go_on(folder, told)
    killed_at = time.monotonic()
    webs["a"].kill()
    _go_on(folder, told)
    webs["a"] = start_a(port=webs["a"].port)
    time.sleep(6)  # nginx asks a host that failed again after five
    cut_at = time.monotonic()
    lan.cut("b")
    _go_on(folder, told)
    lan.mend("b")
    (folder / "enough-load").touch()
    for client in clients:
        client.join(90)
    connection.close()
    statuses = [status for status, _ in seen]
    return {
        **ledger.compare(ledger.lines(folder, "load-*")),
        "sent again": len(statuses) - statuses.count(302),
        "bare faults": statuses.count(500),
        "gap after the kill": _longest_gap(told, killed_at, cut_at),
        "gap after the cut": _longest_gap(told, cut_at, time.monotonic()),
    }


def _go_on(folder: Path, told: list[tuple[float, int]]) -> None:
    """Until EACH more are acknowledged; notes when how many were."""
    goal, ends = ledger.count(folder, "load-*") + EACH, time.monotonic() + 90
    while (now := ledger.count(folder, "load-*")) < goal and time.monotonic() < ends:
        told.append((time.monotonic(), now))
        time.sleep(0.05)
    told.append((time.monotonic(), now))


def _longest_gap(told: list[tuple[float, int]], since: float, until: float) -> float:
    """Seconds in which nobody at all was acknowledged."""
    longest, last = 0.0, since
    before = max((count for at, count in told if at <= since), default=0)
    for at, count in told:
        if since < at <= until:
            longest = max(longest, at - last)
            if count > before:
                last, before = at, count
    return round(longest, 1)


if __name__ == "__main__":
    main()
