"""The city's development plan as a tree whose level names belong to the plan's version."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thai.fields import CharField, TextField


class PlanVersion(models.Model):
    """A plan document, such as the second phase (2561-2565) of the 20-year plan."""

    name = CharField(_("ชื่อแผน"), max_length=300, unique=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("แผน")

    def __str__(self) -> str:
        return self.name


class PlanLevel(models.Model):
    """The name of one depth of the tree (1 is the top) and the label the report prints for it."""

    version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="levels", verbose_name=_("แผน"))
    depth = models.PositiveSmallIntegerField(_("ชั้นที่"))
    name = CharField(_("ชื่อชั้น"), max_length=100)
    print_label = CharField(_("ป้ายในรายงาน"), max_length=100)

    class Meta:
        ordering = ["version_id", "depth"]
        verbose_name = _("ชั้นของแผน")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "depth"], name="plan_level_once", violation_error_message=_("แผนนี้มีชั้นนี้แล้ว")
            )
        ]

    def __str__(self) -> str:
        return f"{self.depth} {self.name}"


class PlanNode(models.Model):
    """One entry of the plan; its parent is one level up."""

    level = models.ForeignKey(PlanLevel, models.PROTECT, related_name="nodes", verbose_name=_("ชั้น"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("อยู่ภายใต้")
    )
    number = CharField(_("ลำดับ"), max_length=50, blank=True)
    text = TextField(_("ข้อความ"), max_length=2000)

    class Meta:
        ordering = ["level", "number", "pk"]
        verbose_name = _("รายการในแผน")

    def __str__(self) -> str:
        return f"{self.number} {self.text}".strip()
