"""The agencies that report: bureaus, district offices, secretariat units."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thai.collation import sort_key
from thai.fields import CharField


class AgencyQuerySet(models.QuerySet["Agency"]):
    def valid_between(self, starts_on: date, ends_on: date) -> AgencyQuerySet:
        """Agencies that exist on at least one day from `starts_on` to `ends_on`, both included."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=ends_on),
            Q(valid_to__isnull=True) | Q(valid_to__gte=starts_on),
        )


class Agency(models.Model):
    """A unit of the city that is assigned indicators. The code is the monitoring system's eight digits."""

    class Level(models.TextChoices):
        BUREAU = "BUREAU", _("หน่วยงานระดับสำนัก")
        DISTRICT = "DISTRICT", _("สำนักงานเขต")
        SECRETARIAT = "SECRETARIAT", _("ส่วนราชการในสังกัดสำนักปลัดฯ และสำนักงานเลขานุการ")

    code = CharField(_("รหัสหน่วยงาน"), max_length=8, unique=True)
    later_code = CharField(_("รหัสใหม่"), max_length=8, blank=True)
    level = models.CharField(_("ระดับ"), max_length=12, choices=Level.choices)
    name = CharField(_("ชื่อหน่วยงาน"), max_length=200)
    name_en = CharField(_("ชื่อภาษาอังกฤษ"), max_length=200, blank=True)
    abbreviation = CharField(_("ชื่อย่อ"), max_length=20, blank=True)
    zone = CharField(_("กลุ่ม"), max_length=100, blank=True)
    sort_key = models.CharField(max_length=600, editable=False, default="")
    valid_from = models.DateField(_("มีผลตั้งแต่"), null=True, blank=True)
    valid_to = models.DateField(_("มีผลถึง"), null=True, blank=True)

    objects: ClassVar[AgencyQuerySet] = AgencyQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["sort_key"]
        verbose_name = _("หน่วยงาน")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=models.F("valid_from")),
                name="agency_valid_to_after_valid_from",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def order_of(name: str) -> str:
        """What `sort_key` holds for `name`: Thai dictionary order as plain text."""
        return sort_key(name)
