"""Step 4 as a table, written by hand from the process: what each person brings about in each status."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from accounts.models import Membership
from accounts.roles import Role
from indicators import clock
from indicators.services.errors import NotAllowed
from innovation.models import Development, InnovationCase, Utilisation
from innovation.services import development as services
from innovation.services import sessions
from tests import make, make_case
from tests.indicators.workflow.cast import Cast
from tests.innovation.development.cast import Verb, departures, people_of_a_case, rows_of

pytestmark = pytest.mark.django_db

# action status  officer wg head deputy secretariat own_secretariat committee evaluator auditor administrator stranger
TABLE = """
send   open      submitted role role role role     role role role role role stranger
send   submitted moment    role role role role     role role role role role stranger
send   returned  submitted role role role role     role role role role role stranger
send   done      moment    role role role role     role role role role role stranger
accept open      role      role role role moment   role role role role role stranger
accept submitted role      role role role done     role role role role role stranger
accept returned  role      role role role moment   role role role role role stranger
accept done      role      role role role moment   role role role role role stranger
return open      role      role role role moment   role role role role role stranger
return submitted role      role role role returned role role role role role stranger
return returned  role      role role role moment   role role role role role stranger
return done      role      role role role moment   role role role role role stranger
"""
# What is written in the step: by its officer, while it is open or returned. The status stays.
WRITING = """
save     open      open     role role role role role role role role role stranger
save     submitted moment   role role role role role role role role role stranger
save     returned  returned role role role role role role role role role stranger
save     done      moment   role role role role role role role role role stranger
add      open      open     role role role role role role role role role stranger
add      submitted moment   role role role role role role role role role stranger
add      returned  returned role role role role role role role role role stranger
add      done      moment   role role role role role role role role role stranger
add_days open      open     role role role role role role role role role stranger
add_days submitted moment   role role role role role role role role role stranger
add_days returned  returned role role role role role role role role role stranger
add_days done      moment   role role role role role role role role role stranger
count    open      open     role role role role role role role role role stranger
count    submitted moment   role role role role role role role role role stranger
count    returned  returned role role role role role role role role role stranger
count    done      moment   role role role role role role role role role stranger
edit     open      open     role role role role role role role role role stranger
edit     submitted moment   role role role role role role role role role stranger
edit     returned  returned role role role role role role role role role stranger
edit     done      moment   role role role role role role role role role stranger
withdraw open      open     role role role role role role role role role stranger
withdraw submitted moment   role role role role role role role role role stranger
withdraw returned  returned role role role role role role role role role stranger
withdraw done      moment   role role role role role role role role role stranger
"""
STATUSES = ("open", "submitted", "returned", "done")
FIELDS = {"date": date(2021, 4, 2), "place": "ห้าง", "people": 7, "note": ""}


def _one(development: Development) -> int:
    return development.sessions.get().pk


VERBS: dict[str, Verb] = {
    "send": lambda step, actor: services.send(step, actor=actor, version=step.version),
    "accept": lambda step, actor: services.accept(step, actor=actor, version=step.version),
    "return": lambda step, actor: services.return_(step, actor=actor, version=step.version, reason="ขาดภาพ"),
    "save": lambda step, actor: services.save(step, actor=actor, version=step.version, summary="ใหม่"),
    "add": lambda step, actor: sessions.add(step, actor=actor, key=uuid4(), fields=FIELDS),
    "add_days": lambda step, actor: sessions.add_days(
        step, actor=actor, key=uuid4(), place="ห้าง", days=[date(2021, 4, 2), date(2021, 4, 3)]
    ),
    "count": lambda step, actor: sessions.count_people(step, actor=actor, counts={_one(step): (16, 17)}),
    "edit": lambda session, actor: sessions.edit(session, actor=actor, version=session.version, fields=FIELDS),
    "withdraw": lambda session, actor: sessions.withdraw(
        session, actor=actor, version=session.version, reason="บันทึกซ้ำ"
    ),
}


@pytest.fixture
def case() -> tuple[Cast, InnovationCase]:
    return people_of_a_case()


def step_in(made: InnovationCase, status: str) -> Development:
    development = make_case.approved(made)
    make_case.session(development)
    Development.objects.filter(pk=development.pk).update(summary="สรุป")
    development.refresh_from_db()
    return development if status == "open" else make_case.put(development, status)


@pytest.mark.parametrize("status", STATUSES)
def test_the_process_does_what_the_table_says(case: tuple[Cast, InnovationCase], status: str) -> None:
    people, made = case
    development = step_in(made, status)
    found = []
    with clock.travel(make.at("2021-04-10")):
        for action, from_status, cells in rows_of(TABLE):
            if from_status == status:
                found += departures(action, VERBS[action], development, development, people, cells)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("status", STATUSES)
def test_only_its_officer_writes_and_only_while_it_is_his_turn(
    case: tuple[Cast, InnovationCase], status: str
) -> None:
    people, made = case
    development = step_in(made, status)
    found = []
    with clock.travel(make.at("2021-04-10")):
        for action, from_status, cells in rows_of(WRITING):
            if from_status == status:
                thing = development.sessions.get() if action in {"edit", "withdraw"} else development
                found += departures(action, VERBS[action], thing, development, people, cells)
    assert not found, "\n".join(found)


def test_the_table_names_every_status_and_every_action_of_the_process() -> None:
    from innovation.workflow import DEVELOPMENT

    named = {(action, status) for action, status, _cells in rows_of(TABLE)}
    assert named == {(action, status) for action in DEVELOPMENT.actions for status in DEVELOPMENT.statuses}


def test_nobody_accepts_what_he_sent_himself(case: tuple[Cast, InnovationCase]) -> None:
    people, made = case
    development = step_in(made, "open")
    both = make.user(Role.OFFICER, people.agency)
    with clock.travel(make.at("2021-04-10")):
        services.send(development, actor=both, version=development.version)
    Membership.objects.filter(user=both).delete()
    Membership.objects.create(user=both, role=Role.SECRETARIAT)
    type(both).objects.filter(pk=both.pk).update(agency=None)
    both = type(both).objects.get(pk=both.pk)
    with clock.travel(make.at("2021-04-11")), pytest.raises(NotAllowed) as refused:
        services.accept(development, actor=both, version=development.version)
    assert "ผู้ส่งรายงานพิจารณารายงานที่ตนส่งไม่ได้" in refused.value.verdict.reason
    assert not Utilisation.objects.exists()
