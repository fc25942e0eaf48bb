"""A score as it is worked out: of a version of a criterion, of a criterion, of an assignment. Points are not
rounded."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from indicators import scoring
from indicators.models import (
    AdjustedScore,
    Assignment,
    CriterionVersion,
    Judgement,
    Revision,
    ScoreOverride,
    YearEndReport,
)


class State(StrEnum):
    """How much a score can be relied on."""

    FINAL = "final"
    CONDITIONAL = "conditional"
    PARTIAL = "partial"
    UNMARKED = "unmarked"


@dataclass(frozen=True, kw_only=True)
class VersionScore:
    """What one version of a criterion gives: achievement in percent, points out of `full`, None while unmarked."""

    criterion: CriterionVersion
    full: Decimal
    achievement: Decimal | None
    calculated: Decimal | None
    revision: Revision | None
    judgement: Judgement | None


@dataclass(frozen=True, kw_only=True)
class CriterionScore:
    """One criterion. `current` is the version in force, `earlier` those before it, the newest first; `conditional`
    while conditions of an appeal about it are open."""

    current: VersionScore
    earlier: tuple[VersionScore, ...]
    override: ScoreOverride | None
    adjusted: AdjustedScore | None
    state: State
    conditional: bool = False

    @property
    def position(self) -> int:
        return self.current.criterion.position

    @property
    def effective(self) -> Decimal | None:
        return effective_of(self.override, self.adjusted, self.current.calculated, self.current.full)


@dataclass(frozen=True, kw_only=True)
class AssignmentScore:
    """The score of an assignment out of `assignment.weight`; `out_of` is what is marked of that weight.

    `calculated_before` is what the versions before the present ones give, None when no criterion has changed or that
    is unmarked. `revision` is the newest submission that it rests on, `report` the accepted year-end report.
    `fault` says why it cannot be calculated, or not wholly (weights that do not make up a hundred, no target).
    """

    assignment: Assignment
    criteria: tuple[CriterionScore, ...]
    achievement: Decimal | None
    calculated: Decimal | None
    calculated_before: Decimal | None
    override: ScoreOverride | None
    adjusted: AdjustedScore | None
    effective: Decimal | None
    out_of: Decimal
    state: State
    revision: Revision | None
    report: YearEndReport | None = None
    conditional: bool = False
    fault: str = ""

    @property
    def has_changed_criterion(self) -> bool:
        return any(criterion.earlier for criterion in self.criteria)

    @property
    def is_given(self) -> bool:
        """Whether the whole was given its points, so that those of its criteria do not count."""
        return self.override is not None or self.adjusted is not None

    @property
    def is_partial(self) -> bool:
        """Whether something of it is marked and something is not, whatever its conditions."""
        return self.effective is not None and not self.is_given and any(c.effective is None for c in self.criteria)


def effective_of(
    override: ScoreOverride | None, adjusted: AdjustedScore | None, calculated: Decimal | None, most: Decimal
) -> Decimal | None:
    """The override, else the adjusted, else the calculated; never more than `most`, which may have been lowered
    since the points were given."""
    points = scoring.effective(
        override.points if override else None, adjusted.points if adjusted else None, calculated
    )
    return None if points is None else min(points, most)
