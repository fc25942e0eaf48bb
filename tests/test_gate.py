"""Which tests a run leaves out: by what they are marked, on which database, at the gate or in full."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from tests.databases import pytest_collection_modifyitems

# What a test is marked, and whether it runs on SQLite at the gate and in full, on PostgreSQL at the gate and in full.
TABLE = """
-                                  yes yes no  yes
both_databases                     yes yes yes yes
processes                          yes yes yes yes
many_writers,processes             no  yes yes yes
full                               no  yes no  yes
full,both_databases                no  yes no  yes
full,sqlite_alone,processes        no  yes no  no
sqlite_alone                       yes yes no  no
browser                            yes yes no  no
no-database                        yes yes no  no
no-database,both_databases         yes yes no  no
"""
ROWS = [(line.split()[0].split(","), line.split()[1:]) for line in TABLE.strip().splitlines()]
RUNS = [(second, full) for second in (False, True) for full in (False, True)]


class Item:
    """As much of an item of pytest as is asked."""

    def __init__(self, marks: list[str]) -> None:
        self.marks, self.fixturenames = marks, [] if "no-database" in marks else ["db"]

    def get_closest_marker(self, name: str) -> str | None:
        return name if name in self.marks else None


def runs(marks: list[str], second: bool, full: bool) -> bool:
    config: Any = SimpleNamespace(
        getoption={"--full": full, "--database-only": second}.__getitem__,
        hook=SimpleNamespace(pytest_deselected=lambda items: None),
    )
    items: list[Any] = [Item(marks)]
    pytest_collection_modifyitems(config, items)
    return bool(items)


@pytest.mark.parametrize(("marks", "expected"), ROWS, ids=[",".join(marks) for marks, _expected in ROWS])
def test_a_mark_says_where_a_test_runs(marks: list[str], expected: list[str]) -> None:
    assert ["yes" if runs(marks, second, full) else "no" for second, full in RUNS] == expected
