"""Form 2 as a list of answers: what its pages show, in the paper's order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from django.utils.translation import gettext as _

from indicators.selectors.answers import Answer
from innovation.completeness.labels import label_of
from innovation.models import Selection
from thai.dates import active_language, format_date

TEXTS = ("meeting_place", "minutes", "detail", "certifier_name", "certifier_position")


class Named(Protocol):
    """A member of the panel, stored or typed."""

    @property
    def name(self) -> str: ...
    @property
    def role(self) -> str: ...


def form2_answers(selection: Selection) -> list[Answer]:
    """Panel, meeting, detail and certifier as stored."""
    given = {name: getattr(selection, name) for name in ("meeting_date", *TEXTS)}
    words = form2_words(given, list(selection.panel.all()))
    panel = Answer("panel", _("คณะผู้พิจารณา"), words["panel"])
    return [panel, *(Answer(name, label_of(selection, name), words[name]) for name in given)]


def form2_words(given: Mapping[str, Any], panel: Sequence[Named]) -> dict[str, str]:
    """Field to text; the day with its weekday, the panel numbered."""
    day = given["meeting_date"]
    people = [" – ".join(filter(None, [member.name, member.role])) for member in panel]
    return {
        "panel": "\n".join(f"{place}. {person}" for place, person in enumerate(people, start=1)),
        "meeting_date": format_date(day, "full", active_language()) if isinstance(day, date) else "",
        **{name: given[name] or "" for name in TEXTS},
    }
