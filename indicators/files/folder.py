"""Files kept in a folder of this machine, or in one that all web hosts share.

ROOT/aa/bb/<sha256>      kept, read-only; aa and bb are the first four digits
ROOT/incoming/.lock      by which the sweep and those who place files keep out of each other's way
"""

import fcntl
import hashlib
import logging
import os
import shutil
import tempfile
from collections.abc import Container, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from indicators.files.keeping import SHA256, Keeping
from indicators.files.refusals import StoreFull

logger = logging.getLogger(__name__)

FREE_SPACE_FLOOR = 0.10


class Folder(Keeping):
    """The folder `root`, made when it is not there."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, sha256: str) -> Path:
        """Where the file with this hash is kept, or would be."""
        return self.root / sha256[:2] / sha256[2:4] / sha256

    def insist_on_room(self) -> None:
        if not self.has_room():
            logger.error("files are refused: less than a tenth of the disk is free")
            raise StoreFull

    def has_room(self) -> bool:
        """The disk keeps a tenth for the database, the logs and the system."""
        usage = shutil.disk_usage(made(self.root))
        return usage.free >= FREE_SPACE_FLOOR * usage.total

    def insist_on_reach(self) -> None:
        with tempfile.TemporaryFile(dir=made(self.root)) as file:
            file.write(b"1")
            file.flush()

    def has(self, sha256: str) -> bool:
        return self.path(sha256).exists()

    def open(self, sha256: str) -> BinaryIO:
        return self.path(sha256).open("rb")

    def digest(self, sha256: str) -> str | None:
        try:
            with self.path(sha256).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError:
            return None

    def place(self, temporary: Path, sha256: str) -> None:
        place = self.path(sha256)
        made(place.parent)
        _fsync(temporary)
        with self._lock(fcntl.LOCK_SH):
            found = self.digest(sha256)
            if found == sha256:
                # Whoever sends it again needs it again: the sweep must see that.
                os.utime(place)
            else:
                if found:
                    logger.error("file %s was damaged and is replaced by the same bytes, sent again", sha256)
                os.replace(temporary, place)
        for folder in (place.parent, place.parent.parent, self.root):
            _fsync(folder)

    def older_than(self, before: float) -> Iterator[str]:
        for file in self.root.glob("??/??/*"):
            if self._is_place(file) and file.stat().st_mtime < before:
                yield file.name

    def is_empty(self) -> bool:
        return not (self.root.exists() and any(self.root.iterdir()))

    def remove_if_older(self, sha256: str, before: float) -> bool:
        return self.remove_file_if_older(self.path(sha256), before)

    def remove_file_if_older(self, file: Path, before: float) -> bool:
        """The same of a file under `root` by its path."""
        with self._lock(fcntl.LOCK_EX):
            try:
                if file.stat().st_mtime >= before:
                    return False
                file.unlink()
            except FileNotFoundError:
                return False
        return True

    def forget_removed(self, known: Container[str], now: float) -> None:
        """Here what is removed is gone at once: the lock has told that nobody wants it."""

    @contextmanager
    def at_hand(self) -> Iterator["Folder"]:
        yield self

    @contextmanager
    def _lock(self, operation: int) -> Iterator[None]:
        """Those who place files share the lock, the sweep holds it alone while it looks at one file's age."""
        descriptor = os.open(made(self.root / "incoming") / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, operation)
            yield
        finally:
            os.close(descriptor)

    def _is_place(self, file: Path) -> bool:
        """Whether `file` stands where this store would put a file of that name."""
        return SHA256.fullmatch(file.name) is not None and file == self.path(file.name)


def made(folder: Path) -> Path:
    """`folder`, made when it is not there, closed to others."""
    folder.mkdir(mode=0o750, parents=True, exist_ok=True)
    return folder


def _fsync(place: Path) -> None:
    """Put a file's bytes on the disk, or a folder's list of names: a power cut may lose a file by either."""
    descriptor = os.open(place, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
