"""The first quarter of 2564: opens 1 October 2020, due 10 January 2021, closes 31 January 2021."""

from dataclasses import dataclass

import pytest

from accounts.models import Agency, User
from accounts.roles import Role
from indicators.models import Assignment, QuarterlyReport
from indicators.services import quarterly_report as services
from tests import make


@dataclass
class Case:
    agency: Agency
    officer: User
    evaluator: User
    assignment: Assignment
    report: QuarterlyReport

    def submit(self) -> None:
        services.submit(self.report, actor=self.officer, version=self.report.version)


@pytest.fixture
def case(db: None) -> Case:
    agency = make.agency()
    assignment = make.assignment(agency)
    return Case(
        agency=agency,
        officer=make.user(Role.OFFICER, agency),
        evaluator=make.user(Role.EVALUATOR),
        assignment=assignment,
        report=make.fill_quarter(make.quarter(assignment)),
    )
