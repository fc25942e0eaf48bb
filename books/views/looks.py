"""How a print job looks on a page: the tag of its state, and how long it took in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.utils.translation import gettext as _

from books.models import PrintJob

State = PrintJob.State
# The look of another status that means the same; the word is the state's own.
LOOKS: dict[str, str] = {
    State.WAITING: "not_started",
    State.PRINTING: "partial",
    State.JOINING: "partial",
    State.INCOMPLETE: "overdue",
    State.DONE: "done",
    State.FAILED: "rejected",
    State.CANCELLED: "withdrawn",
}


def with_looks(jobs: Iterable[PrintJob]) -> list[tuple[PrintJob, str]]:
    """Each job with the key of its look."""
    return [(job, LOOKS[job.state]) for job in jobs]


def in_words(elapsed: timedelta) -> str:
    """ "1 ชั่วโมง 2 นาที 5 วินาที"; what is 0 in front is left out."""
    minutes, seconds = divmod(max(0, int(elapsed.total_seconds())), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [_("%(hours)d ชั่วโมง") % {"hours": hours}] if hours else []
    parts += [_("%(minutes)d นาที") % {"minutes": minutes}] if hours or minutes else []
    return " ".join([*parts, _("%(seconds)d วินาที") % {"seconds": seconds}])
