"""It is Wednesday 30 December 2563, 8 o'clock. An agency with three indicators, and others with the same kinds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import pytest

from accounts.models import Agency, User
from accounts.roles import Role
from indicators import clock
from indicators.models import FiscalYear, QuarterlyReport
from indicators.services import quarterly_report, review
from innovation.models import InnovationCase
from tests import make, make_case

TODAY = date(2020, 12, 30)
NOW = make.at("2020-12-30", "08:00")
REASON = "แนบหลักฐานไม่ครบ\nขาดหนังสือเชิญประชุม"


def address_of(user: User) -> str:
    return f"{user.username}@bangkok.go.th"


def give_address(user: User) -> User:
    user.email = address_of(user)
    user.save(update_fields=["email"])
    return user


@dataclass
class Office:
    """`draft` and `returned` are quarters of `agency`, whose case has its collection open; `people` by role."""

    agency: Agency
    year: FiscalYear
    draft: QuarterlyReport
    returned: QuarterlyReport
    case: InnovationCase
    reviewer: User
    people: dict[str, User] = field(default_factory=dict)

    def __getitem__(self, name: str) -> User:
        return self.people[name]


def send_back(report: QuarterlyReport, officer: User, reviewer: User, reason: str = REASON) -> None:
    """Through the process: submitted on 20 December, returned on 28 December for 5 January."""
    make.fill_quarter(report)
    with clock.travel(make.at("2020-12-20")):
        quarterly_report.submit(report, actor=officer, version=report.version)
    report.refresh_from_db()
    with clock.travel(make.at("2020-12-28")):
        review.return_report(report, actor=reviewer, version=report.version, reason=reason, due_on=date(2021, 1, 5))
    report.refresh_from_db()


@pytest.fixture
def quiet_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indicators.services.prints._render_quietly", lambda record: None)


@pytest.fixture
def office(db: None, quiet_prints: None) -> Iterator[Office]:
    year = make.year()
    agency = make.agency("สำนักงานปกครองและทะเบียน", abbreviation="สปท.")
    make_case.round_(year, indicator=make.indicator(year, name="นวัตกรรม"))
    reviewer = make.user(Role.EVALUATOR, full_name="นางสาวตรวจ ละเอียด")
    people = {role.value: make.user(role, agency) for role in (Role.OFFICER, Role.WORKING_GROUP, Role.HEAD)}
    people |= {role.value: make.user(role) for role in (Role.SECRETARIAT, Role.COMMITTEE, Role.AUDITOR)}
    people |= {"evaluator": reviewer, "administrator": make.user(Role.ADMINISTRATOR)}
    people["stranger"] = make.user(Role.OFFICER, make.agency("สำนักอนามัย"))
    for user in people.values():
        give_address(user)
    first = make.assignment(agency, year, number=1, indicator=make.indicator(year, name="งานทะเบียน"))
    second = make.assignment(agency, year, number=2, indicator=make.indicator(year, name="งานปกครอง"))
    case = make_case.case(agency, year)
    type(case.assignment).objects.filter(pk=case.assignment.pk).update(number=3)
    send_back(make.quarter(second), people["officer"], reviewer)
    with clock.travel(NOW):
        yield Office(agency, year, make.quarter(first), make.quarter(second), case, reviewer, people)
