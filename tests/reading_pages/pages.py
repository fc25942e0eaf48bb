"""A page of every family of templates, as HTML: the scenes of the access matrix, read by Django's test client."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from importlib import import_module
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from indicators import clock
from tests import make
from tests.access.case_scene import CaseScene
from tests.access.scene import DAY, Scene, build

# part of the access matrix -> (person, address, state) of its pages. A state ending in "!" sends nonsense.
PAGES: dict[str, list[tuple[str, str, str]]] = {
    "": [
        ("off", "home", "-"),
        ("xoff", "home", "-"),
        ("off", "assignment-list", "-"),
        ("off", "assignment", "-"),
        ("off", "quarterly-report-edit", "draft"),
        ("off", "quarterly-report-edit", "draft!"),
        ("off", "quarterly-report-check", "draft"),
        ("off", "quarterly-report", "returned"),
        ("eva", "review-queue", "-"),
        ("eva", "quarterly-report-review", "opened"),
        ("off", "year-end-report-edit", "draft"),
        ("off", "quarterly-report-evidence", "draft"),
        ("off", "document-list", "-"),
        ("off", "document-add", "-"),
        ("off", "document", "-"),
        ("adm", "administration", "-"),
        ("adm", "user-list", "-"),
        ("adm", "user-add", "-"),
        ("adm", "period-edit", "-"),
        ("adm", "plan-node-list", "-"),
        ("adm", "agency-delete", "-"),
        ("adm", "design-system", "-"),
        ("off", "password-change", "-"),
    ],
    "case": [
        ("off", "case", "open"),
        ("off", "collection", "open"),
        ("off", "collection-ideas", "open"),
        ("off", "idea", "open"),
        ("anon", "shared-idea", "open"),
        ("wg", "selection-edit", "open"),
        ("wg", "selection-ballot", "open"),
        ("off", "project", "draft"),
        ("off", "project-plan", "draft"),
        ("off", "project-check", "draft"),
        ("off", "development", "open"),
        ("off", "session-range", "open"),
        ("off", "utilisation-edit", "draft"),
        ("sec", "meeting", "planned"),
        ("sec", "agenda-item", "open"),
        ("adm", "round-edit", "-"),
    ],
    "filing": [("off", "appeal", "scheduled"), ("off", "appeal-edit", "draft"), ("sec", "city-order", "-")],
    "deciding": [("off", "condition", "open"), ("off", "condition-report", "open"), ("com", "agenda-item", "appeal")],
    "judging": [("sec", "judging-queue", "-"), ("sec", "judging", "open")],
    "scoring": [("off", "score", "open"), ("eva", "score-list", "open"), ("off", "agency-score", "open")],
    "dashboard": [("eva", "dashboard", "-"), ("eva", "dashboard-agency", "-")],
    "search": [("off", "search", "all")],
    "notices": [("off", "account", "-"), ("off", "notice-settings", "-")],
}


def gathered() -> dict[str, str]:
    """HTML by "address state person" of every page; the database is as it was."""
    with pytest.MonkeyPatch.context() as patch:
        # Not only the house's clock stands at DAY: today's standing is read once per request.
        patch.setattr("django.utils.timezone.localdate", lambda *args: date.fromisoformat(DAY))
        return {name: html for part in PAGES for name, html in _of_part(part)}


def _of_part(part: str) -> Iterator[tuple[str, str]]:
    with transaction.atomic():
        scene = build()
        of_part: Any = scene
        if part:
            of_part = CaseScene(scene) if part == "case" else import_module(f"tests.access.{part}_scene").build(scene)
        for person, address, state in PAGES[part]:
            if part:
                of_part.prepare(address, state.rstrip("!"))
            yield f"{address} {state} {person}", _html(scene, of_part, person, address, state)
        transaction.set_rollback(True)


def _html(scene: Scene, of_part: Any, person: str, address: str, state: str) -> str:
    client = Client()
    if user := scene.people[person]:
        client.force_login(user)
    with clock.travel(make.at(DAY)):
        url, form = of_part.request(address, state.rstrip("!"))
        wrong = state.endswith("!")
        response = client.post(url, form | {"progress_percent": "มาก"}) if wrong else client.get(url)
    expected = 422 if wrong else 200
    assert response.status_code == expected, f"{address} {state} {person}: {response.status_code}"
    return response.content.decode()
