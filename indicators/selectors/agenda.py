"""Meetings and their agendas: who may see them, what stands on them, what was resolved.

What an item *is* depends on its dossier. Each kind of dossier that may come before the committee says so once, in
KINDS: how it is called, what the members read, which resolutions are possible.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from indicators import clock
from indicators.models import AgendaItem, Dossier, FiscalYear, Meeting
from indicators.models.dossier import Submittable
from indicators.selectors.content import Content
from indicators.selectors.waiting import turns_of
from indicators.workflow import PROCESSES

Rows = list[tuple[str, str]]
_TAKEN_BACK = gettext_lazy("ถอนเรื่อง")


@dataclass(frozen=True)
class Result:
    """A resolution that the committee may take. `action` is that of the dossier's process; `label` the word for it,
    on pages and in the minutes; `look` a key of the status tags; `in_one_go`: may be taken on several at once."""

    action: str
    label: Any  # lazy, so that it is said in the reader's language
    look: str
    needs_conditions: bool = False
    in_one_go: bool = False


@dataclass(frozen=True)
class AgendaKind:
    """What a dossier of one kind is on an agenda. `title`, `summary` (facts) and `sections` (heading and facts of
    each) read a revision's content; `page` gives the address of the thing itself, a row of `model`; `withdrawn` is
    the word for an item whose agency took the thing back."""

    model: type[Submittable]
    title: Callable[[Content], str]
    summary: Callable[[Content], Rows]
    sections: Callable[[Content], list[tuple[str, Rows]]]
    page: Callable[[Any], str]
    results: tuple[Result, ...]
    withdrawn: Any = _TAKEN_BACK

    def row(self, dossier: Dossier) -> Any:
        """The thing whose dossier it is."""
        rows: Any = self.model._default_manager
        return rows.select_related(*PROCESSES[self.model].related).get(dossier=dossier)

    def result(self, action: str) -> Result | None:
        """The resolution of an action, if the committee may take it."""
        return next((result for result in self.results if result.action == action), None)


@dataclass(frozen=True)
class WaitingList:
    """Things of one kind that the secretariat puts on agendas: `rows` are those that wait and that a person may put
    there, `page` names the address where it is done, `count_label` says how many wait ("โครงการรอบรรจุวาระ
    %(count)s เรื่อง"), `label` names the act."""

    rows: Callable[[User], QuerySet[Any]]
    page: str
    count_label: Any
    label: Any


# By the dossier's kind; apps above add theirs at start-up.
KINDS: dict[str, AgendaKind] = {}
WAITING: list[WaitingList] = []


def meetings_seen_by(user: User) -> QuerySet[Meeting]:
    """Every meeting for those with a role in the city; agencies see the resolutions on their own things instead."""
    if user.standing_on(clock.today()).sees_city:
        return Meeting.objects.all()
    return Meeting.objects.none()


def meeting_rows(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """For a list: each with `items_count`, those on its agenda, and `open_count`, those without a resolution."""
    counts = {"items_count": Count("items"), "open_count": Count("items", filter=Q(items__result=""))}
    return meetings.select_related("year", "closed_by").annotate(**counts).order_by("-held_on", "-id")


def years_with_meetings() -> QuerySet[FiscalYear]:
    return FiscalYear.objects.filter(meetings__isnull=False).distinct()


def meetings_to_come() -> QuerySet[Meeting]:
    """On whose agenda something may still be put: those not closed, in an open year, the next to be held first."""
    rows = Meeting.objects.filter(closed_at__isnull=True, year__closed_at__isnull=True)
    return rows.order_by("held_on", "id")


def next_meeting(today: date) -> Meeting | None:
    """The one that is held next, today's included; where there is none, the last whose minutes are open."""
    return meetings_to_come().filter(held_on__gte=today).first() or meetings_to_come().last()


def items_of(meeting: Meeting, *, with_content: bool = False) -> list[AgendaItem]:
    """The agenda in its order, with all that a row says; the text of the revisions only when it is asked for. Two
    queries for any number of items."""
    rows = meeting.items.select_related("dossier__agency", "revision", "event__actor", "postponed_to")
    rows = rows.prefetch_related("abstentions").order_by("position", "id")
    return list(rows if with_content else rows.defer("revision__content"))


def decidable_by(user: User, meeting: Meeting, items: list[AgendaItem]) -> set[int]:
    """Keys of those `items` on which this person may record a resolution now. One query a kind."""
    if meeting.held_on > clock.today() or meeting.closed_at:
        return set()
    waiting = [item for item in items if not item.result]
    mine: set[object] = set()
    for kind in {item.dossier.kind for item in waiting}:
        model = KINDS[kind].model
        process = PROCESSES[model]
        turns = turns_of(user, process.workflow, f"{process.assignment}__agency", f"{process.assignment}__year")
        rows: Any = model._default_manager
        dossiers = [item.dossier_id for item in waiting if item.dossier.kind == kind]
        mine |= set(rows.filter(turns, dossier__in=dossiers).values_list("dossier_id", flat=True))
    return {
        item.pk
        for item in waiting
        if item.dossier_id in mine and user.pk not in {each.user_id for each in item.abstentions.all()}
    }


def in_one_go(item: AgendaItem) -> bool:
    """Whether a resolution on it may be taken together with others. Reads `dossier`."""
    return any(result.in_one_go for result in KINDS[item.dossier.kind].results)


def next_undecided(item: AgendaItem) -> AgendaItem | None:
    """The next item of the same agenda without a resolution: the first after `item`, else the first of all."""
    waiting = item.meeting.items.filter(result="").exclude(pk=item.pk).order_by("position", "id")
    after = Q(position__gt=item.position) | Q(position=item.position, pk__gt=item.pk)
    return waiting.filter(after).first() or waiting.first()


def open_item(dossier: Dossier) -> AgendaItem | None:
    """Where the dossier stands on an agenda and waits for a resolution."""
    return dossier.agenda_items.filter(result="").select_related("meeting").first()


def decided_items(dossier: Dossier) -> QuerySet[AgendaItem]:
    """What was resolved on a dossier, postponements and a withdrawal included, the newest first; for the thing's own
    page."""
    rows = dossier.agenda_items.exclude(result="").select_related(
        "meeting", "dossier", "event__actor", "postponed_to"
    )
    return rows.prefetch_related("abstentions").order_by("-event__sequence")


def result_word(item: AgendaItem) -> str:
    """The resolution in a word or two; "" while there is none. Reads `dossier` and `postponed_to`."""
    if item.result == AgendaItem.POSTPONED and item.postponed_to:
        return _("เลื่อนไปพิจารณาในการประชุมครั้งที่ %(number)s") % {"number": item.postponed_to.number}
    kind = KINDS[item.dossier.kind]
    if item.result == AgendaItem.WITHDRAWN:
        return str(kind.withdrawn)
    result = kind.result(item.result) if item.result else None
    return str(result.label) if result else ""


def result_tag(item: AgendaItem) -> tuple[str, str]:
    """Look and word of the item's status tag."""
    if not item.result:
        return "scheduled", _("รอมติ")
    if item.result == AgendaItem.POSTPONED:
        return "carried", _("เลื่อน")
    if item.result == AgendaItem.WITHDRAWN:
        return "withdrawn", str(KINDS[item.dossier.kind].withdrawn)
    result = KINDS[item.dossier.kind].result(item.result)
    return (result.look, str(result.label)) if result else ("", item.result)


def attendees_of(meeting: Meeting) -> list[str]:
    """Those who attend, one line each."""
    return [line.strip() for line in meeting.attendees.splitlines() if line.strip()]
