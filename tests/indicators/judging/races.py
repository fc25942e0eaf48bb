"""Judges and reviewers at once: the runners of tests.racing."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from tests.racing import PATIENCE, told_by


def judge_at_once(barrier: Any, *, criteria: list[int], actor: int, percent: str) -> list[str]:
    """In each round all judge the same criterion from a page that showed it unjudged, nothing handed in."""
    from accounts.models import User
    from indicators.models import CriterionVersion
    from indicators.services.errors import StaleVersion
    from indicators.services.judging import judge

    person = User.objects.get(pk=actor)
    told = []
    for pk in criteria:
        criterion = CriterionVersion.objects.select_related("assignment__agency").get(pk=pk)
        barrier.wait(PATIENCE)
        try:
            made = judge(criterion, actor=person, percent=Decimal(percent), seen_number=0, seen_revision=None)
            told.append(f"judged {made.pk}")
        except StaleVersion as stale:
            told.append(f"stale {stale.current.pk}")
    return told


def look_and_judge(barrier: Any, *, criteria: list[int], actor: int, percent: str) -> list[str]:
    """The control: who sees no judgement writes his own, without lock and without number."""
    from django.db import IntegrityError, transaction

    from accounts.models import User
    from indicators.models import CriterionVersion, Judgement
    from indicators.services import audit

    person = User.objects.get(pk=actor)
    told = []
    for pk in criteria:
        criterion = CriterionVersion.objects.select_related("assignment__agency").get(pk=pk)
        barrier.wait(PATIENCE)
        if Judgement.objects.filter(criterion=criterion).exists():
            told.append("seen")
            continue
        barrier.wait(PATIENCE)
        try:
            with transaction.atomic():
                event = audit.record(
                    action="judge", subject="criterion", actor=person, at=_noon(), agency=criterion.assignment.agency
                )
                Judgement.objects.create(
                    criterion=criterion, number=1, percent=percent, judged_by=person, judged_at=_noon(), event=event
                )
            told.append("written")
        except IntegrityError:
            told.append("constraint")
    return told


def _noon() -> Any:
    from tests.make import at

    return at("2021-01-05", "12:00")


def recall_or_mark(barrier: Any, *, reports: list[int], actor: int, marks: bool) -> list[str]:
    """The officer takes back what the evaluator marks at the same moment, each from his page."""
    from accounts.models import User
    from indicators.models import QuarterlyReport
    from indicators.services import prints, quarterly_report, review

    prints._render_quietly = lambda record: None  # the mark is raced for here, not its paper
    person = User.objects.get(pk=actor)
    told = []
    for pk in reports:
        page = QuarterlyReport.objects.get(pk=pk)
        barrier.wait(PATIENCE)
        if marks:
            told.append(told_by(review.accept, page, actor=person, mark=Decimal(80)))
        else:
            told.append(told_by(quarterly_report.recall, page, actor=person))
    return told


RACES: dict[str, Callable[..., Any]] = {
    each.__name__: each for each in (judge_at_once, look_and_judge, recall_or_mark)
}
