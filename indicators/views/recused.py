"""Who takes no part in an assignment, for the pages that show it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from accounts.models import User
from indicators.models import Assignment, Recusal
from indicators.services import recusal as services
from indicators.services.errors import NotAllowed


def recusals_of(assignment: Assignment, user: User) -> dict[str, Any]:
    """Who takes no part in an assignment, and what this person may say of himself: for recusal.html."""
    rows = list(Recusal.objects.filter(assignment=assignment.pk).select_related("user"))
    try:
        services.insist_may_declare(user, assignment)
    except NotAllowed:
        return {"recusals": rows, "may_recuse": False}
    recused = any(row.user_id == user.pk for row in rows)
    return {"recusals": rows, "may_recuse": True, "recused": recused, "recusal_key": uuid4()}
