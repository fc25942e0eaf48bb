"""Step 1: the collection of ideas, Form 1 by Form 1."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from innovation.models.case import CaseStep, InnovationCase
from thai.fields import CharField, TextField


class Collection(CaseStep):
    """The ideas of one case. Closing it sends the set to the secretariat."""

    class Status(models.TextChoices):
        OPEN = "open", _("กำลังรวบรวม")
        SENT = "sent", _("ส่งแล้ว")
        DONE = "done", _("รับแล้ว")
        CARRIED = "carried", _("ยกมาจากปีก่อน")

    case = models.OneToOneField(InnovationCase, models.PROTECT, related_name="collection")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN, editable=False)

    class Meta:
        verbose_name = _("การรวบรวมความคิดเห็น")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["open", "sent", "done", "carried"]), name="collection_status_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.case}"


class Idea(models.Model):
    """One set of Form 1. It is never deleted: it can be withdrawn, or merged into another, which keeps both."""

    class Status(models.TextChoices):
        ELIGIBLE = "eligible", _("นับเป็นชุด")
        MERGED = "merged", _("รวมกับชุดอื่น")
        WITHDRAWN = "withdrawn", _("ถอน")

    class Source(models.TextChoices):
        OFFICER = "officer", _("เจ้าหน้าที่กรอก")
        LINK = "link", _("ผู้เสนอกรอกเอง")

    collection = models.ForeignKey(Collection, models.PROTECT, related_name="ideas")
    number = models.PositiveSmallIntegerField(_("เลขที่ชุด"), editable=False)
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    innovation_type = models.ForeignKey(
        "indicators.YearCode", models.PROTECT, related_name="+", verbose_name=_("ประเภทนวัตกรรม")
    )
    title = CharField(_("เรื่อง/ชื่อแนวคิด"), max_length=300)
    problem = TextField(_("สภาพปัญหา/ความต้องการที่จะพัฒนา"))
    proposal = TextField(_("แนวคิด/วิธีการพัฒนา"))
    benefit = TextField(_("ประโยชน์ที่คาดว่าจะได้รับ"))
    resources = TextField(_("งบประมาณ/ทรัพยากร"), max_length=5000, blank=True)
    submitted_on = models.DateField(_("วันที่เสนอ"))
    source = models.CharField(max_length=8, choices=Source.choices, default=Source.OFFICER, editable=False)
    status = models.CharField(_("สถานะ"), max_length=10, choices=Status.choices, default=Status.ELIGIBLE)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    set_aside_reason = TextField(_("เหตุผล"), max_length=2000, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    added_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+", editable=False)
    added_at = models.DateTimeField(editable=False)

    class Meta:
        ordering = ["collection_id", "number"]
        verbose_name = _("ความคิดเห็น")
        constraints = [
            models.UniqueConstraint(fields=["collection", "number"], name="idea_number_once"),
            models.UniqueConstraint(fields=["collection", "key"], name="idea_key_once"),
            models.CheckConstraint(
                condition=Q(status="eligible", merged_into__isnull=True)
                | Q(status="merged", merged_into__isnull=False)
                | Q(status="withdrawn", merged_into__isnull=True),
                name="idea_status_known",
            ),
            models.CheckConstraint(condition=~Q(merged_into=models.F("id")), name="idea_not_merged_into_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Proposer(models.Model):
    """Who proposed an idea: personal data, outside every revision, which holds `salted_hash` of it instead.

    Retention empties the values and the salt and sets `redacted_at`; the hash stays (services/proposers.py).
    """

    idea = models.OneToOneField(Idea, models.PROTECT, related_name="proposer")
    name = CharField(_("ชื่อ-สกุลผู้เสนอ"), max_length=200, blank=True)
    position = CharField(_("ตำแหน่ง"), max_length=200, blank=True)
    section = CharField(_("ฝ่าย/กลุ่มงาน"), max_length=200, blank=True)
    salt = models.CharField(max_length=32, editable=False)
    salted_hash = models.CharField(max_length=64, editable=False)
    consented_at = models.DateTimeField(null=True, editable=False)
    redacted_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("ผู้เสนอความคิดเห็น")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.idea_id}"


class SharedLink(models.Model):
    """An address at which staff without an account hand in ideas, until it expires or is closed."""

    collection = models.ForeignKey(Collection, models.PROTECT, related_name="links")
    token = models.CharField(max_length=43, unique=True, editable=False)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("ลิงก์รับความคิดเห็น")
        constraints = [
            models.UniqueConstraint(
                fields=["collection"], condition=Q(closed_at__isnull=True), name="shared_link_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.collection_id}"


class LinkUse(models.Model):
    """One knock at a shared link, for the rate limit only: a keyed hash of the address, purged after a day."""

    link = models.ForeignKey(SharedLink, models.CASCADE, related_name="uses")
    address_hash = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["link", "address_hash", "at"], name="link_use_recent")]

    def __str__(self) -> str:
        return f"{self.link_id} {self.at}"
