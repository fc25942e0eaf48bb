"""Years and what belongs to them: periods, extensions, holidays, code tables; opening a year by copying."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.layout import PlainFormMixin
from accounts.models import Agency
from indicators.forms.reference import ReferenceForm, YearField, speak_thai
from indicators.models import DocumentKind, Extension, FiscalYear, Holiday, ReportingPeriod, YearCode


class YearForm(ReferenceForm):
    be_year = YearField(label=_("ปีงบประมาณ พ.ศ."))

    class Meta(ReferenceForm.Meta):
        model = FiscalYear
        fields = (
            "be_year",
            "plan_version",
            "report_heading",
            "plan_heading",
            "responsible_label",
            "head_label",
            "return_working_days",
            "appeals_close_on",
            "thai_digits",
        )


class PeriodForm(ReferenceForm):
    class Meta(ReferenceForm.Meta):
        model = ReportingPeriod
        fields = ("year", "kind", "opens_on", "due_on", "closes_on", "marks_due_on")


class ExtensionForm(ReferenceForm):
    class Meta(ReferenceForm.Meta):
        model = Extension
        fields = ("period", "agency", "until", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        periods = ReportingPeriod.objects.select_related("year").order_by("-year__be_year", "kind")
        if not self.instance.pk:
            periods = periods.filter(year__closed_at__isnull=True)
        choice: Any = self.fields["period"]
        choice.queryset = periods


class HolidayForm(ReferenceForm):
    class Meta(ReferenceForm.Meta):
        model = Holiday
        fields = ("year", "date", "is_holiday", "name", "name_en", "reference")
        help_texts = {"is_holiday": _("เอาเครื่องหมายออกเมื่อยกเลิกวันหยุด รายการเดิมยังเก็บไว้เป็นประวัติ")}


class YearCodeForm(ReferenceForm):
    class Meta(ReferenceForm.Meta):
        model = YearCode
        fields = ("year", "table", "code", "label")


class DocumentKindForm(ReferenceForm):
    class Meta(ReferenceForm.Meta):
        model = DocumentKind
        fields = ("code", "name", "needs_number", "is_online", "position")


class AgencyForm(ReferenceForm):
    class Meta(ReferenceForm.Meta):
        model = Agency
        fields = (
            "code",
            "later_code",
            "level",
            "name",
            "name_en",
            "abbreviation",
            "zone",
            "valid_from",
            "valid_to",
        )


class OpenYearForm(PlainFormMixin, forms.Form):
    """Which year to open, and from which to copy."""

    be_year = YearField(label=_("ปีงบประมาณที่จะเปิด (พ.ศ.)"), min_value=2500, max_value=2700)
    copy_of = forms.ModelChoiceField(FiscalYear.objects.all(), label=_("คัดลอกจากปีงบประมาณ"))
    with_assignments = forms.BooleanField(label=_("คัดลอกการมอบหมายตัวชี้วัดให้หน่วยงานด้วย"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        speak_thai(self.fields["copy_of"])

    def clean_be_year(self) -> int:
        year: int = self.cleaned_data["be_year"]
        if FiscalYear.objects.filter(be_year=year).exists():
            raise forms.ValidationError(_("มีปีงบประมาณ %(year)s แล้ว"), params={"year": year})
        return year
