"""What a decision printed: a reprint serves those bytes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PrintRecord(models.Model):
    """Frozen with the decision: the document to print (JSON), the template's version and options. The bytes follow
    at the first rendering and stay; `failure` says why there are none. `form` tells the papers of one event apart."""

    revision = models.ForeignKey("indicators.Revision", models.PROTECT, related_name="print_records")
    event = models.ForeignKey("indicators.Event", models.PROTECT, related_name="print_records")
    form = models.CharField(max_length=20, blank=True)
    document = models.TextField()
    template_version = models.CharField(max_length=20)
    file = models.ForeignKey("indicators.StoredFile", models.PROTECT, null=True, related_name="+")
    failure = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("ฉบับพิมพ์")
        constraints = [models.UniqueConstraint(fields=["event", "form"], name="print_record_once")]

    def __str__(self) -> str:
        return f"{self.event_id} {self.file_id or '-'}"


class KeptPaper(models.Model):
    """A rendered document that will never read otherwise: the same document, template and pictures have the same
    `key`, and its bytes are served again instead of being rendered again."""

    key = models.CharField(max_length=64, primary_key=True)
    file = models.ForeignKey("indicators.StoredFile", models.PROTECT, related_name="+")
    template_version = models.CharField(max_length=20)

    class Meta:
        verbose_name = _("เอกสารที่จัดหน้าแล้ว")

    def __str__(self) -> str:
        return self.key
