"""The files of a document: attached, counted against the quota, taken off."""

from datetime import UTC, datetime

import pytest

from indicators.files import store
from indicators.files.refusals import Refused
from indicators.models import DocumentFile, Event, RevisionFile, StoredFile
from indicators.services import documents, quota
from indicators.services.errors import Invalid
from tests import make
from tests.indicators.documents.conftest import attach
from tests.indicators.documents.test_register import frozen_in
from tests.indicators.files import samples

pytestmark = pytest.mark.django_db


def test_a_file_is_kept_before_its_row_and_under_its_hash(letter, alice):
    content = samples.pdf()
    file = attach(letter, alice, "หนังสือ.pdf", content)
    with store.open(file.file_id) as kept:
        assert kept.read() == content
    assert (file.file.size, file.file.extension, file.name, file.added_by) == (
        len(content),
        "pdf",
        "หนังสือ.pdf",
        alice,
    )


def test_a_name_that_claims_another_kind_is_noticed(letter, alice):
    attached = documents.attach(letter, actor=alice, chunks=[samples.pdf()], name="ภาพ.png")
    assert attached.file.file.content_type == "application/pdf"
    assert "PDF" in attached.notice


def test_the_same_bytes_attach_once(letter, alice):
    first = documents.attach(letter, actor=alice, chunks=[samples.pdf()], name="หนึ่ง.pdf")
    again = documents.attach(letter, actor=alice, chunks=[samples.pdf()], name="สอง.pdf")
    assert (first.is_new, again.is_new) == (True, False)
    assert again.file == first.file
    assert Event.objects.filter(action="attach").count() == 1


def test_two_documents_share_the_bytes(letter, agency, alice):
    attach(letter, alice)
    attach(make.document(agency), alice)
    assert DocumentFile.objects.count() == 2
    assert StoredFile.objects.count() == 1


def test_a_refused_file_leaves_no_row(letter, alice):
    with pytest.raises(Refused, match="not_allowed"):
        attach(letter, alice, "game.exe", b"MZ" + bytes(200))
    assert not DocumentFile.objects.exists()
    assert not Event.objects.exists()


def test_detaching_twice_is_one_event(letter, alice):
    file = attach(letter, alice)
    documents.detach(file, actor=alice)
    assert documents.detach(file, actor=alice) is None
    assert Event.objects.filter(action="detach").count() == 1


def test_a_file_of_a_submitted_revision_stays(letter, alice, report):
    file = attach(letter, alice)
    RevisionFile.objects.create(revision=frozen_in(report, letter, alice), file=file.file)
    with pytest.raises(Invalid, match="อยู่ในรายงานที่ส่งแล้ว"):
        documents.detach(file, actor=alice)
    assert DocumentFile.objects.filter(pk=file.pk).exists()


def test_a_file_added_after_the_submission_can_go(letter, alice, report):
    frozen = attach(letter, alice)
    RevisionFile.objects.create(revision=frozen_in(report, letter, alice), file=frozen.file)
    documents.detach(attach(letter, alice, "เพิ่ม.png", samples.png()), actor=alice)
    assert DocumentFile.objects.get() == frozen


@pytest.fixture
def held(letter, alice):
    """Puts a row for a file of `size` bytes, added at an instant."""

    def put(size, added_at=None, document=None):
        number = StoredFile.objects.count()
        file = StoredFile.objects.create(
            sha256=f"{number:064x}", size=size, extension="pdf", content_type="application/pdf"
        )
        row = DocumentFile.objects.create(document=document or letter, file=file, name="ใหญ่.pdf", added_by=alice)
        if added_at:
            DocumentFile.objects.filter(pk=row.pk).update(added_at=added_at)
        return row

    return put


QUOTA = 2 * 1024 * 1024 * 1024


def test_the_last_byte_of_the_quota_may_be_used_and_not_one_more(letter, alice, held):
    content = samples.pdf()
    held(QUOTA - len(content))
    attach(letter, alice, content=content)
    with pytest.raises(Invalid, match="จะทำให้เกิน 2 กิกะไบต์"):
        attach(letter, alice, "อีก.png", samples.png())
    assert DocumentFile.objects.count() == 2


def test_one_file_over_the_quota_does_not_stop_a_smaller_one(letter, alice, held):
    small, large = samples.pdf(), samples.png()
    assert len(small) < len(large)
    held(QUOTA - len(small))
    received = [store.receive([large], "ใหญ่.png"), store.receive([small], "เล็ก.pdf")]
    attached, refused = documents.attach_all(letter, received, actor=alice)
    assert [one.file.name for one in attached] == ["เล็ก.pdf"]
    ((name, sentence),) = refused
    assert name == "ใหญ่.png"
    assert "กิกะไบต์" in sentence


def test_another_agency_has_a_quota_of_its_own(other_agency, charlie, held):
    held(QUOTA // 2)
    held(QUOTA // 2)
    attach(make.document(other_agency), charlie)
    assert DocumentFile.objects.filter(document__agency=other_agency).count() == 1


def test_the_quota_counts_from_the_first_midnight_of_the_quarter_in_bangkok(agency, held):
    # 1 July 2021 00:00 in Bangkok is 30 June 17:00 UTC.
    held(100, datetime(2021, 6, 30, 16, 59, 59, tzinfo=UTC))
    held(7, datetime(2021, 6, 30, 17, 0, 0, tzinfo=UTC))
    assert quota.used_bytes(agency, datetime(2021, 9, 30, 16, 59, tzinfo=UTC)) == 7
    assert quota.used_bytes(agency, datetime(2021, 6, 30, 16, 59, 59, tzinfo=UTC)) == 107
    assert quota.used_bytes(agency, datetime(2021, 9, 30, 17, 0, tzinfo=UTC)) == 0


def test_a_file_taken_off_gives_its_room_back(letter, alice, held):
    held(QUOTA // 2)
    row = held(QUOTA // 2)
    with pytest.raises(Invalid, match="กิกะไบต์"):
        attach(letter, alice)
    documents.detach(row, actor=alice)
    attach(letter, alice)
    assert DocumentFile.objects.count() == 2
