"""Several phones at the same moment: none is refused, nothing is doubled, and all that was recorded is sent."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection

from accounts.models import User
from accounts.roles import Role
from indicators import clock
from indicators.models import Event
from indicators.services import audit
from indicators.services.errors import NotAllowed, StaleVersion
from innovation.models import Development, ServiceSession
from innovation.services import development as steps
from innovation.services import sessions as services
from tests import make, make_case
from tests.databases import LiveDatabase

pytestmark = [pytest.mark.many_writers, pytest.mark.processes, pytest.mark.long]
PHONES = 6
ROUNDS = 5
PLACE = "ห้างสรรพสินค้า"


@pytest.fixture
def step(live_database: LiveDatabase) -> Development:
    """Complete but for the sessions recorded in the test."""
    development = make_case.approved(make_case.case())
    Development.objects.filter(pk=development.pk).update(summary="ให้บริการแล้ว")
    development.refresh_from_db()
    return development


@pytest.fixture
def officers(step: Development) -> list[User]:
    return [make.user(Role.OFFICER, step.assignment.agency) for _phone in range(PHONES)]


def all_at_once(act: Callable[[int], object]) -> Iterator[object]:
    """What `act(number)` returned, or raised, on each phone; they press together. Each has its own connection."""
    answers: list[object] = [None] * PHONES
    gate = threading.Barrier(PHONES)

    def press(number: int) -> None:
        try:
            with clock.travel(make.at("2021-04-10")):
                gate.wait(30)
                answers[number] = act(number)
        except Exception as refusal:
            answers[number] = refusal
        finally:
            connection.close()

    phones = [threading.Thread(target=press, args=(number,)) for number in range(PHONES)]
    for phone in phones:
        phone.start()
    for phone in phones:
        phone.join()
    return iter(answers)


def record(step: Development, officer: User, people: int = 1) -> ServiceSession:
    fields = {"date": date(2021, 4, 9), "place": PLACE, "people": people, "note": ""}
    return services.add(step, actor=officer, key=uuid4(), fields=fields)


def test_every_phone_records_its_session(step: Development, officers: list[User]) -> None:
    for _round in range(ROUNDS):
        answers = list(all_at_once(lambda number: record(step, officers[number], number)))
        assert all(isinstance(answer, ServiceSession) for answer in answers), answers
    counted = Counter(ServiceSession.objects.values_list("people", flat=True))
    assert counted == dict.fromkeys(range(PHONES), ROUNDS)
    assert Event.objects.filter(action="add_session").count() == PHONES * ROUNDS
    step.refresh_from_db()
    assert step.version == 1
    assert audit.broken_links() == []


def test_what_needs_a_version_lets_one_of_them_through(step: Development, officers: list[User]) -> None:
    """The control: phones that would edit one row do collide here."""

    def write(number: int) -> object:
        return steps.save(step, actor=officers[number], version=step.version, summary=f"ของ {number}")

    answers = list(all_at_once(write))
    assert sum(isinstance(answer, Event) for answer in answers) == 1
    assert sum(isinstance(answer, StaleVersion) for answer in answers) == PHONES - 1


def test_one_form_sent_by_every_retry_is_one_session(step: Development, officers: list[User]) -> None:
    fields = {"date": date(2021, 4, 9), "place": PLACE, "people": 16, "note": ""}
    for _round in range(ROUNDS):
        key = uuid4()
        answers = list(
            all_at_once(lambda _number, key=key: services.add(step, actor=officers[0], key=key, fields=fields))
        )
        assert {answer.pk for answer in answers if isinstance(answer, ServiceSession)} == {
            ServiceSession.objects.get(key=key).pk
        }, answers
    assert ServiceSession.objects.count() == ROUNDS


def test_the_same_stretch_on_every_phone_makes_each_day_once(step: Development, officers: list[User]) -> None:
    days = [date(2021, 4, day) for day in (1, 2, 3, 4, 5, 7, 8, 9)]
    answers = list(
        all_at_once(
            lambda number: services.add_days(step, actor=officers[number], key=uuid4(), place=PLACE, days=days)
        )
    )
    assert all(isinstance(answer, services.Created) for answer in answers), answers
    assert sorted(ServiceSession.objects.values_list("date", flat=True)) == days


def test_what_is_sent_holds_every_session_that_was_recorded(step: Development, officers: list[User]) -> None:
    """One sends while the others record: each of them is in the revision, or is told that it is too late."""
    for _round in range(ROUNDS):
        before = ServiceSession.objects.count()

        def press(number: int) -> object:
            if number == 0:
                return steps.send(step, actor=officers[0], version=step.version)
            return record(step, officers[number])

        sent, *others = all_at_once(press)
        assert isinstance(sent, Event), sent
        recorded = sum(isinstance(answer, ServiceSession) for answer in others)
        late = [answer for answer in others if isinstance(answer, NotAllowed)]
        assert recorded + len(late) == PHONES - 1, others
        assert sent.revision is not None
        assert len(json.loads(sent.revision.content)["sessions"]) == before + recorded
        assert ServiceSession.objects.count() == before + recorded
        make_case.put(step, "returned")
    assert audit.broken_links() == []
