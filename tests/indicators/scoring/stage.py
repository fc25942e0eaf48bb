"""What the tests of scores are played on: judged steps, accepted results, closed years."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from accounts.models import User
from accounts.roles import Role
from indicators.models import (
    AdjustedScore,
    Assignment,
    CriterionVersion,
    Event,
    FiscalYear,
    IndicatorCriterion,
    Judgement,
    Measure,
    Revision,
    YearClosing,
)
from indicators.selectors.closing import fingerprint, open_scores
from indicators.selectors.score_content import assignments_of
from indicators.selectors.scores import scores_of
from indicators.services import audit
from indicators.services.closing import close_year
from indicators.services.revisions import freeze
from tests import make, make_appeal

NOON = make.at("2021-10-20", "12:00")
DAY = "2021-10-25"


def five_steps(*percents: Any, agency: Any = None, year: Any = None, **fields: Any) -> Assignment:
    """An assignment of weight 10 with five steps of 20 %; None leaves a step unmarked."""
    made = make_appeal.assignment(agency, year, **fields)
    for position, percent in enumerate(percents, start=1):
        if percent is not None:
            judge(made, position, percent)
    return made


def judge(assignment: Assignment, position: int, percent: Any, by: User | None = None, **fields: Any) -> Judgement:
    """A further judgement of the version in force."""
    criterion = in_force(assignment, position)
    event = an_event(assignment)
    made: Judgement = Judgement.objects.create(
        criterion=criterion,
        number=criterion.judgements.count() + 1,
        percent=Decimal(percent),
        judged_by=by or make.user(Role.SECRETARIAT),
        judged_at=NOON,
        event=event,
        **fields,
    )
    return made


def in_force(assignment: Assignment, position: int) -> CriterionVersion:
    found = assignment.criterion_versions.filter(position=position).order_by("-version").first()
    assert found
    return found


def next_version(assignment: Assignment, position: int, **fields: Any) -> CriterionVersion:
    """Version n + 1 of a criterion, as a decided appeal brings it; what is not given stays."""
    old = in_force(assignment, position)
    values: dict[str, Any] = {
        "text": "นำนวัตกรรมที่ได้รับการอนุมัติไปใช้ประโยชน์",
        "weight": old.weight,
        "measure": old.measure,
        "thresholds": old.thresholds,
        "in_force_from": date(2021, 7, 20),
        "ground": CriterionVersion.Ground.APPEAL,
        "ground_reference": "มติที่ประชุมครั้งที่ 3/2564",
        **fields,
    }
    made: CriterionVersion = CriterionVersion.objects.create(
        assignment=assignment, position=position, version=old.version + 1, **values
    )
    return made


def adjust(assignment: Assignment, points: str, position: int = 0) -> AdjustedScore:
    """The score of a decided appeal."""
    made: AdjustedScore = AdjustedScore.objects.create(
        assignment=assignment,
        position=position,
        points=Decimal(points),
        ground_reference="มติที่ประชุมครั้งที่ 3/2564",
        decided_on=date(2021, 7, 20),
        event=an_event(assignment),
    )
    return made


def measured(
    measure: Measure, *, result: Any = None, progress: Any = None, agency: Any = None, **fields: Any
) -> Assignment:
    """An assignment scored by its accepted year-end report; `thresholds` of the scale, `weights` of its criteria,
    `target`, `weight` in `fields`. Without result and progress the report names no figure."""
    thresholds = fields.pop("thresholds", "")
    made = weighing(*fields.pop("weights", ()), agency=agency, measure=measure, thresholds=thresholds, **fields)
    report = make.fill_year_end(made.year_end_report, result_in_unit=result, progress_percent=progress)
    make.set_status(report, "accepted", marked_at=NOON, marked_by=make.user(Role.EVALUATOR))
    return made


def weighing(
    *weights: int, agency: Any = None, measure: Measure = Measure.STEPS, thresholds: str = "", **fields: Any
) -> Assignment:
    """An assignment with criteria of these weights; without any, its indicator's method is the one."""
    of = FiscalYear.objects.first() or make.year()
    indicator = make.indicator(of, measure=measure, thresholds=thresholds)
    for position, weight in enumerate(weights, start=1):
        IndicatorCriterion.objects.create(indicator=indicator, position=position, text="เกณฑ์", weight=weight)
    return make.assignment(agency or make.agency(), of, indicator=indicator, **fields)


def an_event(assignment: Assignment) -> Event:
    with transaction.atomic():
        return audit.record(action="judge", subject="score", actor=None, at=NOON, agency=assignment.agency)


def submission(assignment: Assignment) -> Revision:
    """A frozen submission of the year-end report."""
    report = make.fill_year_end(assignment.year_end_report)
    return freeze(report.dossier, {"evidence": []}, actor=make.user(), at=NOON)


def close(year: Any, by: User | None = None, **given: Any) -> YearClosing:
    """Close the year by the book: every score that is not final is named."""
    scores = scores_of(assignments_of(year))
    values: dict[str, Any] = {
        "resolution_reference": "มติที่ประชุมครั้งที่ 9/2564",
        "resolved_on": date(2021, 10, 22),
        "named": {each.score.assignment.pk: "รอผลของปีถัดไป" for each in open_scores(scores)},
        "seen": fingerprint(scores),
        **given,
    }
    return close_year(year, actor=by or make.user(Role.EVALUATOR), **values)
