"""Every page of the product as HTML: each address in each state of the access matrix, as people of each side see it.

The pages come from Django's test client: no server, and what a request changed is undone. A form's page is also had
with errors: its own form is sent back spoiled.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction

from indicators import clock
from tests import make
from tests.access.scene import DAY, PEOPLE, Scene
from tests.access.tables import Row
from tests.pages.forms import forms_on, spoilings

AGENCY = {"off", "wg", "head", "dep"}
ELSEWHERE = {"xoff", "xwg", "xhead"}  # their agency has nothing yet: they see the empty lists
REFUSALS = {403, 404}


@dataclass(frozen=True)
class Sheet:
    """A page that was answered; `cause` tells how: read, or sent back with errors."""

    address: str
    state: str
    person: str
    code: int
    html: str
    cause: str = "read"
    sent: tuple[tuple[str, str], ...] = ()  # what was typed, of a page with errors

    def __str__(self) -> str:
        return f"{self.address} {self.state} {self.person} {self.code} ({self.cause})"


def read(scene: Scene, table: list[Row], language: str = "th", everybody: bool = False) -> Iterator[Sheet]:
    """The pages of these lines, by one person of each side (or by everybody); refusals once for each code."""
    refused: set[int] = set()
    for _method, address, state, codes in table:
        for person in _people(codes, everybody):
            code = codes[PEOPLE.index(person)]
            if code in REFUSALS and code in refused and not everybody:
                continue
            refused.add(code)
            answer = _ask(scene, person, language, *(scene.ask or scene.request)(address, state)[:1])
            if text := _page(answer):
                yield Sheet(address, state, person, answer.status_code, text)


def refused(scene: Scene, sheet: Sheet, answered: set[tuple[str, str]]) -> Iterator[Sheet]:
    """What answers the forms of a page when they are sent wrongly: a page with errors for each of them.

    `answered` holds the address of the page and the end of the form's for the forms that were tried before.
    """
    with clock.travel(make.at(DAY)):
        url = (scene.ask or scene.request)(sheet.address, sheet.state)[0]
    for form in forms_on(sheet.html):
        action = form.action or url
        key = (sheet.address, re.sub(r"\d+", "", action))
        for spoiled in () if key in answered else spoilings(form):
            answer = _ask(scene, sheet.person, "th", action, spoiled)
            if answer.status_code == 422 and (text := _page(answer)):
                answered.add(key)
                sent = tuple((name, spoiled[name]) for name in sorted(form.typed))
                yield Sheet(sheet.address, sheet.state, sheet.person, 422, text, f"sent to {action}", sent)
                break


def _people(codes: list[int], everybody: bool) -> list[str]:
    """One person for each code, and for a page that opens one of each side: they see different things there."""
    if everybody:
        return [person for person, code in zip(PEOPLE, codes, strict=True) if code != 302]
    first: dict[tuple[int, str], str] = {}
    for person, code in zip(PEOPLE, codes, strict=True):
        first.setdefault((code, _side(person) if code == 200 else ""), person)
    return [person for (code, _of), person in first.items() if code != 302]


def _side(person: str) -> str:
    if person in AGENCY:
        return "agency"
    return "elsewhere" if person in ELSEWHERE else "city"


def _ask(scene: Scene, person: str, language: str, url: str, data: dict[str, str] | None = None) -> Any:
    """The answer; what the request did is undone."""
    client = scene.clients[person]
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    undo = transaction.savepoint()
    with clock.travel(make.at(DAY)):
        answer: Any = client.get(url) if data is None else client.post(url, data)
        if answer.streaming:
            answer.getvalue()
    transaction.savepoint_rollback(undo)
    return answer


def _page(answer: Any) -> str:
    """The text of a page; nothing of a file, nor of a piece that a script puts into a page."""
    if answer.streaming or not answer.headers.get("Content-Type", "").startswith("text/html"):
        return ""
    text: str = answer.content.decode()
    whole = text.lstrip()[:9].lower() == "<!doctype"
    assert whole or "<main" not in text, f"a page without its first line: {text[:80]}"
    return text if whole else ""
