"""The report of one assignment on one quarter."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from indicators.models.dossier import Submittable
from thai.fields import TextField


class QuarterlyReport(Submittable):
    """Narrative, cumulative progress in percent, result in the target's unit; never mix the two numbers."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("ร่าง")
        SUBMITTED = "submitted", _("ส่งแล้ว")
        RETURNED = "returned", _("ขอแก้ไข")
        ACCEPTED = "accepted", _("ผ่านการตรวจประเมินแล้ว")

    class PlanStatus(models.TextChoices):
        ON_PLAN = "on_plan", _("ตามแผน")
        AT_RISK = "at_risk", _("เสี่ยง")
        BEHIND = "behind", _("ล่าช้า")

    assignment = models.ForeignKey("indicators.Assignment", models.PROTECT, related_name="quarterly_reports")
    period = models.ForeignKey("indicators.ReportingPeriod", models.PROTECT, related_name="quarterly_reports")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False)
    narrative = TextField(_("ผลการดำเนินงาน"), blank=True)
    progress_percent = models.DecimalField(
        _("ความก้าวหน้าสะสม (ร้อยละ)"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    result_in_unit = models.DecimalField(_("ผลงานที่ทำได้"), max_digits=14, decimal_places=2, null=True, blank=True)
    plan_status = models.CharField(_("เทียบกับแผน"), max_length=8, choices=PlanStatus.choices, blank=True)
    enablers = TextField(_("ปัจจัยสนับสนุน"), blank=True)
    obstacles = TextField(_("อุปสรรค"), blank=True)
    no_progress = models.BooleanField(_("ไม่มีความคืบหน้าในไตรมาสนี้"), default=False)
    no_progress_reason = TextField(_("เหตุผลที่ไม่มีความคืบหน้า"), max_length=2000, blank=True)

    class Meta:
        ordering = ["assignment", "period__kind"]
        verbose_name = _("รายงานรายไตรมาส")
        constraints = [
            models.UniqueConstraint(fields=["assignment", "period"], name="quarterly_report_once"),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "submitted", "returned", "accepted"]),
                name="quarterly_report_status_known",
            ),
            models.CheckConstraint(
                condition=Q(progress_percent__isnull=True) | Q(progress_percent__gte=0, progress_percent__lte=100),
                name="quarterly_report_progress_in_range",
            ),
            models.CheckConstraint(
                condition=Q(mark__isnull=True) | Q(mark__gte=0, mark__lte=100), name="quarterly_report_mark_in_range"
            ),
            models.CheckConstraint(
                condition=~Q(status="accepted") | Q(mark__isnull=False), name="quarterly_report_accepted_is_marked"
            ),
        ]
        indexes = [
            models.Index(
                fields=["submitted_at", "id"], name="quarterly_report_queue", condition=Q(status="submitted")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period} {self.assignment}"


class MonthlyEntry(models.Model):
    """A dated note of what was done, inside a quarter. `key` is chosen by the client so that a retry adds no twin."""

    report = models.ForeignKey(QuarterlyReport, models.CASCADE, related_name="monthly_entries")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    date = models.DateField(_("วันที่"))
    text = TextField(_("สิ่งที่ทำ"), max_length=5000)

    class Meta:
        ordering = ["date", "id"]
        verbose_name = _("บันทึกรายเดือน")
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="monthly_entry_once")]

    def __str__(self) -> str:
        return f"{self.date} {self.text[:60]}"
