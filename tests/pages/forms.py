"""The forms of a page, what stands in them, and how to fill them in wrongly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

TOO_MUCH = "ก" * 30_000


@dataclass
class Form:
    """A form that is posted. `visible` names the fields that people fill in, files and passwords apart."""

    action: str
    values: dict[str, str] = field(default_factory=dict)
    visible: set[str] = field(default_factory=set)
    choices: set[str] = field(default_factory=set)  # radio buttons, boxes and lists: nobody types into them


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._text = self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(given.get("action", "")) if given.get("method", "").lower() == "post" else None
            self.forms += [self._form] if self._form else []
        elif self._form is not None:
            self._control(self._form, tag, given, given.get("name", ""))

    def _control(self, form: Form, tag: str, given: dict[str, str], name: str) -> None:
        kind = given.get("type", "text")
        if tag == "option" and "selected" in given:
            form.values[self._select] = given.get("value", "")
        if not name or "__prefix__" in name or "disabled" in given or (tag == "input" and kind == "file"):
            return
        if tag == "input" and kind in {"checkbox", "radio"}:
            form.choices.add(name)
            if "checked" in given:
                form.values[name] = given.get("value", "on")
        elif tag == "input":
            form.values[name] = given.get("value", "")
            form.visible |= set() if kind in {"hidden", "password"} else {name}
        elif tag == "textarea":
            self._text, form.values[name] = name, ""
            form.visible.add(name)
        elif tag == "select":
            self._select, form.values[name] = name, ""
            form.choices.add(name)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._form and self._text:
            self._form.values[self._text] = self._form.values[self._text].removeprefix("\n")
            self._text = ""
        if tag == "form":
            self._form = None

    def handle_data(self, data: str) -> None:
        if self._text and self._form:
            self._form.values[self._text] += data


def forms_on(html: str) -> list[Form]:
    """The forms of a page that people fill in."""
    reader = _Reader()
    reader.feed(html)
    return [form for form in reader.forms if form.visible or form.choices]


def spoilings(form: Form) -> Iterator[dict[str, str]]:
    """Ways to fill in a form wrongly: everything left empty, words in place of dates and numbers, far too much."""
    kept = {name: value for name, value in form.values.items() if name not in form.visible | form.choices}
    yield kept | dict.fromkeys(form.visible, "")
    kept |= {name: value for name, value in form.values.items() if name in form.choices and value}
    yield kept | dict.fromkeys(form.visible, "ผิด")
    yield kept | dict.fromkeys(form.visible, TOO_MUCH)
