"""An agency whose evidence of step 4 is accepted: one session on 1 April 2564, 16 people; it is 30 August 2564."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client

from accounts.models import Agency, User
from accounts.roles import Role
from indicators import clock
from innovation.models import Utilisation
from tests import make, make_case
from tests.scenes import Once, as_stored

TODAY = make.at("2021-08-30")


@dataclass
class Scene:
    agency: Agency
    officer: User
    head: User
    secretariat: User
    stranger: User
    survey: Utilisation


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def developed() -> Scene:
    agency = make.agency("สำนักงานปกครองและทะเบียน")
    survey = make_case.developed(make_case.case(agency))
    with clock.travel(TODAY):
        return Scene(
            agency=agency,
            officer=make.user(Role.OFFICER, agency, full_name="สมหญิง รายงาน", position="นักจัดการงานทั่วไป"),
            head=make.user(Role.HEAD, agency, full_name="สมศักดิ์ นำพา", position="ผู้อำนวยการ"),
            secretariat=make.user(Role.SECRETARIAT),
            stranger=make.user(Role.OFFICER, make.agency("สำนักอนามัย")),
            survey=survey,
        )


@pytest.fixture(scope="module")
def scene_of_the_file(once: Once) -> Scene:
    made: Scene = once(developed)
    return made


@pytest.fixture
def scene(scene_of_the_file: Scene, db: None) -> Iterator[Scene]:
    with clock.travel(TODAY):
        yield as_stored(scene_of_the_file)
