"""What is asked about one idea: its text, or why and in favour of which other it is set aside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.layout import PlainFormMixin
from indicators.models import YearCode
from innovation.forms.idea_fields import PERSON, TEXTS, chosen, person_fields, text_fields, type_field
from innovation.models import Idea
from thai.fields import ThaiDateField, ThaiTextField

FIELDS = (*TEXTS, "resources", "submitted_on")


class IdeaForm(PlainFormMixin, forms.Form):
    """Form 1 as a page. Without `with_person` (it was redacted) it does not ask who proposed it."""

    def __init__(self, *args: Any, types: Sequence[YearCode], with_person: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.types = types
        self.fields["type"] = type_field(types, forms.RadioSelect)
        self.fields |= text_fields(rows=6, with_resources=True)
        self.fields["submitted_on"] = ThaiDateField(label=_("วันที่เสนอ"), help_text=_("เช่น 16 พ.ย. 2563"))
        if with_person:
            self.fields |= person_fields()

    @property
    def columns(self) -> dict[str, Any]:
        """What a valid form says of the idea."""
        given = self.cleaned_data
        return {"innovation_type": given["type"], **{name: given[name] for name in FIELDS}}

    @property
    def person(self) -> dict[str, str] | None:
        """Who proposed it; None when the form did not ask."""
        return {name: self.cleaned_data[name] for name in PERSON} if "name" in self.fields else None


def initial_of(idea: Idea) -> dict[str, Any]:
    """An idea as the form shows it; reads its proposer."""
    written = {name: getattr(idea, name) for name in FIELDS}
    return {
        "type": str(idea.innovation_type_id),
        **written,
        **{name: getattr(idea.proposer, name) for name in PERSON},
    }


class ReasonForm(PlainFormMixin, forms.Form):
    """Why an idea is set aside."""

    reason = ThaiTextField(label=_("เหตุผล"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class MergeForm(ReasonForm):
    """In favour of which other idea, and why."""

    field_order = ("into", "reason")

    def __init__(self, *args: Any, targets: Sequence[Idea], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_pk = {str(target.pk): target for target in targets}
        self.fields["into"] = forms.TypedChoiceField(
            label=_("ชุดหลักที่จะนับ"),
            help_text=_("ทั้งสองชุดและผู้เสนอทั้งสองคนยังอยู่ครบ แต่นับเป็นชุดเดียว"),
            choices=[(pk, str(target)) for pk, target in by_pk.items()],
            coerce=lambda pk: chosen(by_pk, pk),
            widget=forms.RadioSelect,
            error_messages={"required": _("เลือกชุดหลักจากรายการ"), "invalid_choice": _("เลือกชุดหลักจากรายการ")},
        )
        self.order_fields(self.field_order)
