"""The access matrix: every address x person x state answers as matrix.txt says; one that is not there fails."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import connection, transaction

from indicators import clock
from indicators.models import Event
from tests import make
from tests.access.scene import DAY, PEOPLE, Scene
from tests.access.tables import PARTS_WITH_A_TABLE, Row, addresses, prepare, rows, signed_in_scene
from tests.security import every_answer

pytestmark = pytest.mark.both_databases
Whom = Callable[[list[int], int], list[tuple[str, int]]]
CITY = frozenset({"sec", "com", "eva", "own", "aud", "adm"})
# Answered before anybody is signed in; tests/accounts looks at them.
OPEN_ADDRESSES = {"sign-in", "set-language"}


def test_every_address_is_in_the_matrix() -> None:
    assert addresses() - {address for _method, address, _state, _codes in rows()} == OPEN_ADDRESSES


def test_the_matrix_names_no_address_that_is_gone() -> None:
    assert {address for _method, address, _state, _codes in rows()} <= addresses()


def test_every_line_has_a_code_for_everybody_and_stands_once() -> None:
    table = rows()
    assert all(len(codes) == len(PEOPLE) for _method, _address, _state, codes in table)
    keys = [(method, address, state) for method, address, state, _codes in table]
    assert len(keys) == len(set(keys))


def test_at_least_2500_cells_are_asked() -> None:
    """Each answer of each kind; with --full, everybody."""
    assert sum(len(asked(codes, at, "sqlite", full=False)) for at, (*_row, codes) in enumerate(rows())) >= 2500
    assert len(rows()) * len(PEOPLE) >= 10_000


@pytest.fixture
def scene(db: None, monkeypatch: pytest.MonkeyPatch) -> Scene:
    return signed_in_scene(monkeypatch)


@pytest.fixture
def whom(full: bool) -> Whom:
    return partial(asked, vendor=connection.vendor, full=full)


PARTS = ("quarterly-report", "year-end-report", "document", "")


@pytest.mark.long
@pytest.mark.parametrize("part", PARTS)
def test_everybody_is_answered_as_the_matrix_says(scene: Scene, whom: Whom, part: str) -> None:
    """One scene serves the rows of a part; each request is undone."""
    table = [
        row for row in rows("matrix.txt") if next(prefix for prefix in PARTS if row[1].startswith(prefix)) == part
    ]
    expect(scene, table, whom)


CASE_PARTS = (("case-", "case", "blank-form"), ("collection", "idea", "shared-idea"), ("selection", "round"))
CASE_PARTS += (("project", "presentation"), ("development", "session", "utilisation"), ("meeting", "agenda-item"))


@pytest.mark.long
@pytest.mark.parametrize("part", CASE_PARTS, ids=lambda part: part[0])
def test_everybody_is_answered_in_the_case_as_the_matrix_says(
    scene: Scene, whom: Whom, part: tuple[str, ...]
) -> None:
    table = [row for row in rows("case_matrix.txt") if row[1].startswith(part)]
    prepare(scene, "case", table)
    expect(scene, table, whom)


@pytest.mark.long
@pytest.mark.parametrize("part", [part for part in PARTS_WITH_A_TABLE if part != "case"])
def test_everybody_is_answered_in_the_part_as_its_matrix_says(scene: Scene, whom: Whom, part: str) -> None:
    table = rows(f"{part}_matrix.txt")
    prepare(scene, part, table)
    expect(scene, table, whom)


def test_no_line_of_the_case_is_left_out() -> None:
    parts = tuple(prefix for part in CASE_PARTS for prefix in part)
    assert [row for row in rows("case_matrix.txt") if not row[1].startswith(parts)] == []


def expect(scene: Scene, table: list[Row], whom: Whom) -> None:
    """Those who are asked are answered as the lines of `table` say; lists every cell that differs."""
    differing = [
        f"{method} {address} {state}: {person} is answered {answered}, not {expected}"
        for at, (method, address, state, codes) in enumerate(table)
        for person, expected in whom(codes, at)
        if (answered := _answer(scene, person, method, address, state)) != expected
    ]
    assert not differing, "\n" + "\n".join(differing)


def asked(codes: list[int], at: int, vendor: str, *, full: bool) -> list[tuple[str, int]]:
    """Who is asked on the line at the place `at`, and the answer he is owed.

    In full, everybody on the first database. Else one person of each different answer among the people of agencies,
    and again among those who see the city, whose rows are looked for in another way. Chance picks him, by `at`,
    so that a table asks everybody. Who may do what is no business of a database: the second one is asked, unless in
    full, only what somebody who is signed in is allowed.
    """
    line = list(zip(PEOPLE, codes, strict=True))
    if full and vendor == "sqlite":
        return line
    shuffled = random.Random(at).sample(line, len(line))
    each = list({(person in CITY, code): (person, code) for person, code in shuffled}.values())
    if full or vendor == "sqlite":
        return each
    return [(person, code) for person, code in each if code < 400 and person != "anon"]


LINE = [302, 200, 200, 200, 403, 404, 404, 404, 200, 200, 403, 404, 200, 403]


def test_in_full_everybody_is_asked() -> None:
    assert asked(LINE, 3, "sqlite", full=True) == list(zip(PEOPLE, LINE, strict=True))


def test_at_the_gate_one_person_is_asked_of_each_answer_of_each_kind() -> None:
    agency, city = {(False, 302), (False, 200), (False, 403), (False, 404)}, {(True, 200), (True, 403), (True, 404)}
    for at in range(50):
        first, second = asked(LINE, at, "sqlite", full=False), asked(LINE, at, "postgresql", full=False)
        assert set(first) <= set(zip(PEOPLE, LINE, strict=True))
        assert sorted((person in CITY, code) for person, code in first) == sorted(agency | city)
        assert sorted((person in CITY, code) for person, code in second) == [(False, 200), (True, 200)]
    assert len(asked(LINE, 0, "postgresql", full=True)) == 7


def test_at_the_gate_everybody_is_asked_again_and_again() -> None:
    times = Counter(
        person for at, (*_row, codes) in enumerate(rows()) for person, _code in asked(codes, at, "sqlite", full=False)
    )
    assert set(times) == set(PEOPLE)
    assert min(times.values()) >= 100


def test_the_comparison_notices_an_open_door(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Control: with the policy off, a stranger's answer is no longer what the matrix says."""
    monkeypatch.setattr("indicators.views.fetching.visible_to", lambda user, rows: rows)
    assert _answer(scene, "xoff", "GET", "quarterly-report", "draft") == 200


def _answer(scene: Scene, person: str, method: str, address: str, state: str) -> int:
    """The status code; what the request did is undone."""
    undo = transaction.savepoint()
    with clock.travel(make.at(DAY)):
        url, data = (scene.ask or scene.request)(address, state)
        client = scene.clients[person]
        events = Event.objects.count()
        with every_answer.writes() as written:
            response: Any = client.get(url) if method == "GET" else client.post(url, data)
            if response.streaming:
                response.getvalue()  # to its end, where the file is closed
    assert not every_answer.offences(response), f"{method} {url}: {every_answer.offences(response)}"
    if method == "GET":
        assert not written, f"{person}: reading {url} wrote {written}"
    if method == "GET" or response.status_code in {403, 404, 409}:
        assert Event.objects.count() == events, f"{person}: a refused or reading request left an event"
    transaction.savepoint_rollback(undo)
    return int(response.status_code)
