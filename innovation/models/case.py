"""The innovation case of one assignment: five steps, each a row of its own that appears when the step opens."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from indicators.models import Assignment
from indicators.models.dossier import Submittable
from innovation.models.round import Round


class InnovationCase(models.Model):
    """One assignment's way through the round. `continues` is last year's case of a project that runs on."""

    assignment = models.OneToOneField("indicators.Assignment", models.PROTECT, related_name="innovation")
    round = models.ForeignKey(Round, models.PROTECT, related_name="cases")
    continues = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="continued_by")

    class Meta:
        ordering = ["assignment"]
        verbose_name = _("เรื่องนวัตกรรม")

    def __str__(self) -> str:
        return str(self.assignment)


class CaseStep(Submittable):
    """What the five steps share. A step's row exists from the moment the step before it is done."""

    case: models.ForeignKey[InnovationCase, InnovationCase]

    class Meta:
        abstract = True

    @property
    def assignment(self) -> Assignment:
        """The assignment whose case this is."""
        return self.case.assignment
