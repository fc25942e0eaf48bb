"""The verbs of the register: enter, edit, strike."""

import json
from datetime import date
from uuid import uuid4

import pytest

from accounts.roles import Role
from indicators.models import Document, DocumentFile, Event, Revision, RevisionDocument
from indicators.permissions import Refused
from indicators.services import audit, documents
from indicators.services.errors import Invalid, NotAllowed, StaleVersion
from tests import make
from tests.indicators.documents.conftest import attach

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]


def frozen_in(report, document, by):
    """A revision of the report that cites the document."""
    revision = Revision.objects.create(
        dossier=report.dossier,
        number=1,
        content="{}",
        sha256="0" * 64,
        created_at=make.at("2021-07-05"),
        created_by=by,
    )
    RevisionDocument.objects.create(revision=revision, document=document)
    return revision


def fields(**given):
    return {"kind": make.kind(), "subject": "แต่งตั้งคณะทำงาน", "number": "12/2564", **given}


def test_it_registers_a_document_and_says_so_in_the_audit(agency, alice):
    document = documents.register(agency, actor=alice, fields=fields(date=date(2021, 1, 12)))
    document.refresh_from_db()
    assert (document.subject, document.number, document.date) == ("แต่งตั้งคณะทำงาน", "12/2564", date(2021, 1, 12))
    assert (document.agency, document.registered_by, document.version) == (agency, alice, 1)
    event = Event.objects.get(chain=agency.code, action="register")
    assert (event.actor, event.subject) == (alice, "document")
    assert json.loads(event.details) == {"document": document.pk, "subject": "แต่งตั้งคณะทำงาน"}


def test_it_leaves_columns_alone_that_nobody_may_set(agency, alice):
    document = documents.register(agency, actor=alice, fields=fields(version=7, registered_by=None, nonsense=1))
    assert (document.version, document.registered_by) == (1, alice)


def test_the_same_form_sent_twice_registers_one_document(agency, alice):
    key = uuid4()
    first = documents.register(agency, actor=alice, fields=fields(), key=key)
    again = documents.register(agency, actor=alice, fields=fields(), key=key)
    assert again == first
    assert Document.objects.count() == 1
    assert Event.objects.filter(action="register").count() == 1


def test_a_repeated_form_whose_document_is_gone_says_so(agency, alice):
    key = uuid4()
    documents.delete(documents.register(agency, actor=alice, fields=fields(), key=key), actor=alice)
    with pytest.raises(Invalid, match="มีผู้ลบเอกสารนี้ออกจากทะเบียนแล้ว"):
        documents.register(agency, actor=alice, fields=fields(), key=key)


@pytest.mark.parametrize(("role", "refused"), [(Role.HEAD, Refused.ROLE), (Role.EVALUATOR, Refused.ROLE)])
def test_only_an_officer_registers(agency, role, refused):
    with pytest.raises(NotAllowed) as refusal:
        documents.register(agency, actor=make.user(role, agency), fields=fields())
    assert refusal.value.verdict.refused is refused
    assert not Document.objects.exists()


@pytest.mark.parametrize("verb", ["edit", "delete", "attach"])
def test_a_stranger_touches_nothing(letter, charlie, verb):
    acts = {
        "edit": lambda: documents.edit(letter, actor=charlie, version=1, fields={"subject": "อื่น"}),
        "delete": lambda: documents.delete(letter, actor=charlie),
        "attach": lambda: documents.attach(letter, actor=charlie, chunks=[b"%PDF-"], name="a.pdf"),
    }
    with pytest.raises(NotAllowed) as refusal:
        acts[verb]()
    assert refusal.value.verdict.refused is Refused.STRANGER
    assert Document.objects.get().subject == "ขอเชิญประชุมคณะทำงาน"
    assert not DocumentFile.objects.exists()


def test_an_edit_raises_the_version_and_keeps_before_and_after(letter, alice):
    documents.edit(letter, actor=alice, version=1, fields={"subject": "ขอเลื่อนประชุม", "number": letter.number})
    assert (letter.version, letter.subject) == (2, "ขอเลื่อนประชุม")
    details = json.loads(Event.objects.get(action="edit").details)
    assert details == {
        "document": letter.pk,
        "before": {"subject": "ขอเชิญประชุมคณะทำงาน"},
        "after": {"subject": "ขอเลื่อนประชุม"},
    }


def test_an_edit_that_changes_nothing_leaves_no_trace(letter, alice):
    assert documents.edit(letter, actor=alice, version=1, fields={"subject": letter.subject}) is None
    letter.refresh_from_db()
    assert letter.version == 1
    assert not Event.objects.exists()


def test_a_stale_edit_is_refused_and_shows_what_stands(letter, alice):
    documents.edit(letter, actor=alice, version=1, fields={"subject": "ของเขา"})
    with pytest.raises(StaleVersion) as refusal:
        documents.edit(letter, actor=alice, version=1, fields={"subject": "ของฉัน"})
    assert refusal.value.current.subject == "ของเขา"
    assert Document.objects.get().subject == "ของเขา"


def test_original_wording_can_be_given_up_but_not_rewritten(agency, alice):
    document = make.document(agency, subject_as_written="1. หนังสือ ที่ กท 1/2564")
    documents.edit(document, actor=alice, version=1, fields={"subject_as_written": "แก้ให้ดูดี"})
    assert Document.objects.get().subject_as_written == "1. หนังสือ ที่ กท 1/2564"
    documents.edit(document, actor=alice, version=1, fields={"subject_as_written": ""})
    assert Document.objects.get().subject_as_written == ""


def test_it_strikes_a_document_with_its_files(letter, alice):
    attach(letter, alice, "หนังสือ.pdf")
    documents.delete(letter, actor=alice, version=1)
    assert not Document.objects.exists()
    assert not DocumentFile.objects.exists()
    details = json.loads(Event.objects.get(action="delete").details)
    assert (details["subject"], details["files"]) == ("ขอเชิญประชุมคณะทำงาน", ["หนังสือ.pdf"])


def test_a_stale_deletion_is_refused(letter, alice):
    documents.edit(letter, actor=alice, version=1, fields={"subject": "ของเขา"})
    with pytest.raises(StaleVersion):
        documents.delete(letter, actor=alice, version=1)
    assert Document.objects.exists()


def test_a_cited_document_stays(letter, alice, report):
    make.cite(report, letter)
    with pytest.raises(Invalid, match="ยังถูกอ้างอิงอยู่"):
        documents.delete(letter, actor=alice)
    assert Document.objects.exists()


def test_a_document_of_a_submitted_revision_stays_though_no_report_cites_it_now(letter, alice, report):
    frozen_in(report, letter, alice)
    with pytest.raises(Invalid, match="อยู่ในรายงานที่ส่งแล้ว"):
        documents.delete(letter, actor=alice)
    assert Document.objects.exists()


def test_what_was_deleted_meanwhile_is_neither_edited_nor_given_files(letter, alice):
    Document.objects.all().delete()
    with pytest.raises(Invalid, match="มีผู้ลบเอกสารนี้"):
        documents.edit(letter, actor=alice, version=1, fields={"subject": "อื่น"})
    with pytest.raises(Invalid, match="มีผู้ลบเอกสารนี้"):
        attach(letter, alice)


def test_the_chain_of_the_audit_holds_after_every_verb(agency, alice):
    document = documents.register(agency, actor=alice, fields=fields())
    documents.edit(document, actor=alice, version=1, fields={"subject": "ใหม่"})
    documents.detach(attach(document, alice), actor=alice)
    documents.delete(document, actor=alice)
    assert list(Event.objects.filter(chain=agency.code).values_list("action", flat=True)) == [
        "register",
        "edit",
        "attach",
        "detach",
        "delete",
    ]
    assert audit.broken_links() == []
