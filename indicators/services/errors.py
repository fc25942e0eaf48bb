"""What a verb says when it does not do what was asked. Each carries what the page needs to explain it."""

from __future__ import annotations

from django.db.models import Model

from indicators.permissions import Verdict


class NotAllowed(Exception):
    """The policy refuses; `verdict` says of which kind and why."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.reason)
        self.verdict = verdict


def insist(verdict: Verdict) -> None:
    """Raises NotAllowed unless the verdict allows."""
    if not verdict.allowed:
        raise NotAllowed(verdict)


class StaleVersion(Exception):
    """Somebody changed the row since the page was opened. `current` is the row as it stands now."""

    def __init__(self, current: Model) -> None:
        super().__init__("changed meanwhile")
        self.current = current


class Invalid(Exception):
    """What was given with the action does not do; `errors` maps field names to sentences."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(" ".join(errors.values()))
        self.errors = errors
