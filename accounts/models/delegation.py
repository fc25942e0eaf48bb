"""Who stands in for the head of an agency, how, and by which order."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from thai.fields import CharField


class Delegation(models.Model):
    """A time in which `deputy` signs for the head. The print names both people and the kind."""

    class Kind(models.TextChoices):
        ACTING = "acting", _("รักษาราชการแทน")
        DELEGATED = "delegated", _("ปฏิบัติราชการแทน")

    agency = models.ForeignKey(
        "accounts.Agency", models.PROTECT, related_name="delegations", verbose_name=_("หน่วยงาน")
    )
    head = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="delegations_given", verbose_name=_("ผู้บริหารที่ไม่อยู่หรือมอบอำนาจ")
    )
    deputy = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="delegations_held", verbose_name=_("ผู้ทำการแทน")
    )
    kind = models.CharField(_("ลักษณะ"), max_length=10, choices=Kind.choices)
    order_number = CharField(_("คำสั่งเลขที่"), max_length=100)
    order_date = models.DateField(_("คำสั่งลงวันที่"))
    starts_on = models.DateField(_("ตั้งแต่วันที่"))
    ends_on = models.DateField(_("ถึงวันที่"))

    class Meta:
        ordering = ["-starts_on"]
        verbose_name = _("การทำการแทนผู้บริหาร")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="delegation_ends_after_start",
                violation_error_message=_("วันสิ้นสุดต้องไม่ก่อนวันเริ่ม"),
            ),
            models.CheckConstraint(
                condition=~Q(head=F("deputy")),
                name="delegation_to_another_person",
                violation_error_message=_("ผู้ทำการแทนต้องเป็นคนละคนกับผู้บริหาร"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deputy} {self.get_kind_display()} {self.head}"
