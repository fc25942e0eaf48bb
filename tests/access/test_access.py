"""The access matrix: every address x person x state answers as matrix.txt says; one that is not there fails."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, transaction

from indicators import clock
from indicators.models import Event
from tests import make
from tests.access.scene import DAY, PEOPLE, Scene
from tests.access.tables import PARTS_WITH_A_TABLE, Row, addresses, prepare, rows, signed_in_scene
from tests.security import every_answer

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


def test_there_are_at_least_2500_cells() -> None:
    assert len(rows()) * len(PEOPLE) >= 2500


@pytest.fixture
def scene(db: None, monkeypatch: pytest.MonkeyPatch) -> Scene:
    return signed_in_scene(monkeypatch)


PARTS = ("quarterly-report", "year-end-report", "document", "")


@pytest.mark.long
@pytest.mark.parametrize("part", PARTS)
def test_everybody_is_answered_as_the_matrix_says(scene: Scene, part: str) -> None:
    """One scene serves the rows of a part; each request is undone."""
    table = [
        row for row in rows("matrix.txt") if next(prefix for prefix in PARTS if row[1].startswith(prefix)) == part
    ]
    expect(scene, table)


CASE_PARTS = (("case-", "case", "blank-form"), ("collection", "idea", "shared-idea"), ("selection", "round"))
CASE_PARTS += (("project", "presentation"), ("development", "session", "utilisation"), ("meeting", "agenda-item"))


@pytest.mark.long
@pytest.mark.parametrize("part", CASE_PARTS, ids=lambda part: part[0])
def test_everybody_is_answered_in_the_case_as_the_matrix_says(scene: Scene, part: tuple[str, ...]) -> None:
    table = [row for row in rows("case_matrix.txt") if row[1].startswith(part)]
    prepare(scene, "case", table)
    expect(scene, table)


@pytest.mark.long
@pytest.mark.parametrize("part", [part for part in PARTS_WITH_A_TABLE if part != "case"])
def test_everybody_is_answered_in_the_part_as_its_matrix_says(scene: Scene, part: str) -> None:
    table = rows(f"{part}_matrix.txt")
    prepare(scene, part, table)
    expect(scene, table)


def test_no_line_of_the_case_is_left_out() -> None:
    parts = tuple(prefix for part in CASE_PARTS for prefix in part)
    assert [row for row in rows("case_matrix.txt") if not row[1].startswith(parts)] == []


def expect(scene: Scene, table: list[Row]) -> None:
    """Those who are asked are answered as the lines of `table` say; lists every cell that differs."""
    differing = [
        f"{method} {address} {state}: {person} is answered {answered}, not {expected}"
        for method, address, state, codes in table
        for person, expected in asked(codes)
        if (answered := _answer(scene, person, method, address, state)) != expected
    ]
    assert not differing, "\n" + "\n".join(differing)


def asked(codes: list[int]) -> list[tuple[str, int]]:
    """Who is asked, and the answer he is owed. On the first database, everybody. Who may do what is no business of a
    database, so on the second one person is enough for each different answer: of the people of agencies, and again of
    those who see the city, whose rows are looked for in another way."""
    line = list(zip(PEOPLE, codes, strict=True))
    if connection.vendor == "sqlite":
        return line
    return list({(person in CITY, code): (person, code) for person, code in reversed(line)}.values())


@pytest.mark.django_db
def test_the_second_database_is_asked_each_answer_of_each_kind() -> None:
    line = [302, 200, 200, 200, 403, 404, 404, 404, 200, 200, 403, 404, 200, 403]
    if connection.vendor == "sqlite":
        assert asked(line) == list(zip(PEOPLE, line, strict=True))
    else:
        answers = {("anon", 302), ("off", 200), ("dep", 403), ("xoff", 404), ("sec", 200), ("eva", 403), ("own", 404)}
        assert set(asked(line)) == answers


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
