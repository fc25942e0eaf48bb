"""The same load for a long time: `python -m benchmarks.soak [--minutes 10] [--rate 35] [--database postgresql]`.

Requests come when their time has come, whether or not earlier ones were answered: nine of ten read, one saves.
At the end, as JSON: how much a worker's memory grew, in percent in ten minutes after the first fifth of the time, and
what each held on the way, files and connections left open, wrong answers, and the times people waited.
"""

from __future__ import annotations

import argparse
import json
import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from benchmarks.served import officers, offices, share_below

PEOPLE = 32
PAGES = ("/", "/assignments/", "/documents/", f"/search/?q={quote('ขยะ')}", "/cases/")


@dataclass
class Person:
    """An officer and the draft that he keeps on writing; one request of his at a time."""

    browser: Any
    pk: int
    version: int
    turn: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, number: int) -> bool:
        with self.turn:
            if number % 10:
                return bool(self.browser.get(PAGES[number % len(PAGES)])[0] == 200)
            return self._save(number)

    def _save(self, number: int) -> bool:
        fields = {"narrative": f"ดำเนินการตามแผน ครั้งที่ {number}", "progress_percent": 30}
        fields |= {"entries-TOTAL_FORMS": 0, "entries-INITIAL_FORMS": 0}
        status, _page = self.browser.post(f"/quarterly-reports/{self.pk}/edit/", version=self.version, **fields)
        self.version += status == 302
        return bool(status == 302)


@dataclass
class Sample:
    """Of each worker by its number: bytes of memory and open files; and the connections of the database."""

    at: float
    memory: dict[int, int]
    files: dict[int, int]
    connections: int


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--rate", type=float, default=35, help="requests a second")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="postgresql")
    given = parser.parse_args()
    os.environ["MAX_REQUESTS"] = "0"  # the same workers from beginning to end: it is their memory that is looked at
    with offices(given.database) as web:
        print(json.dumps(soak(web, given.minutes * 60, given.rate)))


def soak(web: Any, seconds: float, rate: float) -> dict[str, Any]:
    people = _people(web)
    times: list[float] = []
    wrong: list[int] = []

    def one(number: int, due: float) -> None:
        right = False
        try:
            right = people[number % len(people)].ask(number)
        finally:  # what breaks in a thread of the pool is heard of nowhere else
            times.append(time.monotonic() - due)
            if not right:
                wrong.append(number)

    samples = [_sample(web)]
    began = time.monotonic()
    with ThreadPoolExecutor(PEOPLE) as pool:
        for number in range(int(seconds * rate)):
            due = began + number / rate
            time.sleep(max(0.0, due - time.monotonic()))
            pool.submit(one, number, due)
            if due - samples[-1].at > max(seconds / 60, 1):
                samples.append(_sample(web))
    samples.append(_sample(web))
    return _told(samples, times, wrong, time.monotonic() - began)


def _people(web: Any) -> list[Person]:
    from benchmarks.storm import reports_of

    found = officers(web, PEOPLE)
    drafts = reports_of([user for _browser, user in found], 1)
    return [Person(browser, *drafts[user.pk][0]) for browser, user in found]


def _sample(web: Any) -> Sample:
    workers = web.workers()
    return Sample(
        at=time.monotonic(),
        memory={pid: int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096 for pid in workers},
        files={pid: len(list(Path(f"/proc/{pid}/fd").iterdir())) for pid in workers},
        connections=_connections(),
    )


def _connections() -> int:
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'")
        return int(cursor.fetchone()[0])


def _told(samples: list[Sample], times: list[float], wrong: list[int], took: float) -> dict[str, Any]:
    warm = [sample for sample in samples if sample.at >= samples[0].at + took / 5]
    lasting = set(warm[0].memory).intersection(*(sample.memory for sample in warm))
    return {
        "requests": len(times),
        "wrong": len(wrong),
        "growth": max((_growth([(s.at, s.memory[pid]) for s in warm]) for pid in lasting), default=0.0),
        "files": max((warm[-1].files[pid] - warm[0].files[pid] for pid in lasting), default=0),
        "connections first": warm[0].connections,
        "connections last": warm[-1].connections,
        "workers that lasted": len(lasting),
        "mebibytes by the tenth of the time": {
            pid: [round(samples[len(samples) * tenth // 10].memory[pid] / 2**20) for tenth in range(10)]
            for pid in lasting.intersection(samples[0].memory)
        },
        **{f"p{share}": share_below(times, share / 100) for share in (50, 95, 99)},
    }


def _growth(seen: list[tuple[float, int]]) -> float:
    """Percent in ten minutes, of the straight line that fits best."""
    mean_at = sum(at for at, _memory in seen) / len(seen)
    mean = sum(memory for _at, memory in seen) / len(seen)
    spread = sum((at - mean_at) ** 2 for at, _memory in seen)
    slope = sum((at - mean_at) * (memory - mean) for at, memory in seen) / spread if spread else 0.0
    return 100 * slope * 600 / mean


if __name__ == "__main__":
    main()
