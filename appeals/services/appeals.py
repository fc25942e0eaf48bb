"""What happens to an appeal until the committee decides: the verbs, each one function."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from appeals.models import Appeal
from appeals.selectors.content import appeal_content
from appeals.selectors.subjects import criterion_in_force
from appeals.services import letters
from appeals.services.letters import Letter
from appeals.services.opening import criterion_at, first_draft, insist_free, open_draft
from indicators import permissions
from indicators.models import Assignment, Document, Event, YearCode
from indicators.models.score import WHOLE_ASSIGNMENT
from indicators.services import agenda, audit, drafts
from indicators.services.errors import Invalid, StaleVersion, insist
from indicators.services.review import latest_revision
from indicators.services.revisions import freeze
from indicators.services.transition import Outcome, fetch, move
from indicators.workflow.machine import Transition
from thai.dates import BANGKOK

# What an officer fills in, each with the column that holds it.
COLUMNS = {
    "cause": "cause_id",
    "what_happened": "what_happened",
    "requested_outcome": "requested_outcome_id",
    "criterion_asked": "criterion_asked",
    "letter": "letter_id",
}
_TABLES = {"cause": YearCode.Table.APPEAL_CAUSE, "requested_outcome": YearCode.Table.APPEAL_OUTCOME}


@transaction.atomic
def prepare(
    assignment: Assignment, position: int = WHOLE_ASSIGNMENT, *, actor: User, key: UUID | None = None
) -> Appeal:
    """An officer opens a draft about the assignment as a whole (position 0) or one of its criteria.

    Raises NotAllowed, AlreadyOpen (which has the appeal) or Invalid. A repeated `key` returns the first draft.
    """
    insist(permissions.holds(actor, Role.OFFICER, assignment.agency_id))
    audit.lock(audit.chain_of(assignment.agency))
    if first := first_draft(actor, key, assignment, position):
        return first
    fresh = Assignment.objects.select_related("agency", "year").get(pk=assignment.pk)
    return open_draft(fresh, position, actor=actor, key=key)


@transaction.atomic
def save(
    appeal: Appeal,
    *,
    actor: User,
    version: int,
    fields: Mapping[str, Any],
    letter: Letter | None = None,
    key: UUID | None = None,
    autosaved: bool = False,
) -> Event | None:
    """Save what the officer typed into the draft seen at `version`: any of `position`, `cause`, `what_happened`,
    `requested_outcome`, `criterion_asked`, `letter` (a Document of the agency). A `letter` as typed is registered and
    used instead; a repeated `key` registers it once. Another position copies that criterion as it reads now.

    Raises NotAllowed, StaleVersion, AlreadyOpen or Invalid; then nothing was written.
    """
    audit.lock(audit.chain_of(appeal.assignment.agency))
    fresh = fetch(appeal)
    insist(permissions.can_edit(actor, fresh))
    if fresh.version != version:
        raise StaleVersion(fresh)
    columns = {column: fields[name] for name, column in COLUMNS.items() if name in fields}
    for name in ("cause", "requested_outcome", "letter"):
        if COLUMNS[name] in columns:
            _insist_of_appeal(fresh, name, columns[COLUMNS[name]])
            columns[COLUMNS[name]] = columns[COLUMNS[name]].pk if columns[COLUMNS[name]] else None
    if "position" in fields:
        columns |= _subject(fresh, fields["position"])
    _insist_asks_of_a_criterion(fresh, columns)
    if letter is not None:
        columns["letter_id"] = letters.register(fresh.assignment.agency, letter, actor=actor, key=key).pk
    return drafts.save(appeal, actor=actor, version=version, columns=columns, autosaved=autosaved)


def file(appeal: Appeal, *, actor: User, version: int, key: UUID | None = None) -> Event:
    """The officer files the appeal: freezes a revision with the criterion's text of this day. Late when the first
    filing came after the year's last day, which takes the secretariat's permission."""

    def consequence(fresh: Appeal, row: Transition, now: datetime) -> Outcome:
        criterion = criterion_in_force(fresh.assignment_id, fresh.position)
        fresh.criterion, fresh.criterion_before = criterion, criterion.text if criterion else ""
        revision = freeze(fresh.dossier, appeal_content(fresh), actor=actor, at=now)
        columns: dict[str, Any] = {
            "criterion": criterion,
            "criterion_before": fresh.criterion_before,
            "submitted_at": now,
            "submitted_by": actor,
        }
        if fresh.first_submitted_at is None:
            last = fresh.assignment.year.appeals_close_on
            columns["first_submitted_at"] = now
            columns["is_late"] = last is not None and now.astimezone(BANGKOK).date() > last
        return Outcome(columns, revision, {"revision": revision.number, "sha256": revision.sha256})

    return move(appeal, "file", actor=actor, version=version, consequence=consequence, key=key)


def register(appeal: Appeal, *, actor: User, version: int, key: UUID | None = None) -> Event:
    """The secretariat has received the appeal; it waits for a meeting."""
    return move(appeal, "register", actor=actor, version=version, consequence=_unchanged, key=key)


def return_(appeal: Appeal, *, actor: User, version: int, reason: str, key: UUID | None = None) -> Event:
    """The secretariat sends the appeal back; the officer corrects it and files it again."""
    return move(appeal, "return", actor=actor, version=version, consequence=_unchanged, reason=reason, key=key)


@transaction.atomic
def withdraw(appeal: Appeal, *, actor: User, version: int, reason: str = "", key: UUID | None = None) -> Event:
    """The officer takes the appeal back, at any time before the committee decides. From an agenda it is taken off."""
    event = move(appeal, "withdraw", actor=actor, version=version, consequence=_unchanged, reason=reason, key=key)
    agenda.withdraw(appeal.dossier, event)
    return event


def _unchanged(fresh: Appeal, row: Transition, now: datetime) -> Outcome:
    """Nothing but the status changes; the event names the newest filing, when there is one."""
    return Outcome({}, latest_revision(fresh) if fresh.dossier.revisions.exists() else None)


def _subject(appeal: Appeal, position: int) -> dict[str, Any]:
    """The columns of another subject; none when it stays."""
    if position == appeal.position:
        return {}
    criterion = criterion_at(appeal.assignment, position)
    insist_free(appeal.assignment, position)
    return {
        "position": position,
        "criterion_id": criterion.pk if criterion else None,
        "criterion_before": criterion.text if criterion else "",
    }


def _insist_of_appeal(appeal: Appeal, name: str, chosen: YearCode | Document | None) -> None:
    """Raises Invalid unless what was chosen is of the appeal's year, or in its agency's register (still)."""
    if chosen is None:
        return
    if isinstance(chosen, Document):
        known = Document.objects.filter(pk=chosen.pk, agency=appeal.assignment.agency_id).exists()
        sentence = _("หนังสือที่เลือกไม่อยู่ในทะเบียนของหน่วยงานแล้ว โปรดเลือกใหม่")
    else:
        codes = YearCode.objects.filter(pk=chosen.pk, year=appeal.assignment.year_id, table=_TABLES[name])
        known = codes.exists()
        sentence = _("เลือกจากรายการของปีงบประมาณนี้")
    if not known:
        raise Invalid({name: sentence})


def _insist_asks_of_a_criterion(appeal: Appeal, columns: Mapping[str, Any]) -> None:
    position = columns.get("position", appeal.position)
    asked = columns.get("criterion_asked", appeal.criterion_asked)
    if position == WHOLE_ASSIGNMENT and asked:
        raise Invalid({"criterion_asked": _("อุทธรณ์ทั้งตัวชี้วัดไม่มีข้อความเกณฑ์ เลือกเกณฑ์ที่อุทธรณ์ หรือลบข้อความนี้")})
