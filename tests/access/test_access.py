"""The access matrix: every address x person x state answers as matrix.txt says; one that is not there fails."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver

from indicators import clock
from indicators.models import Event
from tests import make
from tests.access.case_scene import CaseScene
from tests.access.scene import DAY, PEOPLE, Scene, build
from tests.security import every_answer

HERE = Path(__file__).parent
# Answered before anybody is signed in; tests/accounts looks at them.
OPEN_ADDRESSES = {"sign-in", "set-language"}


Row = tuple[str, str, str, list[int]]
# Each part of the product after the first two has a table `<part>_matrix.txt` and a module `<part>_scene.py`, whose
# `build(scene)` gives what answers `prepare(address, state)` and `request(address, state)`, as CaseScene does.
PARTS_WITH_A_TABLE = sorted(path.name.removesuffix("_matrix.txt") for path in HERE.glob("*_matrix.txt"))
TABLES = ("matrix.txt", *(f"{part}_matrix.txt" for part in PARTS_WITH_A_TABLE))


def rows(*tables: str) -> list[Row]:
    """(method, address, state, codes in the order of PEOPLE) of every line; of all tables unless told."""
    table = []
    for name in tables or TABLES:
        for line in (HERE / name).read_text(encoding="utf-8").splitlines():
            if line.strip() and not line.startswith("#"):
                method, address, state, *codes = line.split()
                table.append((method, address, state, [int(code) for code in codes]))
    return table


def addresses() -> set[str]:
    found = set()
    waiting = list(get_resolver().url_patterns)
    while waiting:
        entry = waiting.pop()
        if hasattr(entry, "url_patterns"):
            waiting.extend(entry.url_patterns)
        else:
            found.add(entry.name)
    return found


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
    monkeypatch.setattr("innovation.services.papers.pdf_of", lambda *args: b"%PDF-1.7")
    for name in ("blank_pdf", "agenda_pdf", "minutes_pdf"):
        monkeypatch.setattr(f"innovation.services.papers.{name}", lambda *args: b"%PDF-1.7")
    for name in ("pdf_of", "bytes_of", "rendered"):
        monkeypatch.setattr(f"indicators.services.prints.{name}", lambda thing: b"%PDF-1.7")
    monkeypatch.setattr("indicators.files.store.open", lambda sha256: BytesIO(b"%PDF-1.7"))
    # Not only the house's clock stands at DAY: today's standing is read once per request, another day's each time.
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: date.fromisoformat(DAY))
    scene = build()
    for person, user in scene.people.items():
        scene.clients[person] = Client()
        if user:
            scene.clients[person].force_login(user)
    return scene


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
    case_scene = CaseScene(scene)
    scene.ask = case_scene.request
    table = [row for row in rows("case_matrix.txt") if row[1].startswith(part)]
    for _method, address, state, _codes in table:
        case_scene.prepare(address, state)
    expect(scene, table)


@pytest.mark.long
@pytest.mark.parametrize("part", [part for part in PARTS_WITH_A_TABLE if part != "case"])
def test_everybody_is_answered_in_the_part_as_its_matrix_says(scene: Scene, part: str) -> None:
    of_part = import_module(f"tests.access.{part}_scene").build(scene)
    scene.ask = of_part.request
    table = rows(f"{part}_matrix.txt")
    for _method, address, state, _codes in table:
        of_part.prepare(address, state)
    expect(scene, table)


def test_no_line_of_the_case_is_left_out() -> None:
    parts = tuple(prefix for part in CASE_PARTS for prefix in part)
    assert [row for row in rows("case_matrix.txt") if not row[1].startswith(parts)] == []


def expect(scene: Scene, table: list[Row]) -> None:
    """Everybody is answered as the lines of `table` say; lists every cell that differs."""
    differing = [
        f"{method} {address} {state}: {person} is answered {answered}, not {expected}"
        for method, address, state, codes in table
        for person, expected in zip(PEOPLE, codes, strict=True)
        if (answered := _answer(scene, person, method, address, state)) != expected
    ]
    assert not differing, "\n" + "\n".join(differing)


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
