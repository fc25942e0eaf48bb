"""Backups: the database of one instant, then every kept file, and a list by which both are checked.

    FOLDER/files/aa/bb/<sha256>      every file ever kept; shared by all backups, as files never change
    FOLDER/<UTC time>/               one backup: the database, manifest.json, manifest.sha256

The files come after the database: whatever a row of the dump names was on the disk before the row.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from indicators.files import store
from indicators.models import StoredFile
from indicators.services import audit, integrity
from kpi_tracker.operation import dump
from kpi_tracker.operation.dump import Failed, Heads

FORM = 1
MANIFEST, ITS_HASH = "manifest.json", "manifest.sha256"


@dataclass(frozen=True)
class Made:
    folder: Path
    files: int
    copied: int
    rows: int


def make(folder: Path) -> Made:
    """A new backup under `folder`. Raises Failed; an unfinished one keeps a name that begins with a dot."""
    at = datetime.now(UTC)
    aside, kept = folder / f".{at:%Y%m%dT%H%M%SZ}", folder / "files"
    aside.mkdir(mode=0o750, parents=True)
    database, heads, rows = dump.write(aside)
    files, copied = _copy_files(kept)
    told = {
        "form": FORM,
        "made_at": at.isoformat(timespec="seconds"),
        "database": {"name": database.name, "sha256": _sha256(database), "rows": rows},
        "heads": heads,
        "files": files,
    }
    text = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True).encode()
    _write(aside / MANIFEST, text)
    _write(aside / ITS_HASH, f"{hashlib.sha256(text).hexdigest()}  {MANIFEST}\n".encode())
    _fsync(database)
    place = folder / aside.name[1:]
    aside.replace(place)
    _fsync(folder)
    return Made(place, len(files), copied, sum(rows.values()))


def faults(backup: Path) -> list[str]:
    """What is missing or was changed in a backup since it was made; empty when it is whole."""
    try:
        told = manifest(backup)
    except Failed as failed:
        return [str(failed)]
    database = backup / told["database"]["name"]
    if not database.is_file():
        return [f"{database.name}: missing"]
    found = [] if _sha256(database) == told["database"]["sha256"] else [f"{database.name}: altered"]
    for sha256 in told["files"]:
        file = _place(backup.parent / "files", sha256)
        if not file.is_file():
            found.append(f"file {sha256}: missing")
        elif _sha256(file) != sha256:
            found.append(f"file {sha256}: altered")
    return found


def restore(backup: Path) -> list[str]:
    """Fill the empty database and the empty folder of files; what does not agree afterwards. Raises Failed."""
    if found := faults(backup):
        raise Failed("the backup is damaged:\n" + "\n".join(found))
    if not store.is_empty():
        raise Failed("the place of the files is not empty; restore into a new VAR_DIR or bucket")
    told = manifest(backup)
    dump.load(backup / told["database"]["name"])
    for sha256 in told["files"]:
        store.put_back(_place(backup.parent / "files", sha256), sha256)
    return [*_differences(told), *integrity.findings()]


def put_back(folder: Path) -> tuple[int, list[str]]:
    """What rows name and the store lacks or has damaged, from the files of all backups in `folder`: how many were put
    back, and the hashes of those that `folder` cannot give."""
    put, missing = 0, []
    for sha256 in StoredFile.objects.order_by("pk").values_list("pk", flat=True):
        if store.verify(sha256):
            continue
        try:
            store.put_back(_place(folder / "files", sha256), sha256)
            put += 1
        except (FileNotFoundError, ValueError):
            missing.append(sha256)
    return put, missing


def manifest(backup: Path) -> dict[str, Any]:
    """What the backup says of itself. Raises Failed when that was changed."""
    try:
        text, its_hash = (backup / MANIFEST).read_bytes(), (backup / ITS_HASH).read_text().split()[0]
    except (OSError, IndexError):
        raise Failed(f"{backup} is no backup: {MANIFEST} or {ITS_HASH} cannot be read") from None
    if hashlib.sha256(text).hexdigest() != its_hash:
        raise Failed(f"{MANIFEST}: altered")
    told: dict[str, Any] = json.loads(text)
    if told.get("form") != FORM:
        raise Failed(f"{MANIFEST}: of another version of this program")
    return told


def heads_of(told: dict[str, Any]) -> Heads:
    return {chain: (sequence, known) for chain, (sequence, known) in told["heads"].items()}


def _differences(told: dict[str, Any]) -> list[str]:
    now, then = dump.rows(), told["database"]["rows"]
    tables = sorted(now.keys() | then.keys())
    found = [
        f"{table}: {now.get(table)} rows, not {then.get(table)}"
        for table in tables
        if now.get(table) != then.get(table)
    ]
    if audit.tips() != heads_of(told):
        found.append("the tips of the audit chains are not those of the backup")
    return found


def _copy_files(kept: Path) -> tuple[list[str], int]:
    """Add to `kept` what it lacks of the files that rows name now; all of them, and how many were new."""
    names = sorted(StoredFile.objects.values_list("pk", flat=True))
    copied = [sha256 for sha256 in names if not _place(kept, sha256).exists()]
    for sha256 in copied:
        try:
            with store.open(sha256) as source:
                _copy(source, _place(kept, sha256))
        except FileNotFoundError:
            raise Failed(f"file {sha256} is named by a row and not in the store: run check_data") from None
    return names, len(copied)


def _copy(source: BinaryIO, place: Path) -> None:
    """Copy a file to the place of its hash, durably; Failed when its bytes do not give it."""
    place.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    part = place.with_name(f".{place.name}.part")
    with part.open("wb") as file:
        shutil.copyfileobj(source, file, 1 << 20)
    if _sha256(part) != place.name:
        part.unlink()
        raise Failed(f"file {place.name}: altered")
    part.chmod(0o440)
    _fsync(part)
    part.replace(place)
    _fsync(place.parent)


def _place(folder: Path, sha256: str) -> Path:
    return folder / sha256[:2] / sha256[2:4] / sha256


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    _fsync(path)


def _fsync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
