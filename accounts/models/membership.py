"""Who is what, where: one row per person, role and agency."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.roles import AGENCY_ROLES, Role


class Membership(models.Model):
    """A role held by a person: in one agency for agency roles, city-wide (no agency) for the others."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="memberships", verbose_name=_("ผู้ใช้"))
    role = models.CharField(_("บทบาท"), max_length=16, choices=Role.choices)
    agency = models.ForeignKey(
        "accounts.Agency",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("หน่วยงาน"),
    )
    valid_from = models.DateField(_("ตั้งแต่วันที่"), null=True, blank=True)
    valid_to = models.DateField(_("ถึงวันที่"), null=True, blank=True)

    class Meta:
        ordering = ["user_id", "role"]
        verbose_name = _("บทบาทของผู้ใช้")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "agency"],
                condition=Q(agency__isnull=False),
                name="membership_once_in_agency",
                violation_error_message=_("ผู้ใช้มีบทบาทนี้ในหน่วยงานนี้แล้ว"),
            ),
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=Q(agency__isnull=True),
                name="membership_once_in_city",
                violation_error_message=_("ผู้ใช้มีบทบาทนี้แล้ว"),
            ),
            models.CheckConstraint(
                condition=Q(role__in=sorted(AGENCY_ROLES), agency__isnull=False)
                | Q(role__in=sorted(set(Role) - AGENCY_ROLES), agency__isnull=True),
                name="membership_agency_fits_role",
                violation_error_message=_("บทบาทระดับหน่วยงานต้องระบุหน่วยงาน บทบาทระดับเมืองต้องไม่ระบุ"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"
