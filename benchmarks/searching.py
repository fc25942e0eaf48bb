"""Searching the ideas of one generated city on PostgreSQL, by its index and by reading every text: prints JSON.

`python -m benchmarks.searching ROUNDS`. Both sides count the ideas in which a term stands; the index is kept from the
second by PostgreSQL's own switch. Milliseconds that PostgreSQL itself counts, the least of all rounds.
"""

from __future__ import annotations

import json
import os
import sys

import django


def main(rounds: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
    django.setup()
    from benchmarks.visits import TERMS

    found: dict[str, float] = {"different": 0}
    for name, term in TERMS.items():
        with_index, indexed = counted(term, rounds, index=True)
        without, read = counted(term, rounds, index=False)
        found |= {f"index {name}": with_index, f"read {name}": without, f"found {name}": indexed}
        found["different"] += indexed != read
    print(json.dumps(found))


def counted(term: str, rounds: int, *, index: bool) -> tuple[float, int]:
    """Milliseconds, and how many ideas hold the term."""
    from django.db import connection, transaction

    from benchmarks.plans import asked, plan_of
    from indicators.selectors.search import KINDS
    from indicators.selectors.term_lookup import holds_term
    from innovation.models import Idea

    texts = next(kind.texts for kind in KINDS if kind.name == "idea")
    wanted = holds_term(texts[0], term)
    for text in texts[1:]:
        wanted |= holds_term(text, term)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL enable_bitmapscan = {'on' if index else 'off'}")
        with asked() as queries:
            number = Idea.objects.filter(wanted).count()
        return min(plan_of(queries[0]).milliseconds for _round in range(rounds)), number


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
