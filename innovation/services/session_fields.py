"""What is typed of a service session, as it will be stored; Invalid by field, with a sentence, for what cannot be."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Sum
from django.utils.translation import gettext as _

from accounts.models import Agency
from indicators.files.kinds import Kind
from indicators.files.store import Received
from indicators.services import quota, stored_files
from indicators.services.errors import Invalid
from indicators.services.stored import value_as_stored
from innovation.models import Development, ServiceSession
from innovation.selectors.sessions import allowed_days
from thai.dates import BANGKOK, format_date

MOST_PEOPLE: Final = 1_000_000
PHOTOS: Final = frozenset({Kind.JPEG, Kind.PNG})


def columns(development: Development, fields: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """The fields that were given, each as its column will hold it."""
    found: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for name in ("date", "place", "people", "note"):
        if name not in fields:
            continue
        try:
            found[name] = stored(name, fields[name])
            if name == "date":
                check_day(development, found[name], now)
        except Invalid as invalid:
            errors |= invalid.errors
    if sentence := why_no_number(found.get("people")):
        errors["people"] = sentence
    if errors:
        raise Invalid(errors)
    return found


def stored(name: str, value: Any, shown_at: str = "") -> Any:
    """One value as its column will hold it."""
    if isinstance(value, str):
        value = value.strip()
    return value_as_stored(ServiceSession, name, value, shown_at=shown_at)


def check_day(development: Development, day: date, now: datetime, shown_at: str = "date") -> None:
    """Invalid, naming the days allowed, for a day outside the project's part of the year; and for one to come."""
    if sentence := why_not_on(development, day, now.astimezone(BANGKOK).date()):
        raise Invalid({shown_at: sentence})


def why_not_on(development: Development, day: date, today: date) -> str:
    """Why no session can be recorded on `day`, "" when it can."""
    allowed = allowed_days(development)
    if allowed.last < allowed.first:
        return _("โครงการนี้ไม่มีวันดำเนินการในปีงบประมาณนี้")
    if not allowed.first <= day <= allowed.last:
        return _("%(day)s อยู่นอกช่วงดำเนินโครงการของปีงบประมาณนี้ วันที่ให้บริการต้องอยู่ระหว่าง %(first)s ถึง %(last)s") % {
            "day": format_date(day),
            "first": format_date(allowed.first),
            "last": format_date(allowed.last),
        }
    if day > today:
        return _("%(day)s ยังมาไม่ถึง บันทึกได้ถึงวันนี้ %(today)s") % {
            "day": format_date(day),
            "today": format_date(today),
        }
    return ""


def why_no_number(people: int | None) -> str:
    """Why this is no number of people, "" when it is, or is not counted yet."""
    if people is None or 0 <= people <= MOST_PEOPLE:
        return ""
    return _("จำนวนผู้รับบริการต้องอยู่ระหว่าง 0 ถึง %(most)s") % {"most": f"{MOST_PEOPLE:,}"}


def photo_columns(development: Development, photo: Received | None, now: datetime) -> dict[str, Any]:
    """The columns of a photo that the store has taken; nothing when there is none. It counts in the quarter's quota
    of the agency, as attachments do."""
    if photo is None:
        return {}
    if photo.kind not in PHOTOS:
        raise Invalid({"attachments": _("“%(name)s” ไม่ใช่ภาพ แนบภาพถ่ายเป็น JPG หรือ PNG") % {"name": photo.name}})
    agency = development.assignment.agency
    try:
        quota.check(agency, photo.size, now)
    except Invalid as full:
        raise Invalid({"attachments": " ".join(full.errors.values())}) from full
    return {"photo_id": stored_files.row_of(photo).pk, "photo_name": photo.name}


def photo_as_sent(photo: Received | None) -> dict[str, str]:
    """For the event: the hash of the photo as it was sent, where it was drawn anew."""
    return stored_files.as_sent(photo) if photo else {}


def as_told(found: Mapping[str, Any]) -> dict[str, Any]:
    """Columns as plain JSON values, for the event."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in found.items()}


def photo_bytes(agency: Agency, since: datetime) -> int:
    """The sizes of the photos of the agency's sessions added since an instant: they count in its quota."""
    photos = ServiceSession.objects.filter(development__case__assignment__agency=agency, added_at__gte=since)
    return photos.aggregate(total=Sum("photo__size"))["total"] or 0
