"""The forms of a page that are posted, and what a browser would send of them as they stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_CHECKED = {"checkbox", "radio"}
_UNSENT = {"file", "submit", "button"}
_UNTYPED = {"hidden", "password", *_UNSENT}


@dataclass
class Form:
    """A form that is posted. By the name of a field: `values` as they would be sent; `options` of a list from which
    one must still be chosen. `names` are those of all fields and buttons; `typed` of fields that people write into,
    `chosen` of radio buttons, boxes and lists."""

    action: str
    values: dict[str, list[str]] = field(default_factory=dict)
    options: dict[str, list[str]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    typed: set[str] = field(default_factory=set)
    chosen: set[str] = field(default_factory=set)


def posted_forms(html: str) -> list[Form]:
    """In the order of the page; what is disabled, and the empty row that scripts copy, is no part of them."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._text = self._list = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(given.get("action", "")) if given.get("method", "").lower() == "post" else None
            self.forms += [self._form] if self._form else []
        elif self._form is None:
            return
        elif tag == "option" and self._list:
            self._option(self._form, given)
        elif (name := given.get("name", "")) and "__prefix__" not in name and "disabled" not in given:
            self._control(self._form, tag, given, name)

    def _option(self, form: Form, given: dict[str, str]) -> None:
        to = form.values if "selected" in given else form.options
        to.setdefault(self._list, []).append(given.get("value", ""))

    def _control(self, form: Form, tag: str, given: dict[str, str], name: str) -> None:
        kind = given.get("type", "text") if tag == "input" else tag
        form.names.add(name)
        if tag == "textarea":
            self._text, form.values[name] = name, [""]
            form.typed.add(name)
        elif tag == "select":
            self._list = name
            form.chosen.add(name)
        elif kind in _CHECKED:
            form.chosen.add(name)
            if "checked" in given:
                form.values.setdefault(name, []).append(given.get("value", "on"))
        elif tag == "input" and kind not in _UNSENT:
            form.values.setdefault(name, []).append(given.get("value", ""))
            form.typed |= set() if kind in _UNTYPED else {name}

    def handle_data(self, data: str) -> None:
        if self._text and self._form:
            self._form.values[self._text][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._text and self._form:
            said = self._form.values[self._text]
            said[0] = said[0].removeprefix("\n")  # a browser drops it
            self._text = ""
        elif tag == "select" and self._list and self._form:
            if self._list in self._form.values:
                self._form.options.pop(self._list, None)
            self._list = ""
        elif tag == "form":
            self._form = None
