"""The short sections: name line, level, plan block. Each reader places every character of its lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indicators.importing.layout import PLAN_LABELS, PlanLabel, expand
from indicators.importing.ledger import Ledger
from indicators.importing.lines import Line, join_wrapped, without_start
from indicators.importing.report import Level, PlanLine
from thai.digits import to_arabic

_ABBREVIATION = re.compile(r"[ก-ฮ][ก-ฮ.]{0,9}\.(?!\s*\d)")
_EMPTY = re.compile(r"\s*+[-–—]*+\s*+")
_BOX = re.compile(r"(?P<ticked>☑|☒|■|✓|✔|🗹|\[\s*[xX/✓✔]\s*\]|\(\s*[xX/✓✔]\s*\))|(?P<empty>☐|□|\[\s*\]|\(\s*\))")
_LEVEL_NAME = re.compile("ผลผลิต|ผลลัพธ์")
_LEVELS = {"ผลผลิต": Level.OUTPUT, "ผลลัพธ์": Level.OUTCOME}
_PLAN_LINES = tuple(
    (label, re.compile(expand(rf"\s*+[-–—•]*+\s*+{label.pattern}\s*[::]\s*"))) for label in PLAN_LABELS
)


@dataclass(frozen=True)
class NameParts:
    number: int | None
    abbreviation: str
    indicator_name: str


def read_run(lines: Sequence[Line], place: str, ledger: Ledger) -> str:
    """A text of one paragraph: lines up to the first blank one run on; what stands after a blank line is unplaced."""
    if _EMPTY.fullmatch("".join(line.text for line in lines)):
        for line in lines:
            ledger.mark(line.number, line.text)
        return ""
    text = ""
    for at, line in enumerate(lines):
        if line.blank and text:
            ledger.unplace(lines[at:])
            break
        ledger.place(line.number, place, line.text)
        part = line.text.strip()
        text = join_wrapped(text, part) if line.wrapped else f"{text} {part}".strip()
    return text


def split_name(name_line: str) -> NameParts:
    """``<number>/<agency abbreviation><name>`` in its parts; parts that cannot be told are None or ""."""
    number_match = re.match(expand(r"\s*+(DIGIT{1,4})\s*+/\s*+"), name_line)
    rest = name_line[number_match.end() :] if number_match else name_line.lstrip()
    abbreviation_match = _ABBREVIATION.match(rest)
    abbreviation = abbreviation_match.group() if abbreviation_match else ""
    number = int(to_arabic(number_match.group(1))) if number_match else None
    return NameParts(number, abbreviation, rest[len(abbreviation) :].strip())


def read_level(written: str) -> Level | None:
    """The level whose box is ticked; the only one named, when no box is drawn. Boxes stand before the names, or all
    after them."""
    names = list(_LEVEL_NAME.finditer(written))
    boxes = [(match.start(), match.lastgroup == "ticked") for match in _BOX.finditer(written)]
    if not boxes:
        return _LEVELS[names[0].group()] if len(names) == 1 else None
    before = not names or boxes[0][0] < names[0].start()
    ticked = set()
    for place, match in enumerate(names):
        start = names[place - 1].end() if place else 0
        end = names[place + 1].start() if place + 1 < len(names) else len(written)
        own = (start, match.start()) if before else (match.end(), end)
        if any(tick and own[0] <= at < own[1] for at, tick in boxes):
            ticked.add(_LEVELS[match.group()])
    return ticked.pop() if len(ticked) == 1 else None


@dataclass
class _OpenPlanLine:
    label: PlanLabel
    text: str


def read_plan(lines: Sequence[Line], ledger: Ledger) -> tuple[PlanLine, ...]:
    """The lines of the plan block in their order. A line without a label continues the one right above it; after a
    blank line, or above the first label, it finds no place."""
    plan: list[_OpenPlanLine] = []
    open_line = False
    for line in lines:
        if line.blank:
            open_line = False
            continue
        label, length = _plan_label(line.text)
        if label:
            ledger.mark(line.number, line.text[:length])
            plan.append(_OpenPlanLine(label, ""))
            open_line = True
        if not open_line:
            ledger.unplace([line])
            continue
        _extend(plan, without_start(line, length), ledger)
    return tuple(PlanLine(entry.label.key, entry.label.label, entry.text) for entry in plan)


def _plan_label(text: str) -> tuple[PlanLabel | None, int]:
    for label, pattern in _PLAN_LINES:
        if match := pattern.match(text):
            return label, match.end()
    return None, 0


def _extend(plan: list[_OpenPlanLine], line: Line, ledger: Ledger) -> None:
    if not plan[-1].text and _EMPTY.fullmatch(line.text):
        ledger.mark(line.number, line.text)
        return
    ledger.place(line.number, f"plan.{len(plan)}", line.text)
    part = line.text.strip()
    plan[-1].text = join_wrapped(plan[-1].text, part) if line.wrapped else f"{plan[-1].text} {part}".strip()
