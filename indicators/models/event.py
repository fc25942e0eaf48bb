"""The audit: append-only, hash-chained, one chain per agency and one for the city."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ChainHead(models.Model):
    """The tip of a chain. A verb locks its row first, so that the verbs of one agency happen one after another."""

    chain = models.CharField(max_length=8, primary_key=True)
    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")

    def __str__(self) -> str:
        return f"{self.chain} {self.sequence}"


class Event(models.Model):
    """Who did what, when, to which dossier. `hash` covers every other column and the previous hash."""

    chain = models.CharField(max_length=8)
    sequence = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="events")
    action = models.CharField(max_length=40)
    dossier = models.ForeignKey("indicators.Dossier", models.PROTECT, null=True, related_name="events")
    subject = models.CharField(max_length=60)
    status_before = models.CharField(max_length=20, blank=True)
    status_after = models.CharField(max_length=20, blank=True)
    revision = models.ForeignKey("indicators.Revision", models.PROTECT, null=True, related_name="events")
    reason = models.TextField(blank=True)
    details = models.TextField(default="{}")
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["chain", "sequence"]
        verbose_name = _("เหตุการณ์")
        constraints = [models.UniqueConstraint(fields=["chain", "sequence"], name="event_sequence_once")]
        indexes = [
            models.Index(fields=["dossier", "-sequence"], name="event_dossier"),
            models.Index(fields=["chain", "-at", "-id"], name="event_recent"),
        ]

    def __str__(self) -> str:
        return f"{self.chain}/{self.sequence} {self.action}"


class Receipt(models.Model):
    """What a repeated form is answered with: `key` came with the form, the event is what it did the first time."""

    actor = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    key = models.UUIDField()
    event = models.ForeignKey(Event, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "key"], name="receipt_once")]

    def __str__(self) -> str:
        return str(self.key)
