"""Saving what an officer types: one guarded update, one event, nothing overwritten unseen."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
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

# So long a person's further autosaves of the same fields belong to the event of the first.
A_RUN = timedelta(minutes=15)


@transaction.atomic
def save(
    report: Submittable,
    *,
    actor: User,
    version: int,
    columns: dict[str, Any],
    rows: Callable[[Any], list[str]] = lambda fresh: [],
    action: str = "edit",
    autosaved: bool = False,
) -> Event | None:
    """Write `columns` of a draft seen at `version`; `rows(fresh)` saves what hangs on it (entries, factors) and
    returns the names of what it changed. No event, and no new version, when nothing differs.

    Raises NotAllowed, StaleVersion or Invalid; then nothing was written. `action` names the event. What was
    `autosaved` returns the event that tells of it: a new one, or that of the run it belongs to.
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
    event = _of_the_run(fresh, actor, changed, now) if autosaved else None
    event = event or audit.record(
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


def _of_the_run(report: Submittable, actor: User, changed: Collection[str], now: datetime) -> Event | None:
    """The dossier's newest event when it tells of this change already: the same person edited all these fields, less
    than A_RUN ago, and nobody did anything since. Asked under the agency's chain."""
    last = Event.objects.filter(dossier_id=report.dossier_id).order_by("-sequence").first()
    if last is None or (last.action, last.actor_id) != ("edit", actor.pk) or now - last.at >= A_RUN:
        return None
    return last if set(changed) <= set(json.loads(last.details).get("fields", ())) else None


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
