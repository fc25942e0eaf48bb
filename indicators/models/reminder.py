"""A mail by which the city reminds an agency of what it has not sent."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

# How long it can be taken back.
GRACE = timedelta(seconds=10)


class Reminder(models.Model):
    """One mail to the officers of one agency about one period, asked for together with those of the same `batch`.

    It waits until `send_at`, so that it can be taken back; then whoever finds it first sends it. One that stays
    `sending` was left by a run that ended in between: nobody knows whether the mail went out, so none follows it.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("รอส่ง")
        CANCELLED = "cancelled", _("เรียกคืนแล้ว")
        SENDING = "sending", _("กำลังส่ง")
        SENT = "sent", _("ส่งแล้ว")
        NEEDLESS = "needless", _("ไม่ต้องส่ง หน่วยงานส่งรายงานแล้ว")
        FAILED = "failed", _("ส่งไม่สำเร็จ")

    batch = models.UUIDField()
    period = models.ForeignKey("indicators.ReportingPeriod", models.PROTECT, related_name="reminders")
    agency = models.ForeignKey("accounts.Agency", models.PROTECT, related_name="reminders")
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    asked_at = models.DateTimeField()
    send_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    sent_to = models.TextField(max_length=20_000, blank=True)
    failure = models.TextField(max_length=2000, blank=True)
    event = models.OneToOneField("indicators.Event", models.PROTECT, related_name="reminder")

    class Meta:
        ordering = ["batch", "agency"]
        verbose_name = _("จดหมายเตือนหน่วยงาน")
        constraints = [
            models.UniqueConstraint(fields=["batch", "agency"], name="reminder_once_in_batch"),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | ~Q(state="sent") & Q(sent_at__isnull=True),
                name="reminder_sent_when",
            ),
        ]
        indexes = [models.Index(fields=["state", "send_at"], name="reminder_to_send")]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.period_id}"
