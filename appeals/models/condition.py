"""What the committee asked for when it accepted an appeal, what the agency reported, and what was found."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from appeals.models.appeal import Appeal
from indicators.models.assignment import Assignment
from thai.fields import CharField, TextField


class Condition(models.Model):
    """`quantity` of `unit` by `due_on`; without a quantity it is met by documents. The sum of the verified reports
    decides, not what they say. Its dossier holds a revision for each report."""

    class Status(models.TextChoices):
        OPEN = "open", _("ยังไม่ครบ")
        VERIFIED = "verified", _("ครบตามเงื่อนไข")
        WAIVED = "waived", _("ยกเว้นให้")
        FAILED = "failed", _("ไม่ผ่านเงื่อนไข")

    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="conditions")
    dossier = models.OneToOneField("indicators.Dossier", models.PROTECT, related_name="condition", editable=False)
    position = models.PositiveSmallIntegerField()
    text = TextField(_("เงื่อนไข"), max_length=5000)
    quantity = models.DecimalField(_("จำนวนที่กำหนด"), max_digits=12, decimal_places=2, null=True, blank=True)
    unit = CharField(_("หน่วยนับ"), max_length=100, blank=True)
    due_on = models.DateField(_("ภายในวันที่"), null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    settled_at = models.DateTimeField(null=True, editable=False)
    settled_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+", editable=False)

    class Meta:
        ordering = ["appeal_id", "position"]
        verbose_name = _("เงื่อนไข")
        constraints = [
            models.UniqueConstraint(fields=["appeal", "position"], name="condition_position_once"),
            models.CheckConstraint(
                condition=Q(quantity__isnull=True) | Q(quantity__gt=0), name="condition_quantity_positive"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["open", "verified", "waived", "failed"]), name="condition_status_known"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def assignment(self) -> Assignment:
        """What the appeal is about."""
        return self.appeal.assignment


class ConditionReport(models.Model):
    """What the agency says it has done: so much, on which day, with the documents of its revision. Never edited; a
    refused one stays, and another may follow."""

    class Verdict(models.TextChoices):
        PENDING = "pending", _("รอตรวจ")
        VERIFIED = "verified", _("รับรองแล้ว")
        REFUSED = "refused", _("ไม่รับรอง")

    condition = models.ForeignKey(Condition, models.PROTECT, related_name="reports")
    number = models.PositiveSmallIntegerField()
    quantity = models.DecimalField(_("จำนวนที่ทำได้"), max_digits=12, decimal_places=2, null=True, blank=True)
    done_on = models.DateField(_("วันที่ดำเนินการ"))
    text = TextField(_("สิ่งที่ดำเนินการ"), max_length=10_000)
    revision = models.OneToOneField("indicators.Revision", models.PROTECT, related_name="condition_report")
    reported_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    reported_at = models.DateTimeField()
    verdict = models.CharField(max_length=10, choices=Verdict.choices, default=Verdict.PENDING, editable=False)
    ruled_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+", editable=False)
    ruled_at = models.DateTimeField(null=True, editable=False)
    reason = TextField(_("เหตุผล"), max_length=5000, blank=True)

    class Meta:
        ordering = ["condition_id", "number"]
        verbose_name = _("รายงานผลตามเงื่อนไข")
        constraints = [
            models.UniqueConstraint(fields=["condition", "number"], name="condition_report_number_once"),
            models.CheckConstraint(
                condition=Q(quantity__isnull=True) | Q(quantity__gt=0), name="condition_report_quantity_positive"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.condition_id}.{self.number}"

    @property
    def assignment(self) -> Assignment:
        """What the appeal is about."""
        return self.condition.assignment


class ConditionRuling(models.Model):
    """What the committee ruled on a condition that was not met in time."""

    class Ruling(models.TextChoices):
        EXTEND = "extend", _("ขยายเวลา")
        WAIVE = "waive", _("ยกเว้นเงื่อนไข")
        FAIL = "fail", _("ถือว่าไม่ผ่านเงื่อนไข")

    condition = models.ForeignKey(Condition, models.PROTECT, related_name="rulings")
    ruling = models.CharField(_("มติ"), max_length=10, choices=Ruling.choices)
    resolution_reference = CharField(_("มติที่ประชุมครั้งที่"), max_length=300)
    resolved_on = models.DateField(_("วันที่มีมติ"))
    reason = TextField(_("เหตุผล"), max_length=5000)
    due_before = models.DateField(null=True, editable=False)
    due_on = models.DateField(_("ขยายถึงวันที่"), null=True, blank=True)
    ruled_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", editable=False)
    ruled_at = models.DateTimeField(editable=False)

    class Meta:
        ordering = ["condition_id", "id"]
        verbose_name = _("มติเรื่องเงื่อนไข")

    def __str__(self) -> str:
        return f"{self.condition_id} {self.ruling}"
