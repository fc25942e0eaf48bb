"""Counts what a person does on the way to the end of a job, and compares it with the table of docs/interactions.md.

A click, a tap or a key is one interaction; so is filling one field, whatever its length; choosing files is two, for
the dialog that opens and the choice in it. A load is a page that the browser asks for; what is sent on from there,
and what a page shows in a frame, is none.

A journey is a test in tests/journeys/ that ends with `hand.within("key-of-the-row")`.
"""

from __future__ import annotations

import re
from dataclasses import astuple, dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Locator, Page
from playwright.sync_api import Request as Sent

from tests.chromium import sign_in

TABLE = Path(__file__).parents[1] / "docs" / "interactions.md"
_PASTE = """(field, text) => { const data = new DataTransfer(); data.setData("text", text);
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })) }"""


@dataclass
class Counted:
    """What was done so far; `files` counts choices of files, each of two interactions."""

    clicks: int = 0
    fields: int = 0
    keys: int = 0
    files: int = 0
    loads: int = 0

    @property
    def interactions(self) -> int:
        return self.clicks + self.fields + self.keys + 2 * self.files


@dataclass(frozen=True)
class Row:
    """A row of the table: what a job may take, and what it was seen to take. `loads_allowed` None: not limited."""

    key: str
    job: str
    budget: int
    loads_allowed: int | None
    interactions: int
    counted: Counted


def rows() -> dict[str, Row]:
    """The journeys of the table by their keys."""
    found = {}
    for line in TABLE.read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not re.fullmatch(r"`[a-z0-9-]+`", cells[0]):
            continue
        key, job, budget, allowed, interactions, *numbers = cells
        assert key not in found, f"{key} stands twice in {TABLE.name}"
        found[key.strip("`")] = Row(
            key=key.strip("`"),
            job=job,
            budget=int(budget),
            loads_allowed=None if allowed == "–" else int(allowed),
            interactions=int(interactions),
            counted=Counted(*(int(number) for number in numbers)),
        )
    return found


@dataclass
class Hand:
    """Acts on the page and counts. What it is not told to do itself, is not counted."""

    page: Page
    counted: Counted = field(default_factory=Counted)

    def __post_init__(self) -> None:
        self.page.on("request", self._asked)

    def _asked(self, request: Sent) -> None:
        if request.is_navigation_request() and request.redirected_from is None:
            self.counted.loads += request.frame == self.page.main_frame

    def sign_in(self, username: str) -> None:
        """Sign in by the form; counting begins on the first page of this person."""
        sign_in(self.page, username)
        self.begin()

    def begin(self) -> None:
        """Count from here."""
        self.counted = Counted()

    def click(self, what: str | Locator) -> None:
        """Click a place, or what in the page's main part says this: a link, a button, a choice or a disclosure."""
        self.counted.clicks += 1
        self._on(what).click()

    def follow(self, what: str | Locator) -> None:
        """Click, and wait for the page that comes."""
        with self.page.expect_navigation(wait_until="load"):
            self.click(what)

    def fill(self, what: str | Locator, text: str) -> None:
        """Fill a field, named by its label or given."""
        self.counted.fields += 1
        (self.page.get_by_label(what, exact=True) if isinstance(what, str) else what).fill(text)

    def press(self, key: str) -> None:
        """Press a key or keys together, where the focus is: "Control+Enter"."""
        self.counted.keys += 1
        self.page.keyboard.press(key)

    def paste(self, text: str) -> None:
        """Ctrl+V of a text where the focus is."""
        self.counted.keys += 1
        self.page.locator(":focus").evaluate(_PASTE, text)

    def choose(self, what: str | Locator, *files: FilePayload) -> None:
        """Choose files in a field of files, given or by its selector."""
        self.counted.files += 1
        (self.page.locator(what) if isinstance(what, str) else what).set_input_files(list(files))

    def within(self, key: str) -> None:
        """The job is done: what was counted is what the table says, and the table's budget holds."""
        row = rows()[key]
        counted = self.counted
        numbers = " | ".join(str(number) for number in (counted.interactions, *astuple(counted)))
        assert (row.interactions, row.counted) == (counted.interactions, counted), f"`{key}` counted: {numbers}"
        assert counted.interactions <= row.budget, f"`{key}` has {row.budget} interactions: {numbers}"
        if row.loads_allowed is not None:
            assert counted.loads <= row.loads_allowed, f"`{key}` has {row.loads_allowed} loads: {numbers}"

    def _on(self, what: str | Locator) -> Locator:
        if not isinstance(what, str):
            return what
        return self.page.locator("main").locator("a, button, summary, label").filter(has_text=what).first


@pytest.fixture
def hand(page: Page) -> Hand:
    return Hand(page)
