"""It is the day of the meeting; prints are not rendered: decisions are tested here, not their papers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from indicators import clock
from indicators.models import AgendaItem
from tests.appeals.deciding import stage


@pytest.fixture(autouse=True)
def no_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indicators.services.prints._render_quietly", lambda record: None)


@pytest.fixture
def today(db: None) -> Iterator[None]:
    with clock.travel(stage.TODAY):
        yield


@pytest.fixture
def later(db: None) -> Iterator[None]:
    with clock.travel(stage.LATER):
        yield


@pytest.fixture
def item(today: None) -> AgendaItem:
    """An appeal about criterion 4, which asks for another text, waiting for the committee."""
    return stage.scheduled()
