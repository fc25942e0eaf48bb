"""Reads iCalendar as strictly as RFC 5545 is written; what a lenient calendar would forgive fails here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

NAME = re.compile(r"(?P<name>[A-Z][A-Z0-9-]*)(?P<parameters>(?:;[A-Z-]+=[^;:,\"]+)*):(?P<value>.*)", re.S)
# What a component must have, what it may have besides (X- apart), and what may stand in it.
PROPERTIES = {
    "VCALENDAR": ({"PRODID", "VERSION"}, {"CALSCALE", "METHOD", "REFRESH-INTERVAL"}, {"VEVENT", "VTIMEZONE"}),
    "VTIMEZONE": ({"TZID"}, set(), {"STANDARD"}),
    "STANDARD": ({"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"}, {"TZNAME"}, set()),
    "VEVENT": (
        {"UID", "DTSTAMP", "DTSTART"},
        {"DTEND", "SUMMARY", "DESCRIPTION", "URL", "TRANSP"},
        {"VALARM"},
    ),
    "VALARM": ({"ACTION", "TRIGGER", "DESCRIPTION"}, set(), set()),
}
TEXT = {"UID", "SUMMARY", "DESCRIPTION", "PRODID", "X-WR-CALNAME"}
SHAPES = {
    "VERSION": r"2\.0",
    "CALSCALE": "GREGORIAN",
    "METHOD": "[A-Z]+",
    "DTSTAMP": r"\d{8}T\d{6}Z",
    "TRANSP": "OPAQUE|TRANSPARENT",
    "ACTION": "DISPLAY",
    "TRIGGER": r"[+-]?P(\d+W|(?=\d|T)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?)",
    "REFRESH-INTERVAL": r"P(?=\d|T\d)(\d+D)?(T(\d+H)?)?",
    "URL": r"https?://[!-~]+",
    "TZOFFSETFROM": r"[+-]\d{4}",
    "TZOFFSETTO": r"[+-]\d{4}",
}


@dataclass
class Component:
    name: str
    values: dict[str, str] = field(default_factory=dict)
    parameters: dict[str, str] = field(default_factory=dict)
    parts: list[Component] = field(default_factory=list)

    def all(self, name: str) -> list[Component]:
        return [part for part in self.parts if part.name == name]

    @property
    def day(self) -> date:
        return _day(self.values["DTSTART"])


def read(octets: bytes) -> Component:
    """The calendar; AssertionError for the first thing that is not as it must be."""
    root = Component("")
    stack = [root]
    for line in _lines(octets):
        found = NAME.fullmatch(line)
        assert found, f"no content line: {line!r}"
        name, value = found["name"], found["value"]
        if name == "BEGIN":
            assert stack[-1] is root or value in PROPERTIES[stack[-1].name][2], f"{value} in {stack[-1].name}"
            stack[-1].parts.append(Component(value))
            stack.append(stack[-1].parts[-1])
        elif name == "END":
            assert value == stack[-1].name
            _check(stack.pop())
        else:
            assert name not in stack[-1].values, f"{name} twice"
            assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", value)
            stack[-1].values[name] = _text(value) if name in TEXT else _shaped(name, value)
            stack[-1].parameters[name] = found["parameters"]
    (calendar,) = root.parts
    assert stack == [root]
    assert calendar.name == "VCALENDAR"
    assert calendar.parts, "a calendar needs a component"
    uids = [event.values["UID"] for event in calendar.all("VEVENT")]
    assert len(uids) == len(set(uids)), "a UID twice"
    return calendar


def _lines(octets: bytes) -> Iterator[str]:
    assert octets.endswith(b"\r\n")
    physical = octets[:-2].split(b"\r\n")
    for line in physical:
        assert b"\n" not in line, "a line ends with LF alone"
        assert b"\r" not in line, "a line ends with CR alone"
        assert len(line) <= 75, f"{len(line)} octets in a line"
        assert line, "an empty line"
        line.decode()  # folded inside a character, this fails
    joined = b"\r\n".join(physical).replace(b"\r\n ", b"").replace(b"\r\n\t", b"")
    yield from (line.decode() for line in joined.split(b"\r\n"))


def _text(value: str) -> str:
    assert re.fullmatch(r"(?:[^\\;,]|\\[\\;,nN])*", value), f"not escaped: {value!r}"
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def _shaped(name: str, value: str) -> str:
    assert re.fullmatch(SHAPES.get(name, ".*"), value), f"{name}: {value!r}"
    return value


def _check(component: Component) -> None:
    must, may, _parts = PROPERTIES[component.name]
    own = {name for name in component.values if not name.startswith("X-")}
    assert must <= own <= must | may, f"{component.name}: {own}"
    if component.name == "VEVENT":
        assert component.parameters["DTSTART"] == component.parameters["DTEND"] == ";VALUE=DATE"
        assert _day(component.values["DTEND"]) > component.day


def _day(value: str) -> date:
    assert re.fullmatch(r"\d{8}", value)
    return date(int(value[:4]), int(value[4:6]), int(value[6:]))
