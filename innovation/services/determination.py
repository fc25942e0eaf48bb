"""The committee and a project: put on an agenda by the secretariat, determined by the committee."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from indicators.models import AgendaItem, Event, Meeting
from indicators.services import agenda, prints, resolutions
from indicators.services.errors import Invalid, NotAllowed, StaleVersion
from indicators.services.resolutions import Resolution
from indicators.services.review import latest_revision
from indicators.services.transition import Outcome, fetch, move
from indicators.workflow.machine import Transition
from innovation.models import Project
from innovation.services import papers
from innovation.services.cases import open_development


def schedule(project: Project, meeting: Meeting, *, actor: User, version: int, key: UUID | None = None) -> Event:
    """An endorsed project is put on the agenda of `meeting`, with its newest revision.

    Raises NotAllowed, StaleVersion, or Invalid when the meeting takes no more. A repeated `key` has one effect.
    """

    def consequence(fresh: Project, row: Transition, now: datetime) -> Outcome:
        revision = latest_revision(fresh)
        item = agenda.put(meeting, fresh.dossier, revision)
        details = {"meeting": meeting.pk, "number": item.meeting.number, "item": item.pk}
        return Outcome({}, revision, details)

    return move(project, "schedule", actor=actor, version=version, consequence=consequence, key=key)


@transaction.atomic
def determine(
    item: AgendaItem,
    result: str,
    resolution: str,
    conditions: str = "",
    resolved_on: date | None = None,
    abstentions: Sequence[tuple[str, str]] = (),
    *,
    actor: User,
    version: int,
    key: UUID | None = None,
) -> Event:
    """The committee determines the project of an item seen at `version`. `result` is approve, approve_with_changes,
    return or reject; `abstentions` are (member, reason). One transaction: the project moves, the item keeps the
    resolution, an approval opens step 4, the prints are frozen with the resolution.

    Raises NotAllowed (who determined first is named), StaleVersion or Invalid. A repeated `key` has one effect.
    """
    told = Resolution(result, resolution, conditions, resolved_on, abstentions)
    event = resolutions.resolve(item, told, actor=actor, version=version, decided=_decided, key=key)
    project = fetch(Project.objects.get(dossier=item.dossier_id))
    return papers.freeze(project, event)


def _decided(project: Project, row: Transition, now: datetime) -> dict[str, Any]:
    if row.action == "approve":
        open_development(project.case, project, now)
    if row.action == "return":
        # What goes back to the officer is no longer endorsed: its draft must not show a signature.
        return {"endorsed_by": None, "endorsed_at": None, "endorsed_under": None}
    return {}


@dataclass(frozen=True)
class Failed:
    """One of several that was not done: its title, its agency, and why, as sentences for the user."""

    title: str
    agency: str
    why: str


def schedule_all(
    projects: Sequence[tuple[Project, int]], meeting: Meeting, *, actor: User, key: UUID | None = None
) -> list[Failed]:
    """Put several projects, each seen at its version, on one agenda, each in a transaction of its own: what cannot be
    put there keeps no other from it. Returns those, with why."""
    failed = []
    for project, version in projects:
        own = uuid5(key, str(project.pk)) if key else None
        if why := why_not(schedule, project, meeting, actor=actor, version=version, key=own):
            failed.append(Failed(str(project), project.assignment.agency.name, why))
    return failed


def approve_all(
    items: Sequence[tuple[AgendaItem, int]],
    resolution: str,
    resolved_on: date | None,
    *,
    actor: User,
    key: UUID | None = None,
) -> list[Failed]:
    """Approve several items, each seen at its version, with the same words, each in a transaction of its own. Returns
    those that were not approved, with why."""
    failed = []
    told: dict[str, Any] = {"resolution": resolution, "resolved_on": resolved_on}
    with prints.rendered_on_demand():  # thirty projects are sixty papers
        for item, version in items:
            own = uuid5(key, str(item.pk)) if key else None
            if why := why_not(determine, item, "approve", **told, actor=actor, version=version, key=own):
                failed.append(Failed(item.title, item.dossier.agency.name, why))
    return failed


def why_not(verb: Callable[..., Event], *args: Any, **given: Any) -> str:
    """Take a verb; why it was refused, "" when it was not."""
    try:
        verb(*args, **given)
    except NotAllowed as refusal:
        return refusal.verdict.reason or _("ไม่พบเรื่องนี้")
    except StaleVersion:
        return _("มีผู้เปลี่ยนแปลงเรื่องนี้หลังจากที่เปิดหน้าไว้ เปิดหน้าใหม่แล้วลองอีกครั้ง")
    except Invalid as invalid:
        return " ".join(invalid.errors.values())
    return ""
