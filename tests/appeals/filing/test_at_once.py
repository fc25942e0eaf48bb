"""Two at once, as real processes on a real database: one effect, and the other learns of it."""

from __future__ import annotations

import pytest

from accounts.roles import Role
from appeals.models import Appeal
from indicators.models import AgendaItem, Event
from indicators.services import audit
from tests import make, make_appeal
from tests.appeals.filing import stage
from tests.appeals.filing.races import prepare, withdraw_or_schedule
from tests.databases import LiveDatabase
from tests.racing import race

pytestmark = [pytest.mark.many_writers, pytest.mark.processes, pytest.mark.long]
ROUNDS = 40
BEFORE = make.at("2021-01-04")  # the races run on the day after


def test_of_two_officers_who_prepare_at_once_one_does(live_database: LiveDatabase) -> None:
    agency = make.agency()
    assignments = [stage.assignment(agency).pk for _each in range(ROUNDS)]
    given = {"assignments": assignments, "guarded": True}
    officers = [make.user(Role.OFFICER, agency).pk for _each in range(2)]
    told = race(prepare, *({**given, "actor": officer} for officer in officers))
    for pk, answers in zip(assignments, zip(*told, strict=True), strict=True):
        (appeal,) = Appeal.objects.filter(assignment=pk)
        assert sorted(answers) == [f"prepared {appeal.pk}", f"refused {appeal.pk}"]
    assert Event.objects.filter(action="prepare_appeal").count() == ROUNDS
    assert audit.broken_links() == []


def test_without_the_lock_the_second_would_break_on_the_table(live_database: LiveDatabase) -> None:
    """The control: the same race with a look before the write. Both see nothing; the table refuses one."""
    agency = make.agency()
    assignments = [stage.assignment(agency).pk for _each in range(3)]
    given = {"assignments": assignments, "guarded": False, "actor": make.user(Role.OFFICER, agency).pk}
    told = race(prepare, given, given)
    assert {tuple(sorted(answers)) for answers in zip(*told, strict=True)} == {("broken", "prepared")}


def test_what_is_withdrawn_at_that_moment_never_waits_on_an_agenda(live_database: LiveDatabase) -> None:
    with stage.travelling(BEFORE):
        agency = make.agency()
        on = stage.meeting()
        filer = make.user(Role.OFFICER, agency)
        waiting = [stage.registered(make_appeal.appeal(stage.assignment(agency)), filer) for _each in range(20)]
    given = {"appeals": [appeal.pk for appeal in waiting], "meeting": on.pk}
    told = race(
        withdraw_or_schedule,
        {**given, "actor": filer.pk, "withdraws": True},
        {**given, "actor": make.user(Role.SECRETARIAT).pk, "withdraws": False},
    )
    for appeal, answers in zip(waiting, zip(*told, strict=True), strict=True):
        appeal.refresh_from_db()
        assert sorted(answers)[-1] == "done"
        assert appeal.status == ("withdrawn" if answers[0] == "done" else "scheduled")
        open_items = AgendaItem.objects.filter(dossier=appeal.dossier, result="")
        assert open_items.exists() == (appeal.status == "scheduled")
    assert audit.broken_links() == []
