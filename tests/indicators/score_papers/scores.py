"""Scores on paper, made of rows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from indicators.models import (
    AdjustedScore,
    Assignment,
    CriterionVersion,
    Judgement,
    ScoreOverride,
    YearClosing,
)
from indicators.selectors.closing import fingerprint, open_scores
from indicators.selectors.score_content import assignments_of
from indicators.selectors.scores import scores_of
from indicators.services import audit, closing
from tests import make, make_appeal

NEW_TEXT = "นำไปใช้ประโยชน์"


def fresh(assignment: Assignment) -> Assignment:
    return Assignment.objects.select_related("agency", "year", "indicator").get(pk=assignment.pk)


def stepped(number: int = 8, **fields: Any) -> Assignment:
    """Of weight 10, five steps of 20 %; nothing judged yet."""
    return fresh(make_appeal.assignment(number=number, **fields))


def judged(assignment: Assignment, percents: dict[int, str], version: int = 1, **fields: Any) -> None:
    """Judges criteria, by position, under one version."""
    for position, percent in percents.items():
        criterion = CriterionVersion.objects.get(assignment=assignment, position=position, version=version)
        values: dict[str, Any] = {
            "reason": "ครบตามหลักฐาน",
            "revision": assignment.year_end_report.dossier.revisions.first(),
            "judged_by": make.user(full_name="นางสาวนภา กล้าหาญ"),
            "judged_at": make.at("2021-10-02"),
            **fields,
        }
        Judgement.objects.create(
            criterion=criterion, number=1, percent=Decimal(percent), event=_event(assignment), **values
        )


def overridden(assignment: Assignment, position: int, points: str, **fields: Any) -> None:
    values: dict[str, Any] = {
        "reason": "ตรวจเอกสารเพิ่มเติมแล้ว",
        "given_by": make.user(full_name="นายวิชัย ตั้งใจ"),
        "given_at": make.at("2021-10-03"),
        **fields,
    }
    ScoreOverride.objects.create(
        assignment=assignment, position=position, points=Decimal(points), event=_event(assignment), **values
    )


def appealed(assignment: Assignment, position: int = 4, points: str | None = None) -> None:
    """Version 2 of a criterion by an appeal, and an adjusted score if points are given."""
    event = _event(assignment)
    CriterionVersion.objects.create(
        assignment=assignment,
        position=position,
        version=2,
        text=NEW_TEXT,
        weight=Decimal(20),
        measure="steps",
        in_force_from=date(2021, 7, 20),
        ground="appeal",
        ground_reference="มติครั้งที่ 3/2564",
        event=event,
    )
    if points is not None:
        AdjustedScore.objects.create(
            assignment=assignment,
            position=position,
            points=Decimal(points),
            ground_reference="มติครั้งที่ 3/2564",
            decided_on=date(2021, 7, 20),
            event=event,
        )


def closed(assignment: Assignment, reason: str = "ยังไม่ให้คะแนนด้วยเหตุจำเป็น") -> YearClosing:
    """Closes the year; what is not final is named with `reason`."""
    from accounts.roles import Role

    year = assignment.year
    scores = scores_of(assignments_of(year))
    return closing.close_year(
        year,
        actor=make.user(Role.EVALUATOR),
        resolution_reference="มติ ก.ก. ครั้งที่ 9/2564",
        resolved_on=date(2021, 10, 4),
        note="ให้ปิดปีตามที่เสนอ",
        named={each.score.assignment.pk: reason for each in open_scores(scores)},
        seen=fingerprint(scores),
    )


def _event(assignment: Assignment) -> Any:
    return audit.record(
        action="judge",
        subject="assignment",
        actor=None,
        at=make.at("2021-10-02"),
        agency=assignment.agency,
    )
