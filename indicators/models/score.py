"""What the score of an assignment rests on besides its reports: judgements, overrides, adjustments, closings."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from thai.fields import CharField, TextField

# The `position` of what is said of an assignment as a whole; criteria count from 1.
WHOLE_ASSIGNMENT = 0


class Judgement(models.Model):
    """The secretariat's judgement, 0 to 100 percent, of what a criterion asks for. Never edited: the one with the
    highest `number` counts. It belongs to the version of the criterion it was given under; a later version is judged
    anew. `revision` is the submission that was judged, None where nothing was handed in."""

    criterion = models.ForeignKey("indicators.CriterionVersion", models.PROTECT, related_name="judgements")
    number = models.PositiveSmallIntegerField()
    percent = models.DecimalField(_("ผลสำเร็จ (ร้อยละ)"), max_digits=5, decimal_places=2)
    reason = TextField(_("เหตุผลประกอบ"), max_length=5000, blank=True)
    revision = models.ForeignKey("indicators.Revision", models.PROTECT, null=True, related_name="judgements")
    judged_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    judged_at = models.DateTimeField()
    is_late = models.BooleanField(default=False)
    event = models.OneToOneField("indicators.Event", models.PROTECT, related_name="judgement")

    class Meta:
        ordering = ["criterion_id", "number"]
        verbose_name = _("ผลการพิจารณาตามเกณฑ์")
        constraints = [
            models.UniqueConstraint(fields=["criterion", "number"], name="judgement_number_once"),
            models.CheckConstraint(condition=Q(percent__gte=0, percent__lte=100), name="judgement_percent_in_range"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion} {self.percent}"


class Recusal(models.Model):
    """A judge's own word that he takes no part in an assignment, and why. He marks and judges nothing of it."""

    assignment = models.ForeignKey("indicators.Assignment", models.PROTECT, related_name="recusals")
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="recusals")
    reason = TextField(_("เหตุผลที่ไม่ร่วมพิจารณา"), max_length=2000)
    declared_at = models.DateTimeField()

    class Meta:
        ordering = ["assignment_id", "declared_at"]
        verbose_name = _("การไม่ร่วมพิจารณา")
        constraints = [models.UniqueConstraint(fields=["assignment", "user"], name="recusal_once")]

    def __str__(self) -> str:
        return str(self.user)


class ScoreOverride(models.Model):
    """The evaluator's score instead of the calculated one: points of the whole assignment or of one criterion.

    At the most one stands; cancelling keeps the row. Recalculation touches neither.
    """

    assignment = models.ForeignKey("indicators.Assignment", models.PROTECT, related_name="score_overrides")
    position = models.PositiveSmallIntegerField(default=WHOLE_ASSIGNMENT)
    points = models.DecimalField(_("คะแนน"), max_digits=5, decimal_places=2)
    reason = TextField(_("เหตุผล"), max_length=5000)
    given_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    event = models.OneToOneField("indicators.Event", models.PROTECT, related_name="score_override")
    cancelled_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = TextField(_("เหตุผลที่ยกเลิก"), max_length=5000, blank=True)

    class Meta:
        ordering = ["assignment_id", "position", "id"]
        verbose_name = _("คะแนนที่กำหนดแทน")
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "position"], condition=Q(cancelled_at__isnull=True), name="score_override_one"
            ),
            models.CheckConstraint(condition=Q(points__gte=0, points__lte=100), name="score_override_in_range"),
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.points}"


class AdjustedScore(models.Model):
    """The score that a decided appeal gave, in points of the whole assignment or of one criterion. The
    newest counts."""

    assignment = models.ForeignKey("indicators.Assignment", models.PROTECT, related_name="adjusted_scores")
    position = models.PositiveSmallIntegerField(default=WHOLE_ASSIGNMENT)
    points = models.DecimalField(_("คะแนนที่ปรับ"), max_digits=5, decimal_places=2)
    ground_reference = CharField(_("อ้างถึง"), max_length=300)
    decided_on = models.DateField(_("วันที่มีมติ"))
    event = models.ForeignKey("indicators.Event", models.PROTECT, related_name="adjusted_scores")

    class Meta:
        ordering = ["assignment_id", "position", "id"]
        verbose_name = _("คะแนนที่ปรับตามผลอุทธรณ์")
        constraints = [
            models.CheckConstraint(condition=Q(points__gte=0, points__lte=100), name="adjusted_score_in_range"),
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.points}"


class YearClosing(models.Model):
    """A year closed with a resolution, and, when it had to be opened again, by which two people and why.

    `named`, as JSON, lists the scores that were conditional or unmarked, each with why the year was closed
    nevertheless: [{"assignment": key, "what": words, "reason": words}].
    """

    year = models.ForeignKey("indicators.FiscalYear", models.PROTECT, related_name="closings")
    number = models.PositiveSmallIntegerField()
    resolution_reference = CharField(_("มติหรือคำสั่งให้ปิดปี"), max_length=300)
    resolved_on = models.DateField(_("ลงวันที่"))
    note = TextField(_("ข้อความของมติ"), max_length=10_000, blank=True)
    named = models.TextField(default="[]", editable=False)
    closed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    closed_at = models.DateTimeField()
    reopening_asked_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    reopening_asked_at = models.DateTimeField(null=True)
    reopening_reason = TextField(_("เหตุผลที่ขอเปิดปี"), max_length=5000, blank=True)
    reopened_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    reopened_at = models.DateTimeField(null=True)
    reopened_reason = TextField(_("เหตุผลที่เห็นชอบให้เปิดปี"), max_length=5000, blank=True)

    class Meta:
        ordering = ["year", "number"]
        verbose_name = _("การปิดปีงบประมาณ")
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="year_closing_number_once"),
            models.UniqueConstraint(
                fields=["year"], condition=Q(reopened_at__isnull=True), name="year_closing_one_stands"
            ),
            models.CheckConstraint(
                condition=Q(reopened_by__isnull=True) | ~Q(reopened_by=F("reopening_asked_by")),
                name="year_reopened_by_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.number}"
