"""The head's endorsement: what it writes on the row and what its event remembers of who signed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import override

from accounts.models import User
from indicators.models.dossier import Submittable
from thai.dates import BANGKOK


def endorsement_of(row: Submittable, actor: User, now: datetime) -> tuple[dict[str, Any], dict[str, Any]]:
    """The columns of an endorsed row and the details of its event: name and position as they were that day, and,
    when `actor` stands in for the head, of which kind, for whom and by which order."""
    standing = actor.standing_on(now.astimezone(BANGKOK).date())
    delegation = standing.deputies.get(row.assignment.agency_id)
    columns = {"endorsed_by": actor, "endorsed_at": now, "endorsed_under": delegation, "opened_at": None}
    details: dict[str, Any] = {"name": actor.full_name, "position": actor.position}
    if delegation:
        with override("th"):  # the event keeps it, and the paper prints it
            kind = str(delegation.get_kind_display())
        details |= {
            "kind": kind,
            "for_name": delegation.head.full_name,
            "for_position": delegation.head.position,
            "order_number": delegation.order_number,
            "order_date": delegation.order_date.isoformat(),
        }
    return columns, details
