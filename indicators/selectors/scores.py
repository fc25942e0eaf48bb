"""The scores of assignments, worked out from what is kept; nothing of it is stored until a year is closed.

calculated: from judgements and accepted results alone. override: the evaluator's. adjusted: a decided appeal's.
effective: the override, else the adjusted, else the calculated; of a whole assignment whose parts differ from what
was calculated, the sum of the effective parts. None is "unmarked", which is not 0. Points are not rounded here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import Any
from uuid import UUID

from indicators import scoring
from indicators.models import AdjustedScore, Assignment, CriterionVersion, Judgement, Revision, ScoreOverride
from indicators.models.year_end_report import YearEndReport
from indicators.scoring import Scored, Total
from indicators.selectors.score_calculation import Kept, work_out
from indicators.selectors.scored import AssignmentScore, CriterionScore, State, VersionScore

__all__ = [
    "CONDITIONAL",
    "AssignmentScore",
    "CriterionScore",
    "State",
    "VersionScore",
    "score_of",
    "scores_of",
    "total_of",
]

# Apps above say which (assignment, position) are held open by conditions, among assignments given by key.
CONDITIONAL: list[Callable[[Collection[int]], set[tuple[int, int]]]] = []


def scores_of(assignments: Iterable[Assignment]) -> list[AssignmentScore]:
    """The scores of `assignments` in their order. The same number of queries for any number of them."""
    rows = list(assignments)
    keys = [row.pk for row in rows]
    versions = _by_assignment(CriterionVersion.objects.filter(assignment__in=keys).order_by("position", "-version"))
    judgements = _newest_judgements(keys)
    reports = {report.assignment_id: report for report in _accepted_reports(keys)}
    revisions = _newest_revisions(report.dossier_id for report in reports.values())
    standing = ScoreOverride.objects.filter(assignment__in=keys, cancelled_at__isnull=True)
    overrides = _by_assignment(standing.select_related("given_by"))
    adjusted = _by_assignment(AdjustedScore.objects.filter(assignment__in=keys).order_by("id"))
    conditional: dict[int, set[int]] = defaultdict(set)
    for find in CONDITIONAL:
        for key, position in find(keys):
            conditional[key].add(position)
    return [
        work_out(
            row,
            Kept(
                versions=versions[row.pk],
                judgements=judgements,
                report=(report := reports.get(row.pk)),
                revision=revisions.get(report.dossier_id) if report else None,
                overrides={each.position: each for each in overrides[row.pk]},
                adjusted={each.position: each for each in adjusted[row.pk]},
                conditional=frozenset(conditional[row.pk]),
            ),
        )
        for row in rows
    ]


def score_of(assignment: Assignment) -> AssignmentScore:
    """The score of one assignment."""
    return scores_of([assignment])[0]


def total_of(scores: Iterable[AssignmentScore]) -> Total:
    """An agency's year: what is unmarked, a whole assignment or a criterion of one, is left out and makes it
    partial."""
    return scoring.total(
        Scored(each.effective, each.assignment.weight, partial=each.is_partial, marked=each.out_of) for each in scores
    )


def _newest_judgements(keys: Collection[int]) -> dict[int, Judgement]:
    """By the version of the criterion that was judged."""
    rows = Judgement.objects.filter(criterion__assignment__in=keys).select_related("revision", "judged_by")
    return {row.criterion_id: row for row in rows.defer("revision__content").order_by("number")}


def _newest_revisions(dossiers: Iterable[UUID]) -> dict[UUID, Revision]:
    """By the dossier."""
    rows = Revision.objects.filter(dossier__in=list(dossiers)).defer("content").order_by("number")
    return {row.dossier_id: row for row in rows}


def _accepted_reports(keys: Collection[int]) -> Iterable[YearEndReport]:
    accepted = YearEndReport.objects.filter(assignment__in=keys, status=YearEndReport.Status.ACCEPTED)
    return accepted.select_related("dossier", "marked_by")


def _by_assignment(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.assignment_id].append(row)
    return found
