"""A city's order, and ticking the assignments for which drafts are prepared from it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.layout import PlainFormMixin
from indicators.models import Assignment, FiscalYear, YearCode
from innovation.forms.meeting import Ticks, tick_all
from thai.fields import ThaiCharField, ThaiDateField, ThaiTextField


class OrderForm(PlainFormMixin, forms.Form):
    """The order and what it says to every agency; `year` decides which causes and outcomes are offered."""

    number = ThaiCharField(
        label=_("เลขที่คำสั่งหรือหนังสือ"),
        max_length=100,
        help_text=_("เช่น กท 0406/191"),
        error_messages={"required": _("กรอกเลขที่คำสั่งหรือหนังสือ")},
    )
    dated = ThaiDateField(
        label=_("ลงวันที่"),
        help_text=_("เช่น 15 เม.ย. 2564 หรือ 15/4/2564"),
        error_messages={"required": _("กรอกวันที่ของคำสั่ง")},
    )
    subject = ThaiTextField(label=_("เรื่อง"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    cause = forms.ModelChoiceField(
        YearCode.objects.none(),
        label=_("สาเหตุการอุทธรณ์"),
        empty_label=_("เลือกสาเหตุ"),
        error_messages={"required": _("เลือกสาเหตุการอุทธรณ์"), "invalid_choice": _("เลือกสาเหตุจากรายการ")},
    )
    what_happened = ThaiTextField(
        label=_("เหตุที่เกิดขึ้น"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("ข้อความนี้อยู่ในร่างอุทธรณ์ของทุกหน่วยงาน หน่วยงานแก้ไขได้ก่อนยื่น"),
        error_messages={"required": _("เล่าเหตุที่เกิดขึ้น")},
    )
    requested_outcome = forms.ModelChoiceField(
        YearCode.objects.none(),
        label=_("ผลที่เสนอให้ขอ"),
        required=False,
        empty_label=_("ให้หน่วยงานเลือกเอง"),
        error_messages={"invalid_choice": _("เลือกผลที่ขอจากรายการ")},
    )

    def __init__(self, *args: Any, year: FiscalYear, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tables = {"cause": YearCode.Table.APPEAL_CAUSE, "requested_outcome": YearCode.Table.APPEAL_OUTCOME}
        for name, table in tables.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = YearCode.objects.filter(year=year, table=table)


class AssignmentTicks(forms.Form):
    """The assignments of an order that have no appeal yet, to be ticked."""

    assignments = Ticks(label=_("ตัวชี้วัด"), none=_("เลือกตัวชี้วัดอย่างน้อยหนึ่งเรื่อง"))

    def __init__(self, *args: Any, assignments: Iterable[Assignment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["assignments"]
        assert isinstance(field, Ticks)
        field.offered(((each.pk, 0, str(each)) for each in assignments), form="apply")

    def tick_all(self) -> None:
        """Show every box ticked."""
        tick_all(self, "assignments")
