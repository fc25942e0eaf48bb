"""Members of the committee at once: the runners of tests.racing."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.racing import PATIENCE


def determine(barrier: Any, *, items: list[int], actor: int, result: str, guarded: bool) -> list[str]:
    """All record their resolution on the same page at once; what each heard, a refusal by its sentence."""
    from accounts.models import User
    from indicators.models import AgendaItem
    from indicators.services import prints
    from indicators.services.errors import NotAllowed, StaleVersion
    from innovation.services import determination

    prints._render_quietly = lambda record: None  # the decision is raced for here, not its papers
    person = User.objects.get(pk=actor)
    told = []
    for pk in items:
        page = AgendaItem.objects.select_related("dossier__agency").get(pk=pk)
        barrier.wait(PATIENCE)
        if not guarded:  # the control: what a form does that only looks whether there is a result
            if not page.result:
                AgendaItem.objects.filter(pk=pk).update(result=result)
                told.append("event")
            else:
                told.append("moment")
            continue
        given: dict[str, Any] = {"resolution": f"มติของ {person}", "resolved_on": date(2021, 1, 4)}
        try:
            event = determination.determine(page, result, **given, actor=person, version=page.version)
            told.append(f"event {event.pk}")
        except NotAllowed as refusal:
            told.append(refusal.verdict.reason)
        except StaleVersion:
            told.append("stale")
    return told


def close_or_schedule(
    barrier: Any, *, meetings: list[int], projects: list[int], actor: int, closes: bool
) -> list[str]:
    """One closes the minutes of a meeting, the other puts a project on its agenda, at the same moment."""
    from accounts.models import User
    from indicators.models import Meeting
    from indicators.services import meetings as services
    from indicators.services.errors import Invalid, NotAllowed
    from innovation.models import Project
    from innovation.services import determination

    person = User.objects.get(pk=actor)
    told = []
    for meeting, project in zip(meetings, projects, strict=True):
        on, thing = Meeting.objects.get(pk=meeting), Project.objects.get(pk=project)
        barrier.wait(PATIENCE)
        try:
            if closes:
                services.close(on, actor=person, version=on.version)
            else:
                determination.schedule(thing, on, actor=person, version=thing.version)
            told.append("done")
        except (NotAllowed, Invalid) as refusal:
            told.append(type(refusal).__name__)
    return told
