"""The words of the story are our own; the facts in them are the record's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from innovation.reference import round_2564
from kpi_tracker.demo import story
from kpi_tracker.demo.appeal_verbs import VERBS as APPEAL_VERBS
from kpi_tracker.demo.case_verbs import VERBS as CASE_VERBS
from kpi_tracker.demo.people import cast
from kpi_tracker.demo.play import VERBS
from thai.text import comparable

REAL = Path(settings.BASE_DIR).parent / "shared" / "reference" / "report-2564.txt"
FILES = (
    *("people", "indicators", "other_agencies", "ideas"),
    *("registration_office", "registration_office_case", "registration_office_appeal"),
)
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


def test_acts_of_the_case_name_known_verbs_and_people() -> None:
    acts = story.read("registration_office_case")["acts"]
    names = {person.username for person in cast()}
    assert {act["by"] for act in acts} <= names
    assert {act["do"] for act in acts} <= set(CASE_VERBS)
    assert all(act["at"].tzinfo is not None for act in acts)
    assert [act["at"] for act in acts] == sorted(act["at"] for act in acts)


def test_acts_of_the_appeal_name_known_verbs_and_people() -> None:
    acts = story.read("registration_office_appeal")["acts"]
    names = {person.username for person in cast()}
    assert {act["by"] for act in acts} <= names
    assert {act["do"] for act in acts} == set(APPEAL_VERBS)
    assert all(act["at"].tzinfo is not None for act in acts)
    assert [act["at"] for act in acts] == sorted(act["at"] for act in acts)


def test_an_agency_has_ideas_enough_to_choose_from() -> None:
    ideas = story.read("ideas")["ideas"]
    titles = [idea["title"] for idea in ideas]
    assert len(set(titles)) == len(titles) >= 25
    assert {idea["type"] for idea in ideas} == {"1", "2", "3"}
    assert all("served" in idea for idea in ideas if "place" in idea)


@pytest.mark.skipif(not REAL.exists(), reason="the real report lies beside the repository, not in it")
def test_the_reference_round_is_not_copied_from_the_real_report() -> None:
    real = REAL.read_text(encoding="utf-8")
    assert [piece for text in texts(round_2564()) for piece in shared(text, real, LONGEST)] == []


def test_every_role_has_a_sign_in_and_names_are_unique() -> None:
    assert len({person.username for person in cast()}) == len({person.full_name for person in cast()}) == 28
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
