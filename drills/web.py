"""A real web server, gunicorn with the product's own configuration, and officers who ask it over HTTP."""

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from drills import installation
from drills.clients import wait
from drills.servers import children, free_port

ROOT = Path(__file__).parent.parent


class Web:
    """`preload`: new workers branch from one that has read the code, and so are there at once. In the network of this
    machine, or in a `place` of its own: (namespace, address)."""

    def __init__(
        self,
        var: Path,
        url: str = "",
        application: str = "kpi_tracker.wsgi",
        workers: int = 3,
        preload: bool = False,
        place: tuple[str, str] | None = None,
        port: int = 0,
    ) -> None:
        namespace, self.host = place or ("", "127.0.0.1")
        self.port = port or free_port()
        given = {**os.environ, **installation.environment(var, url), "BIND": f"{self.host}:{self.port}"}
        command = ["ip", "netns", "exec", namespace] if namespace else []
        command += [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", application]
        command += ["--preload"] if preload else []
        with (var / "web.log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env={**given, "WEB_CONCURRENCY": str(workers)}, stdout=log, stderr=log
            )
        if not wait(self.answers, 60):
            sys.exit("gunicorn does not answer:\n" + (var / "web.log").read_text()[-2000:])

    def answers(self, path: str = "/readyz") -> bool:
        try:
            return get(self.port, path, self.host) == 200
        except (OSError, http.client.HTTPException):
            return False

    def workers(self) -> list[int]:
        return children(self.process.pid)

    def kill(self) -> None:
        """All of it at once, as when the machine is gone."""
        for pid in (self.process.pid, *self.workers()):
            os.kill(pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=40)
        except subprocess.TimeoutExpired:
            self.process.kill()


def get(port: int, path: str, host: str = "127.0.0.1") -> int:
    held = http.client.HTTPConnection(host, port, timeout=30)
    try:
        held.request("GET", path, headers={"Host": "localhost"})
        answer = held.getresponse()
        answer.read()
        return answer.status
    finally:
        held.close()


class Browser:
    """An officer's session, opened in the database, with a secret of forms of its own."""

    def __init__(self, port: int, officer: Any, host: str = "127.0.0.1", patience: float = 60) -> None:
        from django.conf import settings
        from django.test import Client

        client = Client(SERVER_NAME="localhost")
        client.force_login(officer)
        self.port, self.host, self.patience = port, host, patience
        page = client.get("/account/").content.decode()
        self.secret = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
        names = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME)
        self.cookies = "; ".join(f"{name}={client.cookies[name].value}" for name in names)

    def get(self, path: str) -> tuple[int, str]:
        return self._ask("GET", path, None, {})

    def fetch(self, path: str) -> tuple[int, bytes]:
        """Status and bytes."""
        return self._bytes("GET", path, None, {})

    def post(self, path: str, **fields: object) -> tuple[int, str]:
        """Status and page; 0 when the connection broke before an answer."""
        body = urlencode({"csrfmiddlewaretoken": self.secret, **fields})
        return self._ask("POST", path, body.encode(), {"Content-Type": "application/x-www-form-urlencoded"})

    def send_files(self, path: str, *files: tuple[str, bytes]) -> tuple[int, str]:
        mark = uuid4().hex
        secret = b'Content-Disposition: form-data; name="csrfmiddlewaretoken"'
        parts = [b"--%b\r\n%b\r\n\r\n%b\r\n" % (mark.encode(), secret, self.secret.encode())]
        for name, content in files:
            head = f'--{mark}\r\nContent-Disposition: form-data; name="attachments"; filename="{name}"\r\n'
            parts.append(head.encode() + b"Content-Type: application/pdf\r\n\r\n" + content + b"\r\n")
        body = b"".join([*parts, f"--{mark}--\r\n".encode()])
        return self._ask("POST", path, body, {"Content-Type": f"multipart/form-data; boundary={mark}"})

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> tuple[int, str]:
        status, content = self._bytes(method, path, body, headers)
        return status, content.decode(errors="replace")

    def _bytes(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> tuple[int, bytes]:
        held = http.client.HTTPConnection(self.host, self.port, timeout=self.patience)
        try:
            held.request(method, path, body, {"Host": "localhost", "Cookie": self.cookies, **headers})
            answer = held.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            return 0, b""
        finally:
            held.close()


def officers() -> list[Any]:
    from accounts.models import Membership
    from accounts.roles import Role

    return [member.user for member in Membership.objects.filter(role=Role.OFFICER).select_related("user")]


def submissions(browser: Browser, officer: Any, name: str, var: Path, seen: list[tuple[int, bool]]) -> None:
    """Submit what waits, each until it is acknowledged; `seen` gets each status and whether its page kept the key."""
    from django.db import connection

    from drills.ledger import Ledger
    from indicators.models import QuarterlyReport

    rows = QuarterlyReport.objects.filter(assignment__agency=officer.agency, status="draft").order_by("pk")
    waiting = list(rows.values_list("pk", "version"))
    connection.close()
    ledger = Ledger(var / f"ledger-{name}-{officer.pk}")
    for pk, version in waiting:
        key, status = uuid4(), None
        while status != 302:
            if (var / f"enough-{name}").exists() and status is None:
                return
            status, page = browser.post(f"/quarterly-reports/{pk}/submit/", version=version, key=key)
            seen.append((status, str(key) in page))
            if status != 302:
                time.sleep(0.1)
        ledger.acknowledged(key=str(key))
