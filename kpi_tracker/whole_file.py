"""Writing a file that other processes may be reading."""

from __future__ import annotations

import os
from pathlib import Path


def write(path: Path, content: bytes, *, modified_ns: int | None = None) -> None:
    """Put `content` at `path`; a reader sees either what was there before or all of it.

    Several processes start at once: each writes its own aside, the last one stays. `modified_ns` is the time of
    change the file shall carry, in nanoseconds.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    aside.write_bytes(content)
    if modified_ns is not None:
        os.utime(aside, ns=(modified_ns, modified_ns))
    aside.replace(path)
