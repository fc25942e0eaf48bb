"""Secretaries at once, as real processes: `python -m tests.indicators.criteria.races RACE ARGUMENTS`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from typing import Any
from uuid import UUID

from tests.databases import LiveDatabase
from tests.indicators.workflow import races
from tests.indicators.workflow.races import PATIENCE


def race(live: LiveDatabase, name: str, *arguments: dict[str, Any]) -> list[Any]:
    """Run the race with one runner per element of `arguments`; what each was told."""
    process = subprocess.run(
        [sys.executable, "-m", __name__, name, json.dumps(arguments)],
        env={**os.environ, **live.environment()},
        capture_output=True,
        text=True,
        check=False,
        timeout=200,
    )
    assert process.returncode == 0, process.stderr
    told: list[Any] = json.loads(process.stdout)
    failed = [answer for answer in told if isinstance(answer, dict) and "failed" in answer]
    assert not failed, failed[0]["failed"]
    return told


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


races.RACES["amend"] = amend

if __name__ == "__main__":
    races.main(sys.argv[1], json.loads(sys.argv[2]))
