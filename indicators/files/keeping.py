"""What a place for kept files must do, be it a folder or a bucket. `indicators.files.store` is how the house uses it.

Every method that reaches for the place raises OSError or `refusals.NoStore` when it cannot be reached.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Container, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO, Protocol

SHA256 = re.compile(r"[0-9a-f]{64}")


class HasPaths(Protocol):
    """Gives a path on this machine under which a kept file can be read."""

    def path(self, sha256: str) -> Path:
        """Raises FileNotFoundError, now or when the path is opened, when the file is not kept."""


class Keeping(ABC):
    """Files under their SHA-256, 64 lower-case hexadecimal digits."""

    @abstractmethod
    def insist_on_room(self) -> None:
        """Raises StoreFull when no file would be taken, so that nobody sends one in vain."""

    @abstractmethod
    def has_room(self) -> bool:
        """Whether `insist_on_room` would pass."""

    @abstractmethod
    def insist_on_reach(self) -> None:
        """Raises OSError or NoStore when the place cannot be reached or takes nothing."""

    @abstractmethod
    def has(self, sha256: str) -> bool:
        """Whether a file is kept under this hash; its bytes are not looked at."""

    @abstractmethod
    def open(self, sha256: str) -> BinaryIO:
        """The kept file, to be read and sought in. Raises FileNotFoundError."""

    @abstractmethod
    def digest(self, sha256: str) -> str | None:
        """The SHA-256 of the bytes kept under this hash, read whole; None when there is no such file."""

    @abstractmethod
    def place(self, temporary: Path, sha256: str) -> None:
        """Keep the local file with this hash, for good when this returns; `temporary` may be gone then. The same
        bytes once more make the file young again and change nothing else; damaged ones are replaced."""

    @abstractmethod
    def older_than(self, before: float) -> Iterator[str]:
        """The hashes of the files last received before `before`, in seconds of the epoch."""

    @abstractmethod
    def is_empty(self) -> bool:
        """Whether nothing was ever put here."""

    @abstractmethod
    def remove_if_older(self, sha256: str, before: float) -> bool:
        """Remove the file when it was last received before `before`, and nobody is receiving it at this moment."""

    @abstractmethod
    def forget_removed(self, known: Container[str], now: float) -> None:
        """Of what was only set aside: bring back what a row came to name, forget the rest when its time is over."""

    @abstractmethod
    def at_hand(self) -> AbstractContextManager[HasPaths]:
        """Paths that hold until the end of the block, for what reads no open file."""
