"""What a person is told of: what lies on his desk, why it is told, and what of it is news to him."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from accounts.models import User
from indicators.models import Event, NoticeKind, NoticeSettings, Told
from indicators.selectors import moves, waiting
from indicators.selectors.timeline import in_words
from indicators.selectors.waiting import Waiting

# A mail stays readable; the rest is one click away.
MOST_LINES = 20


@dataclass(frozen=True)
class Thing:
    """What waits for the person: `key` names its row for good, `dossier` its folder."""

    key: str
    dossier: UUID | None
    waiting: Waiting


@dataclass(frozen=True)
class Line:
    """One thing in a mail. Of what was sent back: the act, who did it ("" when nobody is named) and why."""

    waiting: Waiting
    kind: NoticeKind
    news: tuple[str, ...]
    act: str = ""
    reviewer: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Section:
    kind: NoticeKind
    lines: list[Line]
    more: int


@dataclass(frozen=True)
class Contents:
    """What a mail says on `today`: `total` things in `sections`; `news` is what the person was not yet told."""

    today: date
    total: int
    overdue: int
    nearest: date | None
    sections: list[Section]
    news: list[str]


def settings_of(user: User) -> NoticeSettings:
    """His choice, or the defaults, not stored."""
    return NoticeSettings.objects.filter(user=user).first() or NoticeSettings(user=user)


def things_of(user: User, today: date) -> list[Thing]:
    """All that lies on his desk, tray by tray. One query a tray."""
    return [
        Thing(f"{row._meta.label_lower}:{row.pk}", getattr(row, "dossier_id", None), tray.show(row))
        for tray in waiting.trays_of(user, today)
        for row in tray.rows(user, today)
    ]


def contents_of(user: User, today: date) -> Contents:
    """What to tell him today. The number of queries does not depend on how much lies on his desk."""
    chosen = settings_of(user)
    things = things_of(user, today)
    moved = moves.last_moves(thing.dossier for thing in things if thing.dossier)
    lines = []
    for thing in things:
        event = moved.get(thing.dossier) if thing.dossier else None
        if line := _line(thing, event, chosen, today):
            lines.append(line)
    told = _told(user, lines)
    return Contents(
        today=today,
        total=len(lines),
        overdue=sum(line.waiting.due_on < today for line in lines if line.waiting.due_on),
        nearest=min((due for line in lines if (due := line.waiting.due_on) and due >= today), default=None),
        sections=[section for kind in NoticeKind if (section := _section(kind, lines, told)).lines],
        news=[news for line in lines for news in line.news if news not in told],
    )


def _told(user: User, lines: list[Line]) -> set[str]:
    news = [each for line in lines for each in line.news]
    return set(Told.objects.filter(user=user, news__in=news).values_list("news", flat=True))


def _section(kind: NoticeKind, lines: list[Line], told: set[str]) -> Section:
    """News first, so that a long list cannot hide it; then by due date."""
    found = [line for line in lines if line.kind is kind]
    found.sort(key=lambda line: (told.issuperset(line.news), line.waiting.due_on or date.max, line.waiting.agency))
    return Section(kind, found[:MOST_LINES], max(len(found) - MOST_LINES, 0))


def _line(thing: Thing, event: Event | None, chosen: NoticeSettings, today: date) -> Line | None:
    """The thing under the first kind that fits and is wanted, with the news of all that do; None when none does."""
    returned = event if event and moves.is_return(event) else None
    kinds = {kind: news for kind, news in _news(thing, event, returned, chosen, today) if chosen.wants(kind)}
    if not kinds:
        return None
    kind = next(kind for kind in NoticeKind if kind in kinds)
    news = tuple(f"{each.value}:{thing.key}:{what}" for each, what in kinds.items() if what)
    if kind is not NoticeKind.RETURNED or returned is None:
        return Line(thing.waiting, kind, news)
    reviewer = returned.actor.full_name if returned.actor else ""
    return Line(thing.waiting, kind, news, in_words(returned), reviewer, returned.reason)


def _news(
    thing: Thing, event: Event | None, returned: Event | None, chosen: NoticeSettings, today: date
) -> Iterator[tuple[NoticeKind, str]]:
    """Why the thing is told, and what would be new about it: told once for each turn, once for each of the days
    before it is due, and once a week after. What the person brought about himself is no news."""
    due = thing.waiting.due_on
    if returned:
        yield NoticeKind.RETURNED, str(returned.pk)
    if due and due < today:
        yield NoticeKind.OVERDUE, f"{due}:{((today - due).days - 1) // 7}"
    if due and today <= due and (due - today).days <= chosen.first_days:
        mark = chosen.last_days if (due - today).days <= chosen.last_days else chosen.first_days
        yield NoticeKind.DUE_SOON, f"{due}:{mark}"
    own_act = event is not None and event.actor_id == chosen.user_id
    yield NoticeKind.WAITING, "" if own_act else _turn(thing, event)


def _turn(thing: Thing, event: Event | None) -> str:
    since: Any = thing.waiting.since
    return str(event.pk) if event else since.isoformat() if since else "first"
