"""What an operator asks of a store in a folder: a copy put back, whether it is empty, reachable, roomy."""

import errno
import hashlib
import os
import shutil
import stat

import pytest

from indicators.files import store
from indicators.files.folder import Folder, made
from indicators.files.refusals import StoreFull
from tests.indicators.files import samples
from tests.indicators.files.test_store import DAY, PNG, PNG_SHA256, _age, _files

OTHER = hashlib.sha256(b"other").hexdigest()


@pytest.fixture
def copy(tmp_path):
    """A copy of a kept file, as a backup has it."""
    path = tmp_path / "copy"
    path.write_bytes(PNG)
    return path


def test_a_copy_is_put_back_and_stays_where_it_is(evidence_dir, copy):
    store.put_back(copy, PNG_SHA256)
    assert _files(evidence_dir) == [f"{PNG_SHA256[:2]}/{PNG_SHA256[2:4]}/{PNG_SHA256}"]
    assert stat.S_IMODE(store.path(PNG_SHA256).stat().st_mode) == 0o440
    assert (store.verify(PNG_SHA256), copy.read_bytes()) == (True, PNG)


def test_a_copy_with_other_bytes_is_not_put_back(evidence_dir, copy):
    with pytest.raises(ValueError, match=f"^file {OTHER}: altered$"):
        store.put_back(copy, OTHER)
    with pytest.raises(ValueError, match=r"^not a SHA-256 in 64 lower-case hexadecimal digits$"):
        store.put_back(copy, "etc")
    assert _files(evidence_dir) == []


def test_it_is_told_whether_a_file_is_there(evidence_dir, copy):
    assert not store.exists(PNG_SHA256)
    store.put_back(copy, PNG_SHA256)
    assert store.exists(PNG_SHA256)
    with store.at_hand() as files:
        assert files.path(PNG_SHA256).read_bytes() == PNG
    with pytest.raises(ValueError, match="SHA-256"):
        store.exists("A" * 64)


def test_a_store_is_empty_until_it_has_anything(evidence_dir, copy):
    assert store.is_empty()
    made(evidence_dir)
    assert store.is_empty()
    store.put_back(copy, PNG_SHA256)
    assert not store.is_empty()


def test_a_store_takes_files_while_its_folder_can_be_written(evidence_dir, settings, copy):
    assert store.takes_files()
    assert stat.S_IMODE(evidence_dir.stat().st_mode) == 0o750
    settings.EVIDENCE_DIR = copy / "files"  # below a file there is no folder
    assert not store.takes_files()


@pytest.mark.parametrize(("free", "room"), [(100, True), (99, False)])
def test_there_is_room_while_a_tenth_of_the_disk_is_free(evidence_dir, monkeypatch, caplog, free, room):
    asked = []
    told = type(shutil.disk_usage("/"))(total=1000, used=1000 - free, free=free)

    def usage(folder):
        asked.append(folder)
        return told

    monkeypatch.setattr(store.shutil, "disk_usage", usage)
    assert store.has_room() is room
    assert asked == [evidence_dir]
    if not room:
        with pytest.raises(StoreFull):
            Folder(evidence_dir).insist_on_room()
        assert caplog.messages == ["files are refused: less than a tenth of the disk is free"]


def test_what_was_never_finished_is_swept_when_it_is_old(evidence_dir):
    incoming = made(evidence_dir / "incoming")
    for name, age in (("old.part", DAY + 60), ("young.part", DAY - 60), ("notes.txt", 30 * DAY)):
        (incoming / name).write_bytes(b"x")
        _age(incoming / name, age)
    assert store.sweep_orphans(set()) == ["old.part"]
    assert _files(evidence_dir) == ["incoming/notes.txt", "incoming/young.part"]


def test_age_is_counted_to_the_second_and_what_is_gone_is_no_error(evidence_dir, copy):
    store.put_back(copy, PNG_SHA256)
    kept, folder = store.path(PNG_SHA256), Folder(evidence_dir)
    os.utime(kept, (1000, 1000))
    assert (list(folder.older_than(1000)), list(folder.older_than(1001))) == ([], [PNG_SHA256])
    assert not folder.remove_if_older(PNG_SHA256, 1000)
    assert kept.exists()
    assert folder.remove_if_older(PNG_SHA256, 1001)
    assert not kept.exists()
    assert not folder.remove_if_older(PNG_SHA256, 1001)
    assert folder.digest(PNG_SHA256) is None


def test_a_disk_without_room_is_told_from_one_that_fails(evidence_dir, monkeypatch):
    def failing(number):
        def place(*_arguments):
            raise OSError(number, "no more")

        return place

    for number, raised in ((errno.ENOSPC, StoreFull), (errno.EIO, OSError)):
        monkeypatch.setattr(Folder, "place", failing(number))
        with pytest.raises(raised):
            store.receive([samples.pdf()], "ไฟล์.pdf")
        assert _files(evidence_dir) == []
