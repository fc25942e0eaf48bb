"""Who has voted, who may see the scores, and what the ballots that are in amount to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.roles import Role
from indicators import clock
from indicators.permissions import holds
from innovation.models import Ballot, Idea, RoundCriterion, Selection


@dataclass(frozen=True)
class Voter:
    """A member of the working group; `submitted_at` is None while his ballot is not in."""

    name: str
    position: str
    submitted_at: datetime | None


@dataclass(frozen=True)
class Ranked:
    """An idea among the ballots that are in. `means` follow the criteria, `totals` the ballots; None: not scored.
    `mean` is the sum of the means, `total` the points of all ballots. Equal means share a `rank`."""

    idea: Idea
    means: list[Decimal | None]
    totals: list[Decimal | None]
    mean: Decimal | None
    total: Decimal
    rank: int | None


def sees_ballots(user: User, selection: Selection) -> bool:
    """Once the idea is selected everybody who sees the page. Until then only a member of the working group whose own
    ballot is in: nobody else has a part in the choice, and whoever saw the scores could tell a member of them."""
    if selection.status == Selection.Status.DONE:
        return True
    if not holds(user, Role.WORKING_GROUP, selection.assignment.agency_id).allowed:
        return False
    return submitted(selection, user) is not None


def ballot_of(selection: Selection, user: User) -> Ballot | None:
    """The person's own ballot, draft or submitted."""
    return selection.ballots.filter(member=user).prefetch_related("scores").first()


def submitted(selection: Selection, user: User) -> Ballot | None:
    """The person's own ballot if it is in."""
    return selection.ballots.filter(member=user, submitted_at__isnull=False).first()


def ballots_in(selection: Selection) -> list[Ballot]:
    """The submitted ballots with their members and scores, the first one first. Two queries."""
    rows = selection.ballots.filter(submitted_at__isnull=False).select_related("member")
    return list(rows.order_by("submitted_at", "pk").prefetch_related("scores"))


def voters(selection: Selection) -> list[Voter]:
    """Today's working group and whoever submitted a ballot, in the order of names: that they have voted, never what.
    Two queries."""
    when = dict(selection.ballots.filter(submitted_at__isnull=False).values_list("member_id", "submitted_at"))
    today = working_group(selection).values("pk")
    people = User.objects.filter(Q(pk__in=today) | Q(pk__in=list(when))).order_by("full_name", "pk")
    return [Voter(user.full_name, user.position, when.get(user.pk)) for user in people]


def working_group(selection: Selection) -> QuerySet[User]:
    """Who is in the agency's working group today."""
    today = clock.today()
    return User.objects.filter(
        Q(memberships__valid_from__isnull=True) | Q(memberships__valid_from__lte=today),
        Q(memberships__valid_to__isnull=True) | Q(memberships__valid_to__gte=today),
        memberships__role=Role.WORKING_GROUP,
        memberships__agency_id=selection.assignment.agency_id,
        is_active=True,
    ).order_by("full_name", "pk")


def ranking(ideas: Sequence[Idea], criteria: Sequence[RoundCriterion], ballots: Sequence[Ballot]) -> list[Ranked]:
    """`ideas` from the highest mean to the lowest, those without any score last; no query beyond `ballots_in`."""
    given = [
        {(score.idea_id, score.criterion_id): score.points for score in ballot.scores.all()} for ballot in ballots
    ]
    rows = [_row(idea, criteria, given) for idea in ideas]
    rows.sort(key=lambda row: (row.mean is None, -(row.mean or 0), row.idea.number))
    better = [row.mean for row in rows]
    return [replace(row, rank=better.index(row.mean) + 1 if row.mean is not None else None) for row in rows]


def _row(
    idea: Idea, criteria: Sequence[RoundCriterion], given: Sequence[Mapping[tuple[int, int], Decimal]]
) -> Ranked:
    means = [_mean([ballot.get((idea.pk, each.pk)) for ballot in given]) for each in criteria]
    totals = [_sum([ballot.get((idea.pk, each.pk)) for each in criteria]) for ballot in given]
    return Ranked(idea, means, totals, _sum(means), _sum(totals) or Decimal(0), None)


def _mean(points: Sequence[Decimal | None]) -> Decimal | None:
    known = [each for each in points if each is not None]
    return sum(known, Decimal(0)) / len(known) if known else None


def _sum(points: Sequence[Decimal | None]) -> Decimal | None:
    known = [each for each in points if each is not None]
    return sum(known, Decimal(0)) if known else None
