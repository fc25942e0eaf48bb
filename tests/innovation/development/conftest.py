"""An agency whose project of 2564 runs from 1 March to 30 September, on Saturday 10 April 2564."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from django.test import Client

from accounts.models import Agency, User
from accounts.roles import Role
from indicators import clock
from indicators.models import FiscalYear, Holiday
from innovation.models import Development
from tests import make, make_case
from tests.scenes import Once, as_stored

TODAY = make.at("2021-04-10")


@dataclass
class Scene:
    agency: Agency
    officer: User
    secretariat: User
    stranger: User
    development: Development


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def chakri_day(year: FiscalYear) -> Holiday:
    holiday: Holiday = Holiday.objects.create(year=year, date=date(2021, 4, 6), name="วันจักรี", reference="ปฏิทินวันหยุด")
    return holiday


def approved() -> Scene:
    agency = make.agency("สำนักงานปกครองและทะเบียน")
    development = make_case.approved(make_case.case(agency))
    chakri_day(development.assignment.year)
    with clock.travel(TODAY):
        return Scene(
            agency=agency,
            officer=make.user(Role.OFFICER, agency),
            secretariat=make.user(Role.SECRETARIAT),
            stranger=make.user(Role.OFFICER, make.agency("สำนักอนามัย")),
            development=development,
        )


@pytest.fixture(scope="module")
def scene_of_the_file(once: Once) -> Scene:
    made: Scene = once(approved)
    return made


@pytest.fixture
def scene(scene_of_the_file: Scene, db: None) -> Iterator[Scene]:
    with clock.travel(TODAY):
        yield as_stored(scene_of_the_file)
