"""The pages of a selection ask no more of the database, however many ideas and ballots there are."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.roles import Role
from indicators import clock
from innovation.models import Idea
from tests import make_case
from tests.innovation.selection.conftest import Scene, signed_in

pytestmark = pytest.mark.sqlite_alone


def queries_of(scene: Scene, page: str) -> int:
    client = signed_in(scene.member)
    with clock.travel(timezone.now()):  # on the host's own day a person's standing is read once a request
        client.get(scene.page(page))
        with CaptureQueriesContext(connection) as seen:
            assert client.get(scene.page(page)).status_code == 200
    return len(seen)


@pytest.mark.parametrize("page", ["", "ballot", "select", "edit"])
def test_100_ideas_and_10_ballots_cost_no_more_queries(scene: Scene, page: str) -> None:
    if page != "ballot":
        scene.vote(scene.member, (1, 2, 3), (4, 5, 6), (7, 8, 9))
    few = queries_of(scene, page)
    make_case.ideas(scene.case.collection, 97)
    rows = [(1, 2, 3)] * 100
    for _member in range(9):
        scene.vote(scene.person(Role.WORKING_GROUP), *rows)
    Idea.objects.filter(number__gt=90).update(status="withdrawn")
    assert queries_of(scene, page) <= few
    assert few <= 25
