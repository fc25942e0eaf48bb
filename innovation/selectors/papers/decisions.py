"""What is not part of a submission but printed with it: who endorsed, what the committee resolved, who proposed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from indicators.selectors.print_documents import Signing


@dataclass(frozen=True)
class Resolved:
    """One resolution of the committee on a project."""

    meeting: str
    held_on: date
    result: str
    resolution: str
    conditions: str = ""


@dataclass(frozen=True)
class ProposerLine:
    """Who proposed an idea, or in `withheld` why that is not printed."""

    name: str = ""
    position: str = ""
    section: str = ""
    withheld: str = ""


# By the key of the idea.
Proposers = Mapping[int, ProposerLine]


@dataclass(frozen=True)
class Decided:
    """The decisions and personal values that a sheet shows besides its content."""

    endorsed: Signing = field(default_factory=Signing)
    resolutions: tuple[Resolved, ...] = ()
    proposers: Proposers = field(default_factory=dict)
