"""Password hashing for an office in which everybody signs in at the same hour."""

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

from django.contrib.auth.hashers import Argon2PasswordHasher

T = TypeVar("T")
# How far a hash stands back for the pages of those who are in: 0 not at all, 19 most.
NICE = 10


class Argon2Owasp(Argon2PasswordHasher):
    """argon2id with the OWASP minimum: 19 MiB, two passes, one lane.

    Django's default parameters cost about six times the CPU, which turns 500 sign-ins into minutes.
    """

    algorithm = "argon2"
    time_cost = 2
    memory_cost = 19456
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        return behind(lambda: super(Argon2Owasp, self).encode(password, salt))

    def verify(self, password: str, encoded: str) -> bool:
        return behind(lambda: super(Argon2Owasp, self).verify(password, encoded))


def behind(work: Callable[[], T]) -> T:
    """What `work` answers, done in a thread of its own that stands back for all others of this machine.

    argon2 runs outside of Python's lock, so that other threads of the process go on. A new thread for each call:
    who has once stood back may not come forward again without being root.
    """
    with ThreadPoolExecutor(1, initializer=_stand_back) as aside:
        return aside.submit(work).result()


def _stand_back() -> None:
    with suppress(OSError):  # elsewhere than on Linux a thread has no priority of its own
        so_far = os.getpriority(os.PRIO_PROCESS, 0)
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), max(so_far, NICE))
