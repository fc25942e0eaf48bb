"""What is done with one item of an agenda before it is resolved: put on, postponed, taken off, abstained from.

These verbs lock the chain of the item's agency first, then the rows of the meetings they touch; their events belong
to the dossier.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from indicators import clock, permissions
from indicators.models import Abstention, AgendaItem, Dossier, Event, Meeting, Receipt, Revision
from indicators.permissions import Refused, Verdict
from indicators.selectors.agenda import KINDS, open_item, result_word
from indicators.services import audit, meetings
from indicators.services.errors import Invalid, NotAllowed, StaleVersion, insist
from indicators.services.stored import text_as_stored, value_as_stored
from indicators.workflow import workflow_of
from thai.dates import active_language, format_datetime


def put(meeting: Meeting, dossier: Dossier, revision: Revision) -> AgendaItem:
    """A dossier on the agenda of `meeting`, at its end, with the revision that the committee will read. For the verb
    that schedules a thing: runs inside its transaction, which holds the agency's chain."""
    fresh = meetings.locked(meeting.pk)
    _insist_takes_items(fresh)
    if fresh.items.filter(dossier=dossier).exists():
        raise Invalid({"meeting": _("เรื่องนี้เคยอยู่ในวาระของการประชุมครั้งนั้นแล้ว เลือกการประชุมครั้งอื่น")})
    title = KINDS[dossier.kind].title(json.loads(revision.content))
    return AgendaItem.objects.create(
        meeting=fresh, dossier=dossier, revision=revision, title=title, position=_last_place(fresh)
    )


@transaction.atomic
def postpone(
    item: AgendaItem, to: Meeting, *, actor: User, version: int, reason: str, key: UUID | None = None
) -> Event:
    """Take an item off its agenda and put it on that of another meeting; the thing's own status stays. Both agendas
    keep it, the old one with the reason. Going back to a meeting it was postponed from undoes that postponement.

    Raises NotAllowed, StaleVersion or Invalid. A repeated `key` returns the first event.
    """
    agency = item.dossier.agency
    meetings.insist_in_city(actor)
    insist(permissions.holds(actor, Role.SECRETARIAT, agency.pk))
    audit.lock(audit.chain_of(agency))
    if first := first_effect(actor, key, item.dossier, {"postpone"}):
        return first
    for pk in sorted({item.meeting_id, to.pk}):
        meetings.locked(pk)
    fresh, target = fetch(item), Meeting.objects.select_related("year").get(pk=to.pk)
    insist_undecided(fresh)
    meetings.insist_open(fresh.meeting)
    if fresh.version != version:
        raise StaleVersion(fresh)
    if target.pk == fresh.meeting_id:
        raise Invalid({"meeting": _("เลือกการประชุมครั้งอื่นที่จะเลื่อนไป")})
    _insist_takes_items(target)
    if not (reason := text_as_stored(reason, "reason")):
        raise Invalid({"reason": _("กรอกเหตุผลที่เลื่อนวาระ")})
    details = {"from": fresh.meeting_id, "meeting": target.pk, "number": target.number}
    event = _record("postpone", fresh, actor, key, reason=reason, details=details)
    columns = {"result": AgendaItem.POSTPONED, "resolution": reason, "postponed_to": target, "event": event}
    write(fresh, version, columns)
    _come_to(target, fresh)
    item.refresh_from_db()
    return event


def withdraw(dossier: Dossier, event: Event) -> None:
    """What its agency took back leaves the agenda it stands on, if it stands on one; `event` is the act. Inside the
    transaction of that act, which holds the agency's chain."""
    item = open_item(dossier)
    if item is None:
        return
    meetings.locked(item.meeting_id)
    write(item, item.version, {"result": AgendaItem.WITHDRAWN, "event": event})


@transaction.atomic
def abstain(item: AgendaItem, *, actor: User, reason: str, key: UUID | None = None) -> Event:
    """A member of the committee takes no part in an item: he may then not record its resolution. Nobody needs to ask
    whether he might: whoever belongs to the agency abstains, too."""
    _insist_member(actor)
    audit.lock(audit.chain_of(item.dossier.agency))
    if first := first_effect(actor, key, item.dossier, {"abstain"}):
        return first
    meetings.locked(item.meeting_id)
    fresh = fetch(item)
    insist_undecided(fresh)
    if fresh.abstentions.filter(user=actor).exists():
        raise Invalid({"reason": _("ท่านงดออกเสียงในวาระนี้ไว้แล้ว")})
    reason = value_as_stored(Abstention, "reason", reason)
    if not reason:
        raise Invalid({"reason": _("กรอกเหตุผลที่งดออกเสียง")})
    Abstention.objects.create(item=fresh, member=actor.full_name, reason=reason, user=actor)
    return _record("abstain", fresh, actor, key, reason=reason, details={"item": fresh.pk})


@transaction.atomic
def rejoin(item: AgendaItem, *, actor: User, key: UUID | None = None) -> Event:
    """A member takes back his own abstention while the item is undecided."""
    _insist_member(actor)
    audit.lock(audit.chain_of(item.dossier.agency))
    if first := first_effect(actor, key, item.dossier, {"rejoin"}):
        return first
    meetings.locked(item.meeting_id)
    fresh = fetch(item)
    insist_undecided(fresh)
    if not fresh.abstentions.filter(user=actor).delete()[0]:
        raise Invalid({"item": _("ท่านไม่ได้งดออกเสียงในวาระนี้")})
    return _record("rejoin", fresh, actor, key, details={"item": fresh.pk})


def fetch(item: AgendaItem) -> AgendaItem:
    """The item as it is now, with what verbs on it read."""
    rows = AgendaItem.objects.select_related("dossier__agency", "dossier__year", "meeting__year", "revision")
    return rows.select_related("event__actor", "postponed_to").get(pk=item.pk)


def insist_undecided(item: AgendaItem) -> None:
    """Raises NotAllowed, naming who resolved or postponed the item and when. Reads its event."""
    if not item.result:
        return
    event = item.event
    told = _("%(who)s บันทึกมติของวาระนี้แล้วเมื่อ %(when)s ว่า “%(result)s”")
    if item.result == AgendaItem.WITHDRAWN:
        told = _("%(who)s นำเรื่องนี้ออกจากวาระแล้วเมื่อ %(when)s (%(result)s)")
    sentence = told % {
        "who": event.actor.full_name if event and event.actor else _("ระบบ"),
        "when": format_datetime(event.at, active_language()) if event else "-",
        "result": result_word(item),
    }
    raise NotAllowed(Verdict(False, Refused.MOMENT, sentence, event.at if event else None))


def first_effect(actor: User, key: UUID | None, dossier: Dossier, actions: Collection[str]) -> Event | None:
    """What the form with this key did to the dossier when it came first; Invalid when it was another form's."""
    receipt = Receipt.objects.filter(actor=actor, key=key).select_related("event").first() if key else None
    if receipt is None:
        return None
    if receipt.event.dossier_id != dossier.pk or receipt.event.action not in actions:
        raise Invalid({"key": _("แบบฟอร์มนี้ส่งไปแล้วครั้งหนึ่ง กรุณาเปิดหน้านี้ใหม่แล้วลองอีกครั้ง")})
    return receipt.event


def write(item: AgendaItem, version: int, columns: dict[str, Any]) -> None:
    """Change an open item if it still is as it was seen."""
    rows = AgendaItem.objects.filter(pk=item.pk, version=version, result="")
    if rows.update(version=F("version") + 1, **columns) != 1:
        raise StaleVersion(fetch(item))


def _come_to(meeting: Meeting, item: AgendaItem) -> None:
    """The postponed item, at the end of the other agenda; who abstained goes with it."""
    earlier = meeting.items.filter(dossier=item.dossier).first()
    if earlier is None:
        new = AgendaItem.objects.create(
            meeting=meeting,
            dossier=item.dossier,
            revision=item.revision,
            title=item.title,
            position=_last_place(meeting),
        )
    elif earlier.result == AgendaItem.POSTPONED:
        new = earlier
        AgendaItem.objects.filter(pk=earlier.pk).update(
            version=F("version") + 1, result="", resolution="", postponed_to=None, event=None, revision=item.revision
        )
    else:
        raise Invalid({"meeting": _("เรื่องนี้มีมติในการประชุมครั้งนั้นแล้ว เลือกการประชุมครั้งอื่น")})
    item.abstentions.update(item=new)


def _last_place(meeting: Meeting) -> int:
    last: int | None = meeting.items.aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def _insist_takes_items(meeting: Meeting) -> None:
    try:
        meetings.insist_open(meeting)
    except NotAllowed as refusal:
        raise Invalid({"meeting": refusal.verdict.reason}) from refusal


def _insist_member(actor: User) -> None:
    meetings.insist_in_city(actor)
    insist(permissions.holds(actor, Role.COMMITTEE))


def _record(
    action: str,
    item: AgendaItem,
    actor: User,
    key: UUID | None,
    *,
    reason: str = "",
    details: dict[str, Any],
) -> Event:
    row = KINDS[item.dossier.kind].row(item.dossier)
    event = audit.record(
        action=action,
        subject=workflow_of(row).name,
        actor=actor,
        at=clock.database_now(),
        agency=item.dossier.agency,
        dossier=item.dossier,
        revision=item.revision,
        reason=reason,
        details=details,
    )
    if key:
        Receipt.objects.create(actor=actor, key=key, event=event)
    return event
