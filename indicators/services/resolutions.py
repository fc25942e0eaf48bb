"""The committee's resolution on one item of an agenda, whatever kind of thing the item is.

What a resolution does to the thing itself is its own process's business: the caller hands it in as `decided`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from indicators import permissions
from indicators.clock import database_now
from indicators.models import Abstention, AgendaItem, Event
from indicators.permissions import Refused, Verdict
from indicators.selectors.agenda import KINDS, Result
from indicators.services import audit, meetings
from indicators.services.agenda import fetch, first_effect, insist_undecided, write
from indicators.services.errors import Invalid, NotAllowed, StaleVersion, insist
from indicators.services.stored import value_as_stored
from indicators.services.transition import Outcome, move
from indicators.workflow.machine import Transition
from thai.dates import active_language, bangkok_day, format_date

# What the process of the thing itself adds when it is resolved: columns of the fresh row, by the action taken.
Decided = Callable[[Any, Transition, datetime], dict[str, Any]]


@dataclass(frozen=True)
class Resolution:
    """As typed. `result` is the action of the dossier's process; `abstentions` are (member, reason)."""

    result: str
    text: str
    conditions: str = ""
    resolved_on: date | None = None
    abstentions: Sequence[tuple[str, str]] = ()


@transaction.atomic
def resolve(
    item: AgendaItem,
    resolution: Resolution,
    *,
    actor: User,
    version: int,
    decided: Decided,
    details: Mapping[str, Any] | None = None,
    key: UUID | None = None,
) -> Event:
    """The committee's resolution on an item seen at `version`: moves the thing by its own process, keeps the text.
    `details`, plain JSON values, are what the event tells besides.

    Raises NotAllowed (who decided first is named), StaleVersion or Invalid. A repeated `key` returns the first event.
    """
    kind = KINDS[item.dossier.kind]
    audit.lock(audit.chain_of(item.dossier.agency))
    meetings.insist_in_city(actor)
    insist(permissions.holds(actor, Role.COMMITTEE, item.dossier.agency_id))
    if first := first_effect(actor, key, item.dossier, {result.action for result in kind.results}):
        item.refresh_from_db()
        return first
    meetings.locked(item.meeting_id)
    fresh = fetch(item)
    now = database_now()
    insist(may_resolve(actor, fresh, now))
    if fresh.version != version:
        raise StaleVersion(fresh)
    result, given = _checked(fresh, resolution, actor, now)
    where = {"resolved_on": given["resolved_on"].isoformat(), "meeting": fresh.meeting_id, "item": fresh.pk}
    told = {**(details or {}), **given, **where}

    def consequence(row: Any, transition: Transition, at: datetime) -> Outcome:
        return Outcome(decided(row, transition, at), fresh.revision, told)

    row = kind.row(fresh.dossier)
    reason = "\n".join(filter(None, [given["resolution"], given["conditions"]]))
    event = move(
        row, result.action, actor=actor, version=row.version, consequence=consequence, reason=reason, key=key
    )
    abstained = [Abstention(item=fresh, member=who, reason=why) for who, why in given.pop("abstentions")]
    Abstention.objects.bulk_create(abstained)
    write(fresh, version, {"result": result.action, "event": event, **given})
    item.refresh_from_db()
    return event


def may_resolve(user: User, item: AgendaItem, now: datetime) -> Verdict:
    """Whether this person may record the resolution of an item at the instant `now`, besides what the process of the
    thing itself asks; pages show the same sentence. Reads dossier, meeting and event."""
    verdict = permissions.holds(user, Role.COMMITTEE, item.dossier.agency_id)
    if not verdict.allowed:
        return verdict
    try:
        insist_undecided(item)
        meetings.insist_held(item.meeting, now)
    except NotAllowed as refusal:
        return refusal.verdict
    if item.abstentions.filter(user=user).exists():
        sentence = _("ท่านงดออกเสียงในวาระนี้ จึงเป็นผู้บันทึกมติไม่ได้ ให้กรรมการท่านอื่นเป็นผู้บันทึก")
        return Verdict(False, Refused.ROLE, sentence, whose_turn=Role.COMMITTEE)
    return Verdict(True)


def _checked(item: AgendaItem, resolution: Resolution, actor: User, now: datetime) -> tuple[Result, dict[str, Any]]:
    """The result and the columns of a resolution that can be kept; Invalid names what cannot."""
    errors: dict[str, str] = {}
    given: dict[str, Any] = {}
    result = KINDS[item.dossier.kind].result(resolution.result)
    if result is None:
        errors["result"] = _("เลือกมติ")
    for name, text in (("resolution", resolution.text), ("conditions", resolution.conditions)):
        try:
            given[name] = value_as_stored(AgendaItem, name, text.strip()) if text.strip() else ""
        except Invalid as invalid:
            errors |= invalid.errors
    if not given.get("resolution", "-"):
        errors["resolution"] = _("กรอกมติที่ประชุม")
    if result and result.needs_conditions and not given.get("conditions", "-"):
        errors["conditions"] = _("กรอกข้อเสนอแนะหรือเงื่อนไข เมื่อมติคือ “%(result)s”") % {"result": result.label}
    given["resolved_on"] = resolution.resolved_on
    if sentence := wrong_day(item.meeting.held_on, resolution.resolved_on, bangkok_day(now)):
        errors["resolved_on"] = sentence
    try:
        given["abstentions"] = _abstentions(item, resolution.abstentions, actor)
    except Invalid as invalid:
        errors |= invalid.errors
    if errors or result is None:
        raise Invalid(errors)
    return result, given


def wrong_day(held_on: date, day: date | None, today: date) -> str:
    """Why a resolution cannot bear this date, "" when it can: it is taken on the day of the meeting or, where members
    sign a circulated text, some days later; not before, and not in the future."""
    if day is None:
        return _("กรอกวันที่มีมติ")
    if day < held_on:
        return _("วันที่มีมติต้องไม่ก่อนวันประชุม (%(day)s)") % {"day": format_date(held_on, "long", active_language())}
    return _("วันที่มีมติต้องไม่เป็นวันในอนาคต") if day > today else ""


def _abstentions(item: AgendaItem, rows: Sequence[tuple[str, str]], actor: User) -> list[tuple[str, str]]:
    """(member, reason) of each row that says something. Who has abstained by himself already is not told twice."""
    known = set(item.abstentions.values_list("member", flat=True))
    kept: dict[str, str] = {}
    for member, reason in rows:
        member = (
            value_as_stored(Abstention, "member", member.strip(), shown_at="abstentions") if member.strip() else ""
        )
        reason = value_as_stored(Abstention, "reason", reason.strip(), shown_at="abstentions")
        if not member and not reason:
            continue
        if not member:
            raise Invalid({"abstentions": _("กรอกชื่อกรรมการที่งดออกเสียง")})
        if not reason:
            raise Invalid({"abstentions": _("กรอกเหตุผลที่ %(member)s งดออกเสียง") % {"member": member}})
        if member in kept:
            raise Invalid({"abstentions": _("ระบุชื่อ %(member)s ไว้สองครั้ง") % {"member": member}})
        if member == actor.full_name:
            sentence = _("ผู้งดออกเสียงบันทึกมติของวาระนั้นไม่ได้ หากท่านงดออกเสียง ให้กรรมการท่านอื่นเป็นผู้บันทึก")
            raise Invalid({"abstentions": sentence})
        kept[member] = reason
    return [(member, reason) for member, reason in kept.items() if member not in known]
