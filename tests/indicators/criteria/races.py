"""Secretaries at once: the runners of tests.racing."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from tests.racing import PATIENCE


def amend(barrier: Any, *, assignments: list[int], actor: int, key: str, guarded: bool) -> list[str]:
    """All word the first criterion anew on the same page at once. With a key, its last digits are the round."""
    from accounts.models import User
    from indicators.models import Assignment, CriterionVersion
    from indicators.services import criteria
    from indicators.services.errors import StaleVersion

    person = User.objects.get(pk=actor)
    given = {"ground": "circular", "ground_reference": "กท 0301/ว 512", "in_force_from": date(2021, 6, 1)}
    told = []
    for number, pk in enumerate(assignments):
        page = Assignment.objects.select_related("agency").get(pk=pk)
        form = UUID(f"{key}{number:04d}") if key else None
        barrier.wait(PATIENCE)
        while True:
            seen = 1 if guarded else CriterionVersion.objects.filter(assignment=pk, position=1).count()
            text = f"ข้อความของ {person.username}"
            try:
                made = criteria.amend(page, 1, actor=person, seen_version=seen, text=text, key=form, **given)
            except StaleVersion:
                if not guarded:  # the control: a form that takes whatever version there is by now
                    continue
                told.append("stale")
            else:
                told.append(f"event {made.event_id}")
            break
    return told
