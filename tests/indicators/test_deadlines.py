"""Working days, quarters and windows. Days and counts are written by hand from the calendar of 2564."""

import csv
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.deadlines import (
    Counts,
    Moment,
    Window,
    add_working_days,
    count_days,
    default_window,
    fiscal_year_bounds,
    moment_of,
    next_working_day,
    quarter_bounds,
    quarter_of,
    return_due,
    working_days_between,
    years_later,
)
from tests.host_zone import host_in

# Government holidays of fiscal year 2564 in Bangkok: 24 of them, by calendar year and month.
HOLIDAYS = {
    date(year, month, day)
    for year, month, days in [
        (2020, 10, (13, 23)), (2020, 11, (19, 20)), (2020, 12, (7, 10, 11, 31)), (2021, 1, (1,)),
        (2021, 2, (12, 26)), (2021, 4, (6, 12, 13, 14, 15)), (2021, 5, (4, 10, 26)), (2021, 6, (3,)),
        (2021, 7, (26, 28)), (2021, 8, (12,)), (2021, 9, (24,)),
    ]
    for day in days
}  # fmt: skip
REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "reference" / "holidays-2564.csv"
ONE_MICROSECOND = timedelta(microseconds=1)


@pytest.mark.parametrize(("quarter", "days"), [(1, 58), (2, 61), (3, 56), (4, 62)])
def test_a_quarter_of_2564_has_its_working_days(quarter, days):
    assert working_days_between(*quarter_bounds(2564, quarter), HOLIDAYS) == days


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference list of holidays is not on this machine")
def test_the_reference_list_gives_the_same_holidays():
    with REFERENCE.open(encoding="utf-8", newline="") as file:
        assert {date.fromisoformat(row["date"]) for row in csv.DictReader(file)} == HOLIDAYS


def test_the_first_nine_days_of_april_are_counted_in_three_ways():
    assert count_days(date(2021, 4, 1), date(2021, 4, 9), HOLIDAYS) == Counts(calendar=9, service=8, working=6)


def test_a_counter_that_serves_on_weekdays_only_has_as_many_service_days_as_working_days():
    assert count_days(date(2021, 4, 1), date(2021, 4, 9), HOLIDAYS, range(5)) == Counts(9, 6, 6)


def test_a_stretch_that_ends_before_it_starts_has_no_days():
    assert count_days(date(2021, 4, 2), date(2021, 4, 1), HOLIDAYS) == Counts(0, 0, 0)


def test_the_appeal_of_2564_came_83_days_after_its_cause():
    day_after, filed = date(2021, 4, 16), date(2021, 7, 7)
    counts = count_days(day_after, filed, HOLIDAYS)
    assert (counts.calendar, counts.working) == (83, 55)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2021, 4, 5), 0, date(2021, 4, 5)),
        (date(2021, 4, 5), 1, date(2021, 4, 7)),
        (date(2021, 4, 9), 1, date(2021, 4, 16)),
        (date(2021, 4, 3), 1, date(2021, 4, 5)),
        (date(2021, 7, 5), 7, date(2021, 7, 14)),
        (date(2020, 12, 30), 1, date(2021, 1, 4)),
    ],
)
def test_a_term_does_not_count_its_first_day(start, days, end):
    assert add_working_days(start, days, HOLIDAYS) == end


def test_a_term_across_the_leap_day():
    assert add_working_days(date(2024, 2, 28), 1, set()) == date(2024, 2, 29)
    assert add_working_days(date(2024, 2, 29), 1, set()) == date(2024, 3, 1)
    assert add_working_days(date(2021, 2, 26), 1, set()) == date(2021, 3, 1)


def test_a_negative_term_is_refused():
    with pytest.raises(ValueError, match="negative"):
        add_working_days(date(2021, 4, 5), -1, HOLIDAYS)


@given(st.dates(date(2020, 10, 1), date(2021, 9, 30)), st.integers(1, 60))
def test_a_term_holds_as_many_working_days_as_it_says(start, days):
    end = add_working_days(start, days, HOLIDAYS)
    assert working_days_between(start + timedelta(days=1), end, HOLIDAYS) == days
    assert end.weekday() < 5
    assert end not in HOLIDAYS


def test_a_term_that_ends_on_a_holiday_ends_on_the_next_working_day():
    assert next_working_day(date(2021, 4, 10), HOLIDAYS) == date(2021, 4, 16)
    assert next_working_day(date(2021, 4, 16), HOLIDAYS) == date(2021, 4, 16)


def test_a_returned_report_is_due_in_seven_working_days():
    assert return_due(date(2021, 4, 5), HOLIDAYS) == date(2021, 4, 21)


@pytest.mark.parametrize(
    ("quarter", "first", "last"),
    [
        (1, date(2020, 10, 1), date(2020, 12, 31)),
        (2, date(2021, 1, 1), date(2021, 3, 31)),
        (3, date(2021, 4, 1), date(2021, 6, 30)),
        (4, date(2021, 7, 1), date(2021, 9, 30)),
    ],
)
def test_a_quarter_has_its_bounds(quarter, first, last):
    assert quarter_bounds(2564, quarter) == (first, last)
    assert quarter_of(first) == quarter_of(last) == quarter


def test_the_fiscal_year_goes_from_october_to_september():
    assert fiscal_year_bounds(2564) == (date(2020, 10, 1), date(2021, 9, 30))


@pytest.mark.parametrize("quarter", [0, 5])
def test_there_are_four_quarters(quarter):
    with pytest.raises(ValueError, match="quarter"):
        quarter_bounds(2564, quarter)


def test_a_day_closes_at_24_in_bangkok():
    assert moment_of(date(2021, 1, 15)) == datetime(2021, 1, 15, 17, 0, tzinfo=UTC)
    assert moment_of(date(2024, 2, 28)) == datetime(2024, 2, 28, 17, 0, tzinfo=UTC)
    assert moment_of(date(2024, 2, 29)) == datetime(2024, 2, 29, 17, 0, tzinfo=UTC)
    assert moment_of(date(2021, 12, 31)) == datetime(2021, 12, 31, 17, 0, tzinfo=UTC)


def window(**days):
    ordinary = {"opens_on": date(2021, 1, 1), "due_on": date(2021, 1, 11), "closes_on": date(2021, 1, 31)}
    return Window(**ordinary | days)


OPENS = datetime(2020, 12, 31, 17, 0, tzinfo=UTC)
DUE_OVER = datetime(2021, 1, 11, 17, 0, tzinfo=UTC)
CLOSES = datetime(2021, 1, 31, 17, 0, tzinfo=UTC)
FEBRUARY_10_OVER = datetime(2021, 2, 10, 17, 0, tzinfo=UTC)
FEBRUARY_20_OVER = datetime(2021, 2, 20, 17, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "is_open", "is_late", "reason"),
    [
        (OPENS - ONE_MICROSECOND, False, False, Moment.NOT_YET_OPEN),
        (OPENS, True, False, Moment.OPEN),
        (DUE_OVER - ONE_MICROSECOND, True, False, Moment.OPEN),
        (DUE_OVER, True, True, Moment.LATE),
        (CLOSES - ONE_MICROSECOND, True, True, Moment.LATE),
        (CLOSES, False, True, Moment.CLOSED),
    ],
)
def test_a_window_turns_at_the_microsecond(now, is_open, is_late, reason):
    ordinary = window()
    assert (ordinary.is_open(now), ordinary.is_late(now), ordinary.reason(now)) == (is_open, is_late, reason)


@pytest.mark.parametrize(
    ("days", "now", "is_open", "reason"),
    [
        ({"extended_until": date(2021, 2, 10)}, CLOSES, True, Moment.EXTENDED),
        ({"extended_until": date(2021, 2, 10)}, FEBRUARY_10_OVER - ONE_MICROSECOND, True, Moment.EXTENDED),
        ({"extended_until": date(2021, 2, 10)}, FEBRUARY_10_OVER, False, Moment.CLOSED),
        ({"returned_due_on": date(2021, 2, 10)}, CLOSES, True, Moment.RETURNED),
        ({"returned_due_on": date(2021, 2, 10)}, FEBRUARY_10_OVER - ONE_MICROSECOND, True, Moment.RETURNED),
        ({"returned_due_on": date(2021, 2, 10)}, FEBRUARY_10_OVER, False, Moment.CLOSED),
        (
            {"extended_until": date(2021, 2, 10), "returned_due_on": date(2021, 2, 20)},
            FEBRUARY_10_OVER,
            True,
            Moment.RETURNED,
        ),
        (
            {"extended_until": date(2021, 2, 20), "returned_due_on": date(2021, 2, 10)},
            FEBRUARY_10_OVER,
            True,
            Moment.EXTENDED,
        ),
        (
            {"extended_until": date(2021, 2, 20), "returned_due_on": date(2021, 2, 10)},
            FEBRUARY_20_OVER,
            False,
            Moment.CLOSED,
        ),
        ({"extended_until": date(2021, 1, 20)}, CLOSES - ONE_MICROSECOND, True, Moment.LATE),
        ({"returned_due_on": date(2021, 1, 20)}, CLOSES - ONE_MICROSECOND, True, Moment.LATE),
    ],
)
def test_an_extension_or_a_return_keeps_a_window_open(days, now, is_open, reason):
    kept = window(**days)
    assert (kept.is_open(now), kept.reason(now)) == (is_open, reason)
    assert kept.is_late(now)


def test_open_and_the_reason_never_disagree():
    shut = {Moment.NOT_YET_OPEN, Moment.CLOSED}
    kept = window(extended_until=date(2021, 2, 5), returned_due_on=date(2021, 2, 12))
    for hours in range(-48, 24 * 50, 5):
        now = OPENS + timedelta(hours=hours)
        assert kept.is_open(now) is (kept.reason(now) not in shut)


def test_a_window_shows_when_it_closes():
    assert window().closes_at == CLOSES
    assert window(extended_until=date(2021, 2, 10)).last_day == date(2021, 2, 10)
    assert window(extended_until=date(2021, 2, 10)).closes_at == FEBRUARY_10_OVER


def test_the_zone_of_the_clock_does_not_matter():
    for hours in (-11, 0, 7, 14):
        zone = timezone(timedelta(hours=hours))
        assert not window().is_open(CLOSES.astimezone(zone))
        assert window().is_open((CLOSES - ONE_MICROSECOND).astimezone(zone))


def test_the_zone_of_the_host_does_not_matter():
    for zone in ("UTC", "America/Los_Angeles", "Pacific/Kiritimati"):
        with host_in(zone):
            assert window().closes_at == CLOSES
            assert window().reason(CLOSES) is Moment.CLOSED


def test_a_clock_without_a_zone_is_refused():
    for ask in (window().is_open, window().is_late, window().reason):
        with pytest.raises(ValueError, match="time zone"):
            ask(datetime(2021, 1, 15, 12, 0))


def test_a_window_may_be_one_day():
    day = date(2021, 1, 15)
    assert window(opens_on=day, due_on=day, closes_on=day).closes_at == datetime(2021, 1, 15, 17, 0, tzinfo=UTC)


@pytest.mark.parametrize("days", [{"due_on": date(2020, 12, 31)}, {"closes_on": date(2021, 1, 10)}])
def test_a_window_has_its_days_in_order(days):
    with pytest.raises(ValueError, match="order"):
        window(**days)


@pytest.mark.parametrize(
    ("year", "quarter", "opens_on", "due_on", "closes_on"),
    [
        (2564, 1, date(2021, 1, 1), date(2021, 1, 11), date(2021, 1, 31)),
        (2564, 2, date(2021, 4, 1), date(2021, 4, 16), date(2021, 4, 30)),
        (2564, 3, date(2021, 7, 1), date(2021, 7, 12), date(2021, 7, 31)),
        (2564, 4, date(2021, 10, 1), date(2021, 10, 5), date(2021, 10, 31)),
        (2565, 1, date(2022, 1, 1), date(2022, 1, 10), date(2022, 1, 31)),  # the tenth is a Monday
    ],
)
def test_a_new_year_gets_a_proposal_of_days(year, quarter, opens_on, due_on, closes_on):
    assert default_window(year, quarter, HOLIDAYS) == Window(opens_on=opens_on, due_on=due_on, closes_on=closes_on)


@pytest.mark.parametrize(
    ("day", "years", "then"),
    [
        (date(2021, 1, 31), 1, date(2022, 1, 31)),
        (date(2021, 1, 31), 0, date(2021, 1, 31)),
        (date(2024, 2, 29), 1, date(2025, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
    ],
)
def test_the_same_day_comes_again_in_later_years(day, years, then):
    assert years_later(day, years) == then
