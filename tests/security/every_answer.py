"""What holds of every answer of the site, whoever asked and whatever became of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
POLICY = {
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
}
# A paper that the software printed itself may stand beside the answers it shows, in a frame of this site.
PAPER = {"default-src 'self'", "object-src 'self'", "frame-ancestors 'self'"}
# A file that is handed out runs nothing at all.
SANDBOX = {"sandbox", "default-src 'none'"}
# A PDF that somebody attached runs nothing either, and stands in a frame of this site alone.
VIEWED = SANDBOX | {"frame-ancestors 'self'"}
# What reading may write: the session, which is no record of ours, and how often a calendar was fetched in this hour.
_MAY_BE_WRITTEN = ('"django_session"', '"indicators_calendarfeed"')
_WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "TRUNCATE")


def offences(response: Any) -> list[str]:
    """What the headers of an answer lack; empty when nothing."""
    policy = {part.strip() for part in response.get("Content-Security-Policy", "").split(";") if part.strip()}
    is_paper = policy in (PAPER, VIEWED) and response.get("Content-Type") == "application/pdf"
    wanted = HEADERS | {"X-Frame-Options": "SAMEORIGIN"} if is_paper else HEADERS
    found = [f"{name}: {response.get(name)}" for name, value in wanted.items() if response.get(name) != value]
    if policy not in (POLICY, SANDBOX) and not is_paper:
        found.append(f"Content-Security-Policy: {sorted(policy)}")
    return found


@contextmanager
def writes() -> Iterator[list[str]]:
    """The statements within the block that change a row of ours."""
    seen: list[str] = []

    def look(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(_WRITES) and not any(table in sql for table in _MAY_BE_WRITTEN):
            seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield seen
