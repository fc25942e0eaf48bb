"""The galleries, each gathered when a test first asks for it."""

from __future__ import annotations

import pytest

from tests.pages.gallery import Galleries, Gallery, gather


@pytest.fixture(scope="package")
def gathered() -> dict[str, Gallery]:
    """What was gathered, by the name of a part; of the package, which keeps its files on one worker."""
    return {}


@pytest.fixture
def every_page(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--every-page"))


@pytest.fixture
def galleries(
    request: pytest.FixtureRequest,
    browser: object,
    monkeypatch: pytest.MonkeyPatch,
    every_page: bool,
    gathered: dict[str, Gallery],
) -> Galleries:
    """The gallery of a part, by name. `browser` first: it opens the connection anew."""

    def gallery(part: str) -> Gallery:
        if part not in gathered:
            request.getfixturevalue("db")
            gathered[part] = gather(monkeypatch, part, every_page)
        return gathered[part]

    return gallery
