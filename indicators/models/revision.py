"""Revisions: frozen copies of what was submitted. Never changed, never deleted (triggers refuse it)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Revision(models.Model):
    """`content` is canonical JSON (sorted keys, UTF-8, no spaces) of all the submission contains, kept as text so
    that `sha256` can be recomputed from the very bytes."""

    dossier = models.ForeignKey("indicators.Dossier", models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["dossier", "number"]
        verbose_name = _("ฉบับที่ส่ง")
        constraints = [models.UniqueConstraint(fields=["dossier", "number"], name="revision_number_once")]

    def __str__(self) -> str:
        return f"{self.number} {self.sha256[:8]}"


class RevisionDocument(models.Model):
    """Says that a submitted revision cites a document, which therefore cannot be deleted."""

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="documents")
    document = models.ForeignKey("indicators.Document", models.PROTECT, related_name="revisions")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["revision", "document"], name="revision_document_once")]

    def __str__(self) -> str:
        return f"{self.revision_id} {self.document_id}"


class RevisionFile(models.Model):
    """Says that a submitted revision cites a file, which therefore cannot be deleted."""

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="files")
    file = models.ForeignKey("indicators.StoredFile", models.PROTECT, related_name="revisions")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["revision", "file"], name="revision_file_once")]

    def __str__(self) -> str:
        return f"{self.revision_id} {self.file_id}"
