"""Declaring holidays. The Cabinet adds, moves and cancels days; what was said before stays as an earlier version."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from indicators.models import Event, Holiday
from indicators.services import audit, reference
from indicators.services.errors import Invalid, StaleVersion

CHANGEABLE = ("is_holiday", "name", "name_en", "reference")


@transaction.atomic
def declare(holiday: Holiday, *, actor: User) -> Holiday:
    """The first version of a day. Raises Invalid when the day has one: it is then changed, not declared."""
    audit.lock(audit.CITY)
    if holiday.date and Holiday.objects.filter(date=holiday.date).exists():
        raise Invalid({"date": _("วันที่นี้มีในรายการแล้ว ให้แก้ไขจากรายการเดิม")})
    return reference.create(holiday, actor=actor)


@transaction.atomic
def change(holiday: Holiday, *, actor: User, seen: str, fields: dict[str, Any]) -> Event | None:
    """A new version of the day with the values of `fields`. None when nothing is different."""
    reference.check_administrator(actor)
    audit.lock(audit.CITY)
    newest = Holiday.objects.filter(date=holiday.date).order_by("-version")[0]
    if newest.pk != holiday.pk or reference.fingerprint(newest) != seen:
        raise StaleVersion(newest)
    reference.insist_unlocked(newest)
    given = {name: fields.get(name, getattr(newest, name)) for name in CHANGEABLE}
    changed = [name for name, value in given.items() if value != getattr(newest, name)]
    if not changed:
        return None
    version = Holiday(year=newest.year, date=newest.date, version=newest.version + 1, **given)
    reference.validate(version, actor)
    version.save(force_insert=True)
    before, after = reference.contents(newest), reference.contents(version)
    names = [*changed, "version"]
    return reference.record(
        "change",
        version,
        actor,
        before={name: before[name] for name in names},
        after={name: after[name] for name in names},
    )
