"""How the forms of a page are filled in wrongly."""

from __future__ import annotations

from collections.abc import Iterator

from tests.html_forms import Form, posted_forms

TOO_MUCH = "ก" * 30_000  # Chromium takes seconds to look at one, so the first field alone gets it where that will do


def forms_on(html: str) -> list[Form]:
    """The forms of a page that people fill in."""
    return [form for form in posted_forms(html) if form.typed or form.chosen]


def spoilings(form: Form) -> Iterator[dict[str, str]]:
    """Ways to fill in a form wrongly: everything left empty, words in place of dates and numbers, far too much."""
    stands = {name: values[-1] for name, values in form.values.items()}
    kept = {name: value for name, value in stands.items() if name not in form.typed | form.chosen}
    yield kept | dict.fromkeys(form.typed, "")
    kept |= {name: value for name, value in stands.items() if name in form.chosen and value}
    yield kept | dict.fromkeys(form.typed, "ผิด")
    yield kept | dict.fromkeys(form.typed, "ผิด") | dict.fromkeys(sorted(form.typed)[:1], TOO_MUCH)
    yield kept | dict.fromkeys(form.typed, TOO_MUCH)
