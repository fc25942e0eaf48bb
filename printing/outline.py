"""The outline of a narrative: lines that begin with #, ## or ### are numbered by the software."""

import re
from typing import NamedTuple

_DEEPEST = 3
_MARKED = re.compile(rf"(#{{1,{_DEEPEST}}})[ \t]+(\S.*)")


class Line(NamedTuple):
    """One line of a text. depth: 1-3 for a numbered line, 0 for any other; number: "1.", "1.1", "1.1.1" or ""."""

    depth: int
    number: str
    text: str


def numbered(text: str) -> list[Line]:
    """The lines of `text`; those marked "# ", "## ", "### " numbered 1., 1.1, 1.1.1, all others as they stand.

    A line cannot be more than one level deeper than the numbered line before it: it is drawn up to that level,
    so no number has a gap. Empty lines are kept; an empty text has no lines.
    """
    if not text:
        return []
    counts: list[int] = []
    lines = []
    for line in text.split("\n"):
        marked = _MARKED.fullmatch(line)
        if marked is None:
            lines.append(Line(0, "", line))
            continue
        depth = min(len(marked[1]), len(counts) + 1)
        counts = [*counts[:depth], 0][:depth]
        counts[-1] += 1
        number = f"{counts[0]}." if depth == 1 else ".".join(map(str, counts))
        lines.append(Line(depth, number, marked[2]))
    return lines


def plain(text: str) -> list[Line]:
    """The lines of `text`, none of them numbered."""
    return [Line(0, "", line) for line in text.split("\n")] if text else []
