"""The evaluator's queue: every report in which it is his turn, oldest first."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from indicators.models import QuarterlyReport, YearEndReport
from indicators.selectors.waiting import turns_of
from indicators.workflow import QUARTERLY_REPORT, YEAR_END_REPORT

Status = QuarterlyReport.Status


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


def _complete(rows: QuerySet[Any], oldest: str) -> QuerySet[Any]:
    return rows.select_related("assignment__agency", "assignment__indicator", "assignment__year").order_by(
        oldest, "id"
    )
