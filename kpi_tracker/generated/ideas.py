"""The innovation cases of a year: every assignment of the round's indicator has one, collecting ideas."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from accounts.models import User
from indicators.models import Assignment, Dossier, YearCode
from innovation.models import Collection, Idea, InnovationCase, Round
from kpi_tracker.generated.words import Words
from thai.dates import BANGKOK


def write(assignments: Sequence[Assignment], number: int, officers: dict[int, User], words: Words) -> int:
    """Cases with their collections open and `number` ideas each; returns how many ideas."""
    if not assignments:
        return 0
    year = assignments[0].year
    round_ = Round.objects.get(year=year)
    kinds = list(YearCode.objects.filter(year=year, table=YearCode.Table.INNOVATION_TYPE))
    opened = datetime.combine(year.starts_on, time(8), BANGKOK)
    cases = InnovationCase.objects.bulk_create(InnovationCase(assignment=one, round=round_) for one in assignments)
    collections = [
        Collection(
            case=case,
            dossier=Dossier(kind=Dossier.Kind.COLLECTION, agency=case.assignment.agency, year=year),
            status_since=opened,
        )
        for case in cases
    ]
    Dossier.objects.bulk_create([collection.dossier for collection in collections])
    Collection.objects.bulk_create(collections)
    ideas = [
        Idea(
            collection=collection,
            number=place,
            key=uuid.UUID(int=words.chance.getrandbits(128), version=4),
            innovation_type=words.chance.choice(kinds),
            title=words.title(),
            problem=words.paragraph(1, 3),
            proposal=words.paragraph(1, 3),
            benefit=words.sentence(),
            submitted_on=year.starts_on + timedelta(days=place),
            added_by=officers[collection.case.assignment.agency_id],
            added_at=opened + timedelta(days=place),
        )
        for collection in collections
        for place in range(1, number + 1)
    ]
    Idea.objects.bulk_create(ideas, batch_size=1000)
    return len(ideas)
