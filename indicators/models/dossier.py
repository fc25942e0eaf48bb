"""The folder of one thing that is submitted: what revisions, comments, citations, events and prints hang on."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Dossier(models.Model):
    """Identity shared by everything that is submitted and decided, whatever its own table.

    A report, a step of the innovation case, an appeal and each of its conditions has exactly one, and so have an
    agency's scores of a year. It carries no status: that stands in the row itself.
    """

    class Kind(models.TextChoices):
        QUARTERLY_REPORT = "quarterly_report", _("รายงานรายไตรมาส")
        YEAR_END_REPORT = "year_end_report", _("รายงานสิ้นปี")
        COLLECTION = "collection", _("การรวบรวมความคิดเห็น")
        SELECTION = "selection", _("การคัดเลือกความคิดเห็น")
        PROJECT = "project", _("โครงการนวัตกรรม")
        DEVELOPMENT = "development", _("การพัฒนานวัตกรรม")
        UTILISATION = "utilisation", _("การสำรวจการใช้ประโยชน์")
        APPEAL = "appeal", _("การอุทธรณ์")
        CONDITION = "condition", _("เงื่อนไขของมติอุทธรณ์")
        AGENCY_SCORE = "agency_score", _("คะแนนทั้งปีของหน่วยงาน")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    agency = models.ForeignKey("accounts.Agency", models.PROTECT, related_name="dossiers")
    year = models.ForeignKey("indicators.FiscalYear", models.PROTECT, related_name="dossiers")

    class Meta:
        verbose_name = _("แฟ้มเรื่อง")
        indexes = [models.Index(fields=["agency", "year"], name="dossier_agency_year")]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "year"], condition=Q(kind="agency_score"), name="dossier_one_agency_score"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.agency_id} {self.year_id}"


class Submittable(models.Model):
    """A row with a status and a version. Only the transition service writes `status`; every edit raises `version`."""

    dossier = models.OneToOneField(Dossier, models.PROTECT, related_name="%(class)s", editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    status_since = models.DateTimeField(null=True, editable=False)
    edited_at = models.DateTimeField(null=True, editable=False)
    edited_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+", editable=False)
    first_submitted_at = models.DateTimeField(null=True, editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False)
    submitted_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+", editable=False)
    is_late = models.BooleanField(default=False, editable=False)
    opened_at = models.DateTimeField(null=True, editable=False)
    returned_due_on = models.DateField(null=True, editable=False)
    mark = models.DecimalField(_("คะแนนตรวจประเมิน"), max_digits=5, decimal_places=2, null=True, editable=False)
    marked_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+", editable=False)
    marked_at = models.DateTimeField(null=True, editable=False)
    mark_is_late = models.BooleanField(default=False, editable=False)

    class Meta:
        abstract = True

    if TYPE_CHECKING:  # each kind has its own statuses and its own way to its assignment
        status: Any
        assignment: Any
        get_status_display: Any
