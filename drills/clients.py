"""Several submitters at once, and the moments a drill waits for."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from drills import installation, ledger


class Submitters:
    """`count` client processes with ledgers named after `name`."""

    def __init__(self, var: Path, url: str, name: str, *, count: int = 4, is_persistent: bool = True) -> None:
        self.var, self.name = var, name
        given = {**os.environ, **installation.environment(var, url)}
        options = [] if is_persistent else ["--once"]
        self.processes = [
            subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "drills.submitter",
                    str(var),
                    name,
                    str(place),
                    str(count),
                    *options,
                ],
                env=given,
            )
            for place in range(count)
        ]

    def told(self) -> list[dict]:
        return ledger.lines(self.var, f"{self.name}-*")

    def wait_for(self, acknowledged: int, seconds: float = 90) -> None:
        wait(lambda: len(self.told()) >= acknowledged or not self.are_working(), seconds)

    def are_working(self) -> bool:
        return any(process.poll() is None for process in self.processes)

    def finish(self) -> None:
        """Let each client be answered for what it is about, and stop before the next."""
        (self.var / f"enough-{self.name}").touch()
        for process in self.processes:
            process.wait(timeout=60)

    def stop(self) -> None:
        for process in self.processes:
            process.kill()
        for process in self.processes:
            process.wait()


def wait(until: Callable[[], bool], seconds: float) -> bool:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if until():
            return True
        time.sleep(0.05)
    return until()
