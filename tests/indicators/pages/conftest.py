"""The cast: an agency with its officer and head, a stranger's agency, the city's evaluator, and one assignment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client

from accounts.models import Agency, User
from accounts.roles import Role
from indicators import clock
from indicators.models import Assignment
from tests import make


@dataclass
class Cast:
    agency: Agency
    officer: User
    head: User
    evaluator: User
    stranger: User
    assignment: Assignment


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    """It is 20 December 2020: the first quarter of 2564 is open."""
    agency, other = make.agency("สำนักงานปกครองและทะเบียน"), make.agency("สำนักอนามัย")
    with clock.travel(make.at("2020-12-20")):
        yield Cast(
            agency=agency,
            officer=make.user(Role.OFFICER, agency),
            head=make.user(Role.HEAD, agency),
            evaluator=make.user(Role.EVALUATOR),
            stranger=make.user(Role.OFFICER, other),
            assignment=make.assignment(agency, make.year()),
        )


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client
