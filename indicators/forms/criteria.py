"""How the secretariat words a criterion anew."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.layout import PlainFormMixin
from indicators.forms.plan import THRESHOLDS_HELP
from indicators.models import CriterionVersion, Measure
from indicators.services.criteria import CONTENT, GROUNDS
from indicators.thresholds import LONGEST
from thai.fields import ThaiCharField, ThaiDateField, ThaiDecimalField, ThaiTextField


class AmendForm(PlainFormMixin, forms.Form):
    """What the next version says, since when, and on what ground."""

    needed_to_submit = ("thresholds",)  # asked for by the measure, not always

    text = ThaiTextField(label=_("ข้อความเกณฑ์"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 6}))
    weight = ThaiDecimalField(label=_("น้ำหนัก"), min_value=0, max_value=100, max_digits=6, decimal_places=2)
    measure = forms.ChoiceField(label=_("วิธีวัดผลสำเร็จ"), choices=Measure.choices)
    thresholds = ThaiCharField(
        label=_("ค่าของเกณฑ์ 5 ระดับ"), required=False, max_length=LONGEST, help_text=THRESHOLDS_HELP
    )
    ground = forms.ChoiceField(
        label=_("เหตุแห่งการแก้ไข"),
        choices=[(ground.value, ground.label) for ground in GROUNDS],
        widget=forms.RadioSelect,
    )
    ground_reference = ThaiCharField(
        label=_("เลขที่และวันที่ของมติหรือหนังสือ"),
        max_length=300,
        help_text=_("เช่น ครั้งที่ 3/2564 วันที่ 20 ก.ค. 2564 หรือ ที่ กท 0301/ว 512 ลงวันที่ 1 มิ.ย. 2564"),
    )
    in_force_from = ThaiDateField(
        label=_("ใช้ตั้งแต่วันที่"),
        help_text=_("วว/ดด/ปปปป (พ.ศ.) เช่น 15/4/2564 ไม่ก่อนวันแรกของปีงบประมาณ"),
        error_messages={"required": _("กรอกวันที่เริ่มใช้")},
    )

    @staticmethod
    def initial_of(version: CriterionVersion) -> dict[str, Any]:
        """What the fields show at first: the version in force."""
        return {name: getattr(version, name) for name in CONTENT}
