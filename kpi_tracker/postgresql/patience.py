"""A limit to waiting for an answer of the server, that does not cancel what the server does."""

from __future__ import annotations

import os
import socket
import threading
from typing import Any


class Patience:
    """`with Patience(connection, seconds):` the connection is cut when the block takes longer; None: never.

    Cutting our end lets libpq return with an error, while the server notices only when it wants to answer.
    """

    def __init__(self, connection: Any, seconds: float | None) -> None:
        self.is_over = False
        self._connection = connection
        self._lock = threading.Lock()
        self._has_ended = False
        self._timer = threading.Timer(seconds, self._cut) if seconds is not None else None
        if self._timer:
            self._timer.daemon = True

    def __enter__(self) -> None:
        if self._timer:
            self._timer.start()

    def __exit__(self, *fault: object) -> None:
        with self._lock:
            self._has_ended = True
        if self._timer:
            self._timer.cancel()

    def _cut(self) -> None:
        """In the timer's thread. Under the lock, as a number of a closed socket soon belongs to another."""
        with self._lock:
            if self._has_ended:
                return
            self.is_over = True
            with socket.socket(fileno=os.dup(self._connection.fileno())) as ours:
                ours.shutdown(socket.SHUT_RDWR)
