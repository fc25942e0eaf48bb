"""Step 5: the survey of the innovation's use."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from innovation.models.case import CaseStep, InnovationCase
from thai.fields import CharField, TextField


class Utilisation(CaseStep):
    """Period, sessions and people come from the service sessions; `*_corrected` stands instead, with its reason.

    satisfaction_mean is out of 5, satisfaction_percent out of 100.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("ร่าง")
        SUBMITTED = "submitted", _("รอเห็นชอบ")
        RETURNED = "returned", _("ขอแก้ไข")
        ENDORSED = "endorsed", _("เห็นชอบแล้ว")
        DONE = "done", _("รับแล้ว")

    case = models.OneToOneField(InnovationCase, models.PROTECT, related_name="utilisation")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False)
    endorsed_at = models.DateTimeField(null=True, editable=False)
    endorsed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+", editable=False)
    endorsed_under = models.ForeignKey(
        "accounts.Delegation", models.PROTECT, null=True, related_name="+", editable=False
    )
    used_from = models.DateField(_("เริ่มใช้"), null=True, blank=True)
    used_to = models.DateField(_("ใช้ถึง"), null=True, blank=True)
    sessions_corrected = models.PositiveIntegerField(_("จำนวนครั้งที่ถูกต้อง"), null=True, blank=True)
    sessions_reason = TextField(_("เหตุผลที่แก้จำนวนครั้ง"), max_length=2000, blank=True)
    people_corrected = models.PositiveIntegerField(_("จำนวนผู้ใช้บริการที่ถูกต้อง"), null=True, blank=True)
    people_reason = TextField(_("เหตุผลที่แก้จำนวนผู้ใช้บริการ"), max_length=2000, blank=True)
    satisfaction_count = models.PositiveIntegerField(_("จำนวนผู้ตอบแบบสำรวจ (คน)"), null=True, blank=True)
    satisfaction_mean = models.DecimalField(
        _("ค่าเฉลี่ยความพึงพอใจ (เต็ม 5)"),
        max_digits=3,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(5))],
    )
    satisfaction_percent = models.DecimalField(
        _("ความพึงพอใจ (ร้อยละ)"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
    )
    against_target = TextField(_("ผลเทียบเป้าหมาย"), blank=True)
    before = TextField(_("ก่อนใช้นวัตกรรม"), blank=True)
    after = TextField(_("หลังใช้นวัตกรรม"), blank=True)
    benefits = TextField(_("ประโยชน์ต่อผู้รับบริการและหน่วยงาน"), blank=True)
    obstacles = TextField(_("ปัญหาอุปสรรค"), blank=True)
    suggestions = TextField(_("ข้อเสนอแนะ"), blank=True)
    extension_plan = TextField(_("แผนต่อยอด"), blank=True)
    reporter_name = CharField(_("ผู้รายงาน"), max_length=200, blank=True)
    reporter_position = CharField(_("ตำแหน่งผู้รายงาน"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("การสำรวจการใช้ประโยชน์")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["draft", "submitted", "returned", "endorsed", "done"]),
                name="utilisation_status_known",
            ),
            models.CheckConstraint(
                condition=Q(used_from__isnull=True) | Q(used_to__isnull=True) | Q(used_to__gte=F("used_from")),
                name="utilisation_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(satisfaction_mean__isnull=True) | Q(satisfaction_mean__gte=0, satisfaction_mean__lte=5),
                name="utilisation_mean_in_range",
            ),
            models.CheckConstraint(
                condition=Q(satisfaction_percent__isnull=True)
                | Q(satisfaction_percent__gte=0, satisfaction_percent__lte=100),
                name="utilisation_percent_in_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.case}"
