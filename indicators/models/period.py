"""When a quarter or a year-end may be reported, and for whom longer."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from thai.fields import TextField


class ReportingPeriod(models.Model):
    """One of the five periods of a fiscal year. Dates are Bangkok days; `closes_on` lasts until its midnight.

    `marks_due_on` is the last day on which a mark is in time (None: no mark is late); that of the year-end holds for
    judging the steps, too.
    """

    class Kind(models.TextChoices):
        Q1 = "q1", _("ไตรมาสที่ 1")
        Q2 = "q2", _("ไตรมาสที่ 2")
        Q3 = "q3", _("ไตรมาสที่ 3")
        Q4 = "q4", _("ไตรมาสที่ 4")
        YEAR_END = "year_end", _("สิ้นปีงบประมาณ")

    year = models.ForeignKey(
        "indicators.FiscalYear", models.CASCADE, related_name="periods", verbose_name=_("ปีงบประมาณ")
    )
    kind = models.CharField(_("งวด"), max_length=8, choices=Kind.choices)
    opens_on = models.DateField(_("เปิดรับ"))
    due_on = models.DateField(_("กำหนดส่ง"))
    closes_on = models.DateField(_("ปิดรับ"))
    marks_due_on = models.DateField(_("กำหนดให้คะแนน"), null=True, blank=True)

    class Meta:
        ordering = ["year", "kind"]
        verbose_name = _("งวดรายงาน")
        constraints = [
            models.UniqueConstraint(
                fields=["year", "kind"], name="period_once", violation_error_message=_("ปีนี้มีงวดนี้แล้ว")
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("opens_on")),
                name="period_due_after_opening",
                violation_error_message=_("กำหนดส่งต้องไม่ก่อนวันเปิดรับ"),
            ),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("due_on")),
                name="period_closes_after_due",
                violation_error_message=_("วันปิดรับต้องไม่ก่อนกำหนดส่ง"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.year}"

    @property
    def quarter(self) -> int | None:
        """1 to 4, None for the year-end."""
        return None if self.kind == self.Kind.YEAR_END else int(self.kind[1])


class Extension(models.Model):
    """More time for one agency in one period; the latest `until` counts."""

    period = models.ForeignKey(
        ReportingPeriod, models.CASCADE, related_name="extensions", verbose_name=_("งวดรายงาน")
    )
    agency = models.ForeignKey(
        "accounts.Agency", models.PROTECT, related_name="extensions", verbose_name=_("หน่วยงาน")
    )
    until = models.DateField(_("ขยายถึงวันที่"))
    reason = TextField(_("เหตุผล"), max_length=2000)
    granted_by = models.ForeignKey("accounts.User", models.PROTECT, editable=False, related_name="+")
    granted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-until"]
        verbose_name = _("การขยายเวลา")

    def __str__(self) -> str:
        return f"{self.agency} {self.period}"
