"""The database as one file: by PostgreSQL's own tools or by SQLite itself, never by copying what is being written."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction

from indicators.services import audit

NAMES = {"postgresql": "database.dump", "sqlite": "database.sqlite3"}
Heads = dict[str, tuple[int, str]]


class Failed(Exception):
    """It could not be done; the message is for the operator."""


def write(folder: Path) -> tuple[Path, Heads, dict[str, int]]:
    """The database in a new file in `folder`, and of the same instant the tips of the chains and rows by table."""
    path = folder / NAMES[connection.vendor]
    if connection.vendor == "sqlite":
        connection.close()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(path)])
        with _standing_in(path):
            return path, audit.tips(), rows()
    with _snapshot() as snapshot:
        _run("pg_dump", "--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={path}")
        return path, audit.tips(), rows()


def load(path: Path) -> None:
    """Fill the empty database from the file. Raises Failed when it is not empty or of another kind."""
    if path.name != NAMES[connection.vendor]:
        raise Failed(f"{path.name} is no backup of {connection.vendor}; set DATABASE_URL to the kind it was made of")
    if connection.introspection.table_names():
        raise Failed("the database is not empty; restore into a new one and change DATABASE_URL afterwards")
    if connection.vendor == "postgresql":
        _run("pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", f"--dbname={_name()}", str(path))
        return
    connection.close()
    place = Path(_name())
    for ending in ("-wal", "-shm"):
        Path(f"{place}{ending}").unlink(missing_ok=True)
    part = place.with_name(f".{place.name}.part")
    shutil.copyfile(path, part)
    with part.open("rb") as file:
        os.fsync(file.fileno())
    part.replace(place)


def rows() -> dict[str, int]:
    """Table to its number of rows."""
    counts = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")
            counts[table] = cursor.fetchone()[0]
    return counts


@contextmanager
def _snapshot() -> Iterator[str]:
    """A view of the database that does not change, shared with pg_dump by its name."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SELECT pg_export_snapshot()")
        yield cursor.fetchone()[0]


@contextmanager
def _standing_in(path: Path) -> Iterator[None]:
    """Read the copy through the product's own queries."""
    connection.close()
    name = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = str(path)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = name
        _close_wal(path)


def _close_wal(path: Path) -> None:
    """One file again: a reader has turned its journal to WAL."""
    held = sqlite3.connect(path)
    held.execute("PRAGMA journal_mode=DELETE")
    held.close()


def _name() -> str:
    return str(connection.settings_dict["NAME"])


def _run(program: str, *arguments: str) -> None:
    """One of PostgreSQL's programs, as the same role on the same server; the password stays out of its arguments."""
    given = connection.settings_dict
    place = {
        "PGHOST": given["HOST"],
        "PGPORT": given["PORT"],
        "PGUSER": given["USER"],
        "PGPASSWORD": given["PASSWORD"],
    }
    options = given.get("OPTIONS", {})
    place |= {f"PG{name.upper()}": options.get(name, "") for name in ("sslmode", "sslrootcert")}
    place |= {"PGTARGETSESSIONATTRS": options.get("target_session_attrs", ""), "PGDATABASE": given["NAME"]}
    environment = {**os.environ, **{name: str(value) for name, value in place.items() if value}}
    try:
        subprocess.run([program, *arguments], env=environment, check=True, capture_output=True, text=True)
    except FileNotFoundError:
        raise Failed(f"{program} is missing: install postgresql-client") from None
    except subprocess.CalledProcessError as error:
        raise Failed(f"{program}: {error.stderr.strip()[-1000:]}") from None
