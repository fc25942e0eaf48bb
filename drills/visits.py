"""Visits at moments fixed beforehand, whatever the answers take: who waits in line for a page has waited for it."""

import random
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from statistics import quantiles

from drills.web import Browser

Page = tuple[Browser, str]
_AT_ONCE = 32


class Visits:
    """From now until `stop`, on average `rate` times a second, to `pages` in turn. Seconds of each in `took`, from
    the moment at which it was due; `refused` counts answers that are not the page."""

    def __init__(self, pages: Sequence[Page], rate: float = 6.0) -> None:
        self.took: list[float] = []
        self.refused = 0
        self._pages, self._rate = pages, rate
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._go, daemon=True)
        self._thread.start()

    def stop(self) -> "Visits":
        """Returns when all have their answer."""
        self._stopped.set()
        self._thread.join()
        return self

    def _go(self) -> None:
        chance, due, number = random.Random(2564), time.monotonic(), 0
        with ThreadPoolExecutor(_AT_ONCE) as threads:
            while not self._stopped.wait(max(0.0, due - time.monotonic())):
                threads.submit(self._visit, due, *self._pages[number % len(self._pages)])
                due, number = due + chance.expovariate(self._rate), number + 1

    def _visit(self, due: float, browser: Browser, path: str) -> None:
        status, _page = browser.get(path)
        self.took.append(time.monotonic() - due)
        self.refused += status != 200


def during(seconds: float, pages: Sequence[Page], rate: float = 6.0) -> Visits:
    visits = Visits(pages, rate)
    time.sleep(seconds)
    return visits.stop()


def p50_p95(seconds: Sequence[float]) -> tuple[float, float]:
    """Median and 95th percentile."""
    parts = quantiles(seconds, n=20)
    return parts[9], parts[18]
