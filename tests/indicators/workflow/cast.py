"""The people of a table test, and what happens when each of them takes an action."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from accounts.models import Agency, Delegation, User
from accounts.roles import Role
from indicators.models import Event, QuarterlyReport, YearEndReport
from indicators.services import quarterly_report, review, year_end_report
from indicators.services.errors import NotAllowed, StaleVersion
from tests import make

Report = QuarterlyReport | YearEndReport
# The columns of the tables, in this order. `deputy` is nobody but the head's deputy, `own_evaluator` an evaluator
# whose home is the reporting agency, `stranger` an officer of another agency.
COLUMNS = (
    "officer",
    "working_group",
    "head",
    "deputy",
    "secretariat",
    "committee",
    "evaluator",
    "own_evaluator",
    "auditor",
    "administrator",
    "stranger",
)


@dataclass(frozen=True)
class Cast:
    agency: Agency
    people: dict[str, User]

    def __getitem__(self, name: str) -> User:
        return self.people[name]


def cast() -> Cast:
    agency = make.agency()
    people = {role.value: make.user(role, agency) for role in Role}
    people["deputy"] = make.user(agency=agency)
    delegate(people["head"], people["deputy"], agency)
    people["own_evaluator"] = make.user(Role.EVALUATOR, agency=agency)
    User.objects.filter(pk=people["own_evaluator"].pk).update(agency=agency)
    people["own_evaluator"].refresh_from_db()
    people["stranger"] = make.user(Role.OFFICER, make.agency())
    return Cast(agency, people)


def delegate(head: User, deputy: User, agency: Agency, **fields: Any) -> Delegation:
    """A delegation for the whole of fiscal year 2564 unless other days are given."""
    fields.setdefault("kind", Delegation.Kind.ACTING)
    fields.setdefault("order_number", "12/2564")
    fields.setdefault("order_date", date(2020, 9, 28))
    fields.setdefault("starts_on", date(2020, 10, 1))
    fields.setdefault("ends_on", date(2021, 12, 31))
    return Delegation.objects.create(agency=agency, head=head, deputy=deputy, **fields)


def take(action: str, report: Report, actor: User) -> Event:
    """The verb of an action, with everything it asks for."""
    module: Any = quarterly_report if isinstance(report, QuarterlyReport) else year_end_report
    verbs: dict[str, Callable[..., Event]] = {
        "submit": module.submit,
        "recall": module.recall,
        "endorse": year_end_report.endorse,
        "return": lambda *args, **more: review.return_report(*args, reason="แก้ตัวเลข", **more),
        "accept": lambda *args, **more: review.accept(*args, mark=Decimal(75), **more),
        "reopen": lambda *args, **more: review.reopen(*args, reason="พบข้อผิดพลาด", **more),
    }
    return verbs[action](report, actor=actor, version=report.version)


def outcome(action: str, report: Report, actor: User) -> str:
    """The status `actor` brings the report to, or the kind of the refusal. Nothing of it stays; a refusal that
    changed the row or wrote an event says so."""
    before = _written(report)
    with transaction.atomic():
        try:
            with transaction.atomic():
                event = take(action, report, actor)
            after = _row(report)
            result = after["status"]
            if (event.status_before, event.status_after) != (before[0]["status"], result):
                result = f"{result}, but the event says {event.status_before} to {event.status_after}"
            elif (after["version"], Event.objects.count()) != (before[0]["version"] + 1, before[1] + 1):
                result = f"{result}, but not with one version and one event"
        except NotAllowed as refusal:
            result = str(refusal.verdict.refused)
        except StaleVersion:
            result = "stale"
        if result in {"stranger", "role", "moment", "stale"} and _written(report) != before:
            result = f"{result}, but something was written"
        transaction.set_rollback(True)
    report.refresh_from_db()
    return result


def departures(action: str, report: Report, people: Cast, cells: list[str]) -> list[str]:
    """Where a row of the table is not what happens."""
    assert len(cells) == len(COLUMNS)
    found = []
    for column, expected in zip(COLUMNS, cells, strict=True):
        happened = outcome(action, report, people[column])
        if happened != expected:
            found.append(f"{action} by {column} from {report.status}: expected {expected}, happened {happened}")
    return found


def rows_of(table: str) -> list[tuple[str, str, list[str]]]:
    """Action, status and cells of each line of a table written as text."""
    lines = [line.split() for line in table.strip().splitlines()]
    assert all(len(line) == 2 + len(COLUMNS) for line in lines)
    return [(action, status, cells) for action, status, *cells in lines]


def _row(report: Report) -> dict[str, Any]:
    return dict(type(report).objects.values().get(pk=report.pk))


def _written(report: Report) -> tuple[dict[str, Any], int, int]:
    return _row(report), Event.objects.count(), report.dossier.revisions.count()
