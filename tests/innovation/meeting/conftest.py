"""It is the day of the meeting."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from accounts.models import User
from accounts.roles import Role
from indicators import clock
from indicators.models import Meeting
from tests import make
from tests.innovation.meeting import stage


@pytest.fixture
def today(db: None) -> Iterator[None]:
    with clock.travel(stage.TODAY):
        yield


@pytest.fixture
def on(today: None) -> Meeting:
    """Meeting 2/2564, held today."""
    return stage.meeting()


@pytest.fixture
def secretary(today: None) -> User:
    return make.user(Role.SECRETARIAT, full_name="นางสาวเลขา สำนักงาน")


@pytest.fixture
def member(today: None) -> User:
    return make.user(Role.COMMITTEE, full_name="นายกรรม การดี")


@pytest.fixture
def other_member(today: None) -> User:
    return make.user(Role.COMMITTEE, full_name="นางอื่น กรรมการ")
