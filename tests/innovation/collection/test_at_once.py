"""Several people add ideas at the same moment: every idea is kept, each under a number of its own."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from accounts.roles import Role
from indicators import clock
from indicators.services import audit
from indicators.services.errors import NotAllowed
from innovation.models import Idea, LinkUse, Proposer
from innovation.services import collection as verbs
from innovation.services import ideas, shared_links
from innovation.services.shared_links import LinkGone, TooManyIdeas
from tests import make, make_case
from tests.databases import LiveDatabase
from tests.innovation.collection.conftest import Cast, build

pytestmark = pytest.mark.processes
ROUNDS = 10


def all_at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each act returned, or raised, in threads that start together."""
    answers: list[Any] = [None] * len(acts)
    gate = threading.Barrier(len(acts))

    def run(place: int) -> None:
        gate.wait()
        try:
            with clock.travel(make.at("2020-11-20")):
                answers[place] = acts[place]()
        except Exception as refusal:
            answers[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.fixture
def cast(live_database: LiveDatabase) -> Cast:
    return build()


def test_two_officers_and_a_link_lose_nothing_and_share_no_number(cast: Cast) -> None:
    officers = [cast.officer, make.user(Role.OFFICER, cast.agency)]
    link = shared_links.open_link(cast.collection, actor=cast.officer)
    with clock.travel(make.at("2020-11-20")):
        link.expires_at = make.at("2020-12-20")
        link.save()

    def adds(person: Any, name: str) -> Callable[[], Any]:
        titles = [[f"{name} {number}-{part}" for part in range(3)] for number in range(ROUNDS)]
        collection = cast.collection
        return lambda: [
            ideas.add(collection, [cast.form1(title) for title in three], actor=person) for three in titles
        ]

    def hands_in() -> list[Idea]:
        return [
            shared_links.hand_in(link, cast.form1(f"ลิงก์ {number}"), address="10.0.0.1", consented=True)
            for number in range(ROUNDS)
        ]

    answers = all_at_once(adds(officers[0], "หนึ่ง"), adds(officers[1], "สอง"), hands_in)
    assert not [answer for answer in answers if isinstance(answer, Exception)], answers
    kept = list(Idea.objects.order_by("number").values_list("number", "title"))
    assert [number for number, _title in kept] == list(range(1, 7 * ROUNDS + 1))
    expected = {f"{name} {number}-{part}" for name in ("หนึ่ง", "สอง") for number in range(ROUNDS) for part in range(3)}
    assert {title for _number, title in kept} == expected | {f"ลิงก์ {number}" for number in range(ROUNDS)}
    assert Proposer.objects.count() == 7 * ROUNDS
    assert LinkUse.objects.count() == ROUNDS
    assert audit.broken_links() == []


def test_one_form_sent_by_several_browsers_at_once_is_one_idea(cast: Cast) -> None:
    form, collection = cast.form1(key=uuid4()), cast.collection
    answers = all_at_once(*[lambda: ideas.add(collection, [form], actor=cast.officer)[0].pk for _ in range(4)])
    assert answers == [Idea.objects.get().pk] * 4


def test_a_collection_closes_with_what_is_in_it(cast: Cast) -> None:
    """Whoever comes later than the closing is told; nobody is added to a set that was sent."""
    make_case.ideas(cast.collection, 10)
    collection = cast.collection
    answers = all_at_once(
        lambda: verbs.close(collection, actor=cast.officer, version=1),
        lambda: ideas.add(cast.collection, [cast.form1("ทันหรือไม่")], actor=cast.officer),
    )
    closed, added = answers
    assert not isinstance(closed, Exception), closed
    in_revision = len(json.loads(collection.dossier.revisions.get().content)["ideas"])
    assert in_revision == Idea.objects.count()
    assert in_revision == (10 if isinstance(added, NotAllowed) else 11)


def test_the_limit_holds_for_those_who_come_together(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_links, "MOST_PER_ADDRESS", 3)
    with clock.travel(make.at("2020-11-20")):
        link = shared_links.open_link(cast.collection, actor=cast.officer)
    answers = all_at_once(
        *[lambda: shared_links.hand_in(link, cast.form1(), address="10.0.0.1", consented=True) for _each in range(6)]
    )
    assert sum(isinstance(answer, TooManyIdeas) for answer in answers) == 3
    assert Idea.objects.count() == 3


def test_two_officers_open_one_link(cast: Cast) -> None:
    collections = [cast.collection for _each in range(4)]
    answers = all_at_once(
        *[lambda each=each: shared_links.open_link(each, actor=cast.officer).token for each in collections]
    )
    assert len(set(answers)) == 1
    closed = all_at_once(
        lambda: shared_links.close_link(cast.collection.links.get(), actor=cast.officer),
        lambda: shared_links.hand_in(cast.collection.links.get(), cast.form1(), address="", consented=True),
    )
    assert isinstance(closed[1], LinkGone) or Idea.objects.count() == 1
