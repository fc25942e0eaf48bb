"""The pages of one generated city on PostgreSQL, by their queries: `python -m benchmarks.growth ROUNDS` prints JSON.

Milliseconds that PostgreSQL itself counts, the least of all rounds; how many queries each page sends; how many of
them read a big table from end to end. Searching is measured on its own, see searching.py.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable

import django

# A table with fewer rows lies in so few blocks that to read them all is soon the quicker way.
BIG = 50_000


def main(rounds: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
    django.setup()
    from benchmarks.visits import visits

    print(json.dumps(measured([visit for visit in visits() if not visit.is_search], rounds)))


def measured(pages: Iterable[object], rounds: int) -> dict[str, float]:
    """By page its milliseconds and queries, and of all of them the whole reads."""
    from benchmarks import plans
    from benchmarks.visits import Visit, queries_of

    big = plans.big_tables(BIG)
    found: dict[str, float] = {"whole reads": 0}
    for visit in pages:
        assert isinstance(visit, Visit)
        queries = queries_of(visit)
        rounds_of = [[plans.plan_of(query) for query in queries] for _round in range(rounds)]
        found[f"ms {visit.name}"] = sum(
            min(plan.milliseconds for plan in same) for same in zip(*rounds_of, strict=True)
        )
        found[f"queries {visit.name}"] = len(queries)
        found["whole reads"] += sum(bool(plan.whole_reads(big)) for plan in rounds_of[-1])
    return found


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
