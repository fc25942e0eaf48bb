"""The newest returns and decisions on what an agency handed in, for the first page of its people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from accounts.models import Agency, User
from indicators import clock
from indicators.models import Event
from indicators.selectors import evidence, moves
from indicators.selectors.timeline import in_words

MOST = 5
# For who was never here before, or whose last visit is not known.
LOOK_BACK = timedelta(days=30)


@dataclass(frozen=True)
class LastNotice:
    """What was ruled on which thing, by whom, when and why; `url` is the thing's page, "" when it has none."""

    what: str
    thing: str
    url: str
    who: str
    at: datetime
    reason: str


def last_notices(user: User, since: datetime | None) -> list[LastNotice]:
    """What others ruled on the things of his agencies after `since`, the newest first, five at the most. One query
    besides his roles, and one for each kind of thing found."""
    agencies = sorted(user.standing_on(clock.today()).by_agency)
    codes = Agency.objects.filter(pk__in=agencies).values("code")  # the chain of each, which is indexed by time
    events = (
        Event.objects.filter(moves.decisions(), chain__in=codes, dossier__agency__in=agencies)
        .filter(at__gt=since or clock.now() - LOOK_BACK, at__lte=clock.now())
        .exclude(actor=user)
        .select_related("actor", "dossier")
        .order_by("-at", "-pk")
    )
    newest = list(events[:MOST])
    places = evidence.places_of(event.dossier for event in newest if event.dossier)
    return [_notice(event, places) for event in newest]


def _notice(event: Event, places: Mapping[UUID, tuple[str, str]]) -> LastNotice:
    dossier = event.dossier
    assert dossier is not None
    thing, url = places.get(dossier.pk, (str(dossier.get_kind_display()), ""))
    who = event.actor.full_name if event.actor else ""
    return LastNotice(in_words(event), thing, url, who, event.at, event.reason)
