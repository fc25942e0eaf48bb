"""An administrator, and the round of 2564."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from innovation.models import Round
from tests import make, make_case


@pytest.fixture
def administrator(db: None) -> User:
    return make.user(Role.ADMINISTRATOR, full_name="อนงค์ ดูแล")


@pytest.fixture
def round_(db: None) -> Round:
    return make_case.round_(make.year())


@pytest.fixture
def admin_client(client: Client, administrator: User) -> Client:
    client.force_login(administrator, backend="django.contrib.auth.backends.ModelBackend")
    return client
