"""What a person wants to be told, what he was told on which day, and the calendar he takes his due dates from."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

MOST_DAYS = 60


class NoticeKind(models.TextChoices):
    """Why something is told, in the order in which a mail tells it."""

    RETURNED = "returned", _("เรื่องที่ส่งกลับมาถึงคุณ")
    OVERDUE = "overdue", _("เลยกำหนด")
    DUE_SOON = "due_soon", _("ใกล้ครบกำหนด")
    WAITING = "waiting", _("รอคุณดำเนินการ")


class NoticeSettings(models.Model):
    """One person's choice; who has no row has the defaults. `first_days` and `last_days` are days before a due date:
    of mails that it is near, and of the two alarms of the calendar."""

    user = models.OneToOneField("accounts.User", models.CASCADE, related_name="notice_settings", editable=False)
    returned = models.BooleanField(_("มีผู้ส่งเรื่องกลับมาถึงฉัน พร้อมเหตุผลและชื่อผู้ส่ง"), default=True)
    overdue = models.BooleanField(_("เลยกำหนดแล้วยังไม่เสร็จ"), default=True)
    due_soon = models.BooleanField(_("ใกล้ครบกำหนด"), default=True)
    waiting = models.BooleanField(_("มีเรื่องใหม่รอฉันดำเนินการ"), default=True)
    first_days = models.PositiveSmallIntegerField(_("เตือนครั้งแรกก่อนครบกำหนด (วัน)"), default=7)
    last_days = models.PositiveSmallIntegerField(_("เตือนครั้งสุดท้ายก่อนครบกำหนด (วัน)"), default=1)

    class Meta:
        verbose_name = _("การแจ้งเตือน")
        constraints = [
            models.CheckConstraint(
                condition=Q(first_days__gt=F("last_days"), first_days__lte=MOST_DAYS), name="notice_days_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.user_id}"

    def wants(self, kind: NoticeKind) -> bool:
        """Whether the person is told of this kind."""
        return bool(getattr(self, kind.value))


class Digest(models.Model):
    """The one mail of a person and day. The row is there before the mail is sent: who makes it, sends. A row that
    stays `claimed` was left by a run that ended in between; nobody knows whether that mail went out, so no second
    one follows that day, and what it told counts as untold."""

    class State(models.TextChoices):
        CLAIMED = "claimed", _("กำลังส่ง")
        SENT = "sent", _("ส่งแล้ว")
        FAILED = "failed", _("ส่งไม่สำเร็จ")

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="digests")
    day = models.DateField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.CLAIMED)
    claimed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=1)
    failure = models.TextField(blank=True)

    class Meta:
        ordering = ["-day", "user"]
        verbose_name = _("จดหมายแจ้งเตือน")
        constraints = [
            models.UniqueConstraint(fields=["user", "day"], name="digest_one_a_day"),
            models.CheckConstraint(
                condition=Q(state__in=["claimed", "failed"], sent_at__isnull=True)
                | Q(state="sent", sent_at__isnull=False),
                name="digest_sent_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.day}"


class Told(models.Model):
    """One piece of news that reached a person: a kind, a thing, and what was new about it."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    digest = models.ForeignKey(Digest, models.CASCADE, related_name="told")
    news = models.CharField(max_length=150)

    class Meta:
        verbose_name = _("เรื่องที่แจ้งแล้ว")
        constraints = [models.UniqueConstraint(fields=["user", "news"], name="told_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.news}"


class CalendarFeed(models.Model):
    """The secret address of a person's calendar. Only the hash of its token is kept; `uses` counts within `hour`."""

    user = models.OneToOneField("accounts.User", models.CASCADE, related_name="calendar_feed")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    hour = models.DateTimeField(null=True)
    uses = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("ปฏิทินกำหนดส่ง")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.user_id}"
