"""The only writer of `status`.

In one transaction: lock the agency's chain, answer a repeated form with its first effect, ask the policy and the
guards by the database's clock, change the row if it still is as the page saw it, append the event.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from indicators import clock, permissions
from indicators.models import Event, Receipt, Revision
from indicators.models.dossier import Submittable
from indicators.services import audit
from indicators.services.errors import Invalid, NotAllowed, StaleVersion
from indicators.services.stored import text_as_stored
from indicators.workflow import process_of, workflow_of
from indicators.workflow.machine import Transition


@dataclass(frozen=True)
class Outcome:
    """What a transition brings besides the status: columns to change, the revision it froze or is about, details."""

    columns: dict[str, Any]
    revision: Revision | None = None
    details: dict[str, Any] | None = None


Row = TypeVar("Row", bound=Submittable)
# Called inside the transaction with the fresh row, the row of the table and the instant.
Consequence = Callable[[Any, Transition, datetime], Outcome]


@transaction.atomic
def move(
    report: Submittable,
    action: str,
    *,
    actor: User,
    version: int,
    consequence: Consequence,
    reason: str = "",
    key: UUID | None = None,
) -> Event:
    """Take `action` on `report` as it was at `version`.

    Raises NotAllowed, StaleVersion, or Invalid when a required reason is missing. A repeated `key` of the same actor
    has no second effect and returns the first event; a key that came with another form is refused.
    """
    agency = report.assignment.agency
    audit.lock(audit.chain_of(agency))
    first = _first_effect(actor, key)
    if first and (first.action, first.dossier_id) == (action, report.dossier_id):
        report.refresh_from_db()
        return first
    fresh = fetch(report)
    now = clock.database_now()
    verdict = permissions.can(actor, action, fresh, now)
    if not verdict.allowed or verdict.row is None:
        raise NotAllowed(verdict)
    if fresh.version != version:
        raise StaleVersion(fresh)
    if first:
        raise Invalid({"key": _("แบบฟอร์มนี้ส่งไปแล้วครั้งหนึ่ง กรุณาเปิดหน้านี้ใหม่แล้วลองอีกครั้ง")})
    reason = text_as_stored(reason, "reason")
    if verdict.row.needs_reason and not reason:
        raise Invalid({"reason": _("กรอกเหตุผล")})
    outcome = consequence(fresh, verdict.row, now)
    _write_status(fresh, verdict.row, version, now, outcome.columns)
    event = audit.record(
        action=action,
        subject=workflow_of(fresh).name,
        actor=actor,
        at=now,
        agency=agency,
        dossier=fresh.dossier,
        status_before=verdict.row.source,
        status_after=verdict.row.target,
        revision=outcome.revision,
        reason=reason,
        details=outcome.details,
    )
    if key:
        Receipt.objects.create(actor=actor, key=key, event=event)
    report.refresh_from_db()
    return event


def _first_effect(actor: User, key: UUID | None) -> Event | None:
    """What the form with this key did when it came first."""
    if key is None:
        return None
    receipt = Receipt.objects.filter(actor=actor, key=key).select_related("event").first()
    return receipt.event if receipt else None


def fetch(report: Row) -> Row:
    """The row as it is now, with what guards and content read."""
    rows: Any = type(report).objects  # type: ignore[attr-defined]
    fresh: Row = rows.select_related(*process_of(report).related).get(pk=report.pk)
    return fresh


def _write_status(report: Submittable, row: Transition, version: int, now: datetime, columns: dict[str, Any]) -> None:
    """Change the row if its status and version are still what was seen; otherwise the change is refused."""
    rows: Any = type(report).objects  # type: ignore[attr-defined]
    changed = rows.filter(pk=report.pk, status=row.source, version=version).update(
        status=row.target, version=F("version") + 1, status_since=now, **columns
    )
    if changed != 1:
        raise StaleVersion(fetch(report))
