"""Taking turns: every candidate runs once in each round, so that a slow minute of the machine falls on all."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping
from statistics import median

Clock = Callable[[], float]


def in_turn(
    candidates: Mapping[str, Callable[[], object]], rounds: int, clock: Clock = time.process_time
) -> dict[str, float]:
    """Median seconds of each candidate over `rounds`, after one round that is not counted. What takes less than a
    few milliseconds is repeated within its turn."""
    repeats = {}
    for name, run in candidates.items():
        started = clock()
        run()
        repeats[name] = max(1, min(50, int(0.02 / max(clock() - started, 1e-6))))
    taken: dict[str, list[float]] = {name: [] for name in candidates}
    for _round in range(rounds):
        for name, run in candidates.items():
            gc.collect()
            started = clock()
            for _repeat in range(repeats[name]):
                run()
            taken[name].append((clock() - started) / repeats[name])
    return {name: median(times) for name, times in taken.items()}
