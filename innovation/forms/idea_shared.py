"""The public page of Form 1, for staff without an account."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.layout import PlainFormMixin
from indicators.models import YearCode
from innovation.forms.idea_fields import PERSON, TEXTS, person_fields, text_fields, type_field


class SharedIdeaForm(PlainFormMixin, forms.Form):
    """Consent first, then the idea; who proposes it may stay unsaid."""

    def __init__(self, *args: Any, types: Sequence[YearCode], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consent"] = forms.BooleanField(
            label=_("ข้าพเจ้าได้อ่านคำชี้แจงและยินยอมให้ใช้ข้อมูลตามนี้"),
            error_messages={"required": _("โปรดทำเครื่องหมายยินยอมก่อนส่ง")},
        )
        self.fields["type"] = type_field(types, forms.RadioSelect)
        self.fields |= text_fields(rows=4) | person_fields()

    @property
    def columns(self) -> dict[str, Any]:
        """What a valid form says of the idea."""
        return {"innovation_type": self.cleaned_data["type"], **{name: self.cleaned_data[name] for name in TEXTS}}

    @property
    def person(self) -> dict[str, str]:
        """Who proposes it, as far as said."""
        return {name: self.cleaned_data[name] for name in PERSON}
