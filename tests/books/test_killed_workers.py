"""Workers as processes: one that is killed at any instant costs no paper, doubles none, and changes no byte."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django_tasks_db.models import DBTaskResult

from books.models import PrintJob, Worker
from books.services import results
from indicators.models import KeptPaper
from tests.books import stage
from tests.databases import LiveDatabase

pytestmark = [pytest.mark.many_writers(beside="processes"), pytest.mark.processes]
pytestmark += [pytest.mark.long, pytest.mark.timeout(600)]

ROOT = Path(__file__).resolve().parents[2]
LEASE = 3.0  # seconds; 20 in the office


@pytest.fixture(autouse=True)
def same_places(live_database: LiveDatabase, settings) -> None:
    """The product's own settings put results beside the evidence."""
    settings.BOOKS_DIR = live_database.var_dir / "books"
    settings.WORKER_LEASE = LEASE


@contextmanager
def worker(live: LiveDatabase) -> Iterator[subprocess.Popen[bytes]]:
    environment = os.environ | live.environment() | {"WORKER_LEASE": str(LEASE)}
    command = [sys.executable, "-W", "ignore", "manage.py", "work", "--interval", "0.2"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def wait_for(job: PrintJob, seconds: float, state: str = "done") -> float:
    """Seconds until the job has the state."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        job.refresh_from_db()
        if job.state == state:
            return time.monotonic() - began
        time.sleep(0.1)
    pytest.fail(f"the job is {job.state} after {seconds} s: {stage.states(job)}")


def wait_for_worker() -> None:
    began = time.monotonic()
    while not Worker.objects.exists():
        assert time.monotonic() - began < 60
        time.sleep(0.1)


@pytest.mark.full  # and drill F5, with twenty kills
def test_workers_killed_at_random_instants_leave_the_same_book(live_database):
    town = stage.town(4)
    undisturbed = stage.worked(stage.made(town))
    job = stage.made(town)
    KeptPaper.objects.all().delete()  # every paper is rendered again
    chance = random.Random(2564)
    for _kill in range(3):
        Worker.objects.all().delete()
        with worker(live_database) as process:
            wait_for_worker()
            time.sleep(chance.uniform(0, 1.5))
            process.send_signal(signal.SIGKILL)
            process.wait()
    with worker(live_database):
        wait_for(job, 120)
    assert stage.states(job) == ["done"] * 3 + ["missing"]
    assert job.sha256 == undisturbed.sha256
    assert results.place_of(job).read_bytes() == results.place_of(undisturbed).read_bytes()
    assert KeptPaper.objects.count() == 3
    assert [path.name for path in Path(settings.BOOKS_DIR).glob(".*")] == []


def test_a_killed_workers_job_is_taken_up_within_its_lease_and_half(live_database):
    """In the office: 15 seconds of lease, 3 until the next look, 1 until the queue is asked."""
    town = stage.town(3)
    job = stage.made(town)
    with worker(live_database) as process:
        wait_for_worker()
        while not job.items.filter(state="printing").exists():
            time.sleep(0.01)
            if job.items.filter(state="waiting").count() == 0:
                pytest.skip("the machine was too fast for the kill")
        process.send_signal(signal.SIGKILL)
        process.wait()
    held = job.items.get(state="printing")
    with worker(live_database):
        began = time.monotonic()
        while True:
            held.refresh_from_db()
            if held.attempts == 2 or held.state == "done":
                break
            assert time.monotonic() - began < LEASE * 1.5 + 20, "nobody takes it up"
            time.sleep(0.05)
        wait_for(job, 60)
    assert held.attempts == 2


def test_a_worker_stands_back_for_pages_but_not_with_its_signs_of_life(live_database):
    def ranks(pid: int) -> dict[int, int]:
        return {
            int(thread.name): os.getpriority(os.PRIO_PROCESS, int(thread.name))
            for thread in Path(f"/proc/{pid}/task").iterdir()
        }

    ours = os.getpriority(os.PRIO_PROCESS, 0)
    with worker(live_database) as process:
        wait_for_worker()
        began = time.monotonic()
        while (found := ranks(process.pid)).pop(process.pid) != max(ours, 10):
            assert time.monotonic() - began < 10
            time.sleep(0.05)
        assert set(found.values()) == {ours}


def test_a_worker_that_is_asked_to_stop_leaves_nothing_in_hand(live_database):
    town = stage.town(3)
    job = stage.made(town)
    with worker(live_database) as process:
        wait_for_worker()
        wait_for(job, 60)
        process.terminate()
        assert process.wait(timeout=30) == 0
    assert not Worker.objects.exists()
    assert not DBTaskResult.objects.running().exists()
