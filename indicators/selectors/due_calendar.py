"""A person's due dates as a calendar: what waits for him, and the periods in which is reported."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from indicators import clock
from indicators.icalendar import AllDay, calendar
from indicators.models import CalendarFeed, ReportingPeriod
from indicators.selectors.notices import Thing, settings_of, things_of
from thai.templatetags.thai import be


def calendar_of(feed: CalendarFeed, user: User, today: date) -> str:
    """iCalendar text in the language that is active. Nothing that has no due date; all of it, in one piece."""
    chosen = settings_of(user)
    alarms = (chosen.first_days, chosen.last_days)
    events = [
        _of_thing(thing, due, feed, alarms) for thing in things_of(user, today) if (due := thing.waiting.due_on)
    ]
    if user.standing_on(clock.today()).roles:
        periods = ReportingPeriod.objects.filter(year__closed_at__isnull=True).select_related("year")
        events += [_of_period(period, feed, alarms) for period in periods.order_by("due_on", "pk")]
    return calendar(_("กำหนดส่ง KPI Tracker"), events)


def absolute(path: str) -> str:
    """The address under which people reach the product."""
    return f"{settings.SITE_URL}{path}"


def _of_thing(thing: Thing, due: date, feed: CalendarFeed, alarms: tuple[int, ...]) -> AllDay:
    url = absolute(thing.waiting.url)
    return AllDay(
        uid=_uid(thing.key),
        on=due,
        summary=thing.waiting.name,
        description=f"{thing.waiting.agency}\n{url}",
        url=url,
        revised=max(feed.created_at, thing.waiting.since or feed.created_at),
        alarms=alarms,
    )


def _of_period(period: ReportingPeriod, feed: CalendarFeed, alarms: tuple[int, ...]) -> AllDay:
    names = {"period": period.get_kind_display(), "year": be(period.year.be_year)}
    url = absolute(reverse("home"))
    return AllDay(
        uid=_uid(f"period:{period.pk}"),
        on=period.due_on,
        summary=_("กำหนดส่งรายงาน%(period)s ปีงบประมาณ %(year)s") % names,
        description=url,
        url=url,
        revised=feed.created_at,
        alarms=alarms,
    )


def _uid(key: str) -> str:
    return f"{key.replace(':', '-')}@{urlsplit(settings.SITE_URL).hostname}"
