"""The cast of step 3: an agency with its people, a project in draft, the city's offices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client

from accounts.models import Agency, User
from accounts.roles import Role
from indicators import clock
from innovation.models import InnovationCase, Project
from tests import make, make_case
from tests.scenes import Once, as_stored

TODAY = "2021-01-20"


@dataclass
class Cast:
    agency: Agency
    officer: User
    head: User
    secretariat: User
    stranger: User
    case: InnovationCase
    project: Project


def selected() -> Cast:
    agency, other = make.agency("สำนักงานปกครองและทะเบียน"), make.agency("สำนักอนามัย")
    case = make_case.case(agency)
    with clock.travel(make.at(TODAY)):
        return Cast(
            agency=agency,
            officer=make.user(Role.OFFICER, agency),
            head=make.user(Role.HEAD, agency),
            secretariat=make.user(Role.SECRETARIAT),
            stranger=make.user(Role.OFFICER, other),
            case=case,
            project=make_case.selected(case),
        )


@pytest.fixture(scope="module")
def cast_of_the_file(once: Once) -> Cast:
    made: Cast = once(selected)
    return made


@pytest.fixture
def cast(cast_of_the_file: Cast, db: None) -> Iterator[Cast]:
    """It is 20 January 2021; one idea is selected, its project is an empty draft."""
    with clock.travel(make.at(TODAY)):
        yield as_stored(cast_of_the_file)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client
