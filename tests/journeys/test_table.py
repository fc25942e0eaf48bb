"""docs/interactions.md and the journeys belong together: every row is counted by a test, and no budget is passed."""

from __future__ import annotations

import re
from pathlib import Path

from tests.interactions import Counted, rows

TESTS = Path(__file__).parent


def test_every_row_is_walked_by_one_journey_and_every_journey_has_a_row() -> None:
    walked = [key for path in TESTS.glob("test_*.py") for key in re.findall(r'\.within\("(.+?)"\)', path.read_text())]
    assert sorted(walked) == sorted(rows())


def test_no_row_passes_its_budget() -> None:
    for row in rows().values():
        assert row.interactions == row.counted.interactions, f"{row.key}: the parts make {row.counted.interactions}"
        assert row.interactions <= row.budget, row.key
        assert row.loads_allowed is None or row.counted.loads <= row.loads_allowed, row.key


def test_choosing_files_is_two_interactions() -> None:
    assert Counted(clicks=3, fields=2, keys=1, files=1, loads=4).interactions == 8
