"""Step 1: are there enough ideas."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count

from innovation.models import Collection, Idea, RoundMinimum


def eligible_and_least(collection: Collection) -> tuple[int, int]:
    """How many ideas count, and the least number that the round asks of the agency's level (0 when it asks none)."""
    return eligible_and_least_of([collection])[collection.pk]


def eligible_and_least_of(collections: Sequence[Collection]) -> dict[int, tuple[int, int]]:
    """The same of several, by key. Two queries."""
    ideas = Idea.objects.filter(collection__in=collections, status=Idea.Status.ELIGIBLE).order_by()
    counted = dict(ideas.values_list("collection").annotate(count=Count("pk")))
    minimums = RoundMinimum.objects.filter(round__in={each.case.round_id for each in collections}).order_by()
    least = {(row.round_id, row.level): row.ideas for row in minimums}
    return {
        each.pk: (counted.get(each.pk, 0), least.get((each.case.round_id, each.case.assignment.agency.level), 0))
        for each in collections
    }
