"""What a reviewer fills in: a mark, or a reason with comments on fields."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.layout import PlainFormMixin
from thai.fields import ThaiDateField, ThaiDecimalField, ThaiTextField


class MarkForm(PlainFormMixin, forms.Form):
    """A mark of 0 to 100. 0 is a mark."""

    mark = ThaiDecimalField(
        label=_("คะแนนตรวจประเมิน"),
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        help_text=_("0 ถึง 100 (0 คือได้ศูนย์ ไม่ใช่ยังไม่ให้คะแนน)"),
        error_messages={"required": _("กรอกคะแนน 0 ถึง 100 (0 คือได้ศูนย์ ไม่ใช่ยังไม่ให้คะแนน)")},
    )

    def __init__(self, *args: Any, levels: Sequence[str] = (), focused: bool = False, **kwargs: Any) -> None:
        """`levels`: what earns each of five levels, when the year is measured on them: one is chosen, level n giving
        n / 5 x 100, as indicators.scoring has it. `focused`: the mark is ready to be given when the page opens."""
        super().__init__(*args, **kwargs)
        if levels:
            self.fields["mark"] = forms.TypedChoiceField(
                label=_("ระดับที่ได้"),
                coerce=Decimal,
                choices=[
                    (
                        str(100 * level // len(levels)),
                        _("ระดับ %(level)d – %(words)s") % {"level": level, "words": words},
                    )
                    for level, words in enumerate(levels, start=1)
                ],
                widget=forms.RadioSelect,
                error_messages={"required": _("เลือกระดับที่ได้"), "invalid_choice": _("เลือกระดับที่ได้")},
            )
        if focused:
            self.fields["mark"].widget.attrs["autofocus"] = True


class ReturnForm(PlainFormMixin, forms.Form):
    """A reason, a comment for each field that needs one, and the last day for the correction."""

    reason = ThaiTextField(
        label=_("เหตุผลที่ส่งคืน"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("กรอกเหตุผลที่ส่งคืน")},
    )
    due_on = ThaiDateField(
        label=_("กำหนดแก้ไข"), required=False, help_text=_("เว้นว่างไว้ ระบบนับวันทำการตามที่กำหนดในปีงบประมาณ")
    )

    def __init__(self, *args: Any, fields: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        """`fields`: (name, label) of each field of the submission that may be commented."""
        super().__init__(*args, **kwargs)
        self.commented = [name for name, _label in fields]
        for name, label in fields:
            self.fields[f"comment-{name}"] = ThaiTextField(
                label=_("ความเห็นต่อ “%(field)s”") % {"field": label},
                required=False,
                max_length=5000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def comments(self) -> dict[str, str]:
        """Field name to comment, of a valid form."""
        return {name: self.cleaned_data.get(f"comment-{name}", "") for name in self.commented}


class PasswordForm(PlainFormMixin, forms.Form):
    """Signing in again before an act that binds the agency."""

    password = forms.CharField(
        label=_("รหัสผ่านของท่าน"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text=_("ยืนยันตัวตนอีกครั้งก่อนลงความเห็น"),
        error_messages={"required": _("กรอกรหัสผ่านของท่าน")},
    )
