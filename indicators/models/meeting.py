"""Meetings of the city's committee: agenda, resolutions, abstentions."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thai.fields import CharField, TextField


class Meeting(models.Model):
    """One meeting. `number` is as written, for example 2/2564. Closed minutes are not edited any more."""

    year = models.ForeignKey(
        "indicators.FiscalYear", models.PROTECT, related_name="meetings", verbose_name=_("ปีงบประมาณ")
    )
    number = CharField(_("ครั้งที่"), max_length=30)
    held_on = models.DateField(_("วันที่ประชุม"))
    time = CharField(_("เวลา"), max_length=50, blank=True)
    place = CharField(_("สถานที่"), max_length=300, blank=True)
    chair = CharField(_("ประธาน"), max_length=200, blank=True)
    attendees = TextField(_("ผู้มาประชุม (บรรทัดละหนึ่งคน)"), max_length=10_000, blank=True)
    notes = TextField(_("บันทึกท้ายการประชุม"), max_length=10_000, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+", editable=False)

    class Meta:
        ordering = ["-held_on", "-id"]
        verbose_name = _("การประชุมคณะกรรมการ")
        constraints = [
            models.UniqueConstraint(
                fields=["year", "number"],
                name="meeting_number_once",
                violation_error_message=_("ปีนี้มีการประชุมครั้งที่นี้แล้ว"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.number}"


class AgendaItem(models.Model):
    """A dossier on a meeting's agenda, with the revision that lies before the committee and its resolution.

    `result` is the action of the process that the resolution took ("approve", "reject", …), "" until then; or
    "postpone", when the item went on to the agenda of `postponed_to`: `resolution` then says why; or "withdraw", when
    its agency took the thing back. `title` is what the revision is called. `version` rises when the item is decided,
    postponed, withdrawn, or comes back.
    """

    POSTPONED = "postpone"
    WITHDRAWN = "withdraw"
    NOT_RESOLVED = ("", POSTPONED, WITHDRAWN)

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    dossier = models.ForeignKey("indicators.Dossier", models.PROTECT, related_name="agenda_items")
    revision = models.ForeignKey("indicators.Revision", models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    title = TextField(_("เรื่อง"), max_length=1000, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    result = models.CharField(max_length=40, blank=True, editable=False)
    resolution = TextField(_("มติที่ประชุม"), blank=True)
    conditions = TextField(_("ข้อเสนอแนะและเงื่อนไข"), blank=True)
    resolved_on = models.DateField(_("วันที่มีมติ"), null=True, blank=True)
    postponed_to = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="+", editable=False)
    event = models.OneToOneField("indicators.Event", models.PROTECT, null=True, related_name="agenda_item")

    class Meta:
        ordering = ["meeting_id", "position", "id"]
        verbose_name = _("วาระ")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "dossier"], name="agenda_item_once"),
            models.UniqueConstraint(fields=["dossier"], condition=Q(result=""), name="agenda_item_one_open"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} {self.position}"


class Abstention(models.Model):
    """A member who took no part in one item, and why. `user` is set when he said so himself: he may then not record
    the item's resolution."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="abstentions")
    member = CharField(_("กรรมการ"), max_length=200)
    reason = CharField(_("เหตุผล"), max_length=500, blank=True)
    user = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+", editable=False)

    class Meta:
        ordering = ["item_id", "id"]
        verbose_name = _("การงดออกเสียง")
        constraints = [models.UniqueConstraint(fields=["item", "user"], name="abstention_once")]

    def __str__(self) -> str:
        return self.member
