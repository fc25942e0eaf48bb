"""How the score of one assignment follows from what is kept of it. Asks the database nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.utils.translation import gettext as _

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
from indicators.scoring import HUNDRED, JudgedStep, ScoringError
from indicators.selectors.scored import AssignmentScore, CriterionScore, State, VersionScore, effective_of
from thai.digits import BadNumber, format_number, parse_decimal


@dataclass(frozen=True)
class Kept:
    """What is kept of one assignment: all versions of its criteria by position, the newest first; by the key of a
    version its newest judgement; its accepted year-end report with the newest revision of it; what was given instead,
    by position; the positions held open by conditions."""

    versions: Sequence[CriterionVersion]
    judgements: Mapping[int, Judgement]
    report: YearEndReport | None
    revision: Revision | None
    overrides: Mapping[int, ScoreOverride]
    adjusted: Mapping[int, AdjustedScore]
    conditional: frozenset[int]


def work_out(assignment: Assignment, kept: Kept) -> AssignmentScore:
    """The score of `assignment`. Never raises for what is kept: `fault` says what cannot be calculated."""
    faults: list[str] = []
    groups = [list(group) for _position, group in groupby(kept.versions, key=lambda version: version.position)]
    criteria = tuple(_criterion(assignment, group, kept, len(groups) == 1, faults) for group in groups)
    current = [criterion.current for criterion in criteria]
    by_parts: Decimal | None = None
    achievement: Decimal | None = None
    try:
        achievement = _achievement(current)
    except ScoringError as error:
        faults.append(str(error))
    else:
        marked = [points for criterion in criteria if (points := criterion.effective) is not None]
        by_parts = scoring.sum_of(marked) if marked else None
    override, adjusted = kept.overrides.get(WHOLE_ASSIGNMENT), kept.adjusted.get(WHOLE_ASSIGNMENT)
    _check_given(override, adjusted, assignment.weight, faults)
    effective = effective_of(override, adjusted, by_parts, assignment.weight)
    return AssignmentScore(
        assignment=assignment,
        criteria=criteria,
        achievement=achievement,
        calculated=_points(achievement, assignment.weight),
        calculated_before=_points(_achievement_before(criteria), assignment.weight),
        override=override,
        adjusted=adjusted,
        effective=effective,
        out_of=_out_of(assignment, criteria, effective, given=bool(override or adjusted)),
        state=_state(criteria, effective, given=bool(override or adjusted), conditional=bool(kept.conditional)),
        revision=_newest([line.revision for line in current if line.revision]),
        report=kept.report,
        conditional=bool(kept.conditional),
        fault=" ".join(dict.fromkeys(faults)),
    )


def _criterion(
    assignment: Assignment, versions: Sequence[CriterionVersion], kept: Kept, alone: bool, faults: list[str]
) -> CriterionScore:
    position = versions[0].position
    current, *earlier = [_version_score(assignment, version, kept, alone) for version in versions]
    if current[1]:
        faults.append(current[1])
    override, adjusted = kept.overrides.get(position), kept.adjusted.get(position)
    _check_given(override, adjusted, current[0].full, faults)
    effective = effective_of(override, adjusted, current[0].calculated, current[0].full)
    conditional = not kept.conditional.isdisjoint({position, WHOLE_ASSIGNMENT})
    marked = State.CONDITIONAL if conditional else State.FINAL
    return CriterionScore(
        current=current[0],
        earlier=tuple(line for line, _fault in earlier),
        override=override,
        adjusted=adjusted,
        state=State.UNMARKED if effective is None else marked,
        conditional=conditional,
    )


def _version_score(
    assignment: Assignment, version: CriterionVersion, kept: Kept, alone: bool
) -> tuple[VersionScore, str]:
    """What a version gives, and why it gives nothing where it cannot be worked out. One that stands alone brings the
    whole weight; of several each brings its share of a hundred."""
    full = assignment.weight if alone else scoring.score(min(version.weight, HUNDRED), assignment.weight)
    fault = ""
    achievement: Decimal | None = None
    revision: Revision | None = None
    judgement = None
    if version.measure == Measure.STEPS:
        judgement = kept.judgements.get(version.pk)
        achievement = judgement.percent if judgement else None
        revision = judgement.revision if judgement else None
    elif kept.report:
        revision = kept.revision
        try:
            achievement = _achievement_of_report(assignment, version, kept.report)
        except ScoringError as error:
            fault = str(error)
    line = VersionScore(
        criterion=version,
        full=full,
        achievement=achievement,
        calculated=_points(achievement, full),
        revision=revision,
        judgement=judgement,
    )
    return line, fault


def _achievement_of_report(
    assignment: Assignment, version: CriterionVersion, report: YearEndReport
) -> Decimal | None:
    """From the accepted year-end report; None while it names no figure."""
    if version.measure == Measure.PERCENT:
        return None if report.progress_percent is None else scoring.by_percent(report.progress_percent)
    if report.result_in_unit is None:
        return None
    if version.measure == Measure.FIVE_LEVELS:
        return scoring.by_scale(report.result_in_unit, _thresholds(version))
    return scoring.by_ratio(report.result_in_unit, assignment.target or Decimal(0))


def _thresholds(version: CriterionVersion) -> list[Decimal]:
    try:
        return [parse_decimal(mark) for mark in version.thresholds.split()]
    except BadNumber as error:
        raise ScoringError(str(error)) from error


def _achievement(lines: Sequence[VersionScore]) -> Decimal | None:
    """Of one criterion its own; of several the weighted sum of what is marked, their weights making up a hundred."""
    if len(lines) <= 1:
        return lines[0].achievement if lines else None
    return scoring.by_steps([JudgedStep(line.criterion.weight, line.achievement) for line in lines]).percent


def _achievement_before(criteria: Sequence[CriterionScore]) -> Decimal | None:
    """By the versions before the present ones; None when nothing changed. Where weights were moved in several steps
    those versions may not make up a hundred: they never stood together, and there is nothing to compare with."""
    if not any(criterion.earlier for criterion in criteria):
        return None
    try:
        return _achievement([c.earlier[0] if c.earlier else c.current for c in criteria])
    except ScoringError:
        return None


def _points(achievement: Decimal | None, full: Decimal) -> Decimal | None:
    return None if achievement is None else scoring.score(achievement, full)


def _out_of(
    assignment: Assignment, criteria: Sequence[CriterionScore], effective: Decimal | None, *, given: bool
) -> Decimal:
    """What is marked of the weight: an unmarked criterion is left out on both sides, as it is no 0."""
    if effective is None:
        return Decimal(0)
    if given:
        return assignment.weight
    marked = scoring.sum_of(criterion.current.full for criterion in criteria if criterion.effective is not None)
    return min(marked, assignment.weight)


def _state(criteria: Sequence[CriterionScore], effective: Decimal | None, *, given: bool, conditional: bool) -> State:
    if effective is None:
        return State.UNMARKED
    if conditional:
        return State.CONDITIONAL
    unmarked = any(criterion.effective is None for criterion in criteria)
    return State.PARTIAL if unmarked and not given else State.FINAL


def _check_given(
    override: ScoreOverride | None, adjusted: AdjustedScore | None, most: Decimal, faults: list[str]
) -> None:
    """What was given counts only up to what the weight allows now; say so."""
    given = override or adjusted
    if given and given.points > scoring.rounded(most):
        facts = {"points": format_number(given.points), "most": format_number(most)}
        faults.append(_("คะแนนที่ให้ไว้ %(points)s เกินคะแนนเต็ม %(most)s จึงนับเพียงคะแนนเต็ม") % facts)


def _newest(revisions: Sequence[Revision]) -> Revision | None:
    return max(revisions, key=lambda revision: (revision.created_at, revision.pk), default=None)
