"""What somebody ordered to be printed, and each paper of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class PrintJob(models.Model):
    """A book or a batch of papers. `owner` is None when a command of the operator ordered it.

    `worker` joins it, when all its papers are there. The result lies outside the database (services/results.py)
    until `expires_at`; `sha256` and `size` are its own. `key` came with the form: twice is once.
    """

    class Kind(models.TextChoices):
        AGENCY = "agency", _("เล่มของหน่วยงาน")
        CITY = "city", _("เล่มรวมทุกหน่วยงาน")
        BLANK = "blank", _("แบบฟอร์มเปล่า")

    class Shape(models.TextChoices):
        BOOK = "book", _("รวมเป็นเล่มเดียว มีปก สารบัญ และเลขหน้าต่อเนื่อง")
        SEPARATE = "separate", _("แยกไฟล์ PDF รายฉบับ ในไฟล์ ZIP เดียว")

    class Missing(models.TextChoices):
        PAGE = "page", _("ใส่หน้าที่บอกว่ายังไม่มีเอกสาร")
        SKIP = "skip", _("ข้าม")

    class State(models.TextChoices):
        WAITING = "waiting", _("รอคิว")
        PRINTING = "printing", _("กำลังจัดหน้า")
        JOINING = "joining", _("กำลังรวมเล่ม")
        INCOMPLETE = "incomplete", _("มีฉบับที่จัดหน้าไม่สำเร็จ")
        DONE = "done", _("เสร็จแล้ว")
        FAILED = "failed", _("รวมเล่มไม่สำเร็จ")
        CANCELLED = "cancelled", _("ยกเลิกแล้ว")

    ACTIVE = (State.WAITING, State.PRINTING, State.JOINING)

    owner = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="print_jobs")
    key = models.UUIDField(unique=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    shape = models.CharField(max_length=8, choices=Shape.choices)
    missing = models.CharField(max_length=4, choices=Missing.choices)
    year = models.ForeignKey("indicators.FiscalYear", models.PROTECT, related_name="+")
    agency = models.ForeignKey("accounts.Agency", models.PROTECT, null=True, related_name="+")
    period = models.CharField(max_length=8, blank=True)
    title = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    without_failed = models.BooleanField(default=False)
    worker = models.CharField(max_length=64, blank=True)
    failure = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    downloaded_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    pages = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("งานพิมพ์")
        indexes = [models.Index(fields=["owner", "-id"], name="print_job_owner")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="agency", agency__isnull=False) | ~Q(kind="agency") & Q(agency__isnull=True),
                name="print_job_agency_of_its_kind",
            ),
            models.CheckConstraint(condition=~Q(state="done") | ~Q(sha256=""), name="print_job_done_has_result"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.title}"

    @property
    def is_active(self) -> bool:
        """Whether somebody still works on it, or will."""
        return self.state in self.ACTIVE


class PrintJobItem(models.Model):
    """One paper of a job, in the place that its owner chose.

    A report or a step is named by dossier and revision, so that a later submission does not slip in; a score sheet by
    its agency; a blank form by `form` alone. `document` freezes what is printed from the moment a worker first takes
    the item until it is rendered: whoever takes it again prints the same.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("รอคิว")
        PRINTING = "printing", _("กำลังจัดหน้า")
        DONE = "done", _("เสร็จแล้ว")
        FAILED = "failed", _("ไม่สำเร็จ")
        MISSING = "missing", _("ไม่มีเอกสาร")

    ENDED = (State.DONE, State.FAILED, State.MISSING)

    job = models.ForeignKey(PrintJob, models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=1200)
    agency = models.ForeignKey("accounts.Agency", models.PROTECT, null=True, related_name="+")
    dossier = models.ForeignKey("indicators.Dossier", models.PROTECT, null=True, related_name="+")
    revision = models.ForeignKey("indicators.Revision", models.PROTECT, null=True, related_name="+")
    form = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    worker = models.CharField(max_length=64, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=300, blank=True)
    document = models.TextField(blank=True)
    file = models.ForeignKey("indicators.StoredFile", models.PROTECT, null=True, related_name="+")
    pages = models.PositiveIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["job_id", "position"]
        verbose_name = _("ฉบับในงานพิมพ์")
        indexes = [models.Index(fields=["revision", "form", "state"], name="print_job_item_revision")]
        constraints = [
            models.UniqueConstraint(fields=["job", "position"], name="print_job_item_place_once"),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(file__isnull=False, pages__isnull=False), name="print_job_item_done"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.job_id}/{self.position} {self.title}"
