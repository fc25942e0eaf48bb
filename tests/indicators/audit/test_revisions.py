"""What was submitted is a frozen copy: canonical, hashed, and its evidence cannot be deleted."""

import hashlib
import json
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import ProtectedError

from accounts.models import Agency
from accounts.roles import Role
from indicators import clock
from indicators.models import (
    Citation,
    Document,
    DocumentFile,
    QuarterlyReport,
    Revision,
    RevisionDocument,
    RevisionFile,
    StoredFile,
)
from indicators.services import integrity, quarterly_report, revisions
from tests import make
from tests.indicators.audit.tampering import write

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]
SHA256 = "ab" * 32


@pytest.fixture
def document() -> Document:
    document = make.document(make.agency(name="สำนักงานปกครอง"), number="กท 0406/2006")
    file = StoredFile.objects.create(sha256=SHA256, size=3, extension="pdf", content_type="application/pdf")
    DocumentFile.objects.create(document=document, file=file, name="หนังสือ.pdf", added_by=make.user())
    return document


@pytest.fixture
def revision(document: Document) -> Revision:
    agency: Agency = document.agency
    report = make.fill_quarter(make.quarter(make.assignment(agency)), narrative="ทำงาน\n“ครบ” <b>")
    make.cite(report, document)
    with clock.travel(make.at("2021-01-05")):
        event = quarterly_report.submit(report, actor=make.user(Role.OFFICER, agency), version=1)
    return event.revision


def canonical(value: Any) -> str:
    """Canonical JSON by hand: keys in code-point order, no white space, text as it is."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{canonical(key)}:{canonical(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        return str(value)
    assert isinstance(value, str), f"{value!r} has more than one spelling"
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def test_the_content_is_canonical_json_and_the_hash_its_sha256(revision: Revision) -> None:
    assert revision.content == canonical(json.loads(revision.content))
    assert revision.sha256 == hashlib.sha256(revision.content.encode("utf-8")).hexdigest()
    assert '"narrative":"ทำงาน\\n“ครบ” <b>"' in revision.content


def test_the_content_holds_everything_a_later_reader_needs(revision: Revision) -> None:
    content = json.loads(revision.content)
    assert content["kind"] == "quarterly_report"
    assert (content["assignment"]["agency"], content["assignment"]["be_year"]) == ("สำนักงานปกครอง", 2564)
    assert (content["quarter"]["period"], content["quarter"]["progress_percent"]) == ("ไตรมาสที่ 1", "30.00")
    (evidence,) = content["evidence"]
    assert (evidence["kind"], evidence["number"], evidence["date"]) == ("หนังสือ", "กท 0406/2006", "2021-04-02")
    assert evidence["files"] == [{"name": "หนังสือ.pdf", "sha256": SHA256}]


def test_numbers_of_revisions_are_unique(revision: Revision) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.create(
            dossier=revision.dossier,
            number=revision.number,
            content="{}",
            sha256="0" * 64,
            created_at=revision.created_at,
            created_by=revision.created_by,
        )


def test_a_cited_document_and_its_file_cannot_be_deleted(revision: Revision, document: Document) -> None:
    Citation.objects.all().delete()  # taken off the draft; the revision still cites it
    for doomed in (document, StoredFile.objects.get(pk=SHA256), revision.dossier):
        with pytest.raises(ProtectedError), transaction.atomic():
            doomed.delete()
    # The database itself, asked past the models.
    with pytest.raises(IntegrityError), transaction.atomic():
        _delete_in_the_database(document)
    assert Document.objects.filter(pk=document.pk).exists()


def _delete_in_the_database(document: Document) -> None:
    DocumentFile.objects.filter(document=document)._raw_delete("default")
    Document.objects.filter(pk=document.pk)._raw_delete("default")
    connection.check_constraints()  # now, not at the end of the test


def test_tampering_with_the_content_is_found(revision: Revision) -> None:
    assert revisions.altered() == []
    forged = revision.content.replace('"30.00"', '"90.00"')
    assert forged != revision.content
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Revision.objects.filter(pk=revision.pk).update(content=forged)
    assert write("UPDATE indicators_revision SET content = %s WHERE id = %s", forged, revision.pk) == 1
    assert revisions.altered() == [f"revision {revision.pk}: its content does not give its hash"]
    assert write("UPDATE indicators_revision SET content = '{' WHERE id = %s", revision.pk) == 1
    assert f"revision {revision.pk}: its content does not give its hash" in integrity.findings()


def test_a_new_hash_for_a_forged_content_is_told_by_the_chain(revision: Revision) -> None:
    """The event of the submission names the hash, and the chain protects the event."""
    event = revision.events.get(action="submit")
    assert json.loads(event.details) == {"revision": 1, "sha256": revision.sha256}


@pytest.mark.parametrize("model", [RevisionDocument, RevisionFile])
def test_evidence_let_go_behind_the_back_is_found(
    revision: Revision, model: type[RevisionDocument] | type[RevisionFile]
) -> None:
    assert revisions.uncited() == []
    model.objects.filter(revision=revision)._raw_delete("default")
    assert revisions.uncited() == [f"revision {revision.pk}: evidence it cites is no longer held"]


def test_a_draft_edited_later_leaves_the_revision_alone(revision: Revision) -> None:
    before = Revision.objects.values().get(pk=revision.pk)
    report = QuarterlyReport.objects.get(dossier=revision.dossier)
    make.set_status(report, "returned")
    make.fill_quarter(report, narrative="ใหม่ทั้งหมด")
    assert Revision.objects.values().get(pk=revision.pk) == before
