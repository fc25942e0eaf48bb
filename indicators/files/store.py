"""The files themselves: each kept once, under the SHA-256 of its bytes, and never changed.

    EVIDENCE_DIR/incoming/<random>.part     being received, nobody's yet
    settings.FILES_STORE                    where a file is kept: folder (indicators.files.folder), the default, or
                                            s3 (indicators.files.bucket)

A file is kept for good, on the disk with its folder's entry or read back from the bucket, before `receive` returns;
only then may a row that names it be committed. So a crash at any moment leaves at worst a file without a row, which
`sweep_orphans` removes after a day, and never a row without its file. Nothing else here deletes, and nothing
overwrites: a new version is another file. A picture is drawn anew before it is kept (indicators.files.pictures): its
hash is that of what is kept, and `Received.sent_sha256` that of what was sent.

Whatever reads or keeps raises NoStore with a sentence, or OSError, when the place cannot be reached.
"""

import hashlib
import os
import secrets
import shutil
import time
from collections.abc import Container, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from indicators.files.folder import Folder, made
from indicators.files.inspection import inspect
from indicators.files.keeping import SHA256, HasPaths, Keeping
from indicators.files.kinds import MAX_BYTES, Kind
from indicators.files.names import clean_name
from indicators.files.pictures import NO_ROOM
from indicators.files.reasons import Code
from indicators.files.refusals import NoStore, StoreFull, refused

ORPHAN_AGE = timedelta(hours=24)


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

    Raises Refused with a sentence when the file is not taken, its NoStore when none would be; in both cases
    nothing is left behind. The same bytes again, at the same moment too, are kept once.
    """
    keeping().insist_on_room()
    temporary = _incoming() / f"{secrets.token_hex(16)}.part"
    redrawn = temporary.with_suffix(".redrawn.part")
    try:
        sent, size = _write(chunks, temporary)
        # What was handed out and comes back is ours already: drawn again it would be another file.
        accepted = inspect(temporary, name, redrawn=None if keeping().has(sent) else redrawn)
        if redrawn.exists():
            sha256, size = _read(redrawn)
            keeping().place(redrawn, sha256)
        else:
            sha256 = sent
            keeping().place(temporary, sha256)
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


def exists(sha256: str) -> bool:
    """Whether a file is kept under this hash. Raises ValueError when it is no SHA-256."""
    return keeping().has(_hash(sha256))


def path(sha256: str) -> Path:
    """Where a store in a folder keeps the file with this hash, or would. Raises ValueError as `exists`."""
    return _folder().path(_hash(sha256))


def open(sha256: str) -> BinaryIO:
    """The kept file, to be read. Raises FileNotFoundError when it is not here, ValueError as `exists`."""
    return keeping().open(_hash(sha256))


def at_hand() -> AbstractContextManager[HasPaths]:
    """`with at_hand() as files: files.path(sha256)`, for what reads files by their path alone."""
    return keeping().at_hand()


def verify(sha256: str) -> bool:
    """Whether the file is here and its bytes still give its hash. Raises ValueError as `exists`."""
    return keeping().digest(_hash(sha256)) == sha256


def put_back(copy: Path, sha256: str) -> None:
    """Keep a copy from a backup again; `copy` stays where it is. Raises ValueError when its bytes are others."""
    temporary = _incoming() / f"{secrets.token_hex(16)}.part"
    try:
        shutil.copyfile(copy, temporary)
        if _read(temporary)[0] != _hash(sha256):
            raise ValueError(f"file {sha256}: altered")
        keeping().place(temporary, sha256)
    finally:
        temporary.unlink(missing_ok=True)


def is_empty() -> bool:
    """Whether nothing was ever kept."""
    return keeping().is_empty()


def takes_files() -> bool:
    """Whether the place can be reached, and this machine can receive."""
    try:
        keeping().insist_on_reach()
        made(_incoming())
    except (OSError, NoStore):
        return False
    return True


def has_room() -> bool:
    """Whether files are not refused for lack of room. Raises OSError when nobody can tell."""
    return keeping().has_room()


def sweep_orphans(known: Container[str], older_than: timedelta = ORPHAN_AGE) -> list[str]:
    """Remove what no row names and nobody is still busy with; returns the names removed.

    `known`: the hashes that rows name, read just before. Files younger than `older_than` stay, as their row
    may be on its way: it must be longer than any request. Files that this store did not name are left alone.
    """
    before = time.time() - older_than.total_seconds()
    parts = [file for file in _incoming().glob("*.part") if _folder().remove_file_if_older(file, before)]
    removed = [sha256 for sha256 in orphans(known, older_than) if keeping().remove_if_older(sha256, before)]
    keeping().forget_removed(known, time.time())
    return [*(file.name for file in parts), *removed]


def orphans(known: Container[str], older_than: timedelta = ORPHAN_AGE) -> list[str]:
    """What `sweep_orphans` would remove of the files kept under a hash; nothing is touched."""
    before = time.time() - older_than.total_seconds()
    return [sha256 for sha256 in keeping().older_than(before) if sha256 not in known]


def keeping() -> Keeping:
    """Where this installation keeps its files."""
    return _bucket() if settings.FILES_STORE == "s3" else _folder()


def _folder() -> Folder:
    return Folder(Path(settings.EVIDENCE_DIR))


def _bucket() -> Keeping:
    from indicators.files.bucket import Bucket  # its library takes a while to load, for those who have a bucket

    return Bucket(settings.FILES_BUCKET)


def _incoming() -> Path:
    """Where this machine receives, whatever place is meant for the files."""
    return made(Path(settings.EVIDENCE_DIR) / "incoming")


def _hash(sha256: str) -> str:
    if not SHA256.fullmatch(sha256):
        raise ValueError("not a SHA-256 in 64 lower-case hexadecimal digits")
    return sha256


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
