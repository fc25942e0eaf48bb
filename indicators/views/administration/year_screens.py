"""The screens of fiscal years and what belongs to them."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from indicators.forms import years as year_forms
from indicators.forms.reference import ReferenceForm
from indicators.models import Extension, FiscalYear, Holiday, ReportingPeriod, YearCode
from indicators.services import holidays
from indicators.views.administration.screen import Screen

YEAR = Screen(
    noun="year",
    title=_("ปีงบประมาณ"),
    one=_("ปีงบประมาณ"),
    form=year_forms.YearForm,
    rows=lambda: FiscalYear.objects.select_related("plan_version"),
    columns=(
        (_("ปีงบประมาณ พ.ศ."), "be_year"),
        (_("แผนที่ใช้"), "plan_version"),
        (_("ปิดปีเมื่อ"), "closed_at"),
    ),
    links=((_("เปิดปีใหม่โดยคัดลอกจากปีก่อน"), "year-open"),),
    pages=lambda year: [(_("ปิดปีและขอเปิดปี"), reverse("year-closing", args=[year.be_year]))],
)
PERIOD = Screen(
    noun="period",
    title=_("งวดรายงาน"),
    one=_("งวดรายงาน"),
    form=year_forms.PeriodForm,
    rows=lambda: ReportingPeriod.objects.select_related("year").order_by("-year__be_year", "kind"),
    columns=(
        (_("งวด"), "get_kind_display"),
        (_("ปีงบประมาณ"), "year"),
        (_("เปิดรับ"), "opens_on"),
        (_("กำหนดส่ง"), "due_on"),
        (_("ปิดรับ"), "closes_on"),
    ),
    year_path="year",
)
EXTENSION = Screen(
    noun="extension",
    title=_("การขยายเวลาส่งรายงาน"),
    one=_("การขยายเวลา"),
    form=year_forms.ExtensionForm,
    rows=lambda: Extension.objects.select_related("period__year", "agency", "granted_by"),
    columns=(
        (_("หน่วยงาน"), "agency"),
        (_("งวดรายงาน"), "period"),
        (_("ขยายถึงวันที่"), "until"),
        (_("เหตุผล"), "reason"),
        (_("ผู้อนุญาต"), "granted_by"),
        (_("เมื่อ"), "granted_at"),
    ),
    year_path="period__year",
    search=("agency__name",),
)


def _holidays() -> QuerySet[Any]:
    later = Holiday.objects.filter(date=OuterRef("date"), version__gt=OuterRef("version"))
    return Holiday.objects.select_related("year").annotate(is_past=Exists(later)).order_by("date", "-version")


def _change_holiday(row: Holiday, form: ReferenceForm, actor: User, seen: str, parts: list[Any]) -> None:
    holidays.change(row, actor=actor, seen=seen, fields=form.typed)


HOLIDAY = Screen(
    noun="holiday",
    title=_("วันหยุดราชการ"),
    one=_("วันหยุด"),
    form=year_forms.HolidayForm,
    rows=_holidays,
    columns=(
        (_("วันที่"), "date"),
        (_("ชื่อวันหยุด"), "name"),
        (_("เป็นวันหยุด"), "is_holiday"),
        (_("มติคณะรัฐมนตรีหรือที่มา"), "reference"),
        (_("ฉบับ"), "version"),
        (_("สถานะ"), lambda row: _("ฉบับเดิม") if row.is_past else _("ใช้อยู่")),
    ),
    year_path="year",
    create=lambda form, actor, parts: holidays.declare(form.instance, actor=actor),
    change=_change_holiday,
    remove=None,
    may_edit=lambda row: not row.is_past,
    note=_("การแก้ไขหรือยกเลิกวันหยุดจะบันทึกเป็นฉบับใหม่ ฉบับเดิมเก็บไว้เป็นประวัติ"),
)
YEAR_CODE = Screen(
    noun="year-code",
    title=_("ตารางรหัสของปี"),
    one=_("รหัส"),
    form=year_forms.YearCodeForm,
    rows=lambda: YearCode.objects.select_related("year").order_by("-year__be_year", "table", "code"),
    columns=(
        (_("รหัส"), "code"),
        (_("ข้อความ"), "label"),
        (_("ตาราง"), "get_table_display"),
        (_("ปีงบประมาณ"), "year"),
    ),
    year_path="year",
)
