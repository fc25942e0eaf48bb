"""The rule of session days, against stretches counted by hand on the calendar of fiscal year 2564."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.deadlines import Span
from innovation.session_days import SessionDays, Skipped, Why, common_days, session_days

# Government holidays of the months looked at below, from the official calendar of 2564.
HOLIDAYS = frozenset(
    date.fromisoformat(day)
    for day in (
        *("2020-12-31", "2021-01-01", "2021-02-12", "2021-02-26", "2021-04-06"),
        *("2021-04-12", "2021-04-13", "2021-04-14", "2021-04-15", "2021-05-04", "2021-05-10", "2021-05-26"),
    )
)
MONDAY_TO_FRIDAY = frozenset(range(5))
WEEKENDS = frozenset({5, 6})


def days(first: str, last: str, **given: object) -> SessionDays:
    return session_days(date.fromisoformat(first), date.fromisoformat(last), **{"holidays": HOLIDAYS, **given})


@pytest.mark.parametrize(
    ("first", "last", "calendar", "every_day", "weekdays_only", "working"),
    [
        ("2021-04-01", "2021-04-09", 9, 8, 6, 6),  # the nine days at the mall; Tuesday 6 April is Chakri Day
        ("2021-04-01", "2021-04-01", 1, 1, 1, 1),  # one Thursday
        ("2021-04-06", "2021-04-06", 1, 0, 0, 0),  # the holiday alone
        ("2021-04-03", "2021-04-04", 2, 2, 0, 0),  # a weekend
        ("2021-04-10", "2021-04-18", 9, 5, 1, 1),  # Songkran: 12 to 15 off, Friday 16 is left
        ("2021-04-01", "2021-04-30", 30, 25, 17, 17),  # April: 22 weekdays, 5 of them off
        ("2021-05-01", "2021-05-31", 31, 28, 18, 18),  # May: 21 weekdays, 3 of them off
        ("2020-12-28", "2021-01-03", 7, 5, 3, 3),  # over the turn of the year, two days off
        ("2021-02-01", "2021-02-28", 28, 26, 18, 18),  # February of a common year: 20 weekdays, 2 off
        ("2021-03-01", "2021-03-31", 31, 31, 23, 23),  # a month without a holiday
        ("2021-03-29", "2021-04-04", 7, 7, 5, 5),  # Monday to Sunday
        ("2021-04-05", "2021-04-11", 7, 6, 4, 4),  # the week of Chakri Day
        ("2021-04-30", "2021-05-04", 5, 4, 2, 2),  # Friday to Tuesday; Tuesday is off
        ("2020-02-24", "2020-03-01", 7, 7, 5, 5),  # 29 February exists in 2563
        ("2021-04-09", "2021-04-01", 0, 0, 0, 0),  # the wrong way round
    ],
)
def test_a_stretch_is_counted_in_three_ways(
    first: str, last: str, calendar: int, every_day: int, weekdays_only: int, working: int
) -> None:
    with_weekends, without = days(first, last), days(first, last, weekdays=MONDAY_TO_FRIDAY)
    assert with_weekends.counts == (calendar, every_day, working)
    assert without.counts == (calendar, weekdays_only, working)
    assert (len(with_weekends.served), len(without.served)) == (every_day, weekdays_only)


def test_each_skipped_day_says_why() -> None:
    found = days("2021-04-01", "2021-04-09", weekdays=MONDAY_TO_FRIDAY, taken={date(2021, 4, 8)})
    assert found.skipped == (
        Skipped(date(2021, 4, 3), Why.NOT_SERVED),
        Skipped(date(2021, 4, 4), Why.NOT_SERVED),
        Skipped(date(2021, 4, 6), Why.HOLIDAY),
        Skipped(date(2021, 4, 8), Why.TAKEN),
    )
    assert [day.day for day in found.served] == [1, 2, 5, 7, 9]
    assert found.counts == (9, 6, 6)  # what is recorded already was a service day all the same


def test_a_holiday_serves_when_holidays_are_not_skipped() -> None:
    found = days("2021-04-01", "2021-04-09", skip_holidays=False)
    assert len(found.served) == 9
    assert found.counts == (9, 9, 6)


def test_only_weekends_may_serve() -> None:
    assert [day.day for day in days("2021-04-01", "2021-04-09", weekdays=WEEKENDS).served] == [3, 4]


some_day = st.dates(date(2020, 10, 1), date(2021, 9, 30))
some_days = st.frozensets(some_day, max_size=40)


@given(
    first=some_day,
    length=st.integers(-3, 120),
    holidays=some_days,
    taken=some_days,
    weekdays=st.frozensets(st.integers(0, 6)),
    skip_holidays=st.booleans(),
)
def test_every_day_is_served_or_skipped_for_its_reason(
    first: date,
    length: int,
    holidays: frozenset[date],
    taken: frozenset[date],
    weekdays: frozenset[int],
    skip_holidays: bool,
) -> None:
    last = first + timedelta(days=length)
    found = session_days(first, last, holidays=holidays, taken=taken, weekdays=weekdays, skip_holidays=skip_holidays)
    all_days = [first + timedelta(days=number) for number in range(max(length + 1, 0))]
    assert sorted([*found.served, *(skipped.day for skipped in found.skipped)]) == all_days
    assert list(found.served) == sorted(found.served)
    off = holidays if skip_holidays else frozenset()
    assert set(found.served) == {day for day in all_days if day.weekday() in weekdays} - off - taken
    reasons = {
        Why.NOT_SERVED: lambda day: day.weekday() not in weekdays,
        Why.HOLIDAY: lambda day: day in off and day.weekday() in weekdays,
        Why.TAKEN: lambda day: day in taken and day not in off and day.weekday() in weekdays,
    }
    assert all(reasons[skipped.why](skipped.day) for skipped in found.skipped)
    already = sum(skipped.why is Why.TAKEN for skipped in found.skipped)
    assert found.counts.calendar == len(all_days)
    assert found.counts.service == len(found.served) + already
    assert found.counts.working == sum(day.weekday() < 5 and day not in holidays for day in all_days)


def test_the_days_two_stretches_share() -> None:
    year = Span(date(2020, 10, 1), date(2021, 9, 30))
    project = Span(date(2021, 3, 1), date(2022, 9, 30))
    assert common_days(year, project) == Span(date(2021, 3, 1), date(2021, 9, 30))
