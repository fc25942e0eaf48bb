"""Which days of a stretch become service sessions, and why the others do not. A session is one day at one place.

Pure: holidays, and the days that have a session already, are given.
"""

from collections.abc import Collection, Container
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from indicators.deadlines import EVERY_DAY, Counts, Span, count_days

LONGEST_STRETCH: Final = 366  # days; a fiscal year has no more


class Why(StrEnum):
    """Why a day makes no session."""

    NOT_SERVED = "not_served"
    HOLIDAY = "holiday"
    TAKEN = "taken"


class Skipped(NamedTuple):
    day: date
    why: Why


@dataclass(frozen=True)
class SessionDays:
    """The days that make a session, those that do not, and the whole stretch in three counters. The counter of
    service days counts those that have a session already."""

    served: tuple[date, ...]
    skipped: tuple[Skipped, ...]
    counts: Counts


def session_days(
    first: date,
    last: date,
    *,
    holidays: Collection[date],
    weekdays: Container[int] = EVERY_DAY,
    skip_holidays: bool = True,
    taken: Container[date] = (),
) -> SessionDays:
    """The days from `first` to `last`, both included; none when `last` lies before `first`.

    A day serves when its weekday (0 = Monday) is one of `weekdays` and, with `skip_holidays`, when it is no holiday:
    1-9 April 2564 with 6 April off gives 8 sessions when weekends serve, 6 when they do not.
    """
    closed = holidays if skip_holidays else ()
    served: list[date] = []
    skipped: list[Skipped] = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        if day.weekday() not in weekdays:
            skipped.append(Skipped(day, Why.NOT_SERVED))
        elif day in closed:
            skipped.append(Skipped(day, Why.HOLIDAY))
        elif day in taken:
            skipped.append(Skipped(day, Why.TAKEN))
        else:
            served.append(day)
    service = count_days(first, last, closed, weekdays).service
    return SessionDays(tuple(served), tuple(skipped), count_days(first, last, holidays)._replace(service=service))


def common_days(one: Span, other: Span) -> Span:
    """The days of both; the last lies before the first when they share none."""
    return Span(max(one.first, other.first), min(one.last, other.last))
