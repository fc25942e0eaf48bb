"""One search over everything that has words: which kinds of things there are, what is found, how a hit is shown.

The database compares letter by letter (thai.search says which letters are one), so SQLite and PostgreSQL find the
same rows at every length of a term, whatever locale they were set up with. An index of PostgreSQL only says which
texts are worth comparing; what it does not serve, such as terms of one and two letters, is found by reading every
text that the person may read (docs/decisions/0030).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from indicators import clock
from indicators.models.dossier import Submittable
from indicators.selectors.term_lookup import AmongKeys, holds_term
from indicators.workflow.machine import Workflow
from thai.search import Piece, Snippet, is_found, marked, snippet

# Places of a thing from which a hit quotes, at the most.
QUOTED = 2
# Hits of one kind that are counted: who finds more needs another word, not a larger number.
COUNTED = 1000


@dataclass(frozen=True)
class Shown:
    """A row in words: title, where it belongs, its page. `status` is a key of the status tags, `word` its word."""

    title: str
    where: str
    url: str
    status: str = ""
    word: str = ""


@dataclass(frozen=True, kw_only=True)
class Searchable:
    """One kind of thing that is found. `name` stands in the address.

    `rows` are those whose texts a person may read, in the order to list them, with what `show` reads. `texts` are the
    ways to the texts (of the row, of what it points to, or annotated); `parts` name what hangs on the row (prefetched
    by `rows`) and the text of it.
    """

    name: str
    label: str | Promise
    rows: Callable[[User], QuerySet[Any]]
    show: Callable[[Any], Shown]
    texts: tuple[str, ...]
    parts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Quotation:
    """A stretch of one of a thing's texts, and which text it is."""

    label: str
    snippet: Snippet


@dataclass(frozen=True)
class Hit:
    shown: Shown
    title: list[Piece]
    quotations: list[Quotation]


@dataclass(frozen=True)
class Found:
    """What was found of one kind: how many, and the first of them. `total` is COUNTED when there are as many or more;
    `is_more` says that there are more."""

    kind: Searchable
    total: int
    hits: list[Hit]
    is_more: bool = False

    @property
    def counted(self) -> str:
        """ "23", "1000+"."""
        return in_count(self.total, self.is_more)


def in_count(total: int, is_more: bool) -> str:
    return f"{total}+" if is_more else str(total)


def overview(user: User, terms: Sequence[str], most: int) -> list[Found]:
    """What was found of every kind, at the most `most` hits each. Two queries a kind, besides what hangs on rows."""
    found = []
    for kind in KINDS:
        rows = matching(kind, user, terms)
        first = list(rows[: most + 1])
        total = _counted(rows) if len(first) > most else len(first)
        hits = [hit_of(kind, row, terms) for row in first[:most]]
        found.append(Found(kind, min(total, COUNTED), hits, total > COUNTED))
    return found


def counts(user: User, terms: Sequence[str]) -> list[Found]:
    """How many were found of every kind, no hits. One query a kind."""
    totals = [(kind, _counted(matching(kind, user, terms))) for kind in KINDS]
    return [Found(kind, min(total, COUNTED), [], total > COUNTED) for kind, total in totals]


def _counted(rows: QuerySet[Any]) -> int:
    """How many rows, counting no further than one beyond COUNTED."""
    return rows.order_by()[: COUNTED + 1].count()


def matching(kind: Searchable, user: User, terms: Sequence[str]) -> QuerySet[Any]:
    """The rows that the person may read in which every one of `terms` stands, each in whichever text."""
    rows = kind.rows(user)
    sees_city = user.standing_on(clock.today()).sees_city
    for term in terms:
        wanted = Q()
        for text in kind.texts:
            wanted |= holds_term(text, term)
        for part, text in kind.parts.items():
            wanted |= _in_part(rows.model._meta.get_field(part), holds_term(text, term), sees_city)
        rows = rows.filter(wanted)
    return rows


def _in_part(relation: Any, holds: Q, sees_city: bool) -> Q:
    """Rows of which a part holds a term. Who sees one agency has few rows, whose parts are looked at one by one; of
    the whole city the parts are looked for first."""
    parts, owner = relation.related_model._default_manager.order_by(), relation.field.name
    if sees_city:
        return Q(AmongKeys(parts.filter(holds).values(owner)))
    return Q(Exists(parts.filter(holds, **{owner: OuterRef("pk")})))


def hit_of(kind: Searchable, row: Any, terms: Sequence[str]) -> Hit:
    """A row as it is shown: the terms marked in its title, and quoted from its texts."""
    shown = kind.show(row)
    return Hit(shown, marked(shown.title, terms), _quotations(kind, row, terms, shown.title))


def _quotations(kind: Searchable, row: Any, terms: Sequence[str], title: str) -> list[Quotation]:
    """First from texts with a term that was not shown yet; when the title has all, from the first with any."""
    told: list[Quotation] = []
    missing = [term for term in terms if not is_found(title, term)]
    for label, text in _texts(kind, row):
        wanted = missing or ([] if told else list(terms))
        if text == title or not any(is_found(text, term) for term in wanted):
            continue
        if stretch := snippet(text, wanted):
            told.append(Quotation(label, stretch))
            quoted = "".join(piece.text for piece in stretch.pieces)
            missing = [term for term in missing if not is_found(quoted, term)]
        if len(told) == QUOTED:
            break
    return told


def _texts(kind: Searchable, row: Any) -> Iterator[tuple[str, str]]:
    """Label and text of everything in a row that is searched."""
    for path in kind.texts:
        *way, name = path.split("__")
        owner = row
        for step in way:
            owner = getattr(owner, step, None)
        if owner is not None and (text := getattr(owner, name)):
            yield _label(owner, name), str(text)
    for part, name in kind.parts.items():
        for owner in getattr(row, part).all():
            yield str(owner._meta.verbose_name), str(getattr(owner, name))


def _label(owner: Model, name: str) -> str:
    try:
        return str(owner._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # never a relation
    except FieldDoesNotExist:  # annotated
        return ""


def without_unopened(user: User, rows: QuerySet[Any], workflow: Workflow) -> QuerySet[Any]:
    """`rows` without the submissions that a page would not show him yet: he acts next, has no other role there, and
    nobody has opened them (docs/decisions/0007)."""
    standing = user.standing_on(clock.today())
    hidden = Q(pk__in=[])
    for status, turn in workflow.turn.items():
        if turn in {"", Role.OFFICER}:
            continue
        only = frozenset({Role(turn)})
        where = Q(assignment__agency__in=[each for each in standing.by_agency if standing.roles_at(each) == only])
        if standing.city == only:
            where |= ~Q(assignment__agency__in=list(standing.by_agency))
        hidden |= Q(status=status) & where
    return rows.filter(~(hidden & Q(opened_at__isnull=True)))


def place_of_assignment(assignment: Any, *more: str) -> str:
    """Where a thing belongs: what else tells it from others, agency, fiscal year."""
    year = _("ปีงบประมาณ พ.ศ. %(year)s") % {"year": assignment.year}
    return " · ".join([*filter(None, more), str(assignment.agency), year])


def status_of(row: Submittable) -> dict[str, str]:
    """The status of what follows a process, for Shown."""
    return {"status": str(row.status), "word": str(row.get_status_display())}


# What may be found, in the order of the page; joining.py of this app and of those above fill it at start-up.
KINDS: list[Searchable] = []
