"""What of a page decides how it is judged: its elements with their classes, each with those around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from html.parser import HTMLParser

from tests.pages.sheets import Sheet

_EMPTY = {"area", "br", "col", "hr", "img", "input", "link", "meta", "path", "source", "use", "wbr", "circle", "rect"}
_TELLING = ("class", "type", "role", "lang", "aria-invalid", "aria-current", "tabindex")


Surroundings = frozenset[tuple[str, ...]]


class _Skeleton(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.around: list[tuple[str, str]] = []
        self.found: set[tuple[str, ...]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        look = ".".join([tag, *(given.get(name) or "" for name in _TELLING)])
        self.found.add((*(each for _tag, each in self.around[-3:]), look))
        if tag not in _EMPTY:
            self.around.append((tag, look))

    def handle_endtag(self, tag: str) -> None:
        if any(tag == each for each, _look in self.around):
            while self.around.pop()[0] != tag:
                pass


@cache
def skeleton(html: str) -> Surroundings:
    """Equal for two pages that differ in their words and in the number of their rows only."""
    reader = _Skeleton()
    reader.feed(html)
    return frozenset(reader.found)


def unlike(pages: Iterable[Sheet]) -> Iterator[Sheet]:
    """The pages, one of each kind."""
    seen: set[Surroundings] = set()
    for page in pages:
        kind = skeleton(page.html)
        if kind not in seen:
            seen.add(kind)
            yield page
