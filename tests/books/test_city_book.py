"""The measurement of the city's book (benchmarks.city_book), with a city of one agency."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

# make test has killed workers, on both databases, in test_killed_workers.py.
pytestmark = [pytest.mark.processes, pytest.mark.full, pytest.mark.sqlite_alone, pytest.mark.timeout(600)]

ROOT = Path(__file__).resolve().parents[2]


def test_the_book_is_the_same_when_a_worker_is_killed_and_pages_are_answered_meanwhile(live_database):
    small = ["--agencies", "1", "--indicators", "2", "--kills", "1", "--visited", "3"]
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "benchmarks.city_book", *small],
        cwd=ROOT,
        env=os.environ | live_database.environment(),
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout.splitlines()[-1])
    whole, killed = told["undisturbed"], told["killed"]
    assert (whole["state"], killed["state"], killed["kills"]) == ("done", "done", 1)
    assert whole["papers"] == killed["papers"] > 0
    assert told["same bytes"] is True
    assert told["kept papers"]["taken in hand"] == whole["papers"]
    assert told["pages meanwhile"]["visits"] > 0
    assert told["pages meanwhile"]["refused"] == 0
