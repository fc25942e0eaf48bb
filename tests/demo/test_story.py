"""The words of the story are our own; the facts in them are the record's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from kpi_tracker.demo import story
from kpi_tracker.demo.people import cast
from kpi_tracker.demo.play import VERBS
from thai.text import comparable

REAL = Path(settings.BASE_DIR).parent / "shared" / "reference" / "report-2564.txt"
FILES = ("people", "indicators", "registration_office", "other_agencies")
LONGEST = 120


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from texts(each)
    elif isinstance(value, str):
        yield value


def shared(text: str, other: str, length: int) -> list[str]:
    """Pieces of `length` letters that stand in both, white space aside."""
    here, there = comparable(text), comparable(other)
    return [piece for place in range(len(here) - length + 1) if (piece := here[place : place + length]) in there]


def test_the_comparison_finds_a_copied_run() -> None:
    assert shared("กขคงจ ฉช", "xx ขคงจฉ yy", 5) == ["ขคงจฉ"]
    assert shared("กขคงจ ฉช", "xx ขคงจ yy", 5) == []


@pytest.mark.skipif(not REAL.exists(), reason="the real report lies beside the repository, not in it")
@pytest.mark.parametrize("name", FILES)
def test_no_text_is_copied_from_the_real_report(name: str) -> None:
    real = REAL.read_text(encoding="utf-8")
    told = list(texts(story.read(name)))
    assert len(told) > 20
    assert [piece for text in told for piece in shared(text, real, LONGEST)] == []


def test_steps_name_known_verbs_and_people() -> None:
    told = story.read("registration_office")["steps"]
    names = {person.username for person in cast()}
    assert {step["do"] for step in told} == set(VERBS)
    assert {step["by"] for step in told} <= names
    assert all(step["at"].tzinfo is not None for step in told)


def test_every_role_has_a_sign_in_and_names_are_unique() -> None:
    assert len({person.username for person in cast()}) == len({person.full_name for person in cast()}) == 19
    foreground = {person.role for person in cast() if not person.background}
    assert foreground == {
        "",
        "officer",
        "working_group",
        "head",
        "secretariat",
        "committee",
        "evaluator",
        "auditor",
        "administrator",
    }
