"""The fiscal year we are in: opened as a copy of 2564, with reports to write, to review and to endorse today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from accounts.models import Agency, Delegation
from indicators import clock
from indicators.models import Assignment, FiscalYear, ReportingPeriod
from indicators.services import reference
from indicators.services.years import open_year
from innovation.models import Round
from kpi_tracker.demo import story
from kpi_tracker.demo.case_verbs import case_step
from kpi_tracker.demo.people import ADMINISTRATOR
from kpi_tracker.demo.play import Stage, Step, play
from kpi_tracker.demo.schedule import Calendar, at, quarter_steps
from kpi_tracker.demo.seed_words import form_1
from kpi_tracker.demo.story import Told

AGENCY, NUMBER = "04060000", 8
# Agencies that have handed in the quarter in hand, and how many days before today.
HANDED_IN = {"07000000": 2, "22000000": 1}


def play_this_year(stage: Stage, be_year: int) -> None:
    """Open `be_year`, have its finished quarters reported and marked, and leave the one in hand to the newcomer."""
    opening = at(_workday(date(be_year - 544, 9, 28)), "09:30")
    play([Step(opening, lambda: _open(stage, be_year))])
    year = FiscalYear.objects.get(be_year=be_year)
    assignments = Assignment.objects.filter(year=year).select_related("agency", "owner", "indicator", "year")
    now, calendar = clock.now(), Calendar(year.pk)
    in_hand = _in_hand(calendar, clock.today())
    steps: list[Step] = []
    for spread, assignment in enumerate(assignments.order_by("agency__code", "number")):
        later = _later(assignment)
        for number in range(1, in_hand):
            steps += quarter_steps(stage, calendar, assignment, f"q{number}", later[number - 1], spread=spread)
        steps += _in_hand_steps(stage, calendar, assignment, in_hand, later[in_hand - 1], spread)
        if (assignment.agency.code, assignment.number) == (AGENCY, NUMBER):
            steps += _first_ideas(stage, calendar, assignment)
    play(step for step in steps if step.at < now)


def _open(stage: Stage, be_year: int) -> None:
    administrator = stage.people[ADMINISTRATOR]
    if not FiscalYear.objects.filter(be_year=be_year).exists():
        open_year(be_year, actor=administrator, copy_of=FiscalYear.objects.get(be_year=2564))
    year = FiscalYear.objects.get(be_year=be_year)
    delegation = Delegation(
        agency=Agency.objects.get(code=AGENCY),
        head=stage.people["head"],
        deputy=stage.people["deputy"],
        kind=Delegation.Kind.DELEGATED,
        order_number=f"21/{be_year - 1}",
        order_date=clock.today(),
        starts_on=year.starts_on,
        ends_on=year.ends_on,
    )
    reference.create(delegation, actor=administrator)


def _in_hand(calendar: Calendar, today: date) -> int:
    """The quarter that offices report on today: the first that is not past its due date."""
    for kind in ("q1", "q2", "q3"):
        if today <= calendar.periods[kind].due_on:
            return int(kind[1])
    return 4


def _in_hand_steps(
    stage: Stage, calendar: Calendar, assignment: Assignment, number: int, told: Told, spread: int
) -> Iterator[Step]:
    """The registration office has begun to write; two bureaus have handed in, if the period is old enough."""
    kind, officer = f"q{number}", assignment.owner
    assert officer is not None
    period = calendar.periods[kind]
    today = clock.today()
    if (assignment.agency.code, assignment.number) == (AGENCY, NUMBER):
        begun = _on_a_day_of(period, calendar, today - timedelta(days=1))
        if begun:
            given = {"narrative": told["narrative"], "entries": [{"date": begun, "text": _first_line(told)}]}
            yield stage.step(at(begun, "15:40"), officer.username, "save", assignment, kind, **given)
    elif assignment.agency.code in HANDED_IN:
        handed_in = _on_a_day_of(period, calendar, today - timedelta(days=HANDED_IN[assignment.agency.code]))
        if handed_in:
            given = {name: told[name] for name in ("narrative", "progress")} | {"plan_status": "on_plan"}
            yield stage.step(at(handed_in, f"10:{10 + spread}"), officer.username, "save", assignment, kind, **given)
            yield stage.step(at(handed_in, f"14:{20 + spread}"), officer.username, "submit", assignment, kind)


def _first_ideas(stage: Stage, calendar: Calendar, assignment: Assignment) -> Iterator[Step]:
    """Some ideas of the new year, fewer than it needs: the officer goes on from there."""
    assert assignment.owner is not None
    luck, starts_on = Random(assignment.year.be_year), assignment.year.starts_on
    chosen = luck.sample(story.read("ideas")["ideas"], 6)
    for some, days in ((chosen[:3], 11), (chosen[3:], 32)):
        written = calendar.not_after(starts_on + timedelta(days=days))
        ideas = [form_1(idea, written, luck) for idea in some]
        by = assignment.owner.username
        told = {"at": at(written, "11:15"), "by": by, "do": "add_ideas", "ideas": ideas}
        yield case_step(stage, assignment, told)


def _on_a_day_of(period: ReportingPeriod, calendar: Calendar, day: date) -> date | None:
    """`day` or the working day before it; None when the period was not open then."""
    worked = calendar.not_after(day)
    return worked if period.opens_on <= worked <= period.closes_on else None


def _later(assignment: Assignment) -> list[Told]:
    """The quarters of a copied year, by the name of the indicator; the round's has none in the story."""
    told = story.read("indicators")["indicators"]
    of_the_round = Round.objects.filter(indicator=assignment.indicator_id).exists()
    name = None if of_the_round else assignment.indicator.name
    quarters: list[Told] = next(each["later"] for each in told if each.get("name") == name)
    return quarters


def _first_line(told: Told) -> str:
    line: str = told["narrative"].splitlines()[0]
    return line.removeprefix("# ")


def _workday(day: date) -> date:
    while day.weekday() >= 5:
        day -= timedelta(days=1)
    return day
