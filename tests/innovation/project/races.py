"""Officers at once, as real processes: `python -m tests.innovation.project.races RACE ARGUMENTS`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

from tests.databases import LiveDatabase
from tests.indicators.workflow import races
from tests.indicators.workflow.races import PATIENCE, told_by


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


def reselect(barrier: Any, *, projects: list[int], actor: int) -> list[str]:
    """All ask for another selection on the same page at once."""
    from accounts.models import User
    from innovation.models import Project
    from innovation.services import project as services

    person = User.objects.get(pk=actor)
    told = []
    for pk in projects:
        page = Project.objects.get(pk=pk)
        barrier.wait(PATIENCE)
        told.append(told_by(services.reselect, page, actor=person))
    return told


def write(barrier: Any, *, projects: list[int], actor: int, guarded: bool) -> list[str]:
    """All save the section that they read at the same version: a text and a list."""
    from accounts.models import User
    from indicators.services.errors import StaleVersion
    from innovation.models import Project, Risk
    from innovation.services import project as services

    person = User.objects.get(pk=actor)
    told = []
    for pk in projects:
        page = Project.objects.get(pk=pk)
        barrier.wait(PATIENCE)
        if not guarded:  # the control: what a form does that knows no versions
            Project.objects.filter(pk=pk).update(benefits=person.username)
            Risk.objects.filter(project=pk).delete()
            Risk.objects.create(project_id=pk, position=1, risk=person.username, response="-")
            told.append("saved")
            continue
        rows = [{"risk": person.username, "response": "-"}]
        fields = {"benefits": person.username}
        try:
            services.save(page, actor=person, version=page.version, fields=fields, lists={"risks": rows})
            told.append("saved")
        except StaleVersion:
            told.append("stale")
    return told


if __name__ == "__main__":
    races.RACES |= {each.__name__: each for each in (reselect, write)}
    races.main(sys.argv[1], json.loads(sys.argv[2]))
