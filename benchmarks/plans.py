"""The queries of a page, and how PostgreSQL answers each: what it reads in whole, how many rows, how long."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection


@dataclass(frozen=True)
class Query:
    """A statement as it was sent."""

    sql: str
    params: Any


@dataclass(frozen=True)
class Plan:
    """`looked_at`: by table the rows that had to be looked at; `scanned`: tables read from end to end."""

    query: Query
    milliseconds: float
    looked_at: Mapping[str, float]
    scanned: frozenset[str]

    def whole_reads(self, sizes: Mapping[str, float]) -> set[str]:
        """Of the tables in `sizes` (rows by name) those read from end to end, or for the most part row by row."""
        mostly = {name for name, rows in self.looked_at.items() if name in sizes and rows > sizes[name] / 2}
        return mostly | self.scanned.intersection(sizes)


@contextmanager
def asked() -> Iterator[list[Query]]:
    """Collects the SELECTs that are sent inside the block."""
    found: list[Query] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(("SELECT", "(SELECT")):
            found.append(Query(sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found


def plan_of(query: Query) -> Plan:
    """Runs the query once more, under EXPLAIN ANALYZE."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {query.sql}", query.params)
        (answer,) = cursor.fetchone()
    told = answer if isinstance(answer, list) else json.loads(answer)
    looked_at: dict[str, float] = defaultdict(float)
    scanned = set()
    for step in _steps(told[0]["Plan"]):
        if (table := step.get("Relation Name")) and step["Actual Loops"]:
            looked_at[table] += _looked_at(step)
            if step["Node Type"] == "Seq Scan":
                scanned.add(table)
    return Plan(query, told[0]["Execution Time"], looked_at, frozenset(scanned))


def big_tables(least: int) -> dict[str, float]:
    """Tables with at least so many rows and their rows, by the database's own estimate: ANALYZE first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, reltuples FROM pg_class WHERE relkind = 'r' AND reltuples >= %s "
            "AND relnamespace = 'public'::regnamespace",
            [least],
        )
        return dict(cursor.fetchall())


def _steps(step: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield step
    for below in step.get("Plans", ()):
        yield from _steps(below)


def _looked_at(step: Mapping[str, Any]) -> float:
    rows = step["Actual Rows"] + step.get("Rows Removed by Filter", 0) + step.get("Rows Removed by Index Recheck", 0)
    return float(rows * step["Actual Loops"])
