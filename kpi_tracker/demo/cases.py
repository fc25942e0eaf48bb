"""The innovation cases of the demo year: that of สำนักงานปกครองและทะเบียน in full, those of others as far as told."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from indicators.models import Assignment
from innovation.models import RoundMinimum
from kpi_tracker.demo import story
from kpi_tracker.demo.appeal_verbs import appeal_step
from kpi_tracker.demo.case_verbs import case_step, meeting_steps
from kpi_tracker.demo.people import head_of
from kpi_tracker.demo.play import Stage, Step
from kpi_tracker.demo.schedule import Calendar
from kpi_tracker.demo.seed_case import Players, SeededCase
from kpi_tracker.demo.story import Told

OFFICE = "04060000"


def steps_of_the_cases(stage: Stage) -> Iterator[Step]:
    """Every act of every case and of the appeal, and the meetings before which they come."""
    told, others = story.read("registration_office_case"), story.read("other_agencies")
    appeal = story.read("registration_office_appeal")
    assignments = {
        assignment.agency.code: assignment
        for assignment in Assignment.objects.filter(indicator__round__isnull=False).select_related("agency", "owner")
    }
    for meeting in (*told["meetings"], *others["meetings"], *appeal["meetings"]):
        yield from meeting_steps(stage, meeting)
    for act in told["acts"]:
        yield case_step(stage, assignments[OFFICE], act)
    for act in appeal["acts"]:
        yield appeal_step(stage, assignments[OFFICE], act)
    for place, each in enumerate(others["cases"]):
        yield from _steps_of(stage, assignments[each["agency"]], each, place)


def _steps_of(stage: Stage, assignment: Assignment, told: Told, place: int) -> Iterator[Step]:
    minimum = RoundMinimum.objects.get(round__indicator=assignment.indicator_id, level=assignment.agency.level)
    assert assignment.owner is not None
    players = Players(
        officer=assignment.owner.username,
        members=tuple(told["members"]),
        head=head_of(assignment.agency.code),
        secretariat="secretariat",
        committee="committee",
        evaluator="evaluator",
    )
    case = SeededCase(
        told["stage"],
        players,
        minimum=minimum.ideas,
        place=place,
        luck=Random(told["agency"]),
        calendar=Calendar(assignment.year_id),
        told=told,
    )
    for act in case.acts():
        if act["at"] < told["before"]:
            yield case_step(stage, assignment, act)
