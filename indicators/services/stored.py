"""What was typed, as it will be stored; Invalid, with a sentence for the user, for what cannot be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model

from indicators.services.errors import Invalid
from thai.text import BadText, check, normalise


def value_as_stored(model: type[Model], name: str, value: Any, *, shown_at: str = "") -> Any:
    """`value` as the column `name` will hold it, so that equal values compare equal. Invalid names `shown_at`, the
    column itself when it is empty."""
    field: Any = model._meta.get_field(name)
    try:
        return field.clean(value, None)
    except ValidationError as error:
        raise Invalid({shown_at or name: " ".join(error.messages)}) from error


def text_as_stored(text: str, shown_at: str) -> str:
    """A text that has no column of its own (a reason in an event, in a revision), normalised and without margins."""
    text = normalise(text).strip()
    try:
        check(text)
    except BadText as bad:
        raise Invalid({shown_at: str(bad)}) from bad
    return text


def texts_as_stored(texts: Mapping[str, str] | None) -> dict[str, str]:
    """As text_as_stored for each; empty ones are left out."""
    stored = {name: text_as_stored(text, name) for name, text in (texts or {}).items()}
    return {name: text for name, text in stored.items() if text}
