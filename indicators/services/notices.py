"""What a person chooses to be told, and the secret address of his calendar."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from accounts.models import User
from indicators import clock
from indicators.models import CalendarFeed, NoticeSettings
from indicators.services import audit

HOUR = timedelta(hours=1)
# Calendars ask a few times a day; several devices of one person may.
MOST_PER_HOUR = 60


@transaction.atomic
def choose(user: User, *, fields: dict[str, Any]) -> NoticeSettings:
    """Store what he wants to be told: the columns of NoticeSettings that `fields` names."""
    chosen, _made = NoticeSettings.objects.update_or_create(user=user, defaults=fields)
    return chosen


@transaction.atomic
def renew_calendar(user: User) -> str:
    """The token of a new address, told this once; the address before it is dead from now on."""
    audit.lock(audit.CITY)
    token, now = secrets.token_urlsafe(32), clock.database_now()
    fresh = {"token_hash": hash_of(token), "created_at": now, "hour": None, "uses": 0}
    CalendarFeed.objects.update_or_create(user=user, defaults=fresh)
    _record("renew_calendar", user, now)
    return token


@transaction.atomic
def remove_calendar(user: User) -> bool:
    """The address is dead from now on; False when there was none."""
    audit.lock(audit.CITY)
    if not CalendarFeed.objects.filter(user=user).delete()[0]:
        return False
    _record("remove_calendar", user, clock.database_now())
    return True


def feed_of(token: str) -> CalendarFeed | None:
    """Whose calendar a token opens; nobody's when it is renewed, removed, or the account is out of use."""
    rows = CalendarFeed.objects.select_related("user").filter(user__is_active=True)
    return rows.filter(token_hash=hash_of(token)).first()


def count_use(feed: CalendarFeed, now: datetime) -> bool:
    """Note one more use; False when there were too many in this hour."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    rows = CalendarFeed.objects.filter(pk=feed.pk)
    if rows.exclude(hour=hour).update(hour=hour, uses=1):
        return True
    return bool(rows.filter(hour=hour, uses__lt=MOST_PER_HOUR).update(uses=F("uses") + 1))


def hash_of(token: str) -> str:
    """What is kept of a token. It is random and long: no salt, no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def _record(action: str, user: User, now: datetime) -> None:
    audit.record(action=action, subject="calendar-feed", actor=user, at=now, details={"id": user.pk})
