"""Government holidays, in versions: the Cabinet adds, moves and cancels days during the year."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from thai.fields import CharField


class HolidayQuerySet(models.QuerySet["Holiday"]):
    def days(self, starts_on: date, ends_on: date) -> frozenset[date]:
        """Dates from `starts_on` to `ends_on` that are holidays by the newest version of each."""
        newest: dict[date, bool] = {}
        for day, is_holiday in (
            self.filter(date__gte=starts_on, date__lte=ends_on).order_by("version").values_list("date", "is_holiday")
        ):
            newest[day] = is_holiday
        return frozenset(day for day, is_holiday in newest.items() if is_holiday)


class Holiday(models.Model):
    """What is said of one date; a change is a new version with its resolution, the old one stays."""

    year = models.ForeignKey(
        "indicators.FiscalYear", models.CASCADE, related_name="holidays", verbose_name=_("ปีงบประมาณ")
    )
    date = models.DateField(_("วันที่"))
    version = models.PositiveSmallIntegerField(_("ฉบับ"), default=1, editable=False)
    is_holiday = models.BooleanField(_("เป็นวันหยุด"), default=True)
    name = CharField(_("ชื่อวันหยุด"), max_length=200)
    name_en = CharField(_("ชื่อภาษาอังกฤษ"), max_length=200, blank=True)
    reference = CharField(_("มติคณะรัฐมนตรีหรือที่มา"), max_length=300)

    objects = HolidayQuerySet.as_manager()

    class Meta:
        ordering = ["date", "version"]
        verbose_name = _("วันหยุดราชการ")
        constraints = [
            models.UniqueConstraint(fields=["date", "version"], name="holiday_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"
