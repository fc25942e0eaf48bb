"""Saving what an officer types: one guarded update, one event, nothing overwritten unseen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from indicators import clock, permissions
from indicators.models import Event
from indicators.models.dossier import Submittable
from indicators.services import audit
from indicators.services.errors import Invalid, NotAllowed, StaleVersion
from indicators.services.stored import value_as_stored
from indicators.services.transition import fetch
from indicators.workflow import workflow_of


@transaction.atomic
def save(
    report: Submittable,
    *,
    actor: User,
    version: int,
    columns: dict[str, Any],
    rows: Callable[[Any], list[str]] = lambda fresh: [],
    action: str = "edit",
) -> Event | None:
    """Write `columns` of a draft seen at `version`; `rows(fresh)` saves what hangs on it (entries, factors) and
    returns the names of what it changed. No event, and no new version, when nothing differs.

    Raises NotAllowed, StaleVersion or Invalid; then nothing was written. `action` names the event.
    """
    agency = report.assignment.agency
    audit.lock(audit.chain_of(agency))
    fresh = fetch(report)
    verdict = permissions.can_edit(actor, fresh)
    if not verdict.allowed:
        raise NotAllowed(verdict)
    if fresh.version != version:
        raise StaleVersion(fresh)
    columns = _as_stored(fresh, columns)
    changed = sorted(name for name, value in columns.items() if getattr(fresh, name) != value)
    changed += rows(fresh)
    if not changed:
        return None
    now = clock.database_now()
    table: Any = type(report).objects  # type: ignore[attr-defined]
    written = table.filter(pk=fresh.pk, version=version, status=fresh.status).update(
        version=F("version") + 1, edited_at=now, edited_by=actor, **columns
    )
    if written != 1:
        raise StaleVersion(fetch(report))
    event = audit.record(
        action=action,
        subject=workflow_of(fresh).name,
        actor=actor,
        at=now,
        agency=agency,
        dossier=fresh.dossier,
        details={"fields": changed, "version": version + 1},
    )
    report.refresh_from_db()
    return event


def _as_stored(report: Submittable, columns: dict[str, Any]) -> dict[str, Any]:
    stored: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for name, value in columns.items():
        try:
            stored[name] = value_as_stored(type(report), name, value)
        except Invalid as invalid:
            errors |= invalid.errors
    percent = stored.get("progress_percent")
    if percent is not None and not 0 <= percent <= 100:
        errors["progress_percent"] = _("ความก้าวหน้าต้องอยู่ระหว่าง 0 ถึง 100")
    if errors:
        raise Invalid(errors)
    return stored
