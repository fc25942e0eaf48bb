"""Step 2: the working group scores the ideas and selects exactly one (Form 2)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from innovation.models.case import CaseStep, InnovationCase
from innovation.models.idea import Idea
from innovation.models.round import RoundCriterion
from thai.fields import CharField, TextField


class Selection(CaseStep):
    """One selection. When its project is rejected a new selection replaces it and this one is kept."""

    class Status(models.TextChoices):
        OPEN = "open", _("กำลังคัดเลือก")
        DONE = "done", _("คัดเลือกแล้ว")

    case = models.ForeignKey(InnovationCase, models.PROTECT, related_name="selections")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN, editable=False)
    replaced_at = models.DateTimeField(null=True, editable=False)
    detail = TextField(_("รายละเอียดของแนวคิดที่ได้รับการคัดเลือก"), blank=True)
    meeting_date = models.DateField(_("วันที่ประชุม"), null=True, blank=True)
    meeting_place = CharField(_("สถานที่ประชุม"), max_length=300, blank=True)
    minutes = TextField(_("สรุปการประชุม"), blank=True)
    certifier_name = CharField(_("ผู้รับรอง"), max_length=200, blank=True)
    certifier_position = CharField(_("ตำแหน่งผู้รับรอง"), max_length=200, blank=True)

    class Meta:
        ordering = ["case_id", "id"]
        verbose_name = _("การคัดเลือกความคิดเห็น")
        constraints = [
            models.CheckConstraint(condition=Q(status__in=["open", "done"]), name="selection_status_known"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(replaced_at__isnull=True), name="selection_one_current"
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.case}"


class PanelMember(models.Model):
    """Who sat on the panel that selected."""

    selection = models.ForeignKey(Selection, models.CASCADE, related_name="panel")
    position = models.PositiveSmallIntegerField()
    name = CharField(_("ชื่อ-สกุล"), max_length=200)
    role = CharField(_("ตำแหน่งในคณะ"), max_length=200, blank=True)

    class Meta:
        ordering = ["selection_id", "position"]
        verbose_name = _("คณะผู้พิจารณา")

    def __str__(self) -> str:
        return self.name


class Ballot(models.Model):
    """One member's scores. Others' ballots are hidden from a member until his own is in."""

    selection = models.ForeignKey(Selection, models.PROTECT, related_name="ballots")
    member = models.ForeignKey("accounts.User", models.PROTECT, related_name="ballots")
    submitted_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["selection_id", "submitted_at", "id"]
        verbose_name = _("ใบให้คะแนน")
        constraints = [models.UniqueConstraint(fields=["selection", "member"], name="ballot_once")]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.selection_id} {self.member_id}"


class IdeaScore(models.Model):
    """One criterion's points for one idea; absent is "not scored", which is not 0."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="scores")
    idea = models.ForeignKey(Idea, models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(RoundCriterion, models.PROTECT, related_name="+")
    points = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        verbose_name = _("คะแนนความคิดเห็น")
        constraints = [
            models.UniqueConstraint(fields=["ballot", "idea", "criterion"], name="idea_score_once"),
            models.CheckConstraint(condition=Q(points__gte=0), name="idea_score_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.idea_id} {self.points}"


class SelectedIdea(models.Model):
    """The one idea of a selection, by whom, when and why. The constraint is what makes it one."""

    selection = models.ForeignKey(Selection, models.PROTECT, related_name="selected_ideas")
    idea = models.ForeignKey(Idea, models.PROTECT, related_name="selections")
    reasons = TextField(_("เหตุผลที่คัดเลือก"))
    chosen_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("ความคิดเห็นที่ได้รับการคัดเลือก")
        constraints = [models.UniqueConstraint(fields=["selection"], name="selected_idea_once")]

    def __str__(self) -> str:
        return str(self.idea)
