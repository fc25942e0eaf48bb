"""The scores of assignments, worked out from what is kept; nothing of it is stored until a year is closed.

calculated: from judgements and accepted results alone. override: the evaluator's. adjusted: a decided appeal's.
effective: the override, else the adjusted, else the calculated; of a whole assignment whose parts differ from what
was calculated, the sum of the effective parts. None is "unmarked", which is not 0. Points are not rounded here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db.models import Prefetch

from indicators import scoring
from indicators.models import (
    AdjustedScore,
    Assignment,
    CriterionVersion,
    Judgement,
    Measure,
    Revision,
    ScoreOverride,
    YearEndReport,
)
from indicators.models.score import WHOLE_ASSIGNMENT
from indicators.scoring import JudgedStep, Scored, ScoringError, Total


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
    """One criterion. `current` is the version in force, `earlier` those before it, the newest first."""

    current: VersionScore
    earlier: tuple[VersionScore, ...]
    override: ScoreOverride | None
    adjusted: AdjustedScore | None
    state: State

    @property
    def position(self) -> int:
        return self.current.criterion.position

    @property
    def effective(self) -> Decimal | None:
        return _effective(self.override, self.adjusted, self.current.calculated)


@dataclass(frozen=True, kw_only=True)
class AssignmentScore:
    """The score of an assignment out of `assignment.weight`. `calculated_before` is what the versions before the
    present ones give, None when no criterion has changed or that is unmarked. `fault` says why nothing can be
    calculated (weights that do not make up a hundred, no target)."""

    assignment: Assignment
    criteria: tuple[CriterionScore, ...]
    achievement: Decimal | None
    calculated: Decimal | None
    calculated_before: Decimal | None
    override: ScoreOverride | None
    adjusted: AdjustedScore | None
    effective: Decimal | None
    state: State
    revision: Revision | None
    fault: str = ""

    @property
    def has_changed_criterion(self) -> bool:
        return any(criterion.earlier for criterion in self.criteria)


# Apps above say which (assignment, position) are held open by conditions, among assignments given by key.
CONDITIONAL: list[Callable[[Collection[int]], set[tuple[int, int]]]] = []


def scores_of(assignments: Iterable[Assignment]) -> list[AssignmentScore]:
    """The scores of `assignments` in their order. The same number of queries for any number of them."""
    rows = list(assignments)
    keys = [row.pk for row in rows]
    criteria = _by_assignment(
        CriterionVersion.objects.filter(assignment__in=keys)
        .prefetch_related(
            Prefetch("judgements", Judgement.objects.select_related("revision", "judged_by").order_by("-number"))
        )
        .order_by("position", "-version")
    )
    reports = _by_assignment(
        YearEndReport.objects.filter(assignment__in=keys, status=YearEndReport.Status.ACCEPTED)
        .select_related("dossier")
        .prefetch_related(Prefetch("dossier__revisions", Revision.objects.defer("content").order_by("-number")))
    )
    overrides = _by_assignment(
        ScoreOverride.objects.filter(assignment__in=keys, cancelled_at__isnull=True).select_related("given_by")
    )
    adjusted = _by_assignment(AdjustedScore.objects.filter(assignment__in=keys).order_by("id"))
    conditional: set[tuple[int, int]] = set()
    for find in CONDITIONAL:
        conditional |= find(keys)
    return [
        _score(
            row,
            criteria[row.pk],
            next(iter(reports[row.pk]), None),
            {each.position: each for each in overrides[row.pk]},
            {each.position: each for each in adjusted[row.pk]},
            {position for key, position in conditional if key == row.pk},
        )
        for row in rows
    ]


def score_of(assignment: Assignment) -> AssignmentScore:
    """The score of one assignment."""
    return scores_of([assignment])[0]


def total_of(scores: Iterable[AssignmentScore]) -> Total:
    """An agency's year: what is unmarked is left out and makes it partial."""
    return scoring.total(
        Scored(each.effective, each.assignment.weight, partial=each.state in {State.PARTIAL, State.UNMARKED})
        for each in scores
    )


def _by_assignment(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.assignment_id].append(row)
    return found


def _score(
    assignment: Assignment,
    versions: Sequence[CriterionVersion],
    report: YearEndReport | None,
    overrides: dict[int, ScoreOverride],
    adjusted: dict[int, AdjustedScore],
    conditional: set[int],
) -> AssignmentScore:
    fault = ""
    by_position: dict[int, list[CriterionVersion]] = defaultdict(list)
    for version in versions:
        by_position[version.position].append(version)
    whole = sum((group[0].weight for group in by_position.values()), Decimal(0))
    found: dict[int, list[VersionScore]] = {}
    for position, group in by_position.items():
        try:
            found[position] = [_version_score(assignment, version, report, whole) for version in group]
        except ScoringError as error:
            fault = str(error)
            found[position] = [_unmarked(assignment, version, whole) for version in group]
    criteria = tuple(
        CriterionScore(
            current=group[0],
            earlier=tuple(group[1:]),
            override=overrides.get(position),
            adjusted=adjusted.get(position),
            state=_state_of_criterion(
                _effective(overrides.get(position), adjusted.get(position), group[0].calculated),
                position in conditional or WHOLE_ASSIGNMENT in conditional,
            ),
        )
        for position, group in found.items()
    )
    try:
        achievement = _achievement([criterion.current for criterion in criteria])
        before = [criterion.earlier[0] if criterion.earlier else criterion.current for criterion in criteria]
        achievement_before = _achievement(before) if any(each.earlier for each in criteria) else None
    except ScoringError as error:
        fault, achievement, achievement_before = str(error), None, None
    calculated = None if achievement is None else scoring.score(achievement, assignment.weight)
    parts = [criterion.effective for criterion in criteria]
    marked = [part for part in parts if part is not None]
    override, change = overrides.get(WHOLE_ASSIGNMENT), adjusted.get(WHOLE_ASSIGNMENT)
    by_parts = min(sum(marked, Decimal(0)), assignment.weight) if marked and not fault else None
    effective = _effective(override, change, by_parts)
    return AssignmentScore(
        assignment=assignment,
        criteria=criteria,
        achievement=achievement,
        calculated=calculated,
        calculated_before=None
        if achievement_before is None
        else scoring.score(achievement_before, assignment.weight),
        override=override,
        adjusted=change,
        effective=effective,
        state=_state(effective, override or change, parts, bool(conditional)),
        revision=next((line.current.revision for line in criteria if line.current.revision), None),
        fault=fault,
    )


def _version_score(
    assignment: Assignment, version: CriterionVersion, report: YearEndReport | None, whole: Decimal
) -> VersionScore:
    judgement = next(iter(version.judgements.all()), None)
    revision = judgement.revision if judgement else None
    if version.measure == Measure.STEPS:
        achievement = scoring.by_percent(judgement.percent) if judgement else None
    else:
        achievement = _achievement_of_report(assignment, version, report)
        revision = next(iter(report.dossier.revisions.all()), None) if report else None
        judgement = None
    full = _full(assignment, version, whole)
    return VersionScore(
        criterion=version,
        full=full,
        achievement=achievement,
        calculated=None if achievement is None else scoring.score(achievement, full),
        revision=revision,
        judgement=judgement,
    )


def _unmarked(assignment: Assignment, version: CriterionVersion, whole: Decimal) -> VersionScore:
    full = _full(assignment, version, whole)
    return VersionScore(
        criterion=version, full=full, achievement=None, calculated=None, revision=None, judgement=None
    )


def _full(assignment: Assignment, version: CriterionVersion, whole: Decimal) -> Decimal:
    """The points that this criterion can bring: its share of the assignment's weight."""
    return assignment.weight * version.weight / whole if whole else Decimal(0)


def _achievement_of_report(
    assignment: Assignment, version: CriterionVersion, report: YearEndReport | None
) -> Decimal | None:
    """From the accepted year-end report; None while there is none or it names no figure."""
    if report is None:
        return None
    if version.measure == Measure.PERCENT:
        return None if report.progress_percent is None else scoring.by_percent(report.progress_percent)
    if report.result_in_unit is None:
        return None
    if version.measure == Measure.FIVE_LEVELS:
        return scoring.by_scale(report.result_in_unit, [Decimal(mark) for mark in version.thresholds.split()])
    return scoring.by_ratio(report.result_in_unit, assignment.target or Decimal(0))


def _achievement(lines: Sequence[VersionScore]) -> Decimal | None:
    """Of one criterion its own; of several the weighted sum of what is marked, their weights making up a hundred."""
    if not lines:
        return None
    if len(lines) == 1:
        return lines[0].achievement
    return scoring.by_steps([JudgedStep(line.criterion.weight, line.achievement) for line in lines]).percent


def _effective(
    override: ScoreOverride | None, adjusted: AdjustedScore | None, calculated: Decimal | None
) -> Decimal | None:
    return scoring.effective(override.points if override else None, adjusted.points if adjusted else None, calculated)


def _state_of_criterion(effective: Decimal | None, conditional: bool) -> State:
    if effective is None:
        return State.UNMARKED
    return State.CONDITIONAL if conditional else State.FINAL


def _state(
    effective: Decimal | None,
    given: ScoreOverride | AdjustedScore | None,
    parts: Sequence[Decimal | None],
    conditional: bool,
) -> State:
    if effective is None:
        return State.UNMARKED
    if conditional:
        return State.CONDITIONAL
    return State.PARTIAL if given is None and None in parts else State.FINAL
