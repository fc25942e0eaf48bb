"""It is noon of 7 July 2021 in every test of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from accounts.models import User
from accounts.roles import Role
from appeals.models import Appeal
from tests import make, make_appeal
from tests.appeals.filing import stage


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with stage.travelling():
        yield


@pytest.fixture
def draft(db: None) -> Appeal:
    """Complete, about criterion 4."""
    return make_appeal.appeal(stage.assignment())


@pytest.fixture
def officer(draft: Appeal) -> User:
    return make.user(Role.OFFICER, draft.assignment.agency, full_name="สมหญิง รายงาน")


@pytest.fixture
def secretary(db: None) -> User:
    return make.user(Role.SECRETARIAT, full_name="นางสาวเลขา สำนักงาน")
