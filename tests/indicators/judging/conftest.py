"""An innovation assignment of weight 10, its five criteria, and the people of the judging table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from accounts.models import User
from accounts.roles import Role
from indicators import clock
from indicators.models import Assignment, CriterionVersion, IndicatorCriterion, Judgement, ReportingPeriod
from indicators.selectors.judged import subject_of
from indicators.services.judging import judge
from innovation.models import InnovationCase
from tests import make, make_appeal, make_case
from tests.indicators.workflow.cast import Cast, cast
from tests.scenes import Once, as_stored

DAY = make.at("2021-10-05")


@dataclass
class Case:
    people: Cast
    case: InnovationCase
    assignment: Assignment

    def criterion(self, position: int = 1) -> CriterionVersion:
        rows = CriterionVersion.objects.filter(assignment=self.assignment, position=position)
        return rows.order_by("-version")[0]

    def judge(self, percent: object = "80", by: User | None = None, position: int = 1, **given: Any) -> Judgement:
        """As from a page that shows everything as it is now, unless told otherwise."""
        criterion = given.pop("criterion", None) or self.criterion(position)
        subject, last = subject_of(criterion), criterion.judgements.order_by("-number").first()
        given.setdefault("seen_number", last.number if last else 0)
        given.setdefault("seen_revision", subject.revision.pk if subject and subject.revision else None)
        value = None if percent is None else Decimal(str(percent))
        return judge(criterion, actor=by or self.people["secretariat"], percent=value, **given)


def new_version(criterion: CriterionVersion, **fields: Any) -> CriterionVersion:
    """The next version, as a decided appeal would leave it."""
    values = {"text": "นำไปใช้ประโยชน์", "ground": "appeal", "in_force_from": "2021-07-20"}
    values |= {"measure": criterion.measure, **fields}
    return CriterionVersion.objects.create(
        assignment=criterion.assignment,
        position=criterion.position,
        version=criterion.version + 1,
        weight=criterion.weight,
        **values,
    )


def case_with_criteria(agency: Any = None) -> InnovationCase:
    """A case whose indicator is measured by its five steps."""
    round_ = make_case.Round.objects.first() or make_case.round_()
    if not round_.indicator.criteria.exists():
        for position, text in enumerate(make_appeal.CRITERIA, start=1):
            IndicatorCriterion.objects.create(
                indicator=round_.indicator, position=position, text=text, weight=Decimal(20)
            )
    return make_case.case(agency)


def handed_in() -> Case:
    """Steps 1 to 4; marks are due on 31 October."""
    people = cast()
    made = case_with_criteria(people.agency)
    make_case.developed(made)
    ReportingPeriod.objects.filter(kind="year_end").update(marks_due_on="2021-10-31")
    people.people["own_secretariat"] = make.user(Role.SECRETARIAT)
    User.objects.filter(pk=people["own_secretariat"].pk).update(agency=people.agency)
    return Case(people, made, made.assignment)


@pytest.fixture(scope="module")
def case_of_the_file(once: Once) -> Case:
    made: Case = once(handed_in)
    return made


@pytest.fixture
def case(case_of_the_file: Case, db: None) -> Iterator[Case]:
    """Steps 1 to 4 handed in, on a day of the year's end."""
    with clock.travel(DAY):
        yield as_stored(case_of_the_file)
