"""An indicator given to an agency, with the agency's own number, target, weight and criteria."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from indicators.models.indicator import Measure
from thai.fields import CharField, TextField


class Assignment(models.Model):
    """Agency x indicator. `name_as_written` and `target_as_written` hold an imported paper's own words."""

    indicator = models.ForeignKey(
        "indicators.Indicator", models.PROTECT, related_name="assignments", verbose_name=_("ตัวชี้วัด")
    )
    year = models.ForeignKey("indicators.FiscalYear", models.PROTECT, related_name="assignments", editable=False)
    agency = models.ForeignKey(
        "accounts.Agency", models.PROTECT, related_name="assignments", verbose_name=_("หน่วยงาน")
    )
    number = models.PositiveSmallIntegerField(_("ลำดับในหน่วยงาน"), validators=[MinValueValidator(1)])
    target = models.DecimalField(_("เป้าหมาย"), max_digits=14, decimal_places=2, null=True, blank=True)
    weight = models.DecimalField(
        _("น้ำหนัก (คะแนน)"),
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
    )
    owner = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ผู้รับผิดชอบ")
    )
    name_as_written = TextField(_("ชื่อตามต้นฉบับ"), max_length=1000, blank=True, editable=False)
    target_as_written = CharField(_("เป้าหมายตามต้นฉบับ"), max_length=200, blank=True, editable=False)

    class Meta:
        ordering = ["year", "agency", "number"]
        verbose_name = _("ตัวชี้วัดของหน่วยงาน")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "indicator"],
                name="assignment_once",
                violation_error_message=_("หน่วยงานนี้ได้รับตัวชี้วัดนี้แล้ว"),
            ),
            models.UniqueConstraint(
                fields=["agency", "year", "number"],
                name="assignment_number_once",
                violation_error_message=_("หน่วยงานนี้มีตัวชี้วัดลำดับนี้แล้ว"),
            ),
            models.CheckConstraint(condition=Q(weight__gte=0, weight__lte=100), name="assignment_weight_in_range"),
        ]

    def __str__(self) -> str:
        return self.name_line

    @property
    def name_line(self) -> str:
        """Section 1 of the report: number/abbreviation and name, or an imported paper's own line."""
        return self.name_as_written or f"{self.number}/{self.agency.abbreviation}{self.indicator.name}"


class CriterionVersion(models.Model):
    """A criterion of one assignment as it read from a day on. A later version never edits an earlier one.

    `thresholds` are the five results that earn levels 1 to 5, with blanks between ("60 70 80 90 100"), where it is
    measured on that scale; `event` is the act that brought it, None for what came with the assignment.
    """

    class Ground(models.TextChoices):
        ASSIGNED = "assigned", _("ตามตัวชี้วัดที่ได้รับมอบหมาย")
        APPEAL = "appeal", _("ผลการอุทธรณ์")
        RESOLUTION = "resolution", _("มติคณะกรรมการ")
        CIRCULAR = "circular", _("หนังสือเวียน")

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="criterion_versions")
    position = models.PositiveSmallIntegerField(_("ลำดับ"))
    version = models.PositiveSmallIntegerField(_("ฉบับที่"))
    text = TextField(_("ข้อความเกณฑ์"))
    weight = models.DecimalField(_("น้ำหนัก"), max_digits=6, decimal_places=2)
    measure = models.CharField(_("วิธีวัดผลสำเร็จ"), max_length=12, choices=Measure.choices, default=Measure.RATIO)
    thresholds = models.CharField(_("ค่าของเกณฑ์ 5 ระดับ"), max_length=100, blank=True)
    in_force_from = models.DateField(_("ใช้ตั้งแต่วันที่"))
    ground = models.CharField(_("เหตุแห่งการแก้ไข"), max_length=10, choices=Ground.choices)
    ground_reference = CharField(_("อ้างถึง"), max_length=300, blank=True)
    event = models.ForeignKey("indicators.Event", models.PROTECT, null=True, related_name="+", editable=False)

    class Meta:
        ordering = ["assignment_id", "position", "version"]
        verbose_name = _("ฉบับของเกณฑ์")
        constraints = [
            models.UniqueConstraint(fields=["assignment", "position", "version"], name="criterion_version_once"),
            models.CheckConstraint(condition=Q(version__gte=1), name="criterion_version_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.position}.{self.version}"
