"""Evaluators at once: the runners of tests.racing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from tests.racing import PATIENCE


def override(barrier: Any, *, assignments: list[int], actor: int, points: str, guarded: bool) -> list[str]:
    """Two evaluators give their points on the same page at once; what each heard."""
    from accounts.models import User
    from indicators.models import Assignment, ScoreOverride
    from indicators.services import overrides
    from indicators.services.errors import StaleVersion

    person = User.objects.get(pk=actor)
    told = []
    for pk in assignments:
        page = Assignment.objects.select_related("agency").get(pk=pk)
        seen = ScoreOverride.objects.filter(assignment=page, cancelled_at__isnull=True).first()
        barrier.wait(PATIENCE)
        if not guarded:  # the control: what a form does that only looks
            told.append("event" if seen is None else "stale")
            continue
        try:
            event = overrides.override(page, 0, Decimal(points), "เหตุผล", actor=person, seen=None)
            told.append(f"event {event.pk}")
        except StaleVersion as stale:
            told.append(f"stale {stale.current}")
    return told


def close_or_judge(barrier: Any, *, years: list[int], actor: int, closes: bool) -> list[str]:
    """One closes the year while the other gives points in it: either the points are among what is frozen or they are
    refused."""
    from accounts.models import User
    from indicators.models import Assignment, FiscalYear
    from indicators.selectors.closing import fingerprint
    from indicators.selectors.score_content import assignments_of
    from indicators.selectors.scores import scores_of
    from indicators.services import closing, overrides
    from indicators.services.errors import NotAllowed, StaleVersion

    person = User.objects.get(pk=actor)
    told = []
    for be_year in years:
        year = FiscalYear.objects.get(be_year=be_year)
        page = Assignment.objects.select_related("agency").filter(year=year)[0]
        seen = fingerprint(scores_of(assignments_of(year)))
        resolution = {"resolution_reference": "มติที่ 9", "resolved_on": date(2021, 1, 4)}
        barrier.wait(PATIENCE)
        try:
            if closes:
                closing.close_year(year, actor=person, **resolution, named={}, seen=seen)
            else:
                overrides.override(page, 0, Decimal(1), "เหตุผล", actor=person, seen=None)
            told.append("done")
        except (NotAllowed, StaleVersion) as refusal:
            told.append(type(refusal).__name__)
    return told
