"""The reason of an act that needs one, asked for beside its button."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.forms.layout import PlainFormMixin
from thai.fields import ThaiTextField


class ReasonForm(PlainFormMixin, forms.Form):
    """Stands in components/action_with_reason.html, whose field has the id `reason-<action>`."""

    reason = ThaiTextField(
        label=_("เหตุผล"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("กรอกเหตุผล")},
    )

    def __init__(self, data: QueryDict | None = None, *, action: str) -> None:
        super().__init__(data, auto_id=f"%s-{action}")
        self.action = action
