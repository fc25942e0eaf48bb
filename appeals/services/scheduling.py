"""Putting registered appeals on a meeting's agenda, with the letter that invites to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from accounts.models import User
from appeals.models import Appeal
from appeals.selectors.subjects import title_of
from appeals.services import letters
from appeals.services.letters import Letter
from indicators.models import Document, Event, Meeting
from indicators.services import agenda
from indicators.services.errors import Invalid
from indicators.services.review import latest_revision
from indicators.services.transition import Outcome, move
from indicators.workflow.machine import Transition
from innovation.services.determination import Failed, why_not


def schedule(
    appeal: Appeal,
    meeting: Meeting,
    invitation: Document | Letter,
    *,
    actor: User,
    version: int,
    key: UUID | None = None,
) -> Event:
    """A registered appeal is put on the agenda of `meeting` with its newest revision. The invitation is a document in
    the appellant's register, or a letter as typed, which enters that register: it is what the agency received. The
    event keeps what the letter said.

    Raises NotAllowed, StaleVersion, or Invalid when the meeting takes no more or the letter lacks something. A
    repeated `key` has one effect.
    """

    def consequence(fresh: Appeal, row: Transition, now: datetime) -> Outcome:
        letter = _letter(fresh, invitation, actor)
        revision = latest_revision(fresh)
        item = agenda.put(meeting, fresh.dossier, revision)
        details = {"meeting": meeting.pk, "number": item.meeting.number, "item": item.pk, "invitation": _told(letter)}
        return Outcome({"invitation": letter}, revision, details)

    return move(appeal, "schedule", actor=actor, version=version, consequence=consequence, key=key)


def schedule_all(
    appeals: Sequence[tuple[Appeal, int]],
    meeting: Meeting,
    invitation: Letter,
    *,
    actor: User,
    key: UUID | None = None,
) -> list[Failed]:
    """Put several appeals, each seen at its version, on one agenda with one letter, each in a transaction of its own.
    Returns those that were left out, with why."""
    failed = []
    for appeal, version in appeals:
        own = uuid5(key, str(appeal.pk)) if key else None
        if why := why_not(schedule, appeal, meeting, invitation, actor=actor, version=version, key=own):
            failed.append(Failed(title_of(appeal), appeal.assignment.agency.name, why))
    return failed


def _letter(appeal: Appeal, invitation: Document | Letter, actor: User) -> Document:
    agency = appeal.assignment.agency
    if isinstance(invitation, Letter):
        return letters.receive(agency, invitation, actor=actor)
    found = Document.objects.filter(pk=invitation.pk, agency=agency).first()
    if found is None:
        raise Invalid({"invitation": _("หนังสือเชิญไม่อยู่ในทะเบียนของหน่วยงานแล้ว โปรดเลือกใหม่")})
    if not found.number or found.date is None:
        raise Invalid({"invitation": _("หนังสือเชิญต้องมีเลขที่และวันที่")})
    return found


def _told(letter: Document) -> dict[str, object]:
    day = letter.date.isoformat() if letter.date else None
    return {"document": letter.pk, "number": letter.number, "date": day, "subject": letter.subject}
