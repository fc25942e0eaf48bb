"""What a judge fills in: a percentage with a reason; why he takes no part; what he says of a field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.layout import PlainFormMixin
from thai.fields import ThaiDecimalField, ThaiTextField


class JudgementForm(PlainFormMixin, forms.Form):
    """0 to 100 percent; 0 is a judgement."""

    percent = ThaiDecimalField(
        label=_("ผลสำเร็จ (ร้อยละ)"),
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        help_text=_("0 ถึง 100 (0 คือได้ศูนย์ ไม่ใช่ยังไม่ให้คะแนน)"),
        error_messages={"required": _("กรอกร้อยละ 0 ถึง 100 (0 คือได้ศูนย์ ไม่ใช่ยังไม่ให้คะแนน)")},
    )
    reason = ThaiTextField(
        label=_("เหตุผลประกอบ"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, replaces: bool = False, focused: bool = False, **kwargs: Any) -> None:
        """`replaces`: another judgement stands, so that a reason is needed. `focused`: its percentage is ready to be
        typed when the page opens."""
        super().__init__(*args, **kwargs)
        if focused:
            self.fields["percent"].widget.attrs["autofocus"] = True
        if replaces:
            self.fields["reason"].label = _("เหตุผลที่ให้คะแนนใหม่")
            self.needed_to_submit = ("reason",)


class ThreadForm(PlainFormMixin, forms.Form):
    """A comment on a field, or the answer to one."""

    text = ThaiTextField(label=_("ข้อความ"), max_length=5000, widget=forms.Textarea(attrs={"rows": 2}))
