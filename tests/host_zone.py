"""A host whose own clock shows another zone than Bangkok's."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def host_in(zone: str) -> Iterator[None]:
    """The zone of this process, by its name in the tz database; afterwards the one before."""
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(os.environ, "TZ", zone)
            time.tzset()
            yield
    finally:
        time.tzset()
