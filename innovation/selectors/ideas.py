"""What the pages of a collection list: ideas with their notes, the counter, and who may read a proposer's name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from indicators.models import Event, YearCode
from indicators.permissions import holds
from innovation.completeness.collection import eligible_and_least_of
from innovation.models import Collection, Idea, Proposer
from innovation.selectors.papers.decisions import ProposerLine, Proposers
from innovation.selectors.similarity import Alike, Text, alike, nearest


@dataclass(frozen=True)
class Counter:
    """How many ideas count, out of how many at least (0 when the round asks none of this level)."""

    eligible: int
    least: int

    @property
    def lacking(self) -> int:
        return max(self.least - self.eligible, 0)


def counter_of(collection: Collection) -> Counter:
    """Two queries."""
    return counters_of([collection])[collection.pk]


def counters_of(collections: Sequence[Collection]) -> dict[int, Counter]:
    """By key of the collection. Two queries for any number."""
    return {key: Counter(*numbers) for key, numbers in eligible_and_least_of(collections).items()}


def shows_proposers(user: User, collection: Collection) -> bool:
    """Whether the person may read who proposed an idea: the officers of the agency alone, who keep Form 1.

    The working group scores ideas, not colleagues. The secretariat, the committee and the evaluator judge the set and
    the choice, the auditor the acts: none of them needs a name for it, and the administrator redacts what he does not
    read. The revision holds a salted hash, by which an officer can prove a name to whoever must know.
    """
    return holds(user, Role.OFFICER, collection.assignment.agency_id).allowed


def proposer_lines(user: User, collection: Collection) -> Proposers:
    """Who proposed each idea, for the paper that this person prints: withheld from who may not know."""
    if not shows_proposers(user, collection):
        withheld = ProposerLine(withheld=_("(ปกปิดข้อมูลส่วนบุคคล)"))
        return dict.fromkeys(collection.ideas.values_list("pk", flat=True), withheld)
    return {row.idea_id: _line(row) for row in Proposer.objects.filter(idea__collection=collection)}


def _line(proposer: Proposer) -> ProposerLine:
    if proposer.redacted_at is not None:
        return ProposerLine(withheld=_("(ลบข้อมูลส่วนบุคคลแล้ว)"))
    return ProposerLine(name=proposer.name, position=proposer.position, section=proposer.section)


def ideas_of(collection: Collection, *, status: str = "", proposers: bool = False) -> QuerySet[Idea]:
    """The ideas in their order, with type and target of a merge; proposers only for who may read them."""
    ideas = collection.ideas.select_related("innovation_type", "merged_into").order_by("number")
    if proposers:
        ideas = ideas.select_related("proposer")
    return ideas.filter(status=status) if status in Idea.Status.values else ideas


def counts_by_status(collection: Collection) -> dict[str, int]:
    """Status to number of ideas; absent when none. One query."""
    counted = collection.ideas.order_by().values_list("status").annotate(count=Count("pk"))
    return dict(counted)


def alike_ideas(collection: Collection) -> dict[int, Alike]:
    """By number, for each idea that counts and resembles an earlier one: that pair. One query."""
    rows = collection.ideas.filter(status=Idea.Status.ELIGIBLE).order_by("number")
    texts = [
        Text(number, title, f"{problem}\n{proposal}")
        for number, title, problem, proposal in rows.values_list("number", "title", "problem", "proposal")
    ]
    return nearest(alike(texts))


def types_of(collection: Collection) -> list[YearCode]:
    """The innovation types of the collection's year, by code."""
    return list(
        YearCode.objects.filter(year_id=collection.assignment.year_id, table=YearCode.Table.INNOVATION_TYPE).order_by(
            "code"
        )
    )


def last_change(idea: Idea) -> Event | None:
    """The newest event about one idea."""
    events = idea.collection.dossier.events.filter(subject="idea", details__contains=f'"idea":{idea.pk},')
    return events.select_related("actor").order_by("-sequence").first()
