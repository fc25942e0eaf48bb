"""A fiscal year and what it owns: wording of papers, code tables, the plan it follows."""

from __future__ import annotations

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thai.fields import CharField, TextField


class FiscalYear(models.Model):
    """A year of the Thai government, 1 October to 30 September, named by the พ.ศ. year in which it ends."""

    be_year = models.PositiveSmallIntegerField(
        _("ปีงบประมาณ พ.ศ."), unique=True, validators=[MinValueValidator(2500), MaxValueValidator(2700)]
    )
    plan_version = models.ForeignKey(
        "indicators.PlanVersion", models.PROTECT, null=True, blank=True, verbose_name=_("แผนที่ใช้")
    )
    report_heading = TextField(_("หัวกระดาษรายงาน"), max_length=500)
    plan_heading = TextField(_("หัวข้อกลุ่มแผนในรายงาน"), max_length=500)
    responsible_label = CharField(_("คำใต้ลายมือชื่อผู้รับผิดชอบ"), max_length=200)
    head_label = CharField(_("คำใต้ลายมือชื่อผู้บริหาร"), max_length=200)
    appeals_close_on = models.DateField(_("วันสุดท้ายที่รับอุทธรณ์"), null=True, blank=True)
    return_working_days = models.PositiveSmallIntegerField(_("กำหนดแก้ไขหลังส่งคืน (วันทำการ)"), default=7)
    thai_digits = models.BooleanField(_("พิมพ์เลขไทย"), default=False)
    closed_at = models.DateTimeField(_("ปิดปีเมื่อ"), null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-be_year"]
        verbose_name = _("ปีงบประมาณ")
        constraints = [
            models.CheckConstraint(condition=Q(be_year__gte=2500, be_year__lte=2700), name="year_is_buddhist_era"),
        ]

    def __str__(self) -> str:
        return str(self.be_year)

    @property
    def starts_on(self) -> date:
        return date(self.be_year - 544, 10, 1)

    @property
    def ends_on(self) -> date:
        return date(self.be_year - 543, 9, 30)


class YearCode(models.Model):
    """A row of a year's code tables, edited by the administrator."""

    class Table(models.TextChoices):
        APPEAL_CAUSE = "appeal_cause", _("สาเหตุการอุทธรณ์")
        APPEAL_OUTCOME = "appeal_outcome", _("ผลการพิจารณาอุทธรณ์")
        INNOVATION_TYPE = "innovation_type", _("ประเภทนวัตกรรม")

    year = models.ForeignKey(FiscalYear, models.CASCADE, related_name="codes", verbose_name=_("ปีงบประมาณ"))
    table = models.CharField(_("ตาราง"), max_length=20, choices=Table.choices)
    code = CharField(_("รหัส"), max_length=10)
    label = CharField(_("ข้อความ"), max_length=300)

    class Meta:
        ordering = ["year", "table", "code"]
        verbose_name = _("ตารางรหัส")
        constraints = [
            models.UniqueConstraint(
                fields=["year", "table", "code"],
                name="year_code_once",
                violation_error_message=_("ตารางนี้มีรหัสนี้แล้ว"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.label}"
