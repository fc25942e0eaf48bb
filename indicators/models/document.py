"""Documents: letters, orders, memos, minutes, tables. Registered once per agency, cited many times."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thai.fields import CharField, TextField


class DocumentKind(models.Model):
    """A type of document and what it needs to count as complete evidence."""

    code = CharField(_("รหัส"), max_length=20, unique=True)
    name = CharField(_("ประเภท"), max_length=100)
    needs_number = models.BooleanField(_("ต้องมีเลขที่และวันที่"), default=False)
    is_online = models.BooleanField(_("เป็นสื่อออนไลน์ (ต้องมีที่อยู่และวันที่จับภาพ)"), default=False)
    position = models.PositiveSmallIntegerField(_("ลำดับ"), default=0)

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("ประเภทเอกสาร")

    def __str__(self) -> str:
        return self.name


class Document(models.Model):
    """One paper. `subject_as_written` is set by the import: the item's original wording, printed in one cell."""

    class Speed(models.TextChoices):
        URGENT = "urgent", _("ด่วน")
        VERY_URGENT = "very_urgent", _("ด่วนมาก")
        MOST_URGENT = "most_urgent", _("ด่วนที่สุด")

    agency = models.ForeignKey("accounts.Agency", models.PROTECT, related_name="documents")
    kind = models.ForeignKey(DocumentKind, models.PROTECT, related_name="documents", verbose_name=_("ประเภท"))
    speed = models.CharField(_("ชั้นความเร็ว"), max_length=12, choices=Speed.choices, blank=True)
    is_circular = models.BooleanField(_("หนังสือเวียน (ว)"), default=False)
    number = CharField(_("เลขที่"), max_length=100, blank=True)
    date = models.DateField(_("ลงวันที่"), null=True, blank=True)
    no_number_reason = CharField(_("ไม่มีเลขที่เพราะ"), max_length=300, blank=True)
    subject = TextField(_("เรื่อง"), max_length=2000)
    subject_as_written = TextField(_("ข้อความตามต้นฉบับ"), max_length=5000, blank=True, editable=False)
    issuing_unit = CharField(_("หน่วยงานเจ้าของหนังสือ"), max_length=200, blank=True)
    signer = CharField(_("ผู้ลงนาม"), max_length=200, blank=True)
    addressee = CharField(_("ถึง"), max_length=200, blank=True)
    url = models.URLField(_("ที่อยู่เว็บ"), max_length=500, blank=True)
    captured_on = models.DateField(_("วันที่จับภาพ"), null=True, blank=True)
    paper_location = CharField(_("ที่เก็บต้นฉบับกระดาษ"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    registered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+", editable=False)
    registered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-date", "-id"]
        verbose_name = _("เอกสาร")
        indexes = [models.Index(fields=["agency", "-date", "-id"], name="document_register")]

    def __str__(self) -> str:
        return self.subject_as_written or self.subject


class StoredFile(models.Model):
    """Bytes kept under their SHA-256; the name a user gave stands in DocumentFile only."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveIntegerField()
    extension = models.CharField(max_length=5)
    content_type = models.CharField(max_length=100)
    stored_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("แฟ้มข้อมูล")
        constraints = [
            models.CheckConstraint(
                condition=Q(extension__in=["pdf", "jpg", "png", "docx", "xlsx"]), name="stored_file_type_allowed"
            ),
        ]

    def __str__(self) -> str:
        return self.sha256


class DocumentFile(models.Model):
    """A file of a document, under the name its sender gave."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="uses")
    name = CharField(max_length=200)
    added_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("แฟ้มของเอกสาร")
        constraints = [
            models.UniqueConstraint(fields=["document", "file"], name="document_file_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Citation(models.Model):
    """A document used as evidence in a dossier; section 9 is the list of these, numbered by the software."""

    dossier = models.ForeignKey("indicators.Dossier", models.PROTECT, related_name="citations")
    document = models.ForeignKey(Document, models.PROTECT, related_name="citations")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["dossier", "position", "id"]
        verbose_name = _("หลักฐานอ้างอิง")
        constraints = [models.UniqueConstraint(fields=["dossier", "document"], name="citation_once")]

    def __str__(self) -> str:
        return f"{self.position}. {self.document}"
