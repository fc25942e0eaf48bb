"""Two secretaries word one criterion anew at the same moment: one effect, the other is told."""

from __future__ import annotations

import pytest

from accounts.models import User
from accounts.roles import Role
from indicators.models import Assignment, CriterionVersion, Event
from indicators.services import audit
from tests import make
from tests.databases import LiveDatabase
from tests.indicators.criteria.races import amend
from tests.racing import race

pytestmark = [pytest.mark.many_writers, pytest.mark.processes, pytest.mark.long]
ROUNDS = 40
KEY = "00000000-0000-4000-8000-00000000"


def many() -> tuple[list[Assignment], list[User]]:
    """An assignment of each of so many agencies, and two secretaries."""
    return [make.assignment(make.agency()) for _round in range(ROUNDS)], [
        make.user(Role.SECRETARIAT) for _secretary in range(2)
    ]


def texts(assignment: Assignment) -> list[str]:
    rows = CriterionVersion.objects.filter(assignment=assignment, position=1).order_by("version")
    return list(rows.values_list("text", flat=True))


def test_of_two_who_amend_at_once_one_does_and_one_is_told(live_database: LiveDatabase) -> None:
    assignments, secretaries = many()
    given = {"assignments": [row.pk for row in assignments], "key": "", "guarded": True}
    told = race(amend, *({**given, "actor": each.pk} for each in secretaries))
    for assignment, answers in zip(assignments, zip(*told, strict=True), strict=True):
        assert sorted(answer.split()[0] for answer in answers) == ["event", "stale"], answers
        winner = secretaries[[answer.split()[0] for answer in answers].index("event")]
        assert texts(assignment) == ["วิธีคำนวณของตัวชี้วัด", f"ข้อความของ {winner.username}"]
    assert Event.objects.filter(action="amend").count() == ROUNDS
    assert audit.broken_links() == []


def test_one_form_sent_twice_at_once_has_one_effect_and_one_answer(live_database: LiveDatabase) -> None:
    assignments, secretaries = many()
    given = {"assignments": [row.pk for row in assignments], "key": KEY, "guarded": True, "actor": secretaries[0].pk}
    first, again = race(amend, given, given)
    assert first == again
    assert all(answer.startswith("event") for answer in first)
    assert all(len(texts(assignment)) == 2 for assignment in assignments)
    assert Event.objects.filter(action="amend").count() == ROUNDS
    assert audit.broken_links() == []


def test_without_the_version_seen_both_have_their_way(live_database: LiveDatabase) -> None:
    """The control: were one told here too, the tests above would prove nothing."""
    assignments, secretaries = many()
    given = {"assignments": [row.pk for row in assignments], "key": "", "guarded": False}
    race(amend, *({**given, "actor": each.pk} for each in secretaries))
    assert all(len(texts(assignment)) == 3 for assignment in assignments)
