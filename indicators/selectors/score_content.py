"""The scores of an agency's year as plain JSON values: what the closing of a year freezes, and what is exported.

Points, weights and percentages are texts with two digits, rounded half-up from what was worked out; None is
"unmarked". Names and texts are copied in: a reader years later needs no other row.

    {"kind", "agency": {code, name, abbreviation}, "year", "evidence": [], "total": {points, out_of, weight, partial},
     "assignments": [{assignment, number, name, target, unit, weight, progress_percent, result_in_unit, SCORE, out_of,
                      achievement, calculated_before, fault, revision, quarter_marks,
                      "criteria": [{position, full, SCORE, "versions": [the one in force, then earlier ones]}]}]}

where SCORE is calculated, override, adjusted, effective and state.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from typing import Any

from accounts.models import Agency, User
from indicators.models import (
    AdjustedScore,
    Assignment,
    Dossier,
    FiscalYear,
    QuarterlyReport,
    Revision,
    ScoreOverride,
    YearEndReport,
)
from indicators.scoring import rounded
from indicators.selectors.content import Content
from indicators.selectors.scores import AssignmentScore, CriterionScore, VersionScore, scores_of, total_of

Marks = dict[int, list[QuarterlyReport]]


def assignments_of(year: FiscalYear, agencies: Collection[int] | None = None) -> list[Assignment]:
    """The assignments of a year, of `agencies` by key or of all, in the order of agencies; with what scores and
    contents read."""
    rows = Assignment.objects.filter(year=year).select_related("agency", "indicator", "year")
    if agencies is not None:
        rows = rows.filter(agency__in=agencies)
    return list(rows.order_by("agency__sort_key", "agency_id", "number"))


def agency_score_content(agency: Agency, year: FiscalYear) -> Content:
    """The scores of one agency in a year."""
    scores = scores_of(assignments_of(year, {agency.pk}))
    return content_of_scores(agency, year, scores, marks_of([score.assignment for score in scores]))


def agency_score_contents(year: FiscalYear, scores: Sequence[AssignmentScore]) -> list[tuple[Agency, Content]]:
    """As agency_score_content for every agency of `scores`, which are a whole year's; one query."""
    by_agency: dict[Agency, list[AssignmentScore]] = defaultdict(list)
    for score in scores:
        by_agency[score.assignment.agency].append(score)
    marks = marks_of([score.assignment for score in scores])
    return [(agency, content_of_scores(agency, year, own, marks)) for agency, own in by_agency.items()]


def content_of_scores(agency: Agency, year: FiscalYear, scores: Sequence[AssignmentScore], marks: Marks) -> Content:
    """The content of an agency whose `scores` and quarter `marks` are at hand."""
    total = total_of(scores)
    return {
        "kind": Dossier.Kind.AGENCY_SCORE.value,
        "agency": {"code": agency.code, "name": agency.name, "abbreviation": agency.abbreviation},
        "year": year.be_year,
        "assignments": [assignment_content(score, marks[score.assignment.pk]) for score in scores],
        "total": {
            "points": str(total.points) if total.out_of or not total.partial else None,
            "out_of": str(total.out_of),
            "weight": str(total.weight),
            "partial": total.partial,
        },
        "evidence": [],
    }


def marks_of(assignments: Iterable[Assignment]) -> Marks:
    """The quarterly reports with their marks, by the key of the assignment. They never enter a score."""
    found: Marks = defaultdict(list)
    rows = QuarterlyReport.objects.filter(assignment__in=[row.pk for row in assignments])
    marks = rows.select_related("period").only("assignment_id", "mark", "mark_is_late", "period__kind")
    for report in marks.order_by("period__kind"):
        found[report.assignment_id].append(report)
    return found


def assignment_content(score: AssignmentScore, quarters: Iterable[QuarterlyReport] = ()) -> Content:
    """One assignment with its criteria."""
    assignment, report = score.assignment, score.report
    return {
        "assignment": assignment.pk,
        "number": assignment.number,
        "name": assignment.name_line,
        "target": _two_digits(assignment.target),
        "unit": assignment.indicator.unit,
        "weight": _two_digits(assignment.weight),
        "progress_percent": _two_digits(report.progress_percent if report else None),
        "result_in_unit": _two_digits(report.result_in_unit if report else None),
        "achievement": _two_digits(score.achievement),
        "calculated": _two_digits(score.calculated),
        "calculated_before": _two_digits(score.calculated_before),
        **_given(score),
        "effective": _two_digits(score.effective),
        "out_of": _two_digits(score.out_of),
        "state": score.state.value,
        "conditional": score.conditional,
        "fault": score.fault,
        "revision": _revision(score.revision),
        "quarter_marks": [
            {"quarter": each.period.quarter, "mark": _two_digits(each.mark), "is_late": each.mark_is_late}
            for each in quarters
        ],
        "criteria": [_criterion(criterion, report) for criterion in score.criteria],
    }


def _criterion(criterion: CriterionScore, report: YearEndReport | None) -> Content:
    return {
        "position": criterion.position,
        "full": _two_digits(criterion.current.full),
        "calculated": _two_digits(criterion.current.calculated),
        **_given(criterion),
        "effective": _two_digits(criterion.effective),
        "state": criterion.state.value,
        "conditional": criterion.conditional,
        "versions": [_version(line, report) for line in (criterion.current, *criterion.earlier)],
    }


def _version(line: VersionScore, report: YearEndReport | None) -> Content:
    version = line.criterion
    return {
        "version": version.version,
        "text": version.text,
        "weight": _two_digits(version.weight),
        "measure": version.measure,
        "thresholds": version.thresholds,
        "in_force_from": version.in_force_from.isoformat(),
        "ground": version.ground,
        "ground_reference": version.ground_reference,
        "full": _two_digits(line.full),
        "achievement": _two_digits(line.achievement),
        "calculated": _two_digits(line.calculated),
        "revision": _revision(line.revision),
        "judgement": _judgement(line, report),
    }


def _judgement(line: VersionScore, report: YearEndReport | None) -> Content | None:
    """Who judged a step; of what follows from the year-end report, who accepted that."""
    if line.judgement:
        given = line.judgement
        return {
            "number": given.number,
            "percent": _two_digits(given.percent),
            "reason": given.reason,
            "by": _person(given.judged_by),
            "at": given.judged_at.isoformat(),
            "is_late": given.is_late,
        }
    if line.achievement is None or report is None or report.marked_at is None:
        return None
    return {
        "number": None,
        "percent": _two_digits(line.achievement),
        "reason": "",
        "by": _person(report.marked_by),
        "at": report.marked_at.isoformat(),
        "is_late": report.mark_is_late,
    }


def _given(score: AssignmentScore | CriterionScore) -> dict[str, Any]:
    return {"override": override_content(score.override), "adjusted": _adjusted(score.adjusted)}


def override_content(override: ScoreOverride | None) -> Content | None:
    """Who gave which points instead, when and why."""
    if override is None:
        return None
    return {
        "points": _two_digits(override.points),
        "reason": override.reason,
        "by": _person(override.given_by),
        "at": override.given_at.isoformat(),
    }


def _adjusted(adjusted: AdjustedScore | None) -> Content | None:
    if adjusted is None:
        return None
    return {
        "points": _two_digits(adjusted.points),
        "reference": adjusted.ground_reference,
        "decided_on": adjusted.decided_on.isoformat(),
    }


def _revision(revision: Revision | None) -> Content | None:
    if revision is None:
        return None
    return {"number": revision.number, "sha256": revision.sha256, "dossier": str(revision.dossier_id)}


def _person(user: User | None) -> Content | None:
    return {"name": user.full_name, "position": user.position} if user else None


def _two_digits(value: Decimal | None) -> str | None:
    return None if value is None else str(rounded(value))
