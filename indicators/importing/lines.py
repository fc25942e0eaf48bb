"""Physical lines of a report file: numbered, cleared of page headers, and joined again into the text of a field."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from indicators.importing.layout import expand, label_pattern

_H_TITLE = "ผล การ ดำเนินงาน ส่วนที่ 2 ผลสัมฤทธิ์ การ ปฏิบัติงาน ตาม แผน ปฏิบัติการ ประจำปี"
_REPORT_TITLE = re.compile(
    expand(rf"\s*+\**GAP{label_pattern(_H_TITLE)}GAP(?:แยก)?GAP(?:ราย)?GAP(?:ตัวชี้วัด)?GAP\**\s*")
)
_PAGE_NUMBER = re.compile(expand(r"\s*+[-–]?\s*+(?:หน้า)GAP DIGIT{1,4}\s*(?:จาก|/|ของ)\s*DIGIT{1,4}\s*[-–]?\s*"))
_YEAR_LINE = re.compile(expand(r"\s*+(?:ประจำ)?GAPปีงบประมาณGAP(?:พ\.ศ\.)?GAP DIGIT{4}\s*"))
_YEAR_AND_PAGE = re.compile(
    expand(r".{0,120}ปีงบประมาณGAP(?:พ\.ศ\.)?GAP DIGIT{4}\s+หน้า\s*DIGIT{1,4}\s*จาก\s*DIGIT{1,4}\s*")
)
_RECEIPT = re.compile(expand(r"\s*+ฉบับที่\s*DIGIT{1,4}\s*·\s*[0-9a-f]{8,64}\s*"))
_WATERMARK = re.compile(r"\s*+ร่าง\s*")
_THAI = re.compile(r"[\u0e00-\u0e7f]")
_OUTLINE = re.compile(
    expand(r"\s*+(?:[-–—•▪◦*]\s|\(?DIGIT{1,2}(?:\.DIGIT{1,2})+[.)]?\s|\(?DIGIT{1,2}[.)](?!DIGIT)|[ก-ฮ][.)]\s|::)")
)
MOST_LINES_IN_A_HEADER_BLOCK = 2


@dataclass(frozen=True)
class Line:
    """A physical line. `wrapped`: the page layout broke a paragraph before it; `running`: repeated on every page."""

    number: int
    text: str
    wrapped: bool = False
    running: bool = False

    @property
    def blank(self) -> bool:
        return not self.text.strip()


def number_lines(text: str) -> list[Line]:
    """The lines of a normalised text (ended by LF), numbered from 1."""
    return [Line(number, part) for number, part in enumerate(text.split("\n"), start=1)]


def split_page_headers(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """(content, page headers). Blank lines that only frame a page header go with neither: a header in the middle of
    a paragraph leaves a plain line break."""
    headers = _header_positions(lines)
    frame = _blank_neighbours(lines, headers)
    content = [line for at, line in enumerate(lines) if at not in headers and at not in frame]
    return content, [lines[at] for at in sorted(headers)]


def join_text(lines: Iterable[Line]) -> str:
    """The text of a narrative: lines as they stand, wrapped ones joined to the paragraph they continue."""
    written: list[str] = []
    for line in _trim(list(lines)):
        if written and line.wrapped and not starts_outline(line.text):
            written[-1] = join_wrapped(written[-1], line.text.strip())
        else:
            written.append(line.text.rstrip())
    return "\n".join(written).strip()


def join_item(lines: Iterable[Line]) -> str:
    """The text of a list item: its lines run on, but an outline number or bullet keeps a line of its own."""
    parts: list[str] = []
    end = ""
    for line in lines:
        part = line.text.strip()
        if not part:
            continue
        if starts_outline(part):
            parts.append("\n")
        elif line.wrapped:
            parts.append(join_wrapped(end, part)[len(end) : -len(part)])
        else:
            parts.append(" ")
        parts.append(part)
        end = part[-1]
    return "".join(parts[1:])


def join_wrapped(before: str, after: str) -> str:
    """Two halves of a broken line: without a space between Thai letters, which Thai writes none between."""
    if not before or not after or before[-1].isspace():
        return before + after
    return before + after if _THAI.match(before[-1]) and _THAI.match(after[0]) else f"{before} {after}"


def starts_outline(text: str) -> bool:
    """Whether the line begins with a bullet or a hand-typed outline number ("-", "1.", "4.2.1", "2)")."""
    return _OUTLINE.match(text) is not None


def without_start(line: Line, length: int) -> Line:
    """`line` without its first `length` characters."""
    return replace(line, text=line.text[length:])


def _trim(lines: list[Line]) -> list[Line]:
    written = [at for at, line in enumerate(lines) if not line.blank]
    return lines[written[0] : written[-1] + 1] if written else []


def _header_positions(lines: Sequence[Line]) -> set[int]:
    found = {at for at, line in enumerate(lines) if line.running or _stands_alone(line.text)}
    written = [at for at, line in enumerate(lines) if not line.blank]
    for here, there in pairwise(written):
        if here not in found and there not in found and _is_broken_title(lines[here].text, lines[there].text):
            found |= {here, there}
    for place, at in enumerate(written):
        if _YEAR_LINE.fullmatch(lines[at].text):
            found |= _block_ending_in_year(written, place, found)
    return found


def _stands_alone(text: str) -> bool:
    return any(
        pattern.fullmatch(text) for pattern in (_REPORT_TITLE, _PAGE_NUMBER, _YEAR_AND_PAGE, _RECEIPT, _WATERMARK)
    )


def _is_broken_title(first: str, second: str) -> bool:
    return bool(_REPORT_TITLE.fullmatch(f"{first}\n{second}")) if "ผลการดำเนินงานส่วน" in first else False


def _block_ending_in_year(written: list[int], place: int, found: set[int]) -> set[int]:
    """A year line under a report title, with at most two lines (the agency) between: all of it is page header."""
    for above in range(1, MOST_LINES_IN_A_HEADER_BLOCK + 2):
        if place - above >= 0 and written[place - above] in found:
            return set(written[place - above + 1 : place + 1])
    return set()


def _blank_neighbours(lines: Sequence[Line], headers: set[int]) -> set[int]:
    frame: set[int] = set()
    for step in (1, -1):
        for at in headers:
            at += step
            while 0 <= at < len(lines) and lines[at].blank and at not in frame:
                frame.add(at)
                at += step
    return frame
