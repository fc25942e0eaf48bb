"""A file is kept once, under its hash, whole and read-only, and is removed by nothing but the sweep."""

import errno
import hashlib
import multiprocessing
import os
import shutil
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from indicators.files import store
from indicators.files.kinds import MAX_BYTES, Kind
from indicators.files.reasons import Code
from indicators.files.refusals import Refused, StoreFull
from tests.indicators.files import children, samples

PNG = samples.png()
PNG_SHA256 = hashlib.sha256(PNG).hexdigest()
DAY = 24 * 3600


def _files(evidence_dir):
    """Every file under the store but the lock, by its path there."""
    found = (file for file in evidence_dir.rglob("*") if file.is_file() and file.name != ".lock")
    return sorted(str(file.relative_to(evidence_dir)) for file in found)


def _age(file, seconds):
    told = os.stat(file).st_mtime - seconds
    os.utime(file, (told, told))


def test_a_received_file_is_kept_under_its_hash(evidence_dir):
    received = store.receive([PNG[:10], PNG[10:11], PNG[11:]], "C:\\ภาพ\\งาน.png")
    assert received == store.Received(
        sha256=PNG_SHA256,
        size=len(PNG),
        kind=Kind.PNG,
        extension="png",
        content_type="image/png",
        name="งาน.png",
        notice="",
        sent_sha256=PNG_SHA256,
    )
    place = evidence_dir / PNG_SHA256[:2] / PNG_SHA256[2:4] / PNG_SHA256
    assert _files(evidence_dir) == [str(place.relative_to(evidence_dir))]
    assert place.read_bytes() == PNG
    assert stat.S_IMODE(place.stat().st_mode) == 0o440
    assert store.path(PNG_SHA256) == place
    with store.open(PNG_SHA256) as file:
        assert file.read() == PNG
    assert store.verify(PNG_SHA256)


def test_a_name_that_says_another_kind_is_noticed_and_kept_as_it_was(evidence_dir):
    received = store.receive([PNG], "งาน.pdf")
    assert (received.kind, received.extension, received.name) == (Kind.PNG, "png", "งาน.pdf")
    assert "PNG" in received.notice


@pytest.mark.parametrize(
    ("chunks", "code"),
    [
        ([], Code.EMPTY),
        ([b""], Code.EMPTY),
        ([b"<html>"], Code.NOT_ALLOWED),
        ([PNG[:-1]], Code.DAMAGED),
        ([PNG, bytes(MAX_BYTES)], Code.TOO_BIG),
    ],
)
def test_a_refused_file_leaves_nothing_behind(evidence_dir, chunks, code):
    with pytest.raises(Refused) as refusal:
        store.receive(chunks, "งาน.png")
    assert refusal.value.code is code
    assert _files(evidence_dir) == []


def test_a_file_without_end_is_read_no_further_than_the_limit(evidence_dir):
    read = []

    def endless():
        while True:
            read.append(1)
            yield bytes(1024 * 1024)

    with pytest.raises(Refused):
        store.receive(endless(), "งาน.png")
    assert len(read) == 21


def test_a_sender_that_breaks_off_leaves_nothing_behind(evidence_dir):
    def broken():
        yield PNG[:100]
        raise ConnectionResetError(errno.ECONNRESET, "gone")

    with pytest.raises(ConnectionResetError):
        store.receive(broken(), "งาน.png")
    assert _files(evidence_dir) == []


def test_the_same_bytes_are_kept_once_and_a_new_version_beside_them(evidence_dir):
    first = store.receive([PNG], "งาน.png")
    inode = store.path(PNG_SHA256).stat().st_ino
    again = store.receive([PNG], "งานเดิม.png")
    other = store.receive([samples.png(size=(65, 48))], "งาน.png")
    assert (again.sha256, again.name) == (first.sha256, "งานเดิม.png")
    assert other.sha256 != first.sha256
    assert store.path(PNG_SHA256).stat().st_ino == inode
    assert len(_files(evidence_dir)) == 2


def test_eight_threads_receive_the_same_bytes_into_one_file(evidence_dir):
    with ThreadPoolExecutor(8) as pool:
        hashes = {received.sha256 for received in pool.map(lambda n: store.receive([PNG], f"{n}.png"), range(16))}
    assert hashes == {PNG_SHA256}
    assert len(_files(evidence_dir)) == 1
    assert store.verify(PNG_SHA256)


@pytest.mark.processes
def test_processes_receive_the_same_bytes_into_one_file(evidence_dir):
    context = multiprocessing.get_context("spawn")
    arguments = (str(evidence_dir), PNG, "งาน.png", 4)
    workers = [context.Process(target=children.receive_files, args=arguments) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0, 0]
    assert len(_files(evidence_dir)) == 1
    assert store.verify(PNG_SHA256)


@pytest.mark.processes
def test_a_crash_before_the_rename_leaves_an_orphan_that_the_sweep_removes(evidence_dir):
    context = multiprocessing.get_context("spawn")
    worker = context.Process(target=children.receive_and_die_before_the_rename, args=(str(evidence_dir), PNG))
    worker.start()
    worker.join(60)
    assert worker.exitcode == 9
    orphans = _files(evidence_dir)  # as it was sent, and as it was drawn anew
    assert len(orphans) == 2
    assert all(orphan.startswith("incoming/") for orphan in orphans)
    assert not store.verify(PNG_SHA256)

    assert store.sweep_orphans(set()) == []
    for orphan in orphans:
        _age(evidence_dir / orphan, DAY + 60)
    assert sorted(store.sweep_orphans(set())) == [orphan.rpartition("/")[2] for orphan in orphans]
    assert _files(evidence_dir) == []
    assert store.receive([PNG], "งาน.png").sha256 == PNG_SHA256


def test_everything_is_on_the_disk_before_it_is_said_to_be_kept(evidence_dir, monkeypatch):
    steps = []
    fsync, replace = os.fsync, os.replace

    def noted_fsync(descriptor):
        steps.append(("fsync", os.readlink(f"/proc/self/fd/{descriptor}")))
        fsync(descriptor)

    def noted_replace(source, target):
        steps.append(("replace", str(target)))
        replace(source, target)

    monkeypatch.setattr(store.os, "fsync", noted_fsync)
    monkeypatch.setattr(store.os, "replace", noted_replace)
    store.receive([PNG], "งาน.png")
    place = store.path(PNG_SHA256)
    assert steps[0][0] == "fsync"
    assert steps[0][1].startswith(str(evidence_dir / "incoming"))
    assert steps[1:] == [
        ("replace", str(place)),
        ("fsync", str(place.parent)),
        ("fsync", str(place.parent.parent)),
        ("fsync", str(evidence_dir)),
    ]


def test_a_flipped_bit_and_a_missing_file_are_found(evidence_dir):
    store.receive([PNG], "งาน.png")
    place = store.path(PNG_SHA256)
    place.chmod(0o600)
    place.write_bytes(PNG[:50] + bytes([PNG[50] ^ 1]) + PNG[51:])
    assert not store.verify(PNG_SHA256)
    place.unlink()
    assert not store.verify(PNG_SHA256)
    with pytest.raises(FileNotFoundError):
        store.open(PNG_SHA256)


def test_a_file_damaged_on_the_disk_is_healed_by_the_same_bytes_sent_again(evidence_dir, caplog):
    store.receive([PNG], "งาน.png")
    store.path(PNG_SHA256).chmod(0o600)
    store.path(PNG_SHA256).write_bytes(b"x" * len(PNG))
    store.receive([PNG], "งาน.png")
    assert store.verify(PNG_SHA256)
    assert PNG_SHA256 in caplog.text


@pytest.mark.parametrize(
    "sha256",
    ["", "a" * 63, "a" * 65, "A" * 64, "../" * 21 + "a", "/etc/passwd", "a" * 64 + "\n", "๑" * 64, "g" * 64],
)
def test_what_is_no_hash_leads_nowhere(evidence_dir, sha256):
    for look in (store.path, store.open, store.verify):
        with pytest.raises(ValueError, match="SHA-256"):
            look(sha256)


def test_the_sweep_removes_old_files_that_no_row_names_and_only_those(evidence_dir):
    known = store.receive([PNG], "มีแถว.png").sha256
    young = store.receive([samples.pdf()], "ใหม่.pdf").sha256
    orphan = store.receive([samples.jpeg()], "ไม่มีแถว.jpg").sha256
    foreign = evidence_dir / "aa" / "bb" / "README"
    foreign.parent.mkdir(parents=True)
    misplaced = foreign.with_name("c" * 64)
    for file in (foreign, misplaced):
        file.write_bytes(b"x")
        _age(file, 30 * DAY)
    _age(store.path(known), 30 * DAY)
    _age(store.path(young), DAY - 60)
    _age(store.path(orphan), DAY + 60)
    assert store.orphans({known}) == [orphan]
    assert store.verify(orphan)  # listing touches nothing
    assert store.sweep_orphans({known}) == [orphan]
    assert store.verify(known)
    assert store.verify(young)
    assert foreign.exists()
    assert misplaced.exists()


def test_the_age_at_which_the_sweep_removes_can_be_told(evidence_dir):
    sha256 = store.receive([PNG], "งาน.png").sha256
    _age(store.path(sha256), 120)
    assert store.sweep_orphans(set(), older_than=timedelta(minutes=3)) == []
    assert store.sweep_orphans(set(), older_than=timedelta(minutes=1)) == [sha256]


def test_an_orphan_that_is_sent_again_is_young_again(evidence_dir):
    sha256 = store.receive([PNG], "งาน.png").sha256
    _age(store.path(sha256), 30 * DAY)
    store.receive([PNG], "งาน.png")
    assert store.sweep_orphans(set()) == []
    assert store.verify(sha256)


@pytest.mark.parametrize(("free", "full"), [(100, False), (99, True), (0, True)])
def test_a_tenth_of_the_disk_stays_free(evidence_dir, monkeypatch, free, full):
    usage = type(shutil.disk_usage("/"))(total=1000, used=1000 - free, free=free)
    monkeypatch.setattr(store.shutil, "disk_usage", lambda _folder: usage)
    if not full:
        assert store.receive([PNG], "งาน.png").sha256 == PNG_SHA256
        return
    with pytest.raises(StoreFull) as refusal:
        store.receive([PNG], "งาน.png")
    assert refusal.value.code is Code.STORE_FULL
    assert "พื้นที่เก็บไฟล์" in refusal.value.sentence
    assert _files(evidence_dir) == []


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EDQUOT])
def test_a_disk_that_fills_up_meanwhile_is_said_to_be_full(evidence_dir, error):
    def filling():
        yield PNG[:100]
        raise OSError(error, os.strerror(error))

    with pytest.raises(StoreFull):
        store.receive(filling(), "งาน.png")
    assert _files(evidence_dir) == []
