"""Complete, over four accepted quarters of 2564: opens 1 September 2021, due 10, closes 31 October."""

from dataclasses import dataclass

import pytest

from accounts.models import Agency, User
from accounts.roles import Role
from indicators import clock
from indicators.models import Assignment, Event, YearEndReport
from indicators.services import year_end_report as services
from tests import make


@dataclass
class Case:
    agency: Agency
    officer: User
    head: User
    evaluator: User
    assignment: Assignment
    report: YearEndReport

    def submit(self, day: str = "2021-10-01") -> Event:
        with clock.travel(make.at(day)):
            return services.submit(self.report, actor=self.officer, version=self.report.version)

    def endorse(self, day: str = "2021-10-04", actor: User | None = None) -> Event:
        with clock.travel(make.at(day)):
            return services.endorse(self.report, actor=actor or self.head, version=self.report.version)


@pytest.fixture
def case(db: None) -> Case:
    agency = make.agency()
    assignment = make.assignment(agency)
    for number in (1, 2, 3, 4):
        make.set_status(make.fill_quarter(make.quarter(assignment, number)), "accepted")
    return Case(
        agency=agency,
        officer=make.user(Role.OFFICER, agency, full_name="สมศรี ขยัน"),
        head=make.user(Role.HEAD, agency, full_name="ประเสริฐ ดี", position="ผู้อำนวยการสำนักงาน"),
        evaluator=make.user(Role.EVALUATOR),
        assignment=assignment,
        report=make.fill_year_end(assignment.year_end_report),
    )
