"""What is forgotten, and when. Reports, decisions, evidence and the audit are not here: they stay."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session

from indicators.files import store
from indicators.models import Digest, StoredFile
from innovation.services.shared_links import purge

# Who signed in or failed to; three months, the least that the computer crime act asks of logs.
ATTEMPTS = timedelta(days=92)
# What waits longer than that is told once more.
DIGESTS = timedelta(days=730)


def forget(now: datetime) -> dict[str, int]:
    """Everything that is due; what, and how many."""
    return {name: act(now) for name, act in ACTS.items()}


def _sessions(now: datetime) -> int:
    return Session.objects.filter(expire_date__lt=now).delete()[0]


def _attempts(now: datetime) -> int:
    models = (AccessAttempt, AccessFailureLog, AccessLog)
    return sum(model.objects.filter(attempt_time__lt=now - ATTEMPTS).delete()[0] for model in models)


def _digests(now: datetime) -> int:
    """The mails and what they told."""
    return Digest.objects.filter(day__lt=(now - DIGESTS).date()).delete()[0]


def _uploads(now: datetime) -> int:
    """Files that no row ever came to name, older than a day."""
    return len(store.sweep_orphans(set(StoredFile.objects.values_list("pk", flat=True))))


ACTS: dict[str, Callable[[datetime], int]] = {
    "sessions": _sessions,
    "sign-in attempts": _attempts,
    "digests": _digests,
    "uses of links": purge,
    "unfinished uploads": _uploads,
}
