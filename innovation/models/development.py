"""Step 4: carrying the project out in one fiscal year: activities, service sessions, evidence."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from innovation.models.case import CaseStep, InnovationCase
from innovation.models.project import Activity, Project
from thai.fields import CharField, TextField


class Development(CaseStep):
    """The project in this case's year. A project that runs on has one in each of its years."""

    class Status(models.TextChoices):
        OPEN = "open", _("กำลังดำเนินการ")
        SUBMITTED = "submitted", _("ส่งหลักฐานแล้ว")
        RETURNED = "returned", _("ขอแก้ไข")
        DONE = "done", _("รับหลักฐานแล้ว")

    case = models.OneToOneField(InnovationCase, models.PROTECT, related_name="development")
    project = models.ForeignKey(Project, models.PROTECT, related_name="developments")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN, editable=False)
    summary = TextField(_("สรุปผลการพัฒนา"), blank=True)

    class Meta:
        verbose_name = _("การพัฒนานวัตกรรม")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["open", "submitted", "returned", "done"]), name="development_status_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.case}"


class ActivityProgress(models.Model):
    """When a planned activity really began and ended in this year."""

    development = models.ForeignKey(Development, models.CASCADE, related_name="progress")
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="progress")
    began_on = models.DateField(_("เริ่มจริง"), null=True, blank=True)
    ended_on = models.DateField(_("เสร็จจริง"), null=True, blank=True)
    note = TextField(_("ผลการดำเนินการ"), max_length=5000, blank=True)

    class Meta:
        ordering = ["development_id", "activity__be_year", "activity__position"]
        verbose_name = _("ผลตามกิจกรรม")
        constraints = [
            models.UniqueConstraint(fields=["development", "activity"], name="activity_progress_once"),
            models.CheckConstraint(
                condition=Q(began_on__isnull=True) | Q(ended_on__isnull=True) | Q(ended_on__gte=F("began_on")),
                name="activity_progress_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return str(self.activity)


class ServiceSession(models.Model):
    """One session at which the innovation served people. Never deleted: a mistaken one is withdrawn with a reason.

    `people` is None while it is not counted yet, which is not 0. `key` is chosen by the client.
    """

    development = models.ForeignKey(Development, models.PROTECT, related_name="sessions")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    date = models.DateField(_("วันที่ให้บริการ"))
    place = CharField(_("สถานที่"), max_length=300)
    people = models.PositiveIntegerField(_("จำนวนผู้รับบริการ (คน)"), null=True, blank=True)
    note = TextField(_("หมายเหตุ"), max_length=2000, blank=True)
    photo = models.ForeignKey("indicators.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    photo_name = CharField(max_length=200, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    added_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", editable=False)
    added_at = models.DateTimeField(editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_reason = TextField(_("เหตุผลที่ถอน"), max_length=2000, blank=True)

    class Meta:
        ordering = ["development_id", "date", "id"]
        verbose_name = _("ครั้งที่ให้บริการ")
        constraints = [models.UniqueConstraint(fields=["development", "key"], name="service_session_once")]

    def __str__(self) -> str:
        return f"{self.date} {self.place}"
