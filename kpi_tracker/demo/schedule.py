"""A year told in short becomes dated steps: when offices usually hand in, and evaluators usually answer."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from indicators.deadlines import ONE_DAY, is_working_day, next_working_day
from indicators.models import Assignment, Holiday, ReportingPeriod
from kpi_tracker.demo.people import head_of
from kpi_tracker.demo.play import Stage, Step
from kpi_tracker.demo.story import Told
from thai.dates import BANGKOK

EVALUATOR = "evaluator"
QUARTER_FIELDS = ("narrative", "progress", "result", "obstacles")
YEAR_END_FIELDS = ("summary", "enablers", "obstacles")
# Days before the due date, and after it; `spread` days are added for one agency and not for another.
FILLED, SUBMITTED, YEAR_END_SUBMITTED, ENDORSED = -5, -4, -3, -2
ANSWERED, YEAR_END_ANSWERED = 4, 9


class Calendar:
    """The working days round a year's reporting periods."""

    def __init__(self, year_id: int) -> None:
        self.periods = {period.kind: period for period in ReportingPeriod.objects.filter(year_id=year_id)}
        first = min(period.opens_on for period in self.periods.values())
        last = max(period.closes_on for period in self.periods.values())
        self.holidays: Container[date] = Holiday.objects.days(first - timedelta(days=40), last + timedelta(days=60))

    def due(self, kind: str, days: int, clock: str) -> datetime:
        """`days` from the due date of a period: the working day before or behind it, at an hour like 14:20."""
        day = self.periods[kind].due_on + timedelta(days=days)
        return at(self.not_after(day) if days < 0 else next_working_day(day, self.holidays), clock)

    def not_after(self, day: date) -> date:
        """`day`, or the working day before it."""
        while not is_working_day(day, self.holidays):
            day -= ONE_DAY
        return day


def at(day: date, clock: str) -> datetime:
    """An hour of a day in Bangkok."""
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=BANGKOK)


def whole_year(stage: Stage, assignment: Assignment, told: Told, *, spread: int) -> Iterator[Step]:
    """Four marked quarters, and the year-end as far as `told["until"]`."""
    calendar = Calendar(assignment.year_id)
    for number, quarter in enumerate(told["quarters"], start=1):
        yield from quarter_steps(stage, calendar, assignment, f"q{number}", quarter, spread=spread)
    if told["until"] == "draft":
        return
    yield from _year_end_steps(stage, calendar, assignment, told, spread=spread)


def quarter_steps(
    stage: Stage,
    calendar: Calendar,
    assignment: Assignment,
    kind: str,
    told: Told,
    *,
    spread: int,
    evaluator: str = EVALUATOR,
) -> Iterator[Step]:
    """A quarter filled in, submitted in time, opened and marked."""
    officer = _owner(assignment)
    given = _chosen(told, QUARTER_FIELDS)
    behind = "behind" if told.get("obstacles") else "on_plan"
    yield stage.step(
        calendar.due(kind, FILLED, f"10:{10 + spread}"),
        officer,
        "save",
        assignment,
        kind,
        **given,
        plan_status=behind,
    )
    yield stage.step(calendar.due(kind, SUBMITTED, f"14:{10 + spread}"), officer, "submit", assignment, kind)
    answered = calendar.due(kind, ANSWERED + spread % 3, f"10:{20 + spread}")
    yield stage.step(answered, evaluator, "open", assignment, kind)
    mark = told.get("mark", 100)
    yield stage.step(answered + timedelta(minutes=25), evaluator, "accept", assignment, kind, mark=mark)


def _year_end_steps(
    stage: Stage, calendar: Calendar, assignment: Assignment, told: Told, *, spread: int
) -> Iterator[Step]:
    officer, head, kind = _owner(assignment), head_of(assignment.agency.code), "year_end"
    evidence = {**told["evidence"], "key": f"{assignment.agency.code}/{assignment.number}"}
    registered = next_working_day(evidence["date"] + ONE_DAY, calendar.holidays)
    yield stage.registration(at(registered, f"09:{10 + spread}"), officer, evidence, {})
    written = calendar.due(kind, YEAR_END_SUBMITTED, f"13:{10 + spread}")
    given = _chosen(told, YEAR_END_FIELDS)
    for minutes, do, more in (
        (0, "compose", {}),
        (20, "save", {**given, "responsible": officer}),
        (30, "cite", {"documents": [evidence["key"]]}),
        (45, "submit", {}),
    ):
        yield stage.step(written + timedelta(minutes=minutes), officer, do, assignment, kind, **more)
    if told["until"] == "submitted":
        return
    endorsed = calendar.due(kind, ENDORSED, f"09:{10 + spread}")
    yield stage.step(endorsed, head, "open", assignment, kind)
    yield stage.step(endorsed + timedelta(minutes=15), head, "endorse", assignment, kind)
    if told["until"] == "endorsed":
        return
    answered = calendar.due(kind, YEAR_END_ANSWERED, f"13:{20 + spread}")
    yield stage.step(answered, EVALUATOR, "open", assignment, kind)
    do = {"accepted": "accept", "returned": "return"}[told["until"]]
    answer = _chosen(told, ("mark", "reason", "comments"))
    yield stage.step(answered + timedelta(minutes=30), EVALUATOR, do, assignment, kind, **answer)


def _owner(assignment: Assignment) -> str:
    assert assignment.owner is not None
    return assignment.owner.username


def _chosen(told: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: told[name] for name in names if name in told}
