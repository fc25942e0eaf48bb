"""Which agency an abbreviation of a report means, and which come near when it is no agency's."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from thai.text import comparable

MOST_SUGGESTIONS = 5
_ALIKE = ("ปพผฝฟบษ", "ดคตศ", "ถภกฎฏ", "นมฆฉณ", "ขชซฃ", "ทฑหฬ", "รธฐ", "วงอฮ", "สลศ", "ยผ")
"""Letters whose shapes are taken for each other by readers of scanned paper."""


class AgencyName(NamedTuple):
    """An agency as the importer knows it; `abbreviation` is "" where it has none."""

    code: str
    abbreviation: str
    name: str


@dataclass(frozen=True)
class AgencyMatch:
    """`agency` when the text is exactly one's abbreviation, code or name; else the `nearest`, best first."""

    agency: AgencyName | None
    nearest: list[AgencyName] = field(default_factory=list)


def resolve_agency(abbreviation: str, agencies: Iterable[tuple[str, str, str]]) -> AgencyMatch:
    """The agency of `abbreviation` among `agencies` of (code, abbreviation, name).

    Dots and white space do not count. Never guesses: what is near is suggested, not taken.
    """
    known = [AgencyName(*agency) for agency in agencies]
    wanted = _key(abbreviation)
    if not wanted:
        return AgencyMatch(None)
    exact = [
        agency for agency in known if wanted in (_key(agency.abbreviation), _key(agency.code), _key(agency.name))
    ]
    if len(exact) == 1:
        return AgencyMatch(exact[0])
    if exact:
        return AgencyMatch(None, exact[:MOST_SUGGESTIONS])
    ranked = sorted((distance, agency.code, agency) for agency in known if (distance := _distance_to(wanted, agency)))
    limit = max(1.0, len(wanted) / 3)
    return AgencyMatch(None, [agency for distance, _, agency in ranked if distance <= limit][:MOST_SUGGESTIONS])


def _distance_to(wanted: str, agency: AgencyName) -> float:
    keys = [_key(text) for text in (agency.abbreviation, agency.name) if text]
    return min((_distance(wanted, key) for key in keys), default=float("inf"))


def _key(text: str) -> str:
    return comparable(text).replace(".", "")


def _distance(a: str, b: str) -> float:
    """Edit distance: 1 for a letter more, less or other, or two swapped; 0.5 for one that looks alike."""
    before_last: list[float] = []
    last = [float(n) for n in range(len(b) + 1)]
    for i, letter in enumerate(a, start=1):
        row = [float(i)]
        for j, other in enumerate(b, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + _difference(letter, other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, before_last[j - 2] + 1)
            row.append(cost)
        before_last, last = last, row
    return last[-1]


def _difference(a: str, b: str) -> float:
    if a == b:
        return 0
    return 0.5 if any(a in group and b in group for group in _ALIKE) else 1
