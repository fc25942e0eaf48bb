"""A person at the web pages: reads a page, fills in one of its forms, and sends exactly what the form holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.test import Client

from accounts.models import User


@dataclass
class Form:
    action: str
    values: dict[str, str] = field(default_factory=dict)
    buttons: set[str] = field(default_factory=set)


class _Forms(HTMLParser):
    """The forms of a page with what stands in their fields."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._text = self._select = ""
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(given.get("action", "")))
            self._inside = True
        if not self._inside:
            return
        values, name = self.forms[-1].values, given.get("name", "")
        if tag == "button" and name:
            self.forms[-1].buttons.add(name)
        elif tag == "input" and name and given.get("type") in {"checkbox", "radio"}:
            if "checked" in given:
                values[name] = given.get("value", "on")
        elif tag == "input" and name:
            values[name] = given.get("value", "")
        elif tag == "textarea":
            self._text, values[name] = name, ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in given:
            values[self._select] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            values = self.forms[-1].values
            values[self._text] = values[self._text].removeprefix("\n")
            self._text = ""
        self._inside = self._inside and tag != "form"

    def handle_data(self, data: str) -> None:
        if self._text:
            self.forms[-1].values[self._text] += data


class Person:
    """Somebody signed in, who only does what his pages offer."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.client = Client()
        self.client.force_login(user)

    def read(self, url: str) -> str:
        answer = self.client.get(url)
        assert answer.status_code == 200, (url, answer.status_code, answer.content.decode()[-2000:])
        return answer.content.decode()

    def offered(self, page: str, ending: str) -> Form | None:
        """The form on `page` that is sent to an address with this ending."""
        reader = _Forms()
        reader.feed(self.read(page))
        own = [form for form in reader.forms if (form.action or page).endswith(ending)]
        return own[0] if own else None

    def send(
        self, page: str, ending: str, button: str = "", ticked: dict[str, str] | None = None, **typed: str
    ) -> str:
        """Fill in that form, tick its boxes, and send it; the page that follows."""
        form = self.offered(page, ending)
        assert form, f"{page} offers {self.user} nothing that leads to {ending}"
        values = {**form.values, **{name.replace("__", "-"): value for name, value in typed.items()}}
        unknown = values.keys() - form.values.keys() - {"level"}  # radio buttons stand unchecked
        assert not unknown, f"{page} has no {unknown}"
        values |= ticked or {}
        if button:
            assert button in form.buttons
            values[button] = "1"
        answer = self.client.post(form.action or page, values, follow=True)
        text = answer.content.decode()
        assert answer.status_code == 200, (ending, answer.status_code, text[-2500:])
        return text
