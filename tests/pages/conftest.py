"""The galleries, each gathered when a test first asks for it."""

from __future__ import annotations

import pytest

from tests.pages.gallery import Galleries, Gallery, gather

_gathered: dict[tuple[str, bool], Gallery] = {}


@pytest.fixture
def every_page(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--every-page"))


@pytest.fixture
def galleries(
    request: pytest.FixtureRequest, browser: object, monkeypatch: pytest.MonkeyPatch, every_page: bool
) -> Galleries:
    """The gallery of a part, by name. `browser` first: it opens the connection anew."""

    def gallery(part: str) -> Gallery:
        if (part, every_page) not in _gathered:
            request.getfixturevalue("db")
            _gathered[part, every_page] = gather(monkeypatch, part, every_page)
        return _gathered[part, every_page]

    return gallery
