"""What the generic views need to know of one kind of row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import reduce
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.forms import BaseInlineFormSet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import User
from indicators.forms.reference import ReferenceForm
from indicators.models import Event
from indicators.services import reference
from thai.dates import active_language, format_date, format_datetime
from thai.digits import format_number

Label = str | Promise
# A column shows an attribute ("period.year") or what a function makes of the row.
Source = str | Callable[[Any], Any]


def _create(form: ReferenceForm, actor: User, parts: list[Any]) -> Model:
    row: Model = form.instance
    return reference.create(row, actor=actor)


def _change(row: Model, form: ReferenceForm, actor: User, seen: str, parts: list[Any]) -> None:
    reference.change(row, actor=actor, seen=seen, fields=form.typed)


def _remove(row: Any, *, actor: User, seen: str) -> Event:
    return reference.remove(row, actor=actor, seen=seen)


def _stands(row: Any) -> bool:
    return True


@dataclass(frozen=True)
class Screen:
    """One noun of the administrator. `noun` names its addresses: `<noun>-list`, `-add`, `-edit`, `-delete`.

    `rows` makes the queryset of the list, with all that its columns read; `year_path` and `search` are lookups for
    the filters; `parts` is the formset of what is edited with the row; `may_edit` says of a row in the list whether
    it has an edit page; `lead(row)` is a sentence on that page, `warning(row)` one that is also said after saving, ""
    when there is nothing to warn of; `pages(row)` are labels and addresses of other pages of the row; `added(row)` is
    where adding leads, the list unless given.
    """

    noun: str
    title: Label
    one: Label
    form: type[ReferenceForm]
    rows: Callable[[], QuerySet[Any]]
    columns: tuple[tuple[Label, Source], ...]
    year_path: str = ""
    search: tuple[str, ...] = ()
    parts: type[BaseInlineFormSet[Any, Any, Any]] | None = None
    parts_label: Label = ""
    create: Callable[[ReferenceForm, User, list[Any]], Model] = _create
    change: Callable[[Any, ReferenceForm, User, str, list[Any]], None] = _change
    remove: Callable[..., Event] | None = _remove
    why_kept: Callable[[Any], str] = reference.why_kept
    may_edit: Callable[[Any], bool] = _stands
    lead: Callable[[Any], str] | None = None
    warning: Callable[[Any], str] | None = None
    note: Label = ""
    links: tuple[tuple[Label, str], ...] = ()
    pages: Callable[[Any], list[tuple[Label, str]]] | None = None
    added: Callable[[Any], str] | None = None

    def url(self, verb: str, pk: int | None = None) -> str:
        """The address of a verb of this noun."""
        return reverse(f"{self.noun}-{verb}", kwargs={"pk": pk} if pk is not None else None)

    def filtered(self, year: int | None, words: str) -> QuerySet[Any]:
        """The rows of the list, of one year and with the words, where such filters are given."""
        rows = self.rows()
        if year is not None and self.year_path:
            rows = rows.filter(**{self.year_path: year})
        if words and self.search:
            found = Q()
            for lookup in self.search:
                found |= Q(**{f"{lookup}__icontains": words})
            rows = rows.filter(found)
        return rows

    def cells(self, row: Any) -> list[str]:
        """What the list says of a row, a text for each column."""
        return [shown(source(row) if callable(source) else _read(row, source)) for _label, source in self.columns]


def shown(value: Any) -> str:
    """A value in words: dates in พ.ศ., numbers with commas, yes and no."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("ใช่") if value else _("ไม่ใช่")
    if isinstance(value, datetime):
        return format_datetime(value, active_language())
    if isinstance(value, date):
        return format_date(value, "short", active_language())
    if isinstance(value, Decimal):
        return format_number(value, 2)
    return str(value)


def _read(row: Any, path: str) -> Any:
    value = reduce(lambda owner, name: getattr(owner, name, None), path.split("."), row)
    return value() if callable(value) else value
