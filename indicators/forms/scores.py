"""What is filled in about scores: points instead of the calculated ones, and the closing of a year."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.layout import PlainFormMixin
from indicators.selectors.closing import Named, OpenScore
from thai.fields import ThaiCharField, ThaiDateField, ThaiDecimalField, ThaiTextField


class OverrideForm(PlainFormMixin, forms.Form):
    """Points instead of the calculated ones, and why. 0 is a score."""

    points = ThaiDecimalField(label=_("คะแนนที่กำหนดแทน"), min_value=0, max_digits=5, decimal_places=2)
    reason = ThaiTextField(
        label=_("เหตุผลที่กำหนดแทน"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, full: Decimal, **kwargs: Any) -> None:
        """`full`: the most that can be given."""
        super().__init__(*args, **kwargs)
        self.fields["points"].help_text = _("0 ถึง %(full)s (0 คือได้ศูนย์ ไม่ใช่ยังไม่ให้คะแนน)") % {"full": full}


class ClosingForm(PlainFormMixin, forms.Form):
    """The resolution that closes a year, and a reason for each score that is not final."""

    resolution_reference = ThaiCharField(label=_("มติหรือคำสั่งให้ปิดปี"), max_length=300)
    resolved_on = ThaiDateField(label=_("ลงวันที่"))
    note = ThaiTextField(
        label=_("ข้อความของมติ"), required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, unsettled: Sequence[OpenScore] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unsettled = unsettled
        for each in unsettled:
            assignment = each.score.assignment
            self.fields[f"reason-{assignment.pk}"] = ThaiTextField(
                label=_("%(agency)s ตัวชี้วัดที่ %(number)s") % {"agency": assignment.agency, "number": assignment.number},
                help_text=each.what,
                max_length=5000,
                widget=forms.Textarea(attrs={"rows": 2}),
                error_messages={"required": _("ระบุเหตุผลที่ให้ปิดปีได้ทั้งที่คะแนนยังไม่เป็นที่สุด")},
            )

    @property
    def named(self) -> Named:
        """The reasons of a valid form by the key of the assignment."""
        keys = [each.score.assignment.pk for each in self.unsettled]
        return {key: self.cleaned_data.get(f"reason-{key}", "") for key in keys}
