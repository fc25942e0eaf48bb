"""A meeting's agenda and its minutes as plain JSON values: what is printed.

Both have the keys
    kind            "agenda" or "minutes"
    committee       the committee's name in the round of the meeting's year, "" when the year has no round
    be_year         fiscal year, พ.ศ.
    thai_digits     whether the year prints Thai digits
    number          as written, "2/2564"
    held_on         ISO date (CE)
    time, place, chair      as written
    attendees       list of lines
    items           list, in the agenda's order, of
        number          from 1
        kind            of the dossier ("project")
        agency, agency_code     as the revision says
        title           as the revision says
        revision        {number, sha256, submitted_on (ISO)}: what lies before the committee
The items of the minutes have besides
        result          the action taken ("approve", "reject", …), "postpone", "withdraw", or "" when there is none
        result_words    the same in Thai
        resolution      the text; of a postponed item the reason
        conditions      suggestions and conditions, "" when there are none
        resolved_on     ISO date, None for an item that was postponed or withdrawn
        postponed_to    number of the meeting it went to, None
        abstentions     list of {member, reason}
and the minutes
        notes           what is written at the end
        closed_at       ISO instant, None while they are open
        closed_by       full name, ""
Words are Thai whatever the reader's language.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.utils.translation import override

from indicators.models import AgendaItem, Meeting
from indicators.selectors.agenda import attendees_of, items_of, result_word
from innovation.models import Round
from thai.dates import bangkok_day

Content = dict[str, Any]


def agenda_content(meeting: Meeting) -> Content:
    """What the meeting will deal with. Four queries for any number of items, with the meeting's year at hand."""
    return _frame(meeting, "agenda") | {"items": [_item(place, item) for place, item in _numbered(meeting)]}


def minutes_content(meeting: Meeting) -> Content:
    """What the meeting resolved. Four queries for any number of items, with year and closed_by at hand."""
    with override("th"):
        items = [_item(place, item) | _resolved(item) for place, item in _numbered(meeting)]
    return _frame(meeting, "minutes") | {
        "items": items,
        "notes": meeting.notes,
        "closed_at": meeting.closed_at.isoformat() if meeting.closed_at else None,
        "closed_by": meeting.closed_by.full_name if meeting.closed_by else "",
    }


def _frame(meeting: Meeting, kind: str) -> Content:
    round_ = Round.objects.filter(year_id=meeting.year_id).first()
    return {
        "kind": kind,
        "committee": round_.committee_name if round_ else "",
        "be_year": meeting.year.be_year,
        "thai_digits": meeting.year.thai_digits,
        "number": meeting.number,
        "held_on": meeting.held_on.isoformat(),
        "time": meeting.time,
        "place": meeting.place,
        "chair": meeting.chair,
        "attendees": attendees_of(meeting),
    }


def _numbered(meeting: Meeting) -> Iterable[tuple[int, AgendaItem]]:
    return enumerate(items_of(meeting, with_content=True), start=1)


def _item(place: int, item: AgendaItem) -> Content:
    assignment = json.loads(item.revision.content)["assignment"]
    return {
        "number": place,
        "kind": item.dossier.kind,
        "agency": assignment["agency"],
        "agency_code": assignment["agency_code"],
        "title": item.title,
        "revision": {
            "number": item.revision.number,
            "sha256": item.revision.sha256,
            "submitted_on": bangkok_day(item.revision.created_at).isoformat(),
        },
    }


def _resolved(item: AgendaItem) -> Content:
    return {
        "result": item.result,
        "result_words": result_word(item),
        "resolution": item.resolution,
        "conditions": item.conditions,
        "resolved_on": item.resolved_on.isoformat() if item.resolved_on else None,
        "postponed_to": item.postponed_to.number if item.postponed_to else None,
        "abstentions": [{"member": each.member, "reason": each.reason} for each in item.abstentions.all()],
    }
