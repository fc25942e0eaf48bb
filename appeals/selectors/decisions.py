"""What the committee needs to know to decide an appeal, besides what lies before it."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import QuerySet

from appeals.models import Appeal
from indicators.models import CriterionVersion, YearCode
from indicators.models.score import WHOLE_ASSIGNMENT
from indicators.selectors.scores import score_of


def criterion_in_force(appeal: Appeal) -> CriterionVersion | None:
    """The newest version of the criterion appealed against; None for an appeal about the whole assignment."""
    if appeal.position == WHOLE_ASSIGNMENT:
        return None
    versions = CriterionVersion.objects.filter(assignment=appeal.assignment_id, position=appeal.position)
    return versions.order_by("-version").first()


def full_points(appeal: Appeal) -> Decimal:
    """The points that the subject of the appeal can bring: of its criterion, or of the whole assignment."""
    if appeal.position != WHOLE_ASSIGNMENT:
        for criterion in score_of(appeal.assignment).criteria:
            if criterion.position == appeal.position:
                return criterion.current.full
    return appeal.assignment.weight


def outcomes_of(appeal: Appeal) -> QuerySet[YearCode]:
    """The outcomes of the appeal's year."""
    codes = YearCode.objects.filter(year=appeal.assignment.year_id, table=YearCode.Table.APPEAL_OUTCOME)
    return codes.order_by("code")
