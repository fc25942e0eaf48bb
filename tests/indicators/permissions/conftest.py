"""Everybody, an assignment of their agency, and its reports."""

from __future__ import annotations

import pytest

from indicators.models import Assignment, QuarterlyReport, YearEndReport
from tests import make
from tests.indicators.permissions.verdicts import SINCE
from tests.indicators.workflow.cast import Cast, cast
from tests.scenes import Once, as_stored


@pytest.fixture(scope="module")
def made(once: Once) -> tuple[Cast, Assignment]:
    def scene() -> tuple[Cast, Assignment]:
        people = cast()
        return people, make.assignment(people.agency)

    return once(scene)


@pytest.fixture
def people(made: tuple[Cast, Assignment], db: None) -> Cast:
    return as_stored(made)[0]


@pytest.fixture
def of(made: tuple[Cast, Assignment], db: None) -> Assignment:
    return as_stored(made)[1]


@pytest.fixture
def quarter(of: Assignment) -> QuarterlyReport:
    report = make.fill_quarter(make.quarter(of))
    QuarterlyReport.objects.filter(pk=report.pk).update(status_since=SINCE)
    report.refresh_from_db()
    return report


@pytest.fixture
def year_end(of: Assignment) -> YearEndReport:
    return make.fill_year_end(of.year_end_report)
