"""An agency's appeal about one of its assignments, from draft to closed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from indicators.models.dossier import Submittable
from indicators.models.score import WHOLE_ASSIGNMENT
from thai.fields import CharField, TextField


class CityOrder(models.Model):
    """An order of the city that touches many assignments at once ("service suspended city-wide"). A draft appeal is
    prepared from it for each; only the agency files it."""

    year = models.ForeignKey(
        "indicators.FiscalYear", models.PROTECT, related_name="city_orders", verbose_name=_("ปีงบประมาณ")
    )
    number = CharField(_("เลขที่คำสั่งหรือหนังสือ"), max_length=100)
    dated = models.DateField(_("ลงวันที่"))
    subject = TextField(_("เรื่อง"), max_length=500)
    cause = models.ForeignKey(
        "indicators.YearCode", models.PROTECT, related_name="+", verbose_name=_("สาเหตุการอุทธรณ์")
    )
    requested_outcome = models.ForeignKey(
        "indicators.YearCode", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ผลที่ขอ")
    )
    what_happened = TextField(_("เหตุที่เกิดขึ้น"), max_length=20_000)
    added_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", editable=False)
    added_at = models.DateTimeField(editable=False)

    class Meta:
        ordering = ["-dated", "-id"]
        verbose_name = _("คำสั่งที่มีผลทั้งเมือง")
        constraints = [
            models.UniqueConstraint(
                fields=["year", "number"],
                name="city_order_once",
                violation_error_message=_("ปีนี้มีคำสั่งเลขที่นี้แล้ว"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.subject}"


class Appeal(Submittable):
    """About an assignment as a whole (`position` 0) or one of its criteria (`position` as CriterionVersion's).

    What is asked (`requested_outcome`, `criterion_asked`) and what was decided (`result`, `decided_outcome`) are
    facts of their own. `criterion` is the version appealed against, `criterion_before` its text when it
    was filed. The resolution, its meeting and who abstained stand on the agenda's item.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("ร่าง")
        FILED = "filed", _("ยื่นแล้ว รอรับเรื่อง")
        REGISTERED = "registered", _("รับเรื่องแล้ว")
        SCHEDULED = "scheduled", _("อยู่ในวาระประชุม")
        CONDITIONS = "conditions", _("มีเงื่อนไขที่ต้องทำ")
        CLOSED = "closed", _("ยุติแล้ว")
        WITHDRAWN = "withdrawn", _("ถอนอุทธรณ์")

    class Result(models.TextChoices):
        ACCEPTED = "accepted", _("รับอุทธรณ์")
        PARTLY = "partly", _("รับอุทธรณ์บางส่วน")
        REJECTED = "rejected", _("ไม่รับอุทธรณ์")

    assignment = models.ForeignKey("indicators.Assignment", models.PROTECT, related_name="appeals")
    position = models.PositiveSmallIntegerField(_("เกณฑ์ที่อุทธรณ์"), default=WHOLE_ASSIGNMENT)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False)
    order = models.ForeignKey(CityOrder, models.PROTECT, null=True, related_name="appeals", editable=False)
    cause = models.ForeignKey(
        "indicators.YearCode",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("สาเหตุการอุทธรณ์"),
    )
    what_happened = TextField(_("เหตุที่เกิดขึ้น"), max_length=20_000, blank=True)
    requested_outcome = models.ForeignKey(
        "indicators.YearCode", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ผลที่ขอ")
    )
    criterion = models.ForeignKey(
        "indicators.CriterionVersion", models.PROTECT, null=True, related_name="appeals", editable=False
    )
    criterion_before = TextField(_("ข้อความเกณฑ์เดิม"), blank=True)
    criterion_asked = TextField(_("ข้อความเกณฑ์ที่ขอ"), blank=True)
    letter = models.ForeignKey(
        "indicators.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("หนังสืออุทธรณ์"),
    )
    late_permitted_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False
    )
    late_permitted_at = models.DateTimeField(null=True, editable=False)
    late_reason = TextField(_("เหตุผลที่อนุญาตให้ยื่นล่าช้า"), max_length=2000, blank=True, editable=False)
    invitation = models.ForeignKey(
        "indicators.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("หนังสือเชิญประชุม"),
    )
    result = models.CharField(_("ผลการพิจารณา"), max_length=10, choices=Result.choices, blank=True, editable=False)
    decided_outcome = models.ForeignKey(
        "indicators.YearCode", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ผลที่มีมติ")
    )
    decided_on = models.DateField(_("วันที่มีมติ"), null=True, editable=False)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("อุทธรณ์")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    status__in=["draft", "filed", "registered", "scheduled", "conditions", "closed", "withdrawn"]
                ),
                name="appeal_status_known",
            ),
            models.UniqueConstraint(
                fields=["assignment", "position"],
                condition=~Q(status__in=["closed", "withdrawn"]),
                name="appeal_one_open",
                violation_error_message=_("เรื่องนี้มีอุทธรณ์ที่ยังไม่ยุติอยู่แล้ว"),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["conditions", "closed"], decided_on__isnull=False)
                & Q(result__in=["accepted", "partly", "rejected"])
                | ~Q(status__in=["conditions", "closed"]) & Q(result="", decided_on__isnull=True),
                name="appeal_result_when_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.assignment_id}/{self.position}"
