"""What happens to step 5, the survey of use (Form 5 of 2564): the verbs, each one function."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from indicators.models import Event
from indicators.services import drafts
from indicators.services.endorsement import endorsement_of
from indicators.services.errors import Invalid
from indicators.services.review import latest_revision
from indicators.services.stored import texts_as_stored
from indicators.services.transition import Outcome, move
from indicators.workflow.machine import Transition
from innovation.models import Utilisation
from innovation.services import papers
from innovation.services.steps import freeze_step, submission, take
from thai.dates import format_date

EDITABLE = (
    *("used_from", "used_to", "sessions_corrected", "sessions_reason", "people_corrected", "people_reason"),
    *("satisfaction_count", "satisfaction_mean", "satisfaction_percent", "against_target", "before", "after"),
    *("benefits", "obstacles", "suggestions", "extension_plan", "reporter_name", "reporter_position"),
)
_NOT_ENDORSED: Mapping[str, Any] = {"endorsed_by": None, "endorsed_at": None, "endorsed_under": None}


def save(
    utilisation: Utilisation, *, actor: User, version: int, fields: Mapping[str, Any], autosaved: bool = False
) -> Event | None:
    """Save the officer's draft as it was at `version`; Invalid by field for what contradicts itself."""
    columns = {name: value for name, value in fields.items() if name in EDITABLE}
    if errors := contradictions(columns):
        raise Invalid(errors)
    return drafts.save(utilisation, actor=actor, version=version, columns=columns, autosaved=autosaved)


def contradictions(fields: Mapping[str, Any]) -> dict[str, str]:
    """By field: an end before its start, a corrected figure without its reason, a reason without its figure."""
    errors: dict[str, str] = {}
    first: date | None = fields.get("used_from")
    last: date | None = fields.get("used_to")
    if first and last and last < first:
        errors["used_to"] = _("วันสิ้นสุดต้องไม่ก่อนวันที่เริ่มใช้ %(day)s") % {"day": format_date(first)}
    for figure, reason in (("sessions_corrected", "sessions_reason"), ("people_corrected", "people_reason")):
        is_corrected, is_reasoned = fields.get(figure) is not None, bool(fields.get(reason))
        if is_corrected and not is_reasoned:
            errors[reason] = _("กรอกเหตุผลที่ตัวเลขต่างจากที่ระบบนับ")
        if is_reasoned and not is_corrected:
            errors[figure] = _("กรอกตัวเลขที่ถูกต้อง หรือลบเหตุผลออก")
    return errors


def submit(
    utilisation: Utilisation,
    *,
    actor: User,
    version: int,
    warning_reasons: Mapping[str, str] | None = None,
    key: UUID | None = None,
) -> Event:
    """The survey is submitted to the head of the agency: freezes a revision with the figures of step 4. The event
    keeps what the officer said of each warning."""

    def consequence(fresh: Utilisation, row: Transition, now: datetime) -> Outcome:
        outcome = submission(fresh, freeze_step(fresh, actor=actor, at=now), actor, now)
        details = {**(outcome.details or {}), "warning_reasons": texts_as_stored(warning_reasons)}
        return Outcome({**outcome.columns, **_NOT_ENDORSED}, outcome.revision, details)

    return move(utilisation, "submit", actor=actor, version=version, consequence=consequence, key=key)


@transaction.atomic
def endorse(utilisation: Utilisation, *, actor: User, version: int, key: UUID | None = None) -> Event:
    """The head, or who stands in for him, endorses. The page asks for the password again before it calls this.
    Freezes the print with the endorsement."""

    def consequence(fresh: Utilisation, row: Transition, now: datetime) -> Outcome:
        columns, details = endorsement_of(fresh, actor, now)
        return Outcome(columns, latest_revision(fresh), details)

    return papers.freeze(
        utilisation, move(utilisation, "endorse", actor=actor, version=version, consequence=consequence, key=key)
    )


def return_(utilisation: Utilisation, *, actor: User, version: int, reason: str, key: UUID | None = None) -> Event:
    """Back to the officer, by the head or, when it is endorsed, by the secretariat: it is endorsed no longer."""

    def consequence(fresh: Utilisation, row: Transition, now: datetime) -> Outcome:
        return Outcome(dict(_NOT_ENDORSED), latest_revision(fresh))

    return move(utilisation, "return", actor=actor, version=version, consequence=consequence, reason=reason, key=key)


@transaction.atomic
def receive(utilisation: Utilisation, *, actor: User, version: int, key: UUID | None = None) -> Event:
    """The secretariat receives the endorsed survey: the case is complete."""
    return papers.freeze(utilisation, take(utilisation, "receive", actor=actor, version=version, key=key))
