"""The tables of the access matrix, and the scene each of their lines needs."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver

from tests.access.case_scene import CaseScene
from tests.access.scene import DAY, Scene, build

HERE = Path(__file__).parent
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
    """The name of every address of the product."""
    found = set()
    waiting = list(get_resolver().url_patterns)
    while waiting:
        entry = waiting.pop()
        if hasattr(entry, "url_patterns"):
            waiting.extend(entry.url_patterns)
        else:
            found.add(entry.name)
    return found


def signed_in_scene(monkeypatch: pytest.MonkeyPatch) -> Scene:
    """The first scene, with everybody in it signed in; nothing of it is printed, and no file is on the disk."""
    monkeypatch.setattr("innovation.services.papers.pdf_of", lambda *args: b"%PDF-1.7")
    for name in ("blank_pdf", "agenda_pdf", "minutes_pdf"):
        monkeypatch.setattr(f"innovation.services.papers.{name}", lambda *args: b"%PDF-1.7")
    for name in ("pdf_of", "bytes_of", "rendered"):
        monkeypatch.setattr(f"indicators.services.prints.{name}", lambda thing: b"%PDF-1.7")
    monkeypatch.setattr("indicators.files.store.open", lambda sha256: BytesIO(b"%PDF-1.7"))
    # Handing out alone: what takes files in has the store itself.
    shelf = SimpleNamespace(open=lambda sha256: BytesIO(b"%PDF-1.7"))
    monkeypatch.setattr("indicators.views.handing_out.store", shelf)
    # Not only the house's clock stands at DAY: today's standing is read once per request, another day's each time.
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: date.fromisoformat(DAY))
    scene = build()
    for person, user in scene.people.items():
        scene.clients[person] = Client()
        if user:
            scene.clients[person].force_login(user)
    return scene


def prepare(scene: Scene, part: str, table: list[Row]) -> None:
    """Bring the scene of a part upon the first one, with what the lines of `table` need."""
    if part == "matrix":
        return
    of_part: Any = CaseScene(scene) if part == "case" else import_module(f"tests.access.{part}_scene").build(scene)
    scene.ask = of_part.request
    for _method, address, state, _codes in table:
        of_part.prepare(address, state)
