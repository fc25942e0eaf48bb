"""The year-end report of one assignment: sections 2, 5, 6.5, 7, 8, 9 and the signatures."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from indicators.models.dossier import Submittable
from indicators.models.indicator import Indicator
from thai.fields import CharField, TextField


class YearEndReport(Submittable):
    """`result_as_written` is an imported paper's text; it prints as it stands until an officer confirms the proposal
    in `proposed_result` and `proposed_progress`."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("ร่าง")
        SUBMITTED = "submitted", _("ส่งแล้ว")
        RETURNED = "returned", _("ขอแก้ไข")
        ENDORSED = "endorsed", _("เห็นชอบแล้ว")
        ACCEPTED = "accepted", _("ผ่านการตรวจประเมินแล้ว")

    assignment = models.OneToOneField("indicators.Assignment", models.PROTECT, related_name="year_end_report")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False)
    level = models.CharField(_("ระดับความสำเร็จ"), max_length=8, choices=Indicator.Level.choices, blank=True)
    progress_percent = models.DecimalField(
        _("ความสำเร็จ (ร้อยละ)"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    result_in_unit = models.DecimalField(_("ผลงานที่ทำได้"), max_digits=14, decimal_places=2, null=True, blank=True)
    result_as_written = CharField(_("ผลงานตามต้นฉบับ"), max_length=200, blank=True, editable=False)
    proposed_progress = models.DecimalField(max_digits=5, decimal_places=2, null=True, editable=False)
    proposed_result = models.DecimalField(max_digits=14, decimal_places=2, null=True, editable=False)
    summary = TextField(_("สรุปผลการดำเนินงาน (ปลายปีงบประมาณ)"), blank=True)
    no_enablers = models.BooleanField(_("ไม่มีปัจจัยสนับสนุน"), default=False)
    no_obstacles = models.BooleanField(_("ไม่มีอุปสรรค"), default=False)
    responsible_name = CharField(_("ชื่อผู้รับผิดชอบ"), max_length=200, blank=True)
    responsible_position = CharField(_("ตำแหน่งผู้รับผิดชอบ"), max_length=200, blank=True)
    endorsed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+", editable=False)
    endorsed_at = models.DateTimeField(null=True, editable=False)
    endorsed_under = models.ForeignKey(
        "accounts.Delegation", models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta:
        ordering = ["assignment"]
        verbose_name = _("รายงานสิ้นปี")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["draft", "submitted", "returned", "endorsed", "accepted"]),
                name="year_end_report_status_known",
            ),
            models.CheckConstraint(
                condition=Q(progress_percent__isnull=True) | Q(progress_percent__gte=0, progress_percent__lte=100),
                name="year_end_report_progress_in_range",
            ),
            models.CheckConstraint(
                condition=Q(mark__isnull=True) | Q(mark__gte=0, mark__lte=100), name="year_end_report_mark_in_range"
            ),
            models.CheckConstraint(
                condition=~Q(status="accepted") | Q(mark__isnull=False), name="year_end_report_accepted_is_marked"
            ),
        ]
        indexes = [
            models.Index(fields=["endorsed_at", "id"], name="year_end_report_queue", condition=Q(status="endorsed")),
        ]

    def __str__(self) -> str:
        return f"{_('รายงานสิ้นปี')} {self.assignment}"


class Factor(models.Model):
    """An item of section 7 (enabler) or 8 (obstacle); the software numbers them."""

    class Kind(models.TextChoices):
        ENABLER = "enabler", _("ปัจจัยสนับสนุนการดำเนินงาน")
        OBSTACLE = "obstacle", _("อุปสรรคต่อการดำเนินงาน")

    report = models.ForeignKey(YearEndReport, models.CASCADE, related_name="factors")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    position = models.PositiveSmallIntegerField()
    text = TextField(max_length=5000)

    class Meta:
        ordering = ["report_id", "kind", "position"]
        verbose_name = _("ปัจจัยและอุปสรรค")
        constraints = [
            models.UniqueConstraint(fields=["report", "kind", "position"], name="factor_position_once"),
        ]

    def __str__(self) -> str:
        return self.text[:80]
