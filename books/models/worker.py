"""Who works in the background, and when he was last heard of."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Worker(models.Model):
    """A process that prints. It beats while it lives, also during a long paper; who does not beat for
    `settings.WORKER_LEASE` seconds is dead, and what he had in hand is anybody's."""

    name = models.CharField(max_length=64, primary_key=True)
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField()

    class Meta:
        verbose_name = _("ผู้พิมพ์เบื้องหลัง")

    def __str__(self) -> str:
        return self.name
