"""What people do to one report at once: the runners of tests.racing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from tests.racing import PATIENCE, told_by


def submit_again_and_again(barrier: Any, *, report: int, actor: int, key: str, rounds: int, first: bool) -> list[str]:
    """Each round all submit the same page at once; then the first recalls, which makes the next page. With a key,
    its last digits are the round, so that those who share the key repeat one form."""
    from accounts.models import User
    from indicators.models import QuarterlyReport
    from indicators.services import quarterly_report

    person = User.objects.get(pk=actor)
    told = []
    for number in range(rounds):
        barrier.wait(PATIENCE)
        page = QuarterlyReport.objects.get(pk=report)
        form = UUID(f"{key}{number:04d}") if key else None
        barrier.wait(PATIENCE)
        told.append(told_by(quarterly_report.submit, page, actor=person, key=form))
        barrier.wait(PATIENCE)
        if first:
            page.refresh_from_db()
            quarterly_report.recall(page, actor=person, version=page.version)
    return told


def write_a_word(barrier: Any, *, report: int, actor: int, words: list[str], guarded: bool) -> dict[str, int]:
    """Each word is added to the narrative as it was read; who is told that it changed meanwhile reads again."""
    from django.db import OperationalError

    from accounts.models import User
    from indicators.models import QuarterlyReport
    from indicators.services import quarterly_report
    from indicators.services.errors import StaleVersion

    person = User.objects.get(pk=actor)
    heard = {"saved": 0, "stale": 0, "locked": 0}
    barrier.wait(PATIENCE)
    for word in words:
        while True:
            page = QuarterlyReport.objects.get(pk=report)
            text = f"{page.narrative} {word}"
            try:
                if guarded:
                    quarterly_report.save(page, actor=person, version=page.version, fields={"narrative": text})
                else:  # the control: what a form does that knows no versions
                    page.narrative = text
                    page.save()
            except StaleVersion:
                heard["stale"] += 1
                continue
            except OperationalError:
                heard["locked"] += 1
                break
            heard["saved"] += 1
            break
    return heard


def mark(barrier: Any, *, reports: list[int], actor: int, given: str) -> list[str]:
    """Evaluators accept the same page at once."""
    from accounts.models import User
    from indicators.models import QuarterlyReport
    from indicators.services import prints, review

    prints._render_quietly = lambda record: None  # the decision is raced for here, not its paper
    person = User.objects.get(pk=actor)
    told = []
    for report in reports:
        page = QuarterlyReport.objects.get(pk=report)
        barrier.wait(PATIENCE)
        told.append(told_by(review.accept, page, actor=person, mark=Decimal(given)))
    return told


def recall_or_open(barrier: Any, *, reports: list[int], actor: int, opens: bool) -> list[str]:
    """The officer takes back what the evaluator opens at the same moment."""
    from accounts.models import User
    from indicators.models import QuarterlyReport
    from indicators.services import quarterly_report, review

    person = User.objects.get(pk=actor)
    told = []
    for report in reports:
        page = QuarterlyReport.objects.get(pk=report)
        barrier.wait(PATIENCE)
        if opens:
            told.append("opened" if review.open_submission(page, actor=person) else "not opened")
        else:
            told.append(told_by(quarterly_report.recall, page, actor=person))
    return told
