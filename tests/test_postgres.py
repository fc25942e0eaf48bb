"""The throw-away PostgreSQL comes, serves, and goes, however its command ends."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

_RUN = [sys.executable, "-m", "tests.postgres", "--"]
_ASK = (
    "import os, psycopg2; url = os.environ['DATABASE_URL']; folder = url.removeprefix('postgres://postgres@/')[:-9];"
    "c = psycopg2.connect(host=folder, user='postgres', dbname='postgres').cursor();"
    "c.execute('SHOW server_encoding'); print(folder, c.fetchone()[0], flush=True);"
)


def test_the_command_gets_a_database_and_its_exit_status_is_passed_on() -> None:
    run = subprocess.run([*_RUN, sys.executable, "-c", _ASK + "raise SystemExit(7)"], capture_output=True, text=True)
    folder, encoding = run.stdout.split()
    assert (run.returncode, encoding, Path(folder).exists()) == (7, "UTF8", False)


def test_a_signal_ends_the_command_and_removes_the_cluster() -> None:
    with subprocess.Popen(
        [*_RUN, sys.executable, "-c", _ASK + "import time; time.sleep(600)"],
        stdout=subprocess.PIPE,
        text=True,
    ) as run:
        assert run.stdout is not None
        folder = run.stdout.readline().split()[0]
        assert Path(folder, "data/postmaster.pid").exists()
        run.terminate()
        assert run.wait(timeout=30) == 128 + signal.SIGTERM
    assert not Path(folder).exists()
    assert not _processes_naming(folder)


def test_it_says_how_it_is_used() -> None:
    run = subprocess.run([*_RUN[:-1], "pytest"], capture_output=True, text=True)
    assert run.returncode == 1
    assert re.match(r"usage: python -m tests\.postgres -- COMMAND", run.stderr)


def _processes_naming(text: str) -> list[str]:
    found = []
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = process.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:  # it ended while we looked
            continue
        if text in command and process.parent.name != str(os.getpid()):
            found.append(command)
    return found
