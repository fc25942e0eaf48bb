"""Working days, quarters of the fiscal year, and which reporting window is open. Pure: now is a parameter.

A day in this module is a calendar day in Bangkok; a moment is an aware datetime in whatever zone.
"""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from thai.dates import BANGKOK, BE_OFFSET

ONE_DAY: Final = timedelta(days=1)
EVERY_DAY: Final = range(7)
RETURN_WORKING_DAYS: Final = 7


def is_working_day(day: date, holidays: Container[date]) -> bool:
    """Whether government offices are open: Monday to Friday and no holiday."""
    return day.weekday() < 5 and day not in holidays


def next_working_day(day: date, holidays: Container[date]) -> date:
    """`day`, or the first working day behind it: a term that ends on a holiday ends there (ป.พ.พ. 193/8)."""
    while not is_working_day(day, holidays):
        day += ONE_DAY
    return day


def add_working_days(start: date, days: int, holidays: Container[date]) -> date:
    """The last day of a term of `days` working days; `start` itself is not counted (ป.พ.พ. 193/3).

    Raises ValueError for a negative term.
    """
    if days < 0:
        raise ValueError("a term cannot be negative")
    day = start
    for _counted in range(days):
        day = next_working_day(day + ONE_DAY, holidays)
    return day


def working_days_between(first: date, last: date, holidays: Container[date]) -> int:
    """Working days from `first` to `last`, both included; 0 when `last` lies before `first`."""
    return count_days(first, last, holidays).working


class Counts(NamedTuple):
    """One stretch of days, counted in the three ways that are easily taken for each other."""

    calendar: int  # วันปฏิทิน
    service: int  # วันให้บริการ
    working: int  # วันทำการ


def count_days(
    start: date, end: date, holidays: Container[date], weekdays_served: Container[int] = EVERY_DAY
) -> Counts:
    """Days from `start` to `end`, both included.

    A service day is one of `weekdays_served` (0 = Monday) that is no holiday: a counter in a shopping mall
    serves on weekends, so 1-9 April 2564 with 6 April off are 9 calendar, 8 service and 6 working days.
    """
    days = [start + timedelta(days=n) for n in range((end - start).days + 1)]
    return Counts(
        calendar=len(days),
        service=sum(day.weekday() in weekdays_served and day not in holidays for day in days),
        working=sum(is_working_day(day, holidays) for day in days),
    )


class Span(NamedTuple):
    """From the first to the last day, both included."""

    first: date
    last: date


def fiscal_year_bounds(year: int) -> Span:
    """1 October to 30 September of fiscal year `year` (พ.ศ.)."""
    return Span(date(year - BE_OFFSET - 1, 10, 1), date(year - BE_OFFSET, 9, 30))


def quarter_bounds(year: int, quarter: int) -> Span:
    """Quarter 1-4 of fiscal year `year` (พ.ศ.); quarter 1 is October to December of the year before.

    Raises ValueError for another quarter.
    """
    if quarter not in (1, 2, 3, 4):
        raise ValueError(f"there is no quarter {quarter}")
    ce = year - BE_OFFSET
    first = date(ce - 1, 10, 1) if quarter == 1 else date(ce, 3 * quarter - 5, 1)
    after = date(ce, 3 * quarter - 2, 1)
    return Span(first, after - ONE_DAY)


def quarter_of(day: date) -> int:
    """The quarter (1-4) of its fiscal year that `day` lies in."""
    return (day.month + 2) // 3 % 4 + 1


def moment_of(closes_on: date) -> datetime:
    """The instant `closes_on` ends: 24:00 in Bangkok. What closes is open before it and closed at it."""
    return _start_of(closes_on + ONE_DAY)


def return_due(returned_on: date, holidays: Container[date]) -> date:
    """By when a returned report is due again unless the evaluator names another day: seven working days."""
    return add_working_days(returned_on, RETURN_WORKING_DAYS, holidays)


class Moment(StrEnum):
    """Why a window is open or shut."""

    NOT_YET_OPEN = "not_yet_open"
    OPEN = "open"
    LATE = "late"
    EXTENDED = "extended"
    RETURNED = "returned"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class Window:
    """When one agency may hand in one report.

    Open from the start of `opens_on`; late once `due_on` is over; shut once the last of `closes_on`,
    `extended_until` (this agency's extension) and `returned_due_on` (the report came back) is over. An
    extension or a return keeps the window open, but does not make a late report timely: lateness is judged on
    the first submission. Raises ValueError when the days are out of order.
    """

    opens_on: date
    due_on: date
    closes_on: date
    extended_until: date | None = None
    returned_due_on: date | None = None

    def __post_init__(self) -> None:
        if not self.opens_on <= self.due_on <= self.closes_on:
            raise ValueError("a window opens, is due and closes in this order")

    @property
    def opens_at(self) -> datetime:
        """The first instant of the window."""
        return _start_of(self.opens_on)

    @property
    def last_day(self) -> date:
        """The last day on which the report is taken."""
        return max(day for day in (self.closes_on, self.extended_until, self.returned_due_on) if day)

    @property
    def closes_at(self) -> datetime:
        """The first instant behind the window."""
        return moment_of(self.last_day)

    def is_open(self, now: datetime) -> bool:
        """Whether the report is taken at `now`."""
        return self.opens_at <= _aware(now) < self.closes_at

    def is_late(self, submitted_at: datetime) -> bool:
        """Whether a report first handed in at `submitted_at` is late."""
        return _aware(submitted_at) >= moment_of(self.due_on)

    def reason(self, now: datetime) -> Moment:
        """Why the window is open or shut at `now`; what is named is the first ground that applies."""
        now = _aware(now)
        if now < self.opens_at:
            return Moment.NOT_YET_OPEN
        grounds = (
            (self.due_on, Moment.OPEN),
            (self.closes_on, Moment.LATE),
            (self.extended_until, Moment.EXTENDED),
            (self.returned_due_on, Moment.RETURNED),
        )
        return next((ground for day, ground in grounds if day and now < moment_of(day)), Moment.CLOSED)


def default_window(year: int, quarter: int, holidays: Container[date]) -> Window:
    """A first proposal for a new fiscal year `year` (พ.ศ.), for the administrator to edit.

    Open from the day after the quarter, due on the 10th (quarter 4, and with it the year-end report, on the
    5th) or the working day behind it, closed with the month. No regulation fixes these days; each year sets
    its own.
    """
    opens_on = quarter_bounds(year, quarter).last + ONE_DAY
    due_on = next_working_day(opens_on.replace(day=5 if quarter == 4 else 10), holidays)
    following = (opens_on.replace(day=28) + timedelta(days=4)).replace(day=1)
    return Window(opens_on=opens_on, due_on=due_on, closes_on=max(due_on, following - ONE_DAY))


def years_later(day: date, years: int) -> date:
    """The same day `years` later; 29 February becomes 28 February in a common year."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=BANGKOK)


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment


def is_after(last_day: date | None, moment: datetime) -> bool:
    """Whether `moment` lies behind the midnight that ends `last_day`; never without a last day."""
    return last_day is not None and moment.astimezone(BANGKOK).date() > last_day
