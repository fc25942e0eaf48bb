"""Service sessions: recorded one by one or day by day of a stretch, counted, corrected, withdrawn; never deleted.

They belong to the development, but none of these verbs raises its version: two phones may record at once. Each locks
the agency's chain, so that what is sent holds every session that was recorded before it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from indicators import clock, permissions
from indicators.files.store import Received
from indicators.models import Event, Receipt
from indicators.permissions import Refused, Verdict
from indicators.services import audit
from indicators.services.errors import Invalid, NotAllowed, StaleVersion
from indicators.services.stored import text_as_stored
from indicators.services.transition import fetch
from innovation.models import Development, ServiceSession
from innovation.selectors.sessions import at_place
from innovation.services import session_fields as given
from innovation.session_days import LONGEST_STRETCH


@dataclass(frozen=True)
class Created:
    """What a stretch became: its new sessions, and the days on which that place had one already."""

    sessions: list[ServiceSession]
    taken: list[date]


@transaction.atomic
def add(
    development: Development, *, actor: User, key: UUID, fields: Mapping[str, Any], photo: Received | None = None
) -> ServiceSession:
    """Record one session; `fields` are date, place, people (None: not counted yet) and note.

    The same `key` with the same content is the same session; with another content it is refused. Raises NotAllowed
    unless an officer may write now, Invalid by field.
    """
    fresh, now = _open(development, actor)
    columns = given.columns(fresh, fields, now)
    if held := fresh.sessions.filter(key=key).first():
        if any(getattr(held, name) != value for name, value in columns.items()):
            raise Invalid({"key": _("แบบฟอร์มนี้บันทึกไปแล้วหนึ่งครั้ง ถ้าเป็นอีกครั้งหนึ่ง กดบันทึกอีกที")})
        return held
    columns |= given.photo_columns(fresh, photo, now)
    session = ServiceSession.objects.create(development=fresh, key=key, added_by=actor, added_at=now, **columns)
    _record(
        "add_session",
        fresh,
        actor,
        now,
        {"session": session.pk, **given.as_told(columns), **given.photo_as_sent(photo)},
    )
    return session


@transaction.atomic
def add_days(development: Development, *, actor: User, key: UUID, place: str, days: Sequence[date]) -> Created:
    """Record a session on each of `days`, its people not counted yet; none where that place has one that day. The
    same `key` again adds nothing."""
    fresh, now = _open(development, actor)
    wanted = sorted(set(days))
    if not wanted:
        raise Invalid({"day": _("เลือกวันอย่างน้อยหนึ่งวัน")})
    if len(wanted) > LONGEST_STRETCH:
        raise Invalid({"day": _("ครั้งละไม่เกิน %(days)s วัน") % {"days": LONGEST_STRETCH}})
    place = given.columns(fresh, {"place": place}, now)["place"]
    for day in (wanted[0], wanted[-1]):
        given.check_day(fresh, day, now, shown_at="day")
    keys = {day: uuid5(key, day.isoformat()) for day in wanted}
    held = {session.key: session for session in fresh.sessions.filter(key__in=keys.values())}
    there = {session.date for session in at_place(fresh, place) if session.key not in held}
    new = [
        ServiceSession(development=fresh, key=keys[day], date=day, place=place, added_by=actor, added_at=now)
        for day in wanted
        if day not in there and keys[day] not in held
    ]
    if new:
        ServiceSession.objects.bulk_create(new)
        told = {"place": place, "days": [session.date.isoformat() for session in new]}
        _record("add_sessions", fresh, actor, now, told)
    return Created([*held.values(), *new], [day for day in wanted if day in there])


@transaction.atomic
def edit(
    session: ServiceSession,
    *,
    actor: User,
    version: int,
    fields: Mapping[str, Any],
    photo: Received | None = None,
    drop_photo: bool = False,
) -> Event | None:
    """Correct a session seen at `version`; a new photo takes the place of the old one. None when nothing differs."""
    development, now = _open(session.development, actor)
    fresh = _standing(session)
    columns = given.columns(development, fields, now)
    if photo:
        columns |= given.photo_columns(development, photo, now)
    elif drop_photo:
        columns |= {"photo_id": None, "photo_name": ""}
    changed = {name: value for name, value in columns.items() if getattr(fresh, name) != value}
    if not changed:
        return None
    before = {name: getattr(fresh, name) for name in changed}
    _write(fresh, version, changed)
    session.refresh_from_db()
    told = {
        "session": fresh.pk,
        "before": given.as_told(before),
        "after": given.as_told(changed),
    } | given.photo_as_sent(photo)
    return _record("edit_session", development, actor, now, told)


@transaction.atomic
def withdraw(session: ServiceSession, *, actor: User, version: int, reason: str, key: UUID | None = None) -> Event:
    """Take a session out of the count; it stays, with the reason. A repeated `key` returns the first event."""
    development, now = _open(session.development, actor)
    if key and (receipt := Receipt.objects.filter(actor=actor, key=key).select_related("event").first()):
        return receipt.event
    fresh = _standing(session)
    reason = text_as_stored(reason, "reason")
    if not reason:
        raise Invalid({"reason": _("กรอกเหตุผลที่ถอน")})
    given.stored("withdrawn_reason", reason, "reason")
    _write(fresh, version, {"withdrawn_at": now, "withdrawn_reason": reason})
    session.refresh_from_db()
    told = {"session": fresh.pk, **given.as_told({"date": fresh.date, "place": fresh.place, "people": fresh.people})}
    event = _record("withdraw_session", development, actor, now, told, reason=reason)
    if key:
        Receipt.objects.create(actor=actor, key=key, event=event)
    return event


@transaction.atomic
def count_people(
    development: Development, *, actor: User, counts: Mapping[int, tuple[int | None, int | None]]
) -> Event | None:
    """Write the people of several sessions at once: by session, the number that the page showed and the number typed;
    one that was not typed changes nothing. All or none.

    Raises StaleVersion with the first session whose number is by now neither of the two, or which is withdrawn.
    """
    fresh, now = _open(development, actor)
    sessions = fresh.sessions.in_bulk(list(counts))
    errors = {
        f"people-{pk}": sentence
        for pk, (_seen, typed) in counts.items()
        if (sentence := given.why_no_number(typed) if pk in sessions else _("ไม่มีครั้งนี้ในปีนี้"))
    }
    if errors:
        raise Invalid(errors)
    told: dict[str, int] = {}
    for pk, (seen, typed) in counts.items():
        session = sessions[pk]
        if typed is None or (session.people == typed and session.withdrawn_at is None):
            continue
        if session.withdrawn_at is not None or session.people != seen:
            raise StaleVersion(session)
        _write(session, session.version, {"people": typed})
        told[str(pk)] = typed
    return _record("count_people", fresh, actor, now, {"people": told}) if told else None


def _open(development: Development, actor: User) -> tuple[Development, datetime]:
    """The development, its agency's chain locked, and the instant; NotAllowed unless `actor` may write in it now."""
    audit.lock(audit.chain_of(development.assignment.agency))
    fresh = fetch(development)
    verdict = permissions.can_edit(actor, fresh)
    if not verdict.allowed:
        raise NotAllowed(verdict)
    return fresh, clock.database_now()


def _standing(session: ServiceSession) -> ServiceSession:
    fresh = ServiceSession.objects.get(pk=session.pk)
    if fresh.withdrawn_at is not None:
        raise NotAllowed(Verdict(False, Refused.MOMENT, _("ครั้งนี้ถอนไปแล้ว"), fresh.withdrawn_at))
    return fresh


def _write(session: ServiceSession, version: int, columns: Mapping[str, Any]) -> None:
    rows = ServiceSession.objects.filter(pk=session.pk, version=version, withdrawn_at__isnull=True)
    if rows.update(version=F("version") + 1, **columns) != 1:
        raise StaleVersion(ServiceSession.objects.get(pk=session.pk))


def _record(
    action: str, development: Development, actor: User, at: datetime, told: dict[str, Any], reason: str = ""
) -> Event:
    return audit.record(
        action=action,
        subject="session",
        actor=actor,
        at=at,
        agency=development.assignment.agency,
        dossier=development.dossier,
        reason=reason,
        details=told,
    )
