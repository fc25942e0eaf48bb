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


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    """It is 20 January 2021; one idea is selected, its project is an empty draft."""
    agency, other = make.agency("สำนักงานปกครองและทะเบียน"), make.agency("สำนักอนามัย")
    case = make_case.case(agency)
    with clock.travel(make.at(TODAY)):
        yield Cast(
            agency=agency,
            officer=make.user(Role.OFFICER, agency),
            head=make.user(Role.HEAD, agency),
            secretariat=make.user(Role.SECRETARIAT),
            stranger=make.user(Role.OFFICER, other),
            case=case,
            project=make_case.selected(case),
        )


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client
