"""The files themselves: each kept once, under the SHA-256 of its bytes, and never changed.

    EVIDENCE_DIR/incoming/<random>.part     being received, nobody's yet
    EVIDENCE_DIR/aa/bb/<sha256>             kept, read-only; aa and bb are the first four digits

A file is on the disk, entry in its folder included, before `receive` returns; only then may a row that
names it be committed. So a crash at any moment leaves at worst a file without a row, which `sweep_orphans`
removes after a day, and never a row without its file. Nothing else here deletes, and nothing overwrites: a
new version is another file. A picture is drawn anew before it is kept (indicators.files.pictures): its hash is
that of what is kept, and `Received.sent_sha256` that of what was sent.
"""

import fcntl
import hashlib
import logging
import os
import re
import secrets
import shutil
import time
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from indicators.files.inspection import inspect
from indicators.files.kinds import MAX_BYTES, Kind
from indicators.files.names import clean_name
from indicators.files.pictures import NO_ROOM
from indicators.files.reasons import Code
from indicators.files.refusals import StoreFull, refused

logger = logging.getLogger(__name__)

FREE_SPACE_FLOOR = 0.10
ORPHAN_AGE = timedelta(hours=24)

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Received:
    """What to write down about a file that is now kept.

    `sha256`: 64 hexadecimal digits; `size`: bytes; `name`: as the person called it, cleaned, for show alone;
    `notice`: what to tell the person besides, else ""; `sent_sha256`: of the bytes as they were sent.
    """

    sha256: str
    size: int
    kind: Kind
    extension: str
    content_type: str
    name: str
    notice: str
    sent_sha256: str = ""


def receive(chunks: Iterable[bytes], name: str) -> Received:
    """Keep the file made of `chunks`, that its owner calls `name`.

    Raises Refused with a sentence when the file is not taken, StoreFull when there is no room; in both cases
    nothing is left behind. The same bytes again, at the same moment too, are kept once.
    """
    _check_room()
    incoming = _folder(_root() / "incoming")
    temporary = incoming / f"{secrets.token_hex(16)}.part"
    redrawn = temporary.with_suffix(".redrawn.part")
    try:
        sent, size = _write(chunks, temporary)
        # What was handed out and comes back is ours already: drawn again it would be another file.
        accepted = inspect(temporary, name, redrawn=None if path(sent).exists() else redrawn)
        if redrawn.exists():
            sha256, size = _read(redrawn)
            _place(redrawn, sha256)
        else:
            sha256 = sent
            _place(temporary, sha256)
    except OSError as error:
        if error.errno in NO_ROOM:
            raise StoreFull from error
        raise
    finally:
        temporary.unlink(missing_ok=True)
        redrawn.unlink(missing_ok=True)
    return Received(
        sha256=sha256,
        size=size,
        kind=accepted.kind,
        extension=accepted.extension,
        content_type=accepted.content_type,
        name=clean_name(name),
        notice=accepted.notice,
        sent_sha256=sent,
    )


def path(sha256: str) -> Path:
    """Where the file with this hash is kept, or would be. Raises ValueError when it is no SHA-256."""
    if not _SHA256.fullmatch(sha256):
        raise ValueError("not a SHA-256 in 64 lower-case hexadecimal digits")
    return _root() / sha256[:2] / sha256[2:4] / sha256


def open(sha256: str) -> BinaryIO:
    """The kept file, to be read. Raises FileNotFoundError when it is not here, ValueError as `path`."""
    return path(sha256).open("rb")


def verify(sha256: str) -> bool:
    """Whether the file is here and its bytes still give its hash. Raises ValueError as `path`."""
    try:
        with path(sha256).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except FileNotFoundError:
        return False


def sweep_orphans(known: Container[str], older_than: timedelta = ORPHAN_AGE) -> list[Path]:
    """Remove what no row names and nobody is still busy with; returns the paths removed.

    `known`: the hashes that rows name, read just before. Files younger than `older_than` stay, as their row
    may be on its way: it must be longer than any request. Files that this store did not name are left alone.
    """
    before = time.time() - older_than.total_seconds()
    removed = [file for file in _root().glob("incoming/*.part") if _remove_if_older(file, before)]
    removed += [file for file in orphans(known, older_than) if _remove_if_older(file, before)]
    return removed


def orphans(known: Container[str], older_than: timedelta = ORPHAN_AGE) -> list[Path]:
    """What `sweep_orphans` would remove of the files kept under a hash; nothing is touched."""
    before = time.time() - older_than.total_seconds()
    unnamed = (file for file in _root().glob("??/??/*") if _is_place(file) and file.name not in known)
    return [file for file in unnamed if file.stat().st_mtime < before]


def _root() -> Path:
    return Path(settings.EVIDENCE_DIR)


def _check_room() -> None:
    """Refuse early: the disk keeps a tenth for the database, the logs and the system."""
    usage = shutil.disk_usage(_folder(_root()))
    if usage.free < FREE_SPACE_FLOOR * usage.total:
        logger.error("files are refused: less than a tenth of the disk is free")
        raise StoreFull


def _write(chunks: Iterable[bytes], temporary: Path) -> tuple[str, int]:
    """Write `chunks` to the new file `temporary`; returns their SHA-256 and their number of bytes."""
    digest, size = hashlib.sha256(), 0
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > MAX_BYTES:
                raise refused(Code.TOO_BIG)
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fchmod(file.fileno(), 0o440)
    return digest.hexdigest(), size


def _read(redrawn: Path) -> tuple[str, int]:
    """The SHA-256 and the number of bytes of a picture that was drawn anew, closed to writing."""
    redrawn.chmod(0o440)
    with redrawn.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest(), redrawn.stat().st_size


def _place(temporary: Path, sha256: str) -> None:
    """Give the received file its lasting place, durably; drop it when the same bytes are there already."""
    place = path(sha256)
    _folder(place.parent)
    _fsync(temporary)
    with _lock(fcntl.LOCK_SH):
        if place.exists() and verify(sha256):
            # Whoever sends it again needs it again: the sweep must see that.
            os.utime(place)
        else:
            if place.exists():
                logger.error("file %s was damaged on the disk and is replaced by the same bytes, sent again", sha256)
            os.replace(temporary, place)
    for folder in (place.parent, place.parent.parent, _root()):
        _fsync(folder)


def _remove_if_older(file: Path, before: float) -> bool:
    """Remove `file` when it was last received before `before`, and nobody is receiving it at this moment."""
    with _lock(fcntl.LOCK_EX):
        try:
            if file.stat().st_mtime >= before:
                return False
            file.unlink()
        except FileNotFoundError:
            return False
    return True


@contextmanager
def _lock(operation: int) -> Iterator[None]:
    """Those who place files share the lock, the sweep holds it alone while it looks at one file's age."""
    descriptor = os.open(_folder(_root() / "incoming") / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, operation)
        yield
    finally:
        os.close(descriptor)


def _is_place(file: Path) -> bool:
    """Whether `file` stands where this store would put a file of that name."""
    return _SHA256.fullmatch(file.name) is not None and file == path(file.name)


def _folder(folder: Path) -> Path:
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
