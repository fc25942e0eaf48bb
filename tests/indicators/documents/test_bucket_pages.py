"""Evidence in a bucket as people and operators meet it, against a server that speaks S3 over HTTP."""

from dataclasses import replace
from datetime import timedelta
from io import StringIO

import pikepdf
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from books.models import PrintJob
from books.services import results
from indicators.files import bucket as buckets
from indicators.files import store
from indicators.files.refusals import NoStore
from indicators.models import Document, DocumentFile, StoredFile
from kpi_tracker.operation import backup
from tests.books import stage
from tests.indicators.documents.conftest import attach, upload
from tests.indicators.documents.test_document_pages import sentences, typed
from tests.indicators.files import samples

pytestmark = [pytest.mark.django_db, pytest.mark.processes, pytest.mark.sqlite_alone]
GONE = "ขณะนี้ระบบติดต่อที่เก็บไฟล์ไม่ได้"


@pytest.fixture
def gone(bucket, settings):
    """From now on nobody answers at the address of the bucket."""

    def cut():
        settings.FILES_BUCKET = replace(bucket.address, endpoint="http://127.0.0.1:9")

    return cut


def run(name, *options):
    out = StringIO()
    call_command(name, *map(str, options), stdout=out)
    return out.getvalue().strip()


def key_of(sha256):
    return f"files/{sha256[:2]}/{sha256[2:4]}/{sha256}"


def test_a_file_sent_by_the_form_comes_back_byte_for_byte(bucket, client_of, alice, letter):
    client, content = client_of(alice), samples.pdf()
    answer = client.post(
        reverse("document-file-add", args=[letter.pk]), {"attachments": upload("รายงาน.pdf", content)}, follow=True
    )
    assert ("success", "แนบไฟล์แล้ว 1 ไฟล์: “รายงาน.pdf”") in sentences(answer)
    file = DocumentFile.objects.get()
    assert bucket.names() == [key_of(file.file_id)]
    address = reverse("document-file", args=[file.pk])
    whole = client.get(address)
    assert whole.getvalue() == content
    part = client.get(address, headers={"range": "bytes=0-3"})
    assert (part.status_code, part.getvalue()) == (200, content)
    head = client.head(address)
    assert (head.getvalue(), head["Content-Length"]) == (b"", str(len(content)))
    for name in ("Content-Type", "Content-Disposition", "Cache-Control", "Content-Security-Policy"):
        assert head[name] == whole[name]
    assert "attachment" in whole["Content-Disposition"]


def test_a_stranger_gets_nothing_from_the_bucket(bucket, client_of, charlie, alice, letter):
    file = attach(letter, alice)
    assert client_of(charlie).get(reverse("document-file", args=[file.pk])).status_code == 404


def test_check_data_finds_a_flipped_byte_and_a_lost_file(bucket, alice, letter):
    file, other = attach(letter, alice), attach(letter, alice, content=samples.png())
    assert run("check_data") == "ok"
    flipped = bytearray(bucket.bytes_of(key_of(file.file_id)))
    flipped[len(flipped) // 2] ^= 1
    bucket.write(key_of(file.file_id), bytes(flipped))
    bucket.client.delete_object(Bucket="evidence", Key=key_of(other.file_id))
    out = StringIO()
    with pytest.raises(CommandError, match="2 findings"):
        call_command("check_data", stdout=out)
    for each in (file, other):
        assert f"file {each.file_id}: missing or altered" in out.getvalue()


def test_an_altered_file_is_explained_and_does_not_go_out(bucket, client_of, alice, letter):
    file = attach(letter, alice)
    bucket.write(key_of(file.file_id), samples.pdf()[:-1] + b"!")
    answer = client_of(alice).get(reverse("document-file", args=[file.pk]))
    assert answer.status_code == 500
    assert "ไม่พบไฟล์นี้ในที่เก็บ โปรดแจ้งผู้ดูแลระบบ" in answer.content.decode()


def test_a_server_that_is_gone_is_503_in_thai_and_the_text_is_there_to_copy(gone, client_of, alice):
    gone()
    form = typed(subject="ขอเชิญประชุมครั้งที่ 4", attachments=[upload("ก.pdf")])
    answer = client_of(alice).post(reverse("document-add"), form)
    page = answer.content.decode()
    assert answer.status_code == 503
    assert GONE in page
    assert "ขอเชิญประชุมครั้งที่ 4" in page
    assert not Document.objects.exists()
    assert not StoredFile.objects.exists()


def test_the_script_and_the_reader_are_told_as_well(gone, client_of, alice, letter):
    file = attach(letter, alice)
    gone()
    client = client_of(alice)
    answer = client.post(reverse("file-receive"), {"attachments": upload("ก.pdf")})
    assert (answer.status_code, answer.json()["state"]) == (503, "refused")
    assert GONE in answer.json()["sentence"]
    answer = client.get(reverse("document-file", args=[file.pk]))
    assert answer.status_code == 503
    assert GONE in answer.content.decode()
    assert client.get(reverse("document", args=[letter.pk])).status_code == 200
    probe = client.get("/readyz")
    assert (probe.status_code, probe.json()["files"], probe.json()["space"]) == (503, "not writable", "ok")


def test_after_it_is_back_the_file_is_taken_and_those_of_before_are_whole(gone, bucket, settings, alice, letter):
    before = attach(letter, alice)
    gone()
    with pytest.raises(NoStore):
        attach(letter, alice, content=samples.png())
    settings.FILES_BUCKET = bucket.address
    after = attach(letter, alice, content=samples.png())
    assert store.verify(before.file_id)
    assert store.verify(after.file_id)
    assert letter.files.count() == 2


def test_what_the_bucket_lost_is_put_back_from_a_backup(bucket, alice, letter, tmp_path):
    file, other = attach(letter, alice), attach(letter, alice, content=samples.png())
    backup._copy_files(tmp_path / "files")
    bucket.write(key_of(file.file_id), b"other")
    bucket.client.delete_object(Bucket="evidence", Key=key_of(other.file_id))
    backup._place(tmp_path / "files", other.file_id).unlink()
    out = StringIO()
    with pytest.raises(CommandError, match="1 files are still missing"):
        call_command("put_back_files", tmp_path, stdout=out)
    assert out.getvalue().splitlines()[0] == "1 files put back"
    assert other.file_id in out.getvalue()
    assert store.verify(file.file_id)
    backup._place(tmp_path / "files", other.file_id).write_bytes(samples.png())
    assert run("put_back_files", tmp_path) == "1 files put back"
    assert run("check_data") == "ok"
    assert run("put_back_files", tmp_path) == "0 files put back"


def test_operators_are_told_that_nobody_answers(gone, alice, letter, tmp_path):
    attach(letter, alice)
    gone()
    out = StringIO()
    with pytest.raises(CommandError, match="2 findings"):
        call_command("check_data", stdout=out)
    assert "files: not checked, store_gone" in out.getvalue()
    with pytest.raises(CommandError, match="store_gone"):
        run("put_back_files", tmp_path)


def test_rotate_sets_aside_what_no_row_names(bucket, monkeypatch, alice, letter):
    file = attach(letter, alice)
    sent = store.receive([samples.png()], "ไม่มีแถว.png").sha256
    assert "unfinished uploads: 0" in run("rotate")
    monkeypatch.setattr(store.time, "time", lambda now=store.time.time: now() + timedelta(hours=25).total_seconds())
    monkeypatch.setattr(buckets, "ASIDE", timedelta(hours=26))  # set aside just now, by the server's clock
    assert "unfinished uploads: 1" in run("rotate")
    assert bucket.names() == [key_of(file.file_id), key_of(sent).replace("files/", "removed/")]


def test_a_book_is_joined_from_papers_in_the_bucket(bucket):
    job = stage.worked(stage.made(stage.town()))
    assert (job.state, job.pages) == (PrintJob.State.DONE, 5)
    with pikepdf.open(results.place_of(job)) as pdf:
        assert len(pdf.pages) == 5
    assert len(bucket.names()) == 2


def test_a_backup_has_the_files_of_the_bucket_and_fills_an_empty_one(bucket, settings, alice, letter, tmp_path):
    file = attach(letter, alice)
    names, copied = backup._copy_files(tmp_path / "files")
    assert (names, copied) == ([file.file_id], 1)
    place = backup._place(tmp_path / "files", file.file_id)
    assert place.read_bytes() == samples.pdf()
    bucket.empty()
    assert store.is_empty()
    store.put_back(place, file.file_id)
    assert store.verify(file.file_id)
    assert run("check_data") == "ok"
