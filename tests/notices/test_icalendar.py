"""The writer of calendars, against a strict reader and by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.icalendar import AllDay, calendar, fold, text
from tests.notices import strict_calendar

EVENT = AllDay(
    uid="report-1@kpi.example",
    on=date(2021, 10, 15),
    summary="รายงานไตรมาสที่ 4",
    description="สำนักงานปกครองและทะเบียน",
    url="https://kpi.example/reports/1/",
    revised=datetime(2021, 10, 1, 3, 4, 5, tzinfo=UTC),
    alarms=(7, 1),
)


def test_an_event_reads_as_written_by_hand() -> None:
    written = calendar("กำหนดส่ง", [EVENT])
    assert written[written.index("BEGIN:VEVENT") :] == (
        "BEGIN:VEVENT\r\n"
        "UID:report-1@kpi.example\r\n"
        "DTSTAMP:20211001T030405Z\r\n"
        "DTSTART;VALUE=DATE:20211015\r\n"
        "DTEND;VALUE=DATE:20211016\r\n"
        "SUMMARY:รายงานไตรมาสที่ 4\r\n"
        "DESCRIPTION:สำนักงานปกครองและทะเบ\r\n"
        " ียน\r\n"
        "URL:https://kpi.example/reports/1/\r\n"
        "TRANSP:TRANSPARENT\r\n"
        "BEGIN:VALARM\r\n"
        "ACTION:DISPLAY\r\n"
        "DESCRIPTION:รายงานไตรมาสที่ 4\r\n"
        "TRIGGER:-P6DT15H\r\n"
        "END:VALARM\r\n"
        "BEGIN:VALARM\r\n"
        "ACTION:DISPLAY\r\n"
        "DESCRIPTION:รายงานไตรมาสที่ 4\r\n"
        "TRIGGER:-PT15H\r\n"
        "END:VALARM\r\n"
        "END:VEVENT\r\n"
        "END:VCALENDAR\r\n"
    )


@pytest.mark.parametrize(("days", "trigger"), [(0, "PT9H"), (1, "-PT15H"), (2, "-P1DT15H"), (60, "-P59DT15H")])
def test_an_alarm_rings_at_nine(days: int, trigger: str) -> None:
    assert f"TRIGGER:{trigger}\r\n" in calendar("x", [replace(EVENT, alarms=(days,))])


def test_nothing_to_do_is_a_valid_calendar_too() -> None:
    assert strict_calendar.read(calendar("กำหนดส่ง", []).encode()).all("VEVENT") == []


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("a;b,c\\d", "a\\;b\\,c\\\\d"),
        ("บรรทัดแรก\r\nบรรทัดสอง\rสาม", "บรรทัดแรก\\nบรรทัดสอง\\nสาม"),
        ("a\x00b\x1bc", "abc"),
        ("a\r\nEND:VEVENT", "a\\nEND:VEVENT"),
    ],
)
def test_text_is_escaped(typed: str, written: str) -> None:
    assert text(typed) == written


@given(st.text(max_size=300))
def test_whatever_was_typed_comes_back_and_no_line_is_too_long(typed: str) -> None:
    read = strict_calendar.read(calendar(typed, [replace(EVENT, summary=typed, description=typed)]).encode())
    kept = "".join(
        sign for sign in typed.replace("\r\n", "\n").replace("\r", "\n") if sign in "\n\t" or ord(sign) not in NO_TEXT
    )
    assert read.all("VEVENT")[0].values["SUMMARY"] == kept


NO_TEXT = {*range(32), 127}


def test_a_line_of_75_octets_stays_whole_and_one_more_is_folded() -> None:
    assert fold("x" * 75) == "x" * 75
    assert fold("x" * 76) == "x" * 75 + "\r\n x"
    assert fold("ก" * 25) == "ก" * 25
    assert fold("ก" * 26) == "ก" * 25 + "\r\n ก"
    assert fold("x" * 74 + "ก") == "x" * 74 + "\r\n ก"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("VERSION:2.0", "VERSION:1.0"),
        ("DTSTAMP:20211001T030405Z", "DTSTAMP:20211001T030405"),
        ("TRIGGER:-PT15H", "TRIGGER:-15H"),
        ("SUMMARY:", "SUMMARY:a,b"),
        ("UID:report-1@kpi.example\r\n", ""),
        ("\r\n", "\n"),
        ("DESCRIPTION:สำนักงานปกครองและทะเบ\r\n ", "DESCRIPTION:สำนักงานปกครองและทะเบ"),
        ("END:VALARM\r\nEND:VEVENT", "END:VEVENT\r\nEND:VALARM"),
    ],
)
def test_the_strict_reader_refuses(right: str, wrong: str) -> None:
    """Control: a reader that takes everything would prove nothing."""
    good = calendar("x", [EVENT])
    strict_calendar.read(good.encode())
    assert right in good
    with pytest.raises(AssertionError):
        strict_calendar.read(good.replace(right, wrong).encode())
