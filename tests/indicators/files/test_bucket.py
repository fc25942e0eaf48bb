"""Files in a bucket keep the same promises as files in a folder, against a server that speaks S3 over HTTP."""

import hashlib
from dataclasses import replace
from datetime import timedelta
from threading import Thread

import pytest

from indicators.files import bucket as buckets
from indicators.files import store
from indicators.files.refusals import Refused, StoreFull, StoreGone
from tests.indicators.files import samples

pytestmark = [pytest.mark.processes, pytest.mark.sqlite_alone]

PDF = samples.pdf()
SHA256 = hashlib.sha256(PDF).hexdigest()
KEY = f"files/{SHA256[:2]}/{SHA256[2:4]}/{SHA256}"
ASIDE = KEY.replace("files/", "removed/")
AT_ONCE = timedelta(seconds=-60)


def received(content=PDF):
    return store.receive([content[:100], content[100:]], "หนังสือ.pdf")


def no_parts(evidence_dir):
    return list(evidence_dir.glob("incoming/*.part")) == []


def test_a_file_is_kept_under_its_hash_and_read_back_whole(bucket, evidence_dir):
    assert received().sha256 == SHA256
    assert bucket.names() == [KEY]
    assert bucket.bytes_of(KEY) == PDF
    assert store.exists(SHA256)
    assert store.verify(SHA256)
    with store.open(SHA256) as file:
        assert file.read() == PDF
        assert file.seek(0) == 0
    assert no_parts(evidence_dir)


def test_what_is_refused_leaves_nothing(bucket, evidence_dir):
    with pytest.raises(Refused):
        store.receive([b"<html>"], "หน้า.pdf")
    assert bucket.names() == []
    assert no_parts(evidence_dir)


def test_the_same_bytes_again_are_put_once(bucket, monkeypatch):
    asked = []
    ask = buckets.Bucket._ask

    def noted(self, name, **given):
        asked.append(name)
        return ask(self, name, **given)

    monkeypatch.setattr(buckets.Bucket, "_ask", noted)
    received()
    assert asked.count("put_object") == 1
    received()
    assert asked.count("put_object") == 1
    assert bucket.names() == [KEY]


def test_two_at_once_keep_one_and_both_are_told_it_is_kept(bucket):
    told = []
    senders = [Thread(target=lambda: told.append(received().sha256)) for _ in range(6)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join(60)
    assert told == [SHA256] * 6
    assert bucket.names() == [KEY]


@pytest.mark.parametrize("between", [PDF, b"other"])
def test_a_key_that_appears_between_our_look_and_our_upload_is_not_written_over(bucket, monkeypatch, between):
    monkeypatch.setattr(buckets.Bucket, "_touched_digest", lambda self, sha256: bucket.write(KEY, between))
    if between == PDF:
        assert received().sha256 == SHA256
    else:
        with pytest.raises(StoreGone):
            received()
    assert bucket.bytes_of(KEY) == between


def test_a_file_that_is_not_there_is_not_found(bucket):
    assert not store.exists(SHA256)
    assert not store.verify(SHA256)
    with pytest.raises(FileNotFoundError):
        store.open(SHA256)


def test_altered_bytes_never_go_out_and_are_mended_by_the_file_sent_again(bucket):
    received()
    bucket.write(KEY, PDF[:-1] + b"!")
    assert store.exists(SHA256)
    assert not store.verify(SHA256)
    with pytest.raises(FileNotFoundError):
        store.open(SHA256)
    received()
    assert bucket.bytes_of(KEY) == PDF
    assert store.verify(SHA256)


def test_an_upload_that_arrives_as_other_bytes_is_not_believed(bucket, monkeypatch, evidence_dir):
    """The store says yes and keeps something else."""
    ask = buckets.Bucket._ask

    def damaging(self, name, **given):
        answer = ask(self, name, **given)
        if name == "put_object":
            bucket.write(given["Key"], b"other")
        return answer

    monkeypatch.setattr(buckets.Bucket, "_ask", damaging)
    with pytest.raises(StoreGone):
        received()
    assert no_parts(evidence_dir)


def test_the_sweep_sets_aside_what_no_row_names(bucket):
    received()
    other = store.receive([samples.png()], "มีแถว.png").sha256
    assert store.orphans({other}, AT_ONCE) == [SHA256]
    assert store.sweep_orphans({other}) == []
    assert store.sweep_orphans({other}, AT_ONCE) == [SHA256]
    assert ASIDE in bucket.names()
    assert KEY not in bucket.names()
    assert store.verify(other)


def test_what_was_set_aside_comes_back_when_it_is_sent_again_or_asked_for(bucket):
    received()
    store.sweep_orphans(set(), AT_ONCE)
    received()
    assert KEY in bucket.names()
    store.sweep_orphans(set(), AT_ONCE)
    assert KEY not in bucket.names()
    assert store.exists(SHA256)
    assert bucket.bytes_of(KEY) == PDF


def test_what_nobody_asked_for_in_a_day_goes_for_good_and_what_a_row_names_comes_back(bucket, monkeypatch):
    named = store.receive([samples.png()], "มีแถว.png").sha256
    received()
    store.sweep_orphans(set(), AT_ONCE)
    store.sweep_orphans({named})
    assert ASIDE in bucket.names()  # not a day yet
    monkeypatch.setattr(buckets, "ASIDE", timedelta(seconds=-60))
    store.sweep_orphans({named})
    assert bucket.names() == [f"files/{named[:2]}/{named[2:4]}/{named}"]
    assert store.verify(named)


def test_keys_of_others_are_left_alone(bucket):
    bucket.write("files/aa/bb/README", b"x")
    bucket.write("files/zz/" + "c" * 64, b"x")
    assert store.orphans(set(), AT_ONCE) == []
    assert store.sweep_orphans(set(), AT_ONCE) == []
    assert len(bucket.names()) == 2


def test_more_than_a_page_of_keys_is_seen(bucket, monkeypatch):
    ask = buckets.Bucket._ask

    def short_pages(self, name, **given):
        return ask(self, name, **given, **({"MaxKeys": 2} if name == "list_objects_v2" else {}))

    monkeypatch.setattr(buckets.Bucket, "_ask", short_pages)
    names = []
    for number in range(5):
        content = f"{number}".encode()
        names.append(hashlib.sha256(content).hexdigest())
        bucket.write(buckets._key(names[-1]), content)
    assert sorted(store.orphans(set(), AT_ONCE)) == sorted(names)


def test_paths_at_hand_hold_the_bytes_and_go_afterwards(bucket):
    received()
    with store.at_hand() as files:
        copy = files.path(SHA256)
        assert copy.read_bytes() == PDF
        assert files.path(SHA256) == copy
    assert not copy.exists()


def test_a_copy_from_a_backup_is_put_back(bucket, tmp_path):
    copy = tmp_path / "copy"
    copy.write_bytes(PDF)
    assert store.is_empty()
    store.put_back(copy, SHA256)
    assert not store.is_empty()
    assert store.verify(SHA256)
    assert copy.exists()
    copy.write_bytes(b"other")
    with pytest.raises(ValueError, match="altered"):
        store.put_back(copy, SHA256)


@pytest.mark.parametrize(
    ("changed", "is_there"),
    [({}, True), ({"bucket": "another"}, False), ({"endpoint": "http://127.0.0.1:9"}, False)],
)
def test_whether_it_takes_files_is_told(bucket, settings, changed, is_there):
    settings.FILES_BUCKET = replace(bucket.address, **changed)
    assert store.takes_files() is is_there
    assert store.has_room()


@pytest.mark.parametrize(
    ("code", "refusal"), [("QuotaExceeded", StoreFull), ("SlowDown", StoreGone), ("AccessDenied", StoreGone)]
)
def test_a_refusal_of_the_server_is_a_sentence(bucket, monkeypatch, evidence_dir, code, refusal):
    from botocore.exceptions import ClientError

    def refuse(**given):
        raise ClientError({"Error": {"Code": code}}, "PutObject")

    monkeypatch.setattr(bucket.client, "put_object", refuse)
    with pytest.raises(refusal):
        received()
    assert no_parts(evidence_dir)


def test_a_server_that_says_nothing_is_given_up(bucket, settings, monkeypatch):
    received()
    config = buckets.Config
    monkeypatch.setattr(buckets, "Config", lambda **given: config(**given | {"read_timeout": 0.3}))
    settings.FILES_BUCKET = replace(bucket.address, access_key="another")
    with bucket.held(), pytest.raises(StoreGone):
        store.open(SHA256)
    assert store.verify(SHA256)
