"""Whose turn it is to have a password checked.

To check one takes a core for 36 ms and 19 MiB. When an office of hundreds signs in at nine, those who work already
shall not notice, so no more passwords are checked at once than there are cores to spare. And of one account one
password at a time: else a thousand guesses sent together would all be looked at before the first is counted.

Locks on files hold for all processes of this host, and fall with a process that dies.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import random
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from django.conf import settings

# How many of this process's threads may wait for a turn or have it, so that the others serve those who work.
_in_line = threading.BoundedSemaphore(settings.SIGN_INS_IN_LINE)
_NAMES = 256
_PATIENCE = 10.0
_LOOK_AGAIN = 0.02


class Busy(Exception):
    """Too many are signing in at this moment; the password was not looked at."""


@contextmanager
def turn(username: str) -> Iterator[None]:
    """Wait until a password may be checked for `username`. Raises Busy when the line is too long."""
    if not _in_line.acquire(blocking=False):
        raise Busy
    try:
        until = time.monotonic() + _PATIENCE
        with ExitStack() as held:
            number = hashlib.sha256(username.encode(errors="replace")).digest()[0] % _NAMES
            _take_one(held, [f"name-{number}"], until)
            _take_one(held, [f"core-{core}" for core in range(settings.SIGN_INS_AT_ONCE)], until)
            yield
    finally:
        _in_line.release()


def _take_one(held: ExitStack, names: list[str], until: float) -> None:
    """Lock one of the files `names`, whichever is free first, until `held` is closed. Raises Busy after `until`."""
    folder = Path(settings.VAR_DIR) / "turns"
    folder.mkdir(mode=0o750, exist_ok=True)
    files = [os.open(folder / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600) for name in names]
    for file in files:
        held.callback(os.close, file)
    while not any(_lock(file) for file in files):
        if time.monotonic() > until:
            raise Busy
        # Not all at the same moment, else the same one is always last.
        time.sleep(_LOOK_AGAIN * random.uniform(0.5, 1.5))


def _lock(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
