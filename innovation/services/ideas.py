"""What happens to ideas while their collection is open: the verbs, each one function.

Each runs in one transaction that holds the agency's chain, asks the policy by the collection's process (an officer of
the agency, while it is open), and writes one event. Events name ideas by number, and never a proposer.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from indicators import clock, permissions
from indicators.models import Event, Receipt
from indicators.permissions import Refused, Verdict
from indicators.services import audit
from indicators.services.errors import Invalid, NotAllowed, StaleVersion
from indicators.services.stored import text_as_stored
from indicators.services.transition import fetch
from innovation.models import Collection, Idea
from innovation.services import entering, proposers
from innovation.services.entering import IdeaForm1

Status = Idea.Status


@transaction.atomic
def add(collection: Collection, sets: Sequence[IdeaForm1], *, actor: User) -> list[Idea]:
    """Enter sets of Form 1, all or none; the ideas in the order of `sets`. Repeating the form adds nothing more.

    Raises NotAllowed, or Invalid with faults named "<place>-<field>" (services/entering.py).
    """
    fresh = _open(collection, actor)
    now = clock.database_now()
    ideas, new = entering.enter(fresh, sets, source=Idea.Source.OFFICER, added_by=actor, now=now)
    if new:
        _record("add_idea", fresh, actor, now, ideas=[idea.number for idea in new])
    return ideas


@transaction.atomic
def edit(
    idea: Idea, *, actor: User, version: int, fields: dict[str, Any], proposer: dict[str, str] | None = None
) -> Event | None:
    """Change an idea as it was at `version`; `proposer` changes who proposed it unless None. None when nothing
    differs.

    Raises NotAllowed, StaleVersion or Invalid; then nothing was written.
    """
    fresh, now = _held(idea, actor), clock.database_now()
    _insist(fresh, version, Status.ELIGIBLE)
    columns = entering.as_stored(fresh.collection, fields)
    changed = [name for name, value in columns.items() if getattr(fresh, name) != value]
    if proposer is not None:
        changed += proposers.write(fresh.proposer, proposers.as_stored(proposer))
    if not changed:
        return None
    _write(fresh, **columns)
    event = _record_one("edit_idea", fresh, actor, now, fields=sorted(changed), version=version + 1)
    idea.refresh_from_db()
    return event


@transaction.atomic
def merge(idea: Idea, into: Idea, *, actor: User, version: int, reason: str, key: UUID | None = None) -> Event:
    """Count two ideas that say the same as one: `idea` is set aside in favour of `into`. Both are kept, with both
    proposers. Only ideas that count can be merged, and nothing is merged into what is merged itself."""
    fresh = _held(idea, actor)
    if earlier := _repeated(actor, key, "merge_idea", fresh):
        return earlier
    _insist(fresh, version, Status.ELIGIBLE)
    target = Idea.objects.filter(pk=into.pk, collection_id=fresh.collection_id).first()
    if target is None or target.pk == fresh.pk:
        raise Invalid({"into": _("เลือกอีกชุดหนึ่งของการรวบรวมนี้")})
    if target.status != Status.ELIGIBLE:
        raise Invalid({"into": _("ชุดที่ %(number)s ไม่ได้นับเป็นชุดแล้ว เลือกชุดอื่น") % {"number": target.number}})
    _insist_nothing_hangs_on(fresh)
    reason = _reason(reason)
    _write(fresh, status=Status.MERGED, merged_into=target, set_aside_reason=reason)
    details = {"into": target.number, "version": version + 1}
    return _done("merge_idea", idea, fresh, actor, key, reason, **details)


@transaction.atomic
def unmerge(idea: Idea, *, actor: User, version: int, key: UUID | None = None) -> Event:
    """Take a merge back: the idea counts again."""
    return _bring_back(idea, Status.MERGED, "unmerge_idea", actor, version, key)


@transaction.atomic
def withdraw(idea: Idea, *, actor: User, version: int, reason: str, key: UUID | None = None) -> Event:
    """Count an idea no more, with a reason. Its text stays."""
    fresh = _held(idea, actor)
    if earlier := _repeated(actor, key, "withdraw_idea", fresh):
        return earlier
    _insist(fresh, version, Status.ELIGIBLE)
    _insist_nothing_hangs_on(fresh)
    reason = _reason(reason)
    _write(fresh, status=Status.WITHDRAWN, set_aside_reason=reason)
    return _done("withdraw_idea", idea, fresh, actor, key, reason, version=version + 1)


@transaction.atomic
def restore(idea: Idea, *, actor: User, version: int, key: UUID | None = None) -> Event:
    """Take a withdrawal back: the idea counts again."""
    return _bring_back(idea, Status.WITHDRAWN, "restore_idea", actor, version, key)


def _bring_back(idea: Idea, status: str, action: str, actor: User, version: int, key: UUID | None) -> Event:
    fresh = _held(idea, actor)
    if earlier := _repeated(actor, key, action, fresh):
        return earlier
    _insist(fresh, version, status)
    _write(fresh, status=Status.ELIGIBLE, merged_into=None, set_aside_reason="")
    return _done(action, idea, fresh, actor, key, "", version=version + 1)


def _open(collection: Collection, actor: User) -> Collection:
    """The collection as it is now, with the agency's chain held; NotAllowed unless `actor` may write in it."""
    audit.lock(audit.chain_of(collection.assignment.agency))
    fresh = fetch(collection)
    verdict = permissions.can_edit(actor, fresh)
    if not verdict.allowed:
        raise NotAllowed(verdict)
    return fresh


def _held(idea: Idea, actor: User) -> Idea:
    """The idea as it is now, in its collection as _open gives it."""
    collection = _open(idea.collection, actor)
    fresh: Idea = Idea.objects.select_related("proposer", "innovation_type", "merged_into").get(pk=idea.pk)
    fresh.collection = collection
    return fresh


def _insist(idea: Idea, version: int, status: str) -> None:
    """The idea is as the page saw it and in `status`."""
    if idea.version != version:
        raise StaleVersion(idea)
    if idea.status != status:
        reason = _("ชุดที่ %(number)s อยู่ในสถานะ “%(status)s”") % {
            "number": idea.number,
            "status": idea.get_status_display(),
        }
        raise NotAllowed(Verdict(False, Refused.MOMENT, reason, whose_turn=Role.OFFICER))


def _insist_nothing_hangs_on(idea: Idea) -> None:
    """What others are merged into stays countable, else they would count nowhere."""
    numbers = ", ".join(str(number) for number in idea.merged.order_by("number").values_list("number", flat=True))
    if numbers:
        reason = _("ชุดที่ %(numbers)s รวมอยู่ในชุดนี้ แยกออกก่อน") % {"numbers": numbers}
        raise NotAllowed(Verdict(False, Refused.MOMENT, reason, whose_turn=Role.OFFICER))


def _reason(reason: str) -> str:
    reason = text_as_stored(reason, "reason")
    if not reason:
        raise Invalid({"reason": _("กรอกเหตุผล")})
    if len(reason) > 2000:
        raise Invalid({"reason": _("เหตุผลยาวเกิน 2,000 ตัวอักษร")})
    return reason


def _write(idea: Idea, **columns: Any) -> None:
    """The guarded update: one row, still at the version that was seen."""
    rows = Idea.objects.filter(pk=idea.pk, version=idea.version, status=idea.status)
    if rows.update(version=F("version") + 1, **columns) != 1:
        raise StaleVersion(Idea.objects.get(pk=idea.pk))


def _repeated(actor: User, key: UUID | None, action: str, idea: Idea) -> Event | None:
    """What the form with this key did to this idea when it came first."""
    receipt = Receipt.objects.filter(actor=actor, key=key).select_related("event").first() if key else None
    if receipt is None:
        return None
    if (receipt.event.action, json.loads(receipt.event.details).get("idea")) != (action, idea.pk):
        raise Invalid({"key": _("แบบฟอร์มนี้ส่งไปแล้วครั้งหนึ่ง กรุณาเปิดหน้านี้ใหม่แล้วลองอีกครั้ง")})
    return receipt.event


def _done(action: str, idea: Idea, fresh: Idea, actor: User, key: UUID | None, reason: str, **details: Any) -> Event:
    event = _record_one(action, fresh, actor, clock.database_now(), reason=reason, **details)
    if key:
        Receipt.objects.create(actor=actor, key=key, event=event)
    idea.refresh_from_db()
    return event


def _record_one(action: str, idea: Idea, actor: User, now: datetime, reason: str = "", **details: Any) -> Event:
    details = {"idea": idea.pk, "number": idea.number, **details}
    return _record(action, idea.collection, actor, now, reason=reason, **details)


def _record(
    action: str, collection: Collection, actor: User, now: datetime, reason: str = "", **details: Any
) -> Event:
    return audit.record(
        action=action,
        subject="idea",
        actor=actor,
        at=now,
        agency=collection.assignment.agency,
        dossier=collection.dossier,
        reason=reason,
        details=details,
    )
