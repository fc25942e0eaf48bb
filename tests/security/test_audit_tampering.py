"""Eight ways to tamper with the history, twenty times each at places chosen anew: all 160 are found."""

import random
from collections.abc import Callable

import pytest
from django.db import transaction

from accounts.models import User
from accounts.roles import Role
from indicators import clock
from indicators.models import ChainHead, Event
from indicators.services import audit
from tests import make
from tests.indicators.audit.tampering import write

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]
LENGTH = 12
WHERE = "WHERE chain = %s AND sequence = %s"
COPIED = (
    "at, actor_id, action, dossier_id, subject, status_before, status_after, revision_id, reason, details, "
    "previous_hash, hash"
)


@pytest.fixture
def chain():
    agency = make.agency()
    actors = [make.user(Role.OFFICER, agency), make.user(Role.EVALUATOR)]
    with clock.travel(make.at("2021-01-05")), transaction.atomic():
        for number in range(LENGTH):
            audit.record(
                action="edit",
                subject="quarterly-report",
                actor=actors[number % 2],
                at=clock.now(),
                agency=agency,
                reason=f"เหตุผลที่ {number}",
                details={"number": number},
            )
    assert audit.broken_links() == []
    return agency.code


def edit(chain: str, at: int) -> int:
    column = ("reason", "details", "action", "subject", "status_after")[at % 5]
    return write(f"UPDATE indicators_event SET {column} = 'x' {WHERE}", chain, at)


def delete(chain: str, at: int) -> int:
    return write(f"DELETE FROM indicators_event {WHERE}", chain, min(at, LENGTH - 1))


def insert(chain: str, at: int) -> int:
    copy = f"INSERT INTO indicators_event (chain, sequence, {COPIED}) SELECT chain, {LENGTH + 1}, {COPIED}"
    return write(f"{copy} FROM indicators_event {WHERE}", chain, at)


def reorder(chain: str, at: int) -> int:
    at = min(at, LENGTH - 1)
    places = ((at, 99), (at + 1, at), (99, at + 1))
    return min(write(f"UPDATE indicators_event SET sequence = %s {WHERE}", new, chain, old) for old, new in places)


def truncate(chain: str, _at: int) -> int:
    return write("DELETE FROM indicators_event WHERE chain = %s", chain)


def cut_the_tail(chain: str, at: int) -> int:
    """The cleverest: the head is set back too, and the chain itself looks whole."""
    at = max(2, at)
    gone = write("DELETE FROM indicators_event WHERE chain = %s AND sequence >= %s", chain, at)
    last = Event.objects.get(chain=chain, sequence=at - 1)
    ChainHead.objects.filter(chain=chain).update(sequence=last.sequence, hash=last.hash)
    assert audit.broken_links() == []
    return gone


def write_anew(chain: str, at: int) -> int:
    """Change an event and work out every hash after it, as the software would."""
    changed = write(f"UPDATE indicators_event SET reason = 'แก้แล้ว' {WHERE}", chain, at)
    previous = Event.objects.filter(chain=chain, sequence=at - 1).values_list("hash", flat=True).first() or ""
    for event in Event.objects.filter(chain=chain, sequence__gte=at).order_by("sequence"):
        event.previous_hash = previous
        previous = audit.hash_of(event)
        write(
            "UPDATE indicators_event SET previous_hash = %s, hash = %s WHERE id = %s",
            event.previous_hash,
            previous,
            event.pk,
        )
    ChainHead.objects.filter(chain=chain).update(hash=previous)
    assert audit.broken_links() == []
    return changed


def change_the_actor(chain: str, at: int) -> int:
    other = User.objects.exclude(events__chain=chain, events__sequence=at).first() or make.user()
    return write(f"UPDATE indicators_event SET actor_id = %s {WHERE}", other.pk, chain, at)


TAMPERINGS = (edit, delete, insert, reorder, truncate, cut_the_tail, write_anew, change_the_actor)


@pytest.mark.parametrize("tamper", TAMPERINGS, ids=lambda tamper: tamper.__name__)
def test_each_of_twenty_tamperings_is_found(chain: str, tamper: Callable[[str, int], int]) -> None:
    heads = audit.tips()
    places = random.Random(tamper.__name__).choices(range(1, LENGTH + 1), k=20)
    found = 0
    for place in places:
        undo = transaction.savepoint()
        assert tamper(chain, place) >= 1, "nothing was tampered with"
        found += bool(audit.broken_links(heads))
        transaction.savepoint_rollback(undo)
    assert found == 20
    assert audit.broken_links(heads) == []


def test_there_are_eight_ways() -> None:
    assert len(TAMPERINGS) * 20 == 160
