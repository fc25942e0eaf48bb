"""When failures to sign in lock an account, and where."""

from __future__ import annotations

from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from django.db.models import Sum
from django.http import HttpRequest

# Failures from one address count double: five of them lock the name there (a neighbour who guesses locks nobody
# elsewhere), ten from wherever lock it everywhere. What works is never counted: an office behind one address can sign
# in as often as it likes.
_AT_ONE_ADDRESS = 2


class Failures(AxesDatabaseHandler):  # type: ignore[misc]  # axes has no types
    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        here, anywhere = (
            attempts.aggregate(total=Sum("failures_since_start"))["total"] or 0
            for attempts in self.get_user_attempts(request, credentials)
        )
        return max(here * _AT_ONE_ADDRESS, anywhere)

    def reset_user_attempts(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """Signing in forgives the failures at this address alone, not those of somebody who guesses elsewhere."""
        here = self.filter_user_attempts(request, credentials)[0]
        return int(here.delete()[0])
