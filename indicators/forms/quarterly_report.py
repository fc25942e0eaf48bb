"""The officer's form of a quarterly report and its monthly entries."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any, TypeAlias

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.layout import PlainFormMixin
from indicators.models import QuarterlyReport
from indicators.services.quarterly_report import Entry
from thai.dates import active_language, format_date
from thai.fields import ThaiDateField, ThaiDecimalField, ThaiTextField


class QuarterlyReportForm(PlainFormMixin, forms.Form):
    """A draft may leave everything empty; what a submission needs is said on the check page."""

    needed_to_submit = ("narrative", "progress_percent", "no_progress_reason")

    narrative = ThaiTextField(
        label=_("ผลการดำเนินงาน"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_(
            "ทำอะไร ที่ไหน เมื่อไร ผลเท่าไร ถ้าต้องการให้ระบบใส่เลขข้อ ให้ขึ้นต้นบรรทัดด้วย # (ข้อ 1) ## (ข้อ 1.1) ### (ข้อ 1.1.1)"
        ),
    )
    progress_percent = ThaiDecimalField(
        label=_("ความก้าวหน้าสะสม (ร้อยละ)"),
        required=False,
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        help_text=_("นับสะสมตั้งแต่ต้นปีงบประมาณ 0 ถึง 100"),
    )
    result_in_unit = ThaiDecimalField(label=_("ผลงานที่ทำได้"), required=False, max_digits=14, decimal_places=2)
    plan_status = forms.ChoiceField(
        label=_("เทียบกับแผน"),
        required=False,
        choices=QuarterlyReport.PlanStatus.choices,
        widget=forms.RadioSelect,
    )
    enablers = ThaiTextField(
        label=_("ปัจจัยสนับสนุน"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 3})
    )
    # The blank placeholder lets the style sheet tell an empty field, which it hides where nothing asks for it.
    obstacles = ThaiTextField(
        label=_("อุปสรรค"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3, "placeholder": " "}),
    )
    no_progress = forms.BooleanField(label=_("ไม่มีความคืบหน้าในไตรมาสนี้"), required=False)
    no_progress_reason = ThaiTextField(
        label=_("เหตุผลที่ไม่มีความคืบหน้า"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": " "}),
    )

    def __init__(self, *args: Any, unit: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if unit:
            self.fields["result_in_unit"].help_text = _("หน่วยนับ: %(unit)s") % {"unit": unit}


class MonthlyEntryForm(PlainFormMixin, forms.Form):
    """One dated note; a row left empty is no entry. `entry_key` stays the same however often the page is sent."""

    entry_key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid.uuid4)
    date = ThaiDateField(label=_("วันที่"), required=False)
    text = ThaiTextField(label=_("สิ่งที่ทำ"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 2}))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("date") and not given.get("text") and "text" not in self.errors:
            self.add_error("text", _("กรอกสิ่งที่ทำในวันนี้"))
        if given.get("text") and not given.get("date") and "date" not in self.errors:
            self.add_error("date", _("กรอกวันที่ของบันทึกนี้"))
        return given


Entries: TypeAlias = "forms.BaseFormSet[MonthlyEntryForm]"
MonthlyEntryFormSet = forms.formset_factory(MonthlyEntryForm, extra=2, max_num=60)


def initial_entries(report: QuarterlyReport) -> list[dict[str, Any]]:
    """The report's entries as formset data."""
    return [
        {"entry_key": entry.key, "date": entry.date, "text": entry.text} for entry in report.monthly_entries.all()
    ]


def entries_of(formset: Entries) -> list[Entry]:
    """The rows of a valid formset that say something. A new row gets its key in the page, not here, so that sending
    the page again changes the same row."""
    return [
        Entry(key=row["entry_key"] or uuid.uuid4(), date=row["date"], text=row["text"])
        for row in formset.cleaned_data
        if row.get("text")
    ]


def entries_in_words(entries: Iterable[tuple[date, str]]) -> str:
    """Dated notes as a person reads them, a line each or more, in the order of their days."""
    ordered = sorted(entries)
    return "\n".join(f"{format_date(day, 'long', active_language())}: {text}" for day, text in ordered)
