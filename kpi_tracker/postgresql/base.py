"""The database backend: settings.DATABASES names this package as its ENGINE.

A commit of a cluster with synchronous standbys waits until one of them has it. Two things can go wrong there without
PostgreSQL calling them errors, and both lost what people were told was saved:

- The wait was cancelled, by an operator or by a shutdown. The commit then "succeeds", with a warning.
- No standby is there. The wait has no end, and a cancelled wait is the first case. So the connection is given up
  instead: the server goes on waiting, nothing is undone, and what was sent stays in doubt until the same form comes
  again with its key.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.backends.postgresql import base
from django.db.utils import OperationalError

from kpi_tracker.operation.serving import seconds_left
from kpi_tracker.postgresql.patience import Patience

# In English on every server whose lc_messages is C or en; a COMMIT is silent when all is well, whatever the language.
_CANCELLED = "synchronous replication"


class NotConfirmed(OperationalError):
    """Whether it is saved for good cannot be said now."""


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, with a limit to the wait for a commit while somebody waits for a page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.execute_wrappers.append(self._alone)

    def _commit(self) -> None:
        """COMMIT, or NotConfirmed."""
        if self.connection is not None:
            self._certainly(super()._commit, any_notice=True)  # type: ignore[misc]  # the stubs lack it

    def _alone(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """A statement outside a transaction commits by itself."""
        if self.in_atomic_block or not self.get_autocommit() or sql.lstrip()[:6].upper() == "SELECT":
            return execute(sql, params, many, context)
        return self._certainly(lambda: execute(sql, params, many, context), any_notice=False)

    def _certainly(self, commit: Callable[[], Any], *, any_notice: bool) -> Any:
        held = self.connection
        held.notices.clear()
        patience = Patience(held, seconds_left())
        try:
            with patience:
                result = commit()
        except OperationalError as error:
            if patience.is_over:
                raise NotConfirmed("no synchronous standby has confirmed the commit in time") from error
            raise
        if held.notices and (any_notice or any(_CANCELLED in notice for notice in held.notices)):
            raise NotConfirmed(held.notices[-1].strip())
        return result
