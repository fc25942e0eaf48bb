"""Loads the demo year, whole or not at all, once."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Agency, User
from indicators import clock
from indicators.models import Assignment, Event, FiscalYear, Indicator, IndicatorCriterion, PlanNode, YearEndReport
from indicators.services import assigned_indicators, audit, indicators, prints
from indicators.services.reference_data import load_reference_data
from innovation.models import Round
from kpi_tracker.demo import papers, people, story
from kpi_tracker.demo.cases import steps_of_the_cases
from kpi_tracker.demo.play import Stage, Step, play
from kpi_tracker.demo.schedule import at, whole_year
from kpi_tracker.demo.story import Told
from kpi_tracker.demo.this_year import AGENCY, NUMBER, play_this_year
from printing.pdf import PrintingFailed
from thai.dates import fiscal_year

logger = logging.getLogger(__name__)

BE_YEAR = 2564
SUBJECT = "demo-year"
# The key in the story of the indicator that the round of the year belongs to.
ROUND = "innovation"


class Occupied(Exception):
    """The database holds work already, to which the demo year would be added."""


def is_loaded() -> bool:
    return Event.objects.filter(chain=audit.CITY, subject=SUBJECT).exists()


def load() -> bool:
    """Play the demo year. False when it is there already: then nothing is done. Raises Occupied."""
    if is_loaded():
        return False
    told = story.read("registration_office")
    files = papers.print_all(told["documents"], "สำนักงานปกครองและทะเบียน")
    with transaction.atomic(), prints.rendered_on_demand():
        with clock.travel(at(date(2020, 9, 21), "09:00")):
            load_reference_data()
            audit.lock(audit.CITY)
            if is_loaded():
                return False
            _insist_on_room()
        _play(told, files)
        audit.record(action="load", subject=SUBJECT, actor=None, at=clock.database_now(), details={"year": BE_YEAR})
    _print_the_report()
    return True


def _play(told: Told, files: dict[str, bytes]) -> None:
    with clock.travel(at(date(2020, 9, 28), "10:00")):
        stage = Stage(people.create_all())
    with clock.travel(at(date(2020, 9, 30), "10:00")):
        defined = _define_indicators(stage.people[people.ADMINISTRATOR])
    with clock.travel(at(date(2020, 10, 1), "09:00")):
        office = _give(stage, told["assignment"], defined)
        others = [(_give(stage, each, defined), each) for each in story.read("other_agencies")["assignments"]]
    steps = [*_steps_of_the_office(stage, office, told, files), *steps_of_the_cases(stage)]
    for spread, (assignment, each) in enumerate(others):
        steps += whole_year(stage, assignment, each, spread=spread)
    play(steps)
    if (this_year := fiscal_year(clock.today())) > BE_YEAR:
        play_this_year(stage, this_year)


def _define_indicators(administrator: User) -> dict[str, Indicator]:
    year = FiscalYear.objects.get(be_year=BE_YEAR)
    nodes = {node.number: node for node in PlanNode.objects.filter(level__version=year.plan_version)}
    of_the_round = Round.objects.select_related("indicator").get(year=year).indicator
    return {ROUND: of_the_round} | {
        told["key"]: indicators.define(
            Indicator(
                year=year,
                plan_node=nodes.get(told["plan_number"]),
                **{name: told[name] for name in ("name", "kind", "level", "unit", "measure", "definition", "method")},
            ),
            actor=administrator,
            criteria=[
                IndicatorCriterion(position=place, text=criterion["text"], weight=criterion["weight"])
                for place, criterion in enumerate(told["criteria"], start=1)
            ],
        )
        for told in story.read("indicators")["indicators"]
        if told["key"] != ROUND
    }


def _give(stage: Stage, told: Told, defined: dict[str, Indicator]) -> Assignment:
    given = Assignment(
        indicator=defined[told["indicator"]],
        agency=Agency.objects.get(code=told["agency"]),
        number=told["number"],
        weight=told["weight"],
        target=told["target"],
        owner=stage.people[told["owner"]],
    )
    return assigned_indicators.give(given, actor=stage.people[people.ADMINISTRATOR])


def _steps_of_the_office(stage: Stage, assignment: Assignment, told: Told, files: dict[str, bytes]) -> Iterator[Step]:
    for document in told["documents"]:
        yield stage.registration(document["registered"], "officer", document, files)
    for step in told["steps"]:
        given = {name: value for name, value in step.items() if name not in {"at", "by", "do", "report"}}
        yield stage.step(step["at"], step["by"], step["do"], assignment, step["report"], **given)


def _insist_on_room() -> None:
    names = [person.username for person in people.cast()]
    if Assignment.objects.exists() or User.objects.filter(username__in=names).exists():
        raise Occupied(_("ฐานข้อมูลนี้มีงานหรือบัญชีผู้ใช้อยู่แล้ว ปีสาธิตโหลดได้ในฐานข้อมูลว่างเท่านั้น"))


def _print_the_report() -> None:
    """The accepted report's paper, so that the first reader need not wait; all others follow when asked for."""
    report = YearEndReport.objects.select_related("dossier", "assignment").get(
        assignment__agency__code=AGENCY, assignment__year__be_year=BE_YEAR, assignment__number=NUMBER
    )
    try:
        prints.pdf_of(report)
    except PrintingFailed as failed:
        logger.warning("the demo year is loaded, its report could not be printed: %s", failed)
