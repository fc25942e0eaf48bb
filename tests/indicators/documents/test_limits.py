"""What an agency may keep, and what is said when there is no room."""

import json
import shutil

import pytest
from django.urls import reverse

from indicators.files import store
from indicators.models import Document, Event
from indicators.services import documents, quota
from indicators.services.errors import Invalid
from tests.indicators.documents.conftest import attach, upload
from tests.indicators.documents.test_document_pages import typed
from tests.indicators.files import samples

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]


@pytest.fixture
def full_disk(monkeypatch):
    usage = type(shutil.disk_usage("/"))(total=1000, used=901, free=99)
    monkeypatch.setattr(store.shutil, "disk_usage", lambda _folder: usage)


def pdf(number):
    return samples.pdf(content=b"%d 0 m\n" % number)


def test_a_document_has_ten_files_and_no_eleventh(letter, alice):
    for number in range(10):
        attach(letter, alice, content=pdf(number))
    with pytest.raises(Invalid, match="ไม่เกิน 10 ไฟล์"):
        attach(letter, alice, content=pdf(10))
    assert letter.files.count() == 10
    assert not documents.attach_received(letter, store.receive([pdf(3)], "เดิม.pdf"), actor=alice).is_new


def test_the_last_byte_of_the_quota_is_taken_and_none_more(letter, alice, monkeypatch):
    files = [store.receive([pdf(number)], "ก.pdf") for number in range(2)]
    monkeypatch.setattr(quota, "QUOTA_BYTES", sum(file.size for file in files))
    for file in files:
        documents.attach_received(letter, file, actor=alice)
    with pytest.raises(Invalid, match="กิกะไบต์"):
        attach(letter, alice, content=pdf(2))


def test_what_apps_above_keep_counts_too(letter, alice, monkeypatch):
    monkeypatch.setattr(quota, "COUNTED_BESIDES", [lambda _agency, _since: quota.QUOTA_BYTES])
    with pytest.raises(Invalid, match="กิกะไบต์"):
        attach(letter, alice)


def test_the_history_tells_the_hash_of_a_photograph_as_it_was_sent(letter, alice):
    photograph = samples.jpeg(quality=70)
    received = store.receive([photograph], "ภาพ.jpg")
    documents.attach_received(letter, received, actor=alice)
    attach(letter, alice)
    told = [json.loads(event.details) for event in Event.objects.filter(action="attach").order_by("sequence")]
    assert told[0]["sha256"] == received.sha256
    assert told[0]["sent_sha256"] == received.sent_sha256 != received.sha256
    assert "sent_sha256" not in told[1]  # a PDF is kept as it was sent


def test_a_full_disk_is_507_in_thai_and_the_text_is_there_to_copy(full_disk, client_of, alice):
    answer = client_of(alice).post(
        reverse("document-add"), typed(subject="ขอเชิญประชุมครั้งที่ 4", attachments=[upload("ก.pdf")])
    )
    page = answer.content.decode()
    assert answer.status_code == 507
    assert "พื้นที่เก็บไฟล์ของระบบเหลือน้อย" in page
    assert "ขอเชิญประชุมครั้งที่ 4" in page
    assert not Document.objects.exists()


def test_a_full_disk_is_507_for_the_script_too(full_disk, client_of, alice):
    answer = client_of(alice).post(reverse("file-receive"), {"attachments": upload("ก.pdf")})
    assert answer.status_code == 507
    assert answer.json()["state"] == "refused"
    assert "พื้นที่เก็บไฟล์" in answer.json()["sentence"]
