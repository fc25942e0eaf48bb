"""Backup and restore while people write, and every kind of damage that must be found."""

import json
import shutil
import threading
from dataclasses import replace
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, connections

from accounts.roles import Role
from indicators.files import store
from indicators.models import Event
from indicators.services import documents
from kpi_tracker.operation import backup, dump
from tests import make
from tests.indicators.files import samples

pytestmark = [pytest.mark.both_databases, pytest.mark.processes]


@pytest.fixture
def office(live_database, django_db_blocker):
    """An officer whose letter has one file."""
    with django_db_blocker.unblock():
        person = make.user(Role.OFFICER, make.agency())
        letter = make.document(person.agency)
        documents.attach(letter, actor=person, chunks=[samples.pdf()], name="หนังสือ.pdf")
        yield person, letter


def run(name, *options):
    out = StringIO()
    call_command(name, *map(str, options), stdout=out)
    return out.getvalue()


@pytest.fixture
def empty(tmp_path):
    """Turns to an empty database and an empty folder of files, and back at the end."""
    name, suffix = connection.settings_dict["NAME"], "_restored"

    def turn():
        connection.close()
        if connection.vendor == "postgresql":
            with connection._nodb_cursor() as cursor:
                cursor.execute(f"CREATE DATABASE {connection.ops.quote_name(name + suffix)} TEMPLATE template0")
        connection.settings_dict["NAME"] = (
            name + suffix if connection.vendor == "postgresql" else str(tmp_path / "new")
        )
        settings.EVIDENCE_DIR = tmp_path / "restored"

    yield turn
    connection.close()
    connection.settings_dict["NAME"] = name
    if connection.vendor == "postgresql":
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {connection.ops.quote_name(name + suffix)} WITH (FORCE)")


def test_what_is_restored_is_what_was_there_although_people_wrote_meanwhile(office, tmp_path, empty):
    person, letter = office
    stop, written = threading.Event(), []

    def write():
        while not stop.is_set():
            content = samples.pdf() + f"%{len(written)}\n".encode()
            mine = letter if len(written) < 5 else make.document(letter.agency)  # ten files a document at most
            documents.attach(mine, actor=person, chunks=[content], name=f"{len(written)}.pdf")
            written.append(content)
        connections.close_all()

    writer = threading.Thread(target=write)
    writer.start()
    while len(written) < 3:
        stop.wait(0.05)
    try:
        made = backup.make(tmp_path / "kept")
    finally:
        stop.set()
        writer.join()
    told = backup.manifest(made.folder)
    empty()
    assert run("restore", made.folder).strip() == "ok"
    assert Event.objects.count() == told["database"]["rows"]["indicators_event"] >= 3
    assert all(store.verify(sha256) for sha256 in told["files"])
    assert dump.rows() == told["database"]["rows"]


def flip(path):
    path.chmod(0o640)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def one_file(made):
    return next((made.folder.parent / "files").glob("??/??/*"))


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        (lambda made: flip(next(made.folder.glob("database.*"))), "database.*: altered"),
        (lambda made: flip(one_file(made)), "file .*: altered"),
        (lambda made: one_file(made).unlink(), "file .*: missing"),
        (lambda made: flip(made.folder / "manifest.json"), "manifest.json: altered"),
        (lambda made: (made.folder / "manifest.sha256").unlink(), "is no backup"),
    ],
)
def test_a_damaged_backup_is_not_restored(office, tmp_path, empty, damage, found):
    made = backup.make(tmp_path / "kept")
    assert run("restore", made.folder, "--check").strip() == "ok"
    damage(made)
    assert backup.faults(made.folder)
    empty()
    with pytest.raises(CommandError, match=found):
        run("restore", made.folder)
    assert connection.introspection.table_names() == []


def test_the_dump_of_an_earlier_backup_does_not_pass_for_the_later_one(office, tmp_path):
    person, letter = office
    earlier = backup.make(tmp_path / "kept")
    documents.attach(letter, actor=person, chunks=[samples.png()], name="b.png")
    later = earlier.folder.rename(earlier.folder.with_name("earlier")), backup.make(tmp_path / "kept")
    name = next(later[1].folder.glob("database.*")).name
    shutil.copyfile(later[0] / name, later[1].folder / name)
    assert backup.faults(later[1].folder) == [f"{name}: altered"]


def test_a_whole_earlier_backup_is_found_by_the_heads_kept_elsewhere(office, tmp_path, empty):
    person, letter = office
    earlier = backup.make(tmp_path / "kept")
    documents.attach(letter, actor=person, chunks=[samples.png()], name="b.png")
    run("export_heads", "-o", tmp_path / "heads")
    assert run("check_heads", tmp_path / "heads").strip() == "ok"
    empty()
    with pytest.raises(CommandError, match="findings"):
        run("restore", earlier.folder, "--heads", tmp_path / "heads")


def test_files_are_copied_once_for_all_backups(office, tmp_path):
    first = backup.make(tmp_path / "kept")
    first.folder.rename(first.folder.with_name("first"))
    second = backup.make(tmp_path / "kept")
    assert (first.files, first.copied) == (1, 1)
    assert (second.files, second.copied) == (1, 0)


def test_a_backup_of_a_bucket_fills_an_empty_bucket(bucket, office, settings, tmp_path, empty):
    made = backup.make(tmp_path / "kept")
    assert (made.files, made.copied) == (1, 1)
    settings.FILES_BUCKET = replace(bucket.address, endpoint="http://127.0.0.1:9")
    one_file(made).unlink()
    with pytest.raises(CommandError, match="store_gone"):
        run("backup", tmp_path / "kept")
    settings.FILES_BUCKET = bucket.address
    whole = backup.make(tmp_path / "again")
    empty()
    with pytest.raises(CommandError, match="is not empty"):
        run("restore", whole.folder)
    bucket.empty()
    assert run("restore", whole.folder).strip() == "ok"
    assert len(bucket.names()) == 1


def test_nothing_is_restored_over_what_is_there(office, tmp_path):
    made = backup.make(tmp_path / "kept")
    with pytest.raises(CommandError, match="is not empty"):
        run("restore", made.folder)


def test_check_heads_refuses_another_file(office, tmp_path):
    (tmp_path / "x").write_text(json.dumps({"no": "heads"}))
    with pytest.raises(CommandError, match="no file of export_heads"):
        run("check_heads", tmp_path / "x")


def test_the_nightly_run_forgets_what_is_over_and_nothing_else(office):
    kept = Event.objects.count()
    lines = run("rotate").splitlines()
    assert [line.split(":")[0] for line in lines] == [
        "sessions",
        "sign-in attempts",
        "digests",
        "uses of links",
        "unfinished uploads",
    ]
    assert Event.objects.count() == kept
