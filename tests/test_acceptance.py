"""docs/acceptance.md names forty points, and tests that are there."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings

TESTS = Path(__file__).parent
LINE = re.compile(r"^\| (\d+)(?: ★)? \| (.+?) \| (.+?) \|$", re.M)


def lines() -> list[tuple[int, str, list[str]]]:
    """(number, what is shown, tests) of every row."""
    text = (settings.BASE_DIR / "docs" / "acceptance.md").read_text(encoding="utf-8")
    return [(int(number), shown, re.findall(r"`([^`]+)`", tests)) for number, shown, tests in LINE.findall(text)]


def test_all_forty_points_are_there_in_order_each_with_a_test() -> None:
    assert [number for number, _shown, _tests in lines()] == list(range(1, 41))
    assert [number for number, _shown, tests in lines() if not tests] == []


def test_every_test_that_is_named_exists() -> None:
    named = [test for _number, _shown, tests in lines() for test in tests]
    assert [test for test in named if not _exists(*test.split("::"))] == []


def _exists(file: str, function: str) -> bool:
    path = TESTS / file
    return path.is_file() and re.search(rf"^def {function}\(", path.read_text(encoding="utf-8"), re.M) is not None


def test_a_test_that_is_gone_is_missed() -> None:
    assert not _exists("test_acceptance.py", "test_of_nothing")
    assert not _exists("test_gone.py", "test_all_forty_points_are_there_in_order_each_with_a_test")
