"""The year of 2564 whose first quarter is over, and agencies that sent it or did not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from accounts.models import Agency, User
from accounts.roles import Role
from indicators import clock
from indicators.models import FiscalYear, ReportingPeriod
from tests import make

DAY = make.at("2021-01-20")


@dataclass
class Board:
    year: FiscalYear
    evaluator: User

    @property
    def period(self) -> ReportingPeriod:
        return self.year.periods.select_related("year").get(kind="q1")


@pytest.fixture
def board(db: None) -> Iterator[Board]:
    with clock.travel(DAY):
        yield Board(make.year(), make.user(Role.EVALUATOR, full_name="นางสาวผู้ตรวจ ประเมินผล"))


def late(name: str, *, email: str = "") -> Agency:
    """An agency whose first quarter is a draft, with an officer of this address."""
    agency = make.agency(name)
    make.quarter(make.assignment(agency, number=1))
    make.user(Role.OFFICER, agency, email=email or f"{agency.code}@example.go.th")
    return agency


def sent(name: str) -> Agency:
    """An agency that sent its first quarter."""
    agency = late(name)
    for assignment in agency.assignments.all():
        make.set_status(make.fill_quarter(make.quarter(assignment)), "submitted")
    return agency
