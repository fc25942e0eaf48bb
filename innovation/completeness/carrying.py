"""Which project of the year before runs on into a case's year."""

from __future__ import annotations

from innovation.models.case import InnovationCase
from innovation.models.project import Project


def project_to_carry_over(case: InnovationCase) -> Project | None:
    """The approved project that the agency's case of the year before carried out and whose period reaches into this
    year, or None. A project carried over once is found by way of its last year's development."""
    year = case.assignment.year
    return (
        Project.objects.filter(
            status=Project.Status.DONE,
            ends_on__gte=year.starts_on,
            developments__case__assignment__agency_id=case.assignment.agency_id,
            developments__case__assignment__year__be_year=year.be_year - 1,
        )
        .order_by("-pk")
        .first()
    )
