"""The inputs of Form 1, worded once for the grid, the edit page and the public page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django import forms
from django.utils.translation import gettext_lazy as _

from indicators.models import YearCode
from innovation.models import Idea, Proposer
from thai.fields import ThaiCharField, ThaiTextField

T = TypeVar("T")
TEXTS = ("title", "problem", "proposal", "benefit")
PERSON = ("name", "position", "section")


def type_field(types: Sequence[YearCode], widget: type[forms.Widget] = forms.Select) -> forms.TypedChoiceField:
    """One of the year's innovation types; cleans to the YearCode. Takes no query of its own."""
    by_pk = {str(type_.pk): type_ for type_ in types}
    choices: list[tuple[str, Any]] = [(pk, type_.label) for pk, type_ in by_pk.items()]
    if widget is forms.Select:
        choices.insert(0, ("", _("เลือกประเภท")))
    return forms.TypedChoiceField(
        label=_label(Idea, "innovation_type"),
        choices=choices,
        coerce=lambda pk: chosen(by_pk, pk),
        empty_value=None,
        widget=widget,
        error_messages={
            "required": _("โปรดเลือกประเภทนวัตกรรม"),
            "invalid_choice": _("ไม่รู้จักประเภท “%(value)s” โปรดเลือกใหม่"),
        },
    )


def chosen(rows: Mapping[str, T], pk: str) -> T:
    """The row that a choice stands for; ValueError, which a TypedChoiceField words, for none of them."""
    if pk not in rows:
        raise ValueError(pk)
    return rows[pk]


def text_fields(*, rows: int, with_resources: bool = False) -> dict[str, forms.Field]:
    """Title and paragraphs; `rows` is the height of a paragraph."""
    fields: dict[str, forms.Field] = {"title": ThaiCharField(label=_label(Idea, "title"), max_length=300)}
    for name in ("problem", "proposal", "benefit"):
        fields[name] = _paragraphs(name, rows, required=True)
    if with_resources:
        fields["resources"] = _paragraphs("resources", rows, required=False)
    return fields


def person_fields() -> dict[str, forms.Field]:
    """Who proposes; each may stay empty."""
    return {
        name: ThaiCharField(
            label=_label(Proposer, name),
            max_length=200,
            required=False,
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )
        for name in PERSON
    }


def _paragraphs(name: str, rows: int, *, required: bool) -> ThaiTextField:
    field: Any = Idea._meta.get_field(name)
    return ThaiTextField(
        label=field.verbose_name,
        max_length=field.max_length,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def _label(model: type[Idea] | type[Proposer], name: str) -> Any:
    field: Any = model._meta.get_field(name)
    return field.verbose_name
