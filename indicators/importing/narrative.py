"""Text blocks: definition, method, narratives of quarters, year-end summary."""

import re
from collections.abc import Sequence

from indicators.importing.ledger import Ledger
from indicators.importing.lines import Line, join_text, without_start

_BODY_MARK = re.compile(r"\s*+(?:[-–]\s*+)?::\s*+")
_NOTHING = re.compile(r"[\s:–—-]*")


def read_narrative(lines: Sequence[Line], place: str, ledger: Ledger) -> str:
    """The text as it stands, hand-typed numbers and bullets kept; the "::" (or "- ::") that opens a body is a mark,
    and so is a "-" that stands for "nothing"."""
    written = [line for line in lines if not line.blank]
    if _NOTHING.fullmatch("".join(line.text for line in written)):
        for line in written:
            ledger.mark(line.number, line.text)
        return ""
    kept = list(lines[lines.index(written[0]) :])
    if mark := _BODY_MARK.match(kept[0].text):
        ledger.mark(kept[0].number, mark.group())
        kept[0] = without_start(kept[0], mark.end())
    ledger.place_lines(kept, place)
    return join_text(kept)
