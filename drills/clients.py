"""Several submitters at once, and the moments a drill waits for."""

import multiprocessing
import time
from collections.abc import Callable
from pathlib import Path

from drills import ledger, submitter


class Submitters:
    """`count` client processes with ledgers named after `name`, each of every `count`-th agency.

    They are branches of this process, which is set up with the product, and open connections of their own.
    """

    def __init__(self, var: Path, name: str, *, count: int = 4, is_persistent: bool = True) -> None:
        from django.db import connection

        self.var, self.name = var, name
        connection.close()
        branch = multiprocessing.get_context("fork").Process
        self.processes = [
            branch(target=submitter.submit_all, args=(var, name, place, count, is_persistent))
            for place in range(count)
        ]
        for process in self.processes:
            process.start()

    def told(self) -> list[dict]:
        return ledger.lines(self.var, f"{self.name}-*")

    def wait_for(self, acknowledged: int, seconds: float = 90) -> None:
        wait(lambda: ledger.count(self.var, f"{self.name}-*") >= acknowledged or not self.are_working(), seconds)

    def are_working(self) -> bool:
        return any(process.is_alive() for process in self.processes)

    def finish(self) -> None:
        """Let each client be answered for what it is about, and stop before the next."""
        (self.var / f"enough-{self.name}").touch()
        for process in self.processes:
            process.join(60)

    def stop(self) -> None:
        for process in self.processes:
            process.kill()
        for process in self.processes:
            process.join()


def wait(until: Callable[[], bool], seconds: float) -> bool:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if until():
            return True
        time.sleep(0.05)
    return until()
