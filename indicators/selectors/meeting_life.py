"""What was done with a meeting itself, from the city's audit: planned, edited, put in another order, closed."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.models import Event, Meeting
from thai.dates import active_language, format_datetime

# Of the event that a verb on a meeting leaves in the city's chain.
CHAIN, SUBJECT = "city", "meeting"
_WORDS = {
    "plan_meeting": gettext_lazy("วางแผนการประชุม"),
    "edit_meeting": gettext_lazy("แก้ไขการประชุม"),
    "order_agenda": gettext_lazy("จัดลำดับวาระ"),
    "close_minutes": gettext_lazy("ปิดรายงานการประชุม"),
}


def events_of(meeting: Meeting) -> QuerySet[Event]:
    """The events that name the meeting, the newest first. Their details are canonical JSON, in which a quote inside a
    text is escaped: the words searched for cannot stand in what somebody typed."""
    named = f'"meeting":{meeting.pk}'
    rows = Event.objects.filter(
        Q(details__contains=f"{named},") | Q(details__contains=f"{named}}}"), chain=CHAIN, subject=SUBJECT
    )
    return rows.select_related("actor").order_by("-sequence")


def last_change(meeting: Meeting) -> Event | None:
    """Who changed the meeting last, and when."""
    return events_of(meeting).first()


def meeting_life(meeting: Meeting) -> list[dict[str, Any]]:
    """Entries for components/timeline.html. One query."""
    return [
        {
            "what": str(_WORDS.get(event.action, event.action)),
            "who": event.actor.full_name if event.actor else _("ระบบ"),
            "when": format_datetime(event.at, active_language()),
            "iso": event.at.isoformat(),
        }
        for event in events_of(meeting)
    ]
