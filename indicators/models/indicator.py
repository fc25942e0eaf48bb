"""An indicator: a year's definition, shared by the agencies to which it is assigned."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thai.fields import CharField, TextField


class Measure(models.TextChoices):
    """How achievement is worked out (docs/workflow.md, Score)."""

    PERCENT = "percent", _("ร้อยละความก้าวหน้า")
    STEPS = "steps", _("ขั้นตอนที่ทำได้")
    RATIO = "ratio", _("ผลงานเทียบเป้าหมาย")
    FIVE_LEVELS = "five_levels", _("เกณฑ์ 5 ระดับ")


class Indicator(models.Model):
    """Name, definition and method as the year defines them; sections 1-5 of the report."""

    class Kind(models.TextChoices):
        ROUTINE = "routine", _("ตัวชี้วัดงานประจำ")
        STRATEGIC = "strategic", _("ตัวชี้วัดเชิงยุทธศาสตร์")

    class Level(models.TextChoices):
        OUTPUT = "output", _("ผลผลิต (Output)")
        OUTCOME = "outcome", _("ผลลัพธ์ (Outcome)")

    year = models.ForeignKey(
        "indicators.FiscalYear", models.PROTECT, related_name="indicators", verbose_name=_("ปีงบประมาณ")
    )
    name = TextField(_("ชื่อตัวชี้วัด"), max_length=500)
    kind = models.CharField(_("ประเภท"), max_length=10, choices=Kind.choices, default=Kind.ROUTINE)
    level = models.CharField(_("ระดับความสำเร็จ"), max_length=8, choices=Level.choices, blank=True)
    plan_node = models.ForeignKey(
        "indicators.PlanNode", models.PROTECT, null=True, blank=True, verbose_name=_("สนับสนุนแผน")
    )
    plan_as_written = TextField(_("กลุ่มแผนตามต้นฉบับ"), blank=True, editable=False)
    definition = TextField(_("คำนิยาม"))
    method = TextField(_("วิธีการคำนวณ"))
    unit = CharField(_("หน่วยนับ"), max_length=100)
    measure = models.CharField(_("วิธีวัดผลสำเร็จ"), max_length=12, choices=Measure.choices, default=Measure.RATIO)
    thresholds = models.CharField(_("ค่าของเกณฑ์ 5 ระดับ"), max_length=100, blank=True)

    class Meta:
        ordering = ["year", "name"]
        verbose_name = _("ตัวชี้วัด")

    def __str__(self) -> str:
        return self.name


class IndicatorCriterion(models.Model):
    """A scoring criterion of the indicator; copied into each assignment when it is assigned."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="criteria", verbose_name=_("ตัวชี้วัด"))
    position = models.PositiveSmallIntegerField(_("ลำดับ"))
    text = TextField(_("ข้อความเกณฑ์"))
    weight = models.DecimalField(
        _("น้ำหนัก"), max_digits=6, decimal_places=2, validators=[MinValueValidator(Decimal(0))]
    )

    class Meta:
        ordering = ["indicator_id", "position"]
        verbose_name = _("เกณฑ์การให้คะแนน")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "position"],
                name="criterion_position_once",
                violation_error_message=_("ตัวชี้วัดนี้มีเกณฑ์ลำดับนี้แล้ว"),
            ),
            models.CheckConstraint(condition=Q(weight__gte=0), name="criterion_weight_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.text[:80]}"
