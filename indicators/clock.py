"""One clock for the whole house.

Verbs ask the database, inside the transaction that changes the state: two web hosts may disagree about the hour,
the database does not. Screens ask the host. `travel` replays history (the demo year) and sets the hour in tests.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime

from django.db import connection
from django.utils import timezone

from thai.dates import BANGKOK

_travelled: ContextVar[datetime | None] = ContextVar("travelled", default=None)


def database_now() -> datetime:
    """The instant by the database's clock, aware, in UTC; milliseconds on SQLite, microseconds on PostgreSQL."""
    if (at := _travelled.get()) is not None:
        return at
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT clock_timestamp()")
            instant: datetime = cursor.fetchone()[0]
            return instant.astimezone(UTC)
        cursor.execute("SELECT strftime('%Y-%m-%dT%H:%M:%f', 'now')")
        return datetime.fromisoformat(cursor.fetchone()[0]).replace(tzinfo=UTC)


def now() -> datetime:
    """The instant for screens, aware: the host's clock."""
    return _travelled.get() or timezone.now()


def today() -> date:
    """The date in Bangkok, for screens."""
    return now().astimezone(BANGKOK).date()


@contextmanager
def travel(to: datetime) -> Iterator[None]:
    """Within the block every clock of the house stands at `to` (aware). For the demo year and for tests only."""
    token = _travelled.set(to)
    try:
        yield
    finally:
        _travelled.reset(token)
