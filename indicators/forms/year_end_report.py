"""The officer's form of a year-end report."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.layout import PlainFormMixin
from indicators.models import Factor, Indicator, YearEndReport
from thai.fields import ThaiCharField, ThaiDecimalField, ThaiTextField


class YearEndReportForm(PlainFormMixin, forms.Form):
    """Sections 2, 5, 6.5, 7, 8 and the signature. Enablers and obstacles: one item a paragraph, parted by an empty
    line; the software numbers them."""

    needed_to_submit = ("level", "enablers", "obstacles")

    level = forms.ChoiceField(
        label=_("ระดับความสำเร็จ"), required=False, choices=Indicator.Level.choices, widget=forms.RadioSelect
    )
    progress_percent = ThaiDecimalField(
        label=_("ความสำเร็จ (ร้อยละ)"), required=False, min_value=0, max_value=100, max_digits=5, decimal_places=2
    )
    result_in_unit = ThaiDecimalField(label=_("ผลงานที่ทำได้"), required=False, max_digits=14, decimal_places=2)
    summary = ThaiTextField(
        label=_("สรุปผลการดำเนินงาน (ปลายปีงบประมาณ)"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 16}),
    )
    enablers = ThaiTextField(
        label=_("ปัจจัยสนับสนุนการดำเนินงาน"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("เว้นบรรทัดว่างระหว่างข้อ ระบบใส่เลขข้อให้"),
    )
    no_enablers = forms.BooleanField(label=_("ไม่มีปัจจัยสนับสนุน"), required=False)
    obstacles = ThaiTextField(
        label=_("อุปสรรคต่อการดำเนินงาน"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("เว้นบรรทัดว่างระหว่างข้อ ระบบใส่เลขข้อให้"),
    )
    no_obstacles = forms.BooleanField(label=_("ไม่มีอุปสรรค"), required=False)
    responsible_name = ThaiCharField(label=_("ชื่อผู้รับผิดชอบ"), required=False, max_length=200)
    responsible_position = ThaiCharField(label=_("ตำแหน่งผู้รับผิดชอบ"), required=False, max_length=200)

    def __init__(self, *args: Any, unit: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if unit:
            self.fields["result_in_unit"].help_text = _("หน่วยนับ: %(unit)s") % {"unit": unit}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name, none in (("enablers", "no_enablers"), ("obstacles", "no_obstacles")):
            if given.get(none) and given.get(name):
                self.add_error(none, _("มีข้อความในช่องด้านบนอยู่ ลบข้อความหรือเอาเครื่องหมายออก"))
        return given


def initial_year_end(report: YearEndReport) -> dict[str, Any]:
    """The report as form data."""
    factors = list(report.factors.all())
    names = ("level", "progress_percent", "result_in_unit", "summary", "no_enablers", "no_obstacles")
    return {name: getattr(report, name) for name in (*names, "responsible_name", "responsible_position")} | {
        "enablers": "\n\n".join(factor.text for factor in factors if factor.kind == Factor.Kind.ENABLER),
        "obstacles": "\n\n".join(factor.text for factor in factors if factor.kind == Factor.Kind.OBSTACLE),
    }


def paragraphs(text: str) -> list[str]:
    """The items of a list typed with empty lines between them."""
    return [part.strip("\n") for part in text.split("\n\n") if part.strip()]
