"""What a list is narrowed by: fields above it whose values stand in its address (components/filters.html).

What an address asks for is read by `year_asked`, `digits_asked`, `one_of` and `words_asked`, the fields are made by
`years`, `choice` and `words`; `links` makes a filter of few choices (components/filter_links.html).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.forms.boundfield import BoundField
from django.http import HttpRequest
from django.utils.translation import gettext as _

from indicators.models import FiscalYear
from thai.digits import to_arabic

Options = Iterable[tuple[object, object]]


@dataclass(frozen=True)
class Filter:
    """One field. options: (value, its words) to choose from, "" first where all may be shown; None where words are
    typed. errors: why the value is not understood."""

    name: str
    label: str
    value: str
    options: Sequence[tuple[str, str]] | None = None
    errors: Sequence[str] = ()

    @property
    def auto_id(self) -> str:
        """The id of the control, named as Django names those of its forms."""
        return f"id_{self.name}"

    @property
    def narrows(self) -> bool:
        """Whether it leaves something out: a choice without "all" always holds one value, and leaves nothing out."""
        return bool(self.value) and (self.options is None or "" in dict(self.options))


@dataclass(frozen=True)
class Filters:
    """The fields above a list. kept: (name, value) that the address says besides and goes on saying."""

    fields: Sequence[Filter]
    kept: Sequence[tuple[str, str]] = ()

    @property
    def cleared(self) -> str:
        """The address without what narrows the list, "" where nothing does; the year one is in stays."""
        if not any(field.narrows for field in self.fields):
            return ""
        left = [(field.name, field.value) for field in self.fields if field.value and not field.narrows]
        return f"?{urlencode([*self.kept, *left])}"


def words(label: str, value: str, name: str = "q") -> Filter:
    return Filter(name, label, value)


def choice(name: str, label: str, value: object, options: Options, every: str = "") -> Filter:
    """One of `options`; `every` are the words for all of them, "" where one of them must be chosen."""
    offered = [(str(code), str(told)) for code, told in options]
    return Filter(name, label, "" if value is None else str(value), [("", every), *offered] if every else offered)


def years(rows: Iterable[FiscalYear], chosen: object, label: str = "", every: str = "") -> Filter:
    """A year (พ.ศ.); chosen: a year or its number, None or "" for all."""
    return choice("year", label or _("ปีงบประมาณ พ.ศ."), chosen, [(row.be_year, row) for row in rows], every)


def fields_of(form: forms.Form) -> list[Filter]:
    """The fields of a form that reads the address itself, with what it says of them; its choices offer their own
    "all"."""
    return [_field(form[name]) for name in form.fields]


def _field(bound: BoundField) -> Filter:
    offered: Any = bound.field.choices if isinstance(bound.field, forms.ChoiceField) else None
    options = None if offered is None else [(str(code), str(told)) for code, told in offered]
    return Filter(bound.name, str(bound.label), str(bound.value() or ""), options, [*map(str, bound.errors)])


def links(request: HttpRequest, name: str, chosen: str, options: Options) -> list[tuple[str, str, bool]]:
    """(words, address, whether it stands) for each of `options`; "" is the address without this filter."""
    found = []
    for code, told in options:
        query = request.GET.copy()
        query.pop("page", None)
        query.pop(name, None)
        if code:
            query[name] = str(code)
        found.append((str(told), f"?{query.urlencode()}", code == chosen))
    return found


def digits_asked(request: HttpRequest, name: str) -> str:
    """What the address asks for by a number, a year (พ.ศ.) say: in 0-9 however it was typed, else as it stands."""
    return to_arabic(request.GET.get(name, "").strip())


def words_asked(request: HttpRequest, name: str = "q") -> str:
    """The words of the address, without what no database takes."""
    return request.GET.get(name, "").replace("\0", "").strip()


def one_of(request: HttpRequest, name: str, values: Collection[str]) -> str:
    """What the address asks for when it is one of `values`, else ""."""
    asked = request.GET.get(name, "")
    return asked if asked in values else ""


def year_asked(request: HttpRequest, rows: Iterable[FiscalYear]) -> FiscalYear | None:
    """The year (พ.ศ.) that the address names, when it is one of `rows`."""
    asked = digits_asked(request, "year")
    return next((row for row in rows if str(row.be_year) == asked), None)
