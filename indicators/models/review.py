"""What a reviewer says of one field of one revision."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thai.fields import TextField


class Comment(models.Model):
    """Hangs on (revision, field) and survives resubmission. An answer has the comment it answers as `thread`; the
    reviewer resolves a thread, that is its first comment."""

    revision = models.ForeignKey("indicators.Revision", models.PROTECT, related_name="comments")
    thread = models.ForeignKey("self", models.PROTECT, null=True, related_name="answers", editable=False)
    field = models.CharField(_("ช่อง"), max_length=50)
    text = TextField(_("ความเห็น"), max_length=5000)
    author = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["created_at", "id"]
        verbose_name = _("ความเห็นของผู้ตรวจ")

    def __str__(self) -> str:
        return self.text[:80]
