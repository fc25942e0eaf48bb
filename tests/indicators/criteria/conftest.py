"""A resolution of 20 July 2564 strikes the clause on 30 days out of the fourth criterion of one agency."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from accounts.models import User
from accounts.roles import Role
from indicators import clock
from indicators.models import Assignment, CriterionVersion, FiscalYear, IndicatorCriterion
from indicators.services import criteria
from tests import make, make_appeal

OLD = "นำไปใช้เวลาไม่น้อยกว่า 30 วัน"
NEW = "นำไปใช้ประโยชน์"
GIVEN: dict[str, Any] = {
    "text": NEW,
    "ground": "resolution",
    "ground_reference": "ครั้งที่ 3/2564 วันที่ 20 ก.ค. 2564",
    "in_force_from": date(2021, 7, 20),
}


@dataclass
class Scene:
    """Two agencies with an assignment of one indicator, five criteria of 20 each."""

    year: FiscalYear
    mine: Assignment
    other: Assignment
    secretary: User

    def amend(self, **given: Any) -> CriterionVersion:
        """The fourth criterion of the first agency, as seen at version 1 unless told."""
        values = {"seen_version": 1, "actor": self.secretary, **GIVEN, **given}
        return criteria.amend(self.mine, values.pop("position", 4), **values)


def stored(assignment: Assignment) -> list[tuple[Any, ...]]:
    """The rows of its versions as the database holds them, every column, in the order in which they came."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM indicators_criterionversion WHERE assignment_id = %s ORDER BY id", [assignment.pk]
        )
        return cursor.fetchall()


def read(assignment: Assignment) -> list[tuple[int, int, str]]:
    """(position, version, text) of each version."""
    rows = CriterionVersion.objects.filter(assignment=assignment).order_by("position", "version")
    return list(rows.values_list("position", "version", "text"))


@pytest.fixture
def scene(db: None) -> Iterator[Scene]:
    """It is 21 July 2021."""
    year = make.year()
    mine = make_appeal.assignment(make.agency("สำนักงานปกครองและทะเบียน"), year)
    other = make.assignment(make.agency("สำนักอนามัย"), year, indicator=mine.indicator)
    assert IndicatorCriterion.objects.filter(weight=Decimal(20)).count() == 5
    with clock.travel(make.at("2021-07-21")):
        yield Scene(year, mine, other, make.user(Role.SECRETARIAT))
