"""Step 1: are there enough ideas."""

from __future__ import annotations

from innovation.models import Collection, Idea, RoundMinimum


def eligible_and_least(collection: Collection) -> tuple[int, int]:
    """How many ideas count, and the least number that the round asks of the agency's level (0 when it asks none)."""
    case = collection.case
    least = RoundMinimum.objects.filter(round_id=case.round_id, level=case.assignment.agency.level)
    return (
        collection.ideas.filter(status=Idea.Status.ELIGIBLE).count(),
        next(iter(least.values_list("ideas", flat=True)), 0),
    )
