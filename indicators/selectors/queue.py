"""The evaluator's queue: every report in which it is his turn, oldest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet

from accounts.models import User
from indicators.models import QuarterlyReport, YearEndReport
from indicators.selectors.waiting import turns_of
from indicators.workflow import QUARTERLY_REPORT, YEAR_END_REPORT

Status = QuarterlyReport.Status
T = TypeVar("T")


@dataclass(frozen=True)
class Around(Generic[T]):
    """Where something stands in a queue of `total`: its number from 1 (None when it is not in it) and its neighbours.
    Behind the last the first follows; there is no neighbour when nothing else waits."""

    number: int | None
    total: int
    previous: T | None
    next: T | None


def around(queue: Sequence[T], one: T) -> Around[T]:
    """The place of `one` in `queue`; for what is not in it, its first is next."""
    others = [each for each in queue if each != one]
    if one not in queue:
        return Around(None, len(queue), None, others[0] if others else None)
    at = queue.index(one)
    if not others:
        return Around(at + 1, len(queue), None, None)
    return Around(at + 1, len(queue), queue[at - 1], queue[(at + 1) % len(queue)])


def review_queue(user: User) -> list[tuple[str, int]]:
    """What waits for the evaluator, in the order of his queue: process and key of each report. Two queries."""
    quarters = [(QUARTERLY_REPORT.name, pk) for pk in quarters_to_review(user).values_list("pk", flat=True)]
    year_ends = [(YEAR_END_REPORT.name, pk) for pk in year_ends_to_review(user).values_list("pk", flat=True)]
    return quarters + year_ends


def quarters_to_review(user: User) -> QuerySet[QuarterlyReport]:
    """Submitted quarters that `user` may judge, oldest submission first."""
    rows = QuarterlyReport.objects.filter(turns_of(user, QUARTERLY_REPORT), status=Status.SUBMITTED)
    return _complete(rows.select_related("period"), "submitted_at")


def year_ends_to_review(user: User) -> QuerySet[YearEndReport]:
    """Endorsed year-ends that `user` may judge, oldest endorsement first."""
    rows = YearEndReport.objects.filter(turns_of(user, YEAR_END_REPORT), status=YearEndReport.Status.ENDORSED)
    return _complete(rows, "endorsed_at")


def next_in_queue(user: User) -> QuarterlyReport | YearEndReport | None:
    """What to review next, None when the queue is empty."""
    return quarters_to_review(user).first() or year_ends_to_review(user).first()


def report_of(place: tuple[str, int]) -> QuarterlyReport | YearEndReport:
    """The report that an entry of `review_queue` names. LookupError when there is none."""
    models: dict[str, Any] = {QUARTERLY_REPORT.name: QuarterlyReport, YEAR_END_REPORT.name: YearEndReport}
    name, pk = place
    found: QuarterlyReport | YearEndReport | None = models[name].objects.filter(pk=pk).first()
    if found is None:
        raise LookupError(f"{name} {pk}")
    return found


def _complete(rows: QuerySet[Any], oldest: str) -> QuerySet[Any]:
    return rows.select_related("assignment__agency", "assignment__indicator", "assignment__year").order_by(
        oldest, "id"
    )
