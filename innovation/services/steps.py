"""What the verbs of every step share: freezing, submitting, and moves without a consequence of their own."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.models import User
from indicators.models import Event, Revision
from indicators.services.review import latest_revision
from indicators.services.revisions import freeze
from indicators.services.transition import Outcome, move
from indicators.workflow import workflow_of
from indicators.workflow.machine import Transition
from innovation.models import CaseStep, RoundStep
from innovation.selectors.content import content_of_step
from thai.dates import BANGKOK


def freeze_step(step: CaseStep, *, actor: User, at: datetime) -> Revision:
    """The step as it stands, frozen with its evidence and pictures. Inside the submitting transaction."""
    content = content_of_step(step)
    pictures = [picture["sha256"] for picture in content.get("presentation", {}).get("pictures", [])]
    photos = [session["photo"] for session in content.get("sessions", []) if session["photo"]]
    return freeze(step.dossier, content, actor=actor, at=at, files=[*pictures, *photos])


def submission(step: CaseStep, revision: Revision, actor: User, now: datetime) -> Outcome:
    """What a submission writes: who and when; late when the first came after the round's due date."""
    columns: dict[str, Any] = {"submitted_at": now, "submitted_by": actor, "opened_at": None}
    if step.first_submitted_at is None:
        due = RoundStep.objects.filter(round_id=step.case.round_id, step=workflow_of(step).name).first()
        columns["first_submitted_at"] = now
        columns["is_late"] = due is not None and now.astimezone(BANGKOK).date() > due.due_on
    return Outcome(columns, revision, {"revision": revision.number, "sha256": revision.sha256})


def take(
    step: CaseStep, action: str, *, actor: User, version: int, reason: str = "", key: UUID | None = None
) -> Event:
    """An action that changes nothing but the status. Its event names the newest revision, when there is one."""

    def consequence(fresh: CaseStep, row: Transition, now: datetime) -> Outcome:
        revision = latest_revision(fresh) if fresh.dossier.revisions.exists() else None
        return Outcome({}, revision)

    return move(step, action, actor=actor, version=version, consequence=consequence, reason=reason, key=key)
