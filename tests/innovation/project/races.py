"""Officers at once: the runners of tests.racing."""

from __future__ import annotations

from typing import Any

from tests.racing import PATIENCE, told_by


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
