"""The committee's meetings: the verbs on a meeting as a whole. What is done with one item of an agenda stands in
agenda.py.

A meeting belongs to no agency: its events go to the city's chain. Verbs on items lock the agency's chain; what keeps
the two apart is the row of the meeting, which every verb locks second.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Min
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from indicators import clock, permissions
from indicators.models import AgendaItem, Event, FiscalYear, Meeting, Receipt
from indicators.permissions import Refused, Verdict
from indicators.selectors.meeting_life import SUBJECT
from indicators.services import audit
from indicators.services.errors import Invalid, NotAllowed, StaleVersion
from indicators.services.stored import value_as_stored
from thai.dates import active_language, bangkok_day, fiscal_year, format_date, format_datetime

FIELDS = ("number", "held_on", "time", "place", "chair", "attendees", "notes")


@transaction.atomic
def plan(*, actor: User, fields: Mapping[str, Any], key: UUID | None = None) -> Meeting:
    """A new meeting, in the fiscal year of its day. A repeated `key` of the same actor returns the first one.

    Raises NotAllowed, or Invalid: no number or day, a number that the year has already, a day outside the years that
    are open here.
    """
    _insist_secretariat(actor)
    audit.lock(audit.CITY)
    if first := first_effect(actor, key, "plan_meeting"):
        return Meeting.objects.get(pk=json.loads(first.details)["meeting"])
    columns = _as_stored({"number": "", "held_on": None, **fields})
    year = _year_of(columns["held_on"])
    _insist_number_is_free(year, columns["number"])
    meeting = Meeting.objects.create(year=year, **columns)
    _record("plan_meeting", meeting, actor, key, after=_plain(columns))
    return meeting


@transaction.atomic
def edit(meeting: Meeting, *, actor: User, version: int, fields: Mapping[str, Any]) -> Event | None:
    """Change a meeting as it was at `version`; None when nothing differs.

    Raises NotAllowed (also once the minutes are closed), StaleVersion or Invalid.
    """
    _insist_secretariat(actor)
    audit.lock(audit.CITY)
    fresh = locked(meeting.pk)
    insist_open(fresh)
    if fresh.version != version:
        raise StaleVersion(fresh)
    columns = {name: value for name, value in _as_stored(fields).items() if getattr(fresh, name) != value}
    if not columns:
        return None
    before = _plain({name: getattr(fresh, name) for name in columns})
    if columns.keys() & {"number", "held_on"}:
        columns["year"] = _moved(fresh, columns)
    _write(fresh, version, columns)
    meeting.refresh_from_db()
    return _record("edit_meeting", meeting, actor, None, before=before, after=_plain({n: columns[n] for n in before}))


@transaction.atomic
def reorder(meeting: Meeting, places: Mapping[int, int], *, actor: User, version: int) -> Event | None:
    """Number the agenda anew: `places` maps an item's key to the place wished for it, from 1. Who is moved gets the
    place, the others keep their order around him. Keys of other agendas are left out of account. None when nothing
    moves."""
    _insist_secretariat(actor)
    audit.lock(audit.CITY)
    fresh = locked(meeting.pk)
    insist_open(fresh)
    if fresh.version != version:
        raise StaleVersion(fresh)
    items = list(fresh.items.order_by("position", "id"))

    def order(numbered: tuple[int, AgendaItem]) -> tuple[int, int, int]:
        place, item = numbered
        wished = places.get(item.pk, place)
        # Moved up, it stands before the one whose place it takes; moved down, behind him.
        return wished, (wished > place) - (wished < place), place

    ordered = [item for _place, item in sorted(enumerate(items, start=1), key=order)]
    if ordered == items:
        return None
    for place, item in enumerate(ordered, start=1):
        item.position = place
    AgendaItem.objects.bulk_update(ordered, ["position"])
    _write(fresh, version, {})
    meeting.refresh_from_db()
    return _record("order_agenda", meeting, actor, None, items=[item.pk for item in ordered])


@transaction.atomic
def close(meeting: Meeting, *, actor: User, version: int, key: UUID | None = None) -> Event:
    """Close the minutes: from now on nothing of the meeting changes. A repeated `key` returns the first event.

    Refused before the day of the meeting, and while an item is neither decided nor postponed.
    """
    _insist_secretariat(actor)
    audit.lock(audit.CITY)
    if first := first_effect(actor, key, "close_minutes", meeting):
        return first
    fresh = locked(meeting.pk)
    now = clock.database_now()
    insist_open(fresh, writing=False)
    insist_held(fresh, now)
    numbered = enumerate(fresh.items.order_by("position", "id"), start=1)
    if waiting := [str(place) for place, item in numbered if not item.result]:
        sentence = _("ยังปิดรายงานการประชุมไม่ได้ วาระที่ %(places)s ยังไม่มีมติ") % {"places": ", ".join(waiting)}
        raise NotAllowed(Verdict(False, Refused.MOMENT, sentence, whose_turn=Role.COMMITTEE))
    if fresh.version != version:
        raise StaleVersion(fresh)
    _write(fresh, version, {"closed_at": now, "closed_by": actor})
    meeting.refresh_from_db()
    return _record("close_minutes", meeting, actor, key)


def locked(pk: int) -> Meeting:
    """The meeting as it is now, held until the transaction ends, so that no item comes or goes while it is closed."""
    return Meeting.objects.select_for_update().get(pk=pk)


def insist_open(meeting: Meeting, *, writing: bool = True) -> None:
    """Raises NotAllowed once the minutes are closed, or, for `writing`, the meeting's year."""
    if meeting.closed_at:
        sentence = _("ปิดรายงานการประชุมครั้งที่ %(number)s แล้ว โดย %(who)s เมื่อ %(when)s จึงแก้ไขไม่ได้") % {
            "number": meeting.number,
            "who": meeting.closed_by.full_name if meeting.closed_by else _("ระบบ"),
            "when": format_datetime(meeting.closed_at, active_language()),
        }
        raise NotAllowed(Verdict(False, Refused.MOMENT, sentence, meeting.closed_at))
    if writing and meeting.year.closed_at:
        sentence = _("ปิดปีงบประมาณ %(year)s แล้ว") % {"year": meeting.year}
        raise NotAllowed(Verdict(False, Refused.MOMENT, sentence, meeting.year.closed_at, Role.ADMINISTRATOR))


def insist_held(meeting: Meeting, now: datetime) -> None:
    """Raises NotAllowed before the day of the meeting."""
    if meeting.held_on <= bangkok_day(now):
        return
    day = format_date(meeting.held_on, "full", active_language())
    sentence = _("การประชุมครั้งที่ %(number)s กำหนดไว้%(day)s ยังไม่ถึงวันประชุม") % {"number": meeting.number, "day": day}
    raise NotAllowed(Verdict(False, Refused.MOMENT, sentence, whose_turn=Role.SECRETARIAT))


def first_effect(actor: User, key: UUID | None, action: str, meeting: Meeting | None = None) -> Event | None:
    """What the form with this key did when it came first; Invalid when it was another form's."""
    receipt = Receipt.objects.filter(actor=actor, key=key).select_related("event").first() if key else None
    if receipt is None:
        return None
    same = receipt.event.action == action
    if meeting is not None:
        same = same and json.loads(receipt.event.details).get("meeting") == meeting.pk
    if not same:
        raise Invalid({"key": _("แบบฟอร์มนี้ส่งไปแล้วครั้งหนึ่ง กรุณาเปิดหน้านี้ใหม่แล้วลองอีกครั้ง")})
    return receipt.event


def insist_in_city(actor: User) -> None:
    """Raises NotAllowed, as for a stranger, unless the person has a role in the city: agencies see no meetings."""
    if not actor.standing_on(clock.today()).sees_city:
        raise NotAllowed(Verdict(False, Refused.STRANGER))


def _insist_secretariat(actor: User) -> None:
    insist_in_city(actor)
    verdict = permissions.holds(actor, Role.SECRETARIAT)
    if not verdict.allowed:
        raise NotAllowed(verdict)


def _as_stored(fields: Mapping[str, Any]) -> dict[str, Any]:
    stored: dict[str, Any] = {}
    errors = {}
    for name, value in fields.items():
        if name not in FIELDS:
            continue
        if name in ("number", "held_on") and not value:
            errors[name] = _("กรอกครั้งที่ประชุม เช่น 2/2564") if name == "number" else _("กรอกวันที่ประชุม")
            continue
        try:
            stored[name] = value_as_stored(Meeting, name, value)
        except Invalid as invalid:
            errors |= invalid.errors
    if errors:
        raise Invalid(errors)
    return stored


def _moved(meeting: Meeting, columns: Mapping[str, Any]) -> FiscalYear:
    """The year of a meeting whose number or day changes; Invalid when they cannot."""
    day = columns.get("held_on", meeting.held_on)
    resolved = meeting.items.exclude(resolved_on=None).aggregate(first=Min("resolved_on"))["first"]
    if resolved and resolved < day:
        sentence = _("มีมติลงวันที่ %(day)s แล้ว วันที่ประชุมต้องไม่หลังวันนั้น")
        raise Invalid({"held_on": sentence % {"day": format_date(resolved, "long", active_language())}})
    year = _year_of(day)
    _insist_number_is_free(year, columns.get("number", meeting.number), meeting)
    return year


def _year_of(day: date) -> FiscalYear:
    be_year = fiscal_year(day)
    year = FiscalYear.objects.filter(be_year=be_year).first()
    if year is None:
        facts = {"day": format_date(day, "long", active_language()), "year": be_year}
        raise Invalid({"held_on": _("%(day)s อยู่ในปีงบประมาณ %(year)s ซึ่งยังไม่มีในระบบ ตรวจสอบวันที่อีกครั้ง") % facts})
    if year.closed_at:
        raise Invalid({"held_on": _("ปิดปีงบประมาณ %(year)s แล้ว") % {"year": be_year}})
    return year


def _insist_number_is_free(year: FiscalYear, number: str, meeting: Meeting | None = None) -> None:
    same = Meeting.objects.filter(year=year, number=number)
    if (same.exclude(pk=meeting.pk) if meeting else same).exists():
        facts = {"year": year, "number": number}
        raise Invalid({"number": _("ปีงบประมาณ %(year)s มีการประชุมครั้งที่ %(number)s แล้ว") % facts})


def _write(meeting: Meeting, version: int, columns: dict[str, Any]) -> None:
    rows = Meeting.objects.filter(pk=meeting.pk, version=version)
    if rows.update(version=F("version") + 1, **columns) != 1:
        raise StaleVersion(locked(meeting.pk))


def _plain(columns: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in columns.items()}


def _record(action: str, meeting: Meeting, actor: User, key: UUID | None, **details: Any) -> Event:
    event = audit.record(
        action=action,
        subject=SUBJECT,
        actor=actor,
        at=clock.database_now(),
        details={"meeting": meeting.pk, "number": meeting.number, **details},
    )
    if key:
        Receipt.objects.create(actor=actor, key=key, event=event)
    return event
