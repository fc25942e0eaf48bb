"""Writes iCalendar (RFC 5545) of all-day events with alarms. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

# Octets of a line without its end (RFC 5545, 3.1).
_LINE: Final = 75
_ESCAPED: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
# The alarms ring when offices are open, not at the midnight with which an all-day event begins.
_ALARM_HOUR: Final = 9
# Bangkok has no summer time. A calendar must hold at least one component (RFC 5545, 3.6): this one is always there.
_BANGKOK: Final = (
    "BEGIN:VTIMEZONE",
    "TZID:Asia/Bangkok",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0700",
    "TZOFFSETTO:+0700",
    "TZNAME:+07",
    "END:STANDARD",
    "END:VTIMEZONE",
)


@dataclass(frozen=True)
class AllDay:
    """Something on one day. `uid` stays the same for the same thing; `revised` (aware) is when it was last changed;
    `alarms` are days before."""

    uid: str
    on: date
    summary: str
    description: str
    url: str
    revised: datetime
    alarms: tuple[int, ...]


def calendar(name: str, events: Iterable[AllDay]) -> str:
    """The calendar as text with CRLF, to be sent as UTF-8."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//KPI Tracker//Due dates//TH", "CALSCALE:GREGORIAN"]
    lines += ["METHOD:PUBLISH", f"X-WR-CALNAME:{text(name)}", "REFRESH-INTERVAL;VALUE=DURATION:PT6H"]
    lines += ["X-PUBLISHED-TTL:PT6H", *_BANGKOK]
    for event in events:
        lines += _event(event)
    lines.append("END:VCALENDAR")
    return "".join(f"{fold(line)}\r\n" for line in lines)


def _event(event: AllDay) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{text(event.uid)}"
    yield f"DTSTAMP:{event.revised.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{event.on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.on + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{text(event.summary)}"
    yield f"DESCRIPTION:{text(event.description)}"
    yield f"URL:{event.url}"
    yield "TRANSP:TRANSPARENT"
    for days in event.alarms:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{text(event.summary)}")
        yield f"TRIGGER:{_trigger(days)}"
        yield "END:VALARM"
    yield "END:VEVENT"


def _trigger(days: int) -> str:
    """At nine o'clock `days` days before, counted from the midnight with which the day begins."""
    if days == 0:
        return f"PT{_ALARM_HOUR}H"
    whole = f"{days - 1}D" if days > 1 else ""
    return f"-P{whole}T{24 - _ALARM_HOUR}H"


def text(value: str) -> str:
    """A value of type TEXT: escaped, without control characters."""
    plain = value.replace("\r\n", "\n").replace("\r", "\n")
    kept = (sign for sign in plain if sign in "\n\t" or (ord(sign) >= 32 and ord(sign) != 127))
    return "".join(kept).translate(_ESCAPED)


def fold(line: str) -> str:
    """The line in pieces of at most 75 octets, never inside a character; each next piece begins with a blank."""
    pieces = [""]
    size = 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > _LINE:
            pieces.append(" ")
            size = 1
        pieces[-1] += sign
        size += octets
    return "\r\n".join(pieces)
