"""Documents as evidence of a report: cited, ordered, withdrawn, replaced."""

import json
from uuid import uuid4

import pytest

from indicators.files import store
from indicators.models import Document, DocumentFile, Event
from indicators.permissions import Refused
from indicators.services import documents
from indicators.services.errors import Invalid, NotAllowed, StaleVersion
from indicators.services.evidence import cite_instead, register_as_evidence
from tests import make
from tests.indicators.documents.conftest import attach
from tests.indicators.files import samples

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]


def order_of(report):
    return list(report.dossier.citations.order_by("position").values_list("position", "document__subject"))


@pytest.fixture
def four(agency, report):
    made = [make.document(agency, subject=subject) for subject in "กขคง"]
    for document in made:
        make.cite(report, document)
    return made


def test_it_cites_in_the_order_given_after_what_is_cited(agency, alice, report, four):
    one, two = make.document(agency, subject="จ"), make.document(agency, subject="ฉ")
    documents.cite(report, [two, four[0], one], actor=alice, version=1)
    assert order_of(report) == [(1, "ก"), (2, "ข"), (3, "ค"), (4, "ง"), (5, "ฉ"), (6, "จ")]
    assert report.version == 2
    cited = Event.objects.filter(action="cite").order_by("sequence")
    assert [json.loads(event.details) for event in cited] == [
        {"document": two.pk, "dossier": str(report.dossier_id)},
        {"document": one.pk, "dossier": str(report.dossier_id)},
    ]


def test_citing_what_is_cited_changes_nothing(alice, report, four):
    assert documents.cite(report, four, actor=alice, version=1) is None
    report.refresh_from_db()
    assert report.version == 1


def test_a_year_end_report_cites_too(alice, assignment, letter):
    report = assignment.year_end_report
    documents.cite(report, [letter], actor=alice, version=1)
    assert order_of(report) == [(1, "ขอเชิญประชุมคณะทำงาน")]


def test_a_document_of_another_agency_is_no_evidence(alice, report, letter, other_agency):
    with pytest.raises(Invalid, match="ไม่อยู่ในทะเบียนของหน่วยงาน"):
        documents.cite(report, [letter, make.document(other_agency)], actor=alice, version=1)
    assert order_of(report) == []


def test_a_document_deleted_meanwhile_is_no_evidence(alice, report, letter):
    Document.objects.all().delete()
    with pytest.raises(Invalid, match="ไม่อยู่ในทะเบียนของหน่วยงาน"):
        documents.cite(report, [letter], actor=alice, version=1)


@pytest.mark.parametrize(("who", "refused"), [("bob", Refused.ROLE), ("charlie", Refused.STRANGER)])
def test_only_the_officer_cites(request, report, letter, who, refused):
    with pytest.raises(NotAllowed) as refusal:
        documents.cite(report, [letter], actor=request.getfixturevalue(who), version=1)
    assert refusal.value.verdict.refused is refused


@pytest.mark.parametrize("verb", ["cite", "withdraw", "reorder"])
def test_the_evidence_of_a_submitted_report_stands(alice, agency, report, four, verb):
    make.set_status(report, "submitted", alice)
    acts = {
        "cite": lambda: documents.cite(report, [make.document(agency)], actor=alice, version=1),
        "withdraw": lambda: documents.withdraw_citation(report, four[0].pk, actor=alice, version=1),
        "reorder": lambda: documents.reorder_citations(report, {four[3].pk: 1}, actor=alice, version=1),
    }
    with pytest.raises(NotAllowed) as refusal:
        acts[verb]()
    assert refusal.value.verdict.refused is Refused.MOMENT
    assert order_of(report) == [(1, "ก"), (2, "ข"), (3, "ค"), (4, "ง")]


@pytest.mark.parametrize("verb", ["cite", "withdraw", "reorder"])
def test_a_stale_page_changes_no_evidence(alice, agency, report, four, verb):
    documents.cite(report, [make.document(agency, subject="จ")], actor=alice, version=1)
    acts = {
        "cite": lambda: documents.cite(report, [make.document(agency)], actor=alice, version=1),
        "withdraw": lambda: documents.withdraw_citation(report, four[0].pk, actor=alice, version=1),
        "reorder": lambda: documents.reorder_citations(report, {four[3].pk: 1}, actor=alice, version=1),
    }
    with pytest.raises(StaleVersion):
        acts[verb]()
    assert [subject for _place, subject in order_of(report)] == ["ก", "ข", "ค", "ง", "จ"]


def test_withdrawing_leaves_the_document_in_the_register(alice, report, four):
    documents.withdraw_citation(report, four[1].pk, actor=alice, version=1)
    assert [subject for _place, subject in order_of(report)] == ["ก", "ค", "ง"]
    assert Document.objects.count() == 4
    assert json.loads(Event.objects.get(action="withdraw").details)["document"] == four[1].pk


def test_withdrawing_what_is_not_cited_changes_nothing(alice, report, letter):
    assert documents.withdraw_citation(report, letter.pk, actor=alice, version=1) is None


@pytest.mark.parametrize(
    ("wished", "order"),
    [
        ({3: 1}, "งกขค"),  # up: it takes the place, the others follow
        ({0: 3}, "ขคกง"),  # down: it stands third
        ({0: 4}, "ขคงก"),
        ({0: 2, 1: 1}, "ขกคง"),  # two change places
        ({0: 4, 1: 3, 2: 2, 3: 1}, "งคขก"),
        ({2: 999}, "กขงค"),
    ],
)
def test_it_orders_as_wished(alice, report, four, wished, order):
    positions = {four[place].pk: number for place, number in wished.items()}
    documents.reorder_citations(report, positions, actor=alice, version=1)
    assert order_of(report) == list(enumerate(order, start=1))


def test_numbers_that_change_no_order_change_nothing(alice, report, four):
    positions = {document.pk: place for place, document in enumerate(four, start=1)}
    assert documents.reorder_citations(report, positions, actor=alice, version=1) is None
    report.refresh_from_db()
    assert report.version == 1


def fields(**given):
    return {"kind": make.kind(), "subject": "ภาพกิจกรรม", **given}


def test_a_new_document_is_registered_filed_and_cited_in_one_go(alice, report):
    files = [store.receive([samples.pdf()], "a.pdf"), store.receive([samples.png()], "b.png")]
    done = register_as_evidence(report, actor=alice, version=1, fields=fields(), files=files)
    assert order_of(report) == [(1, "ภาพกิจกรรม")]
    assert [file.name for file in done.document.files.all()] == ["a.pdf", "b.png"]
    assert done.refused == []


def test_nothing_is_registered_when_the_report_moved_on(alice, report):
    files = [store.receive([samples.pdf()], "a.pdf")]
    with pytest.raises(StaleVersion):
        register_as_evidence(report, actor=alice, version=9, fields=fields(), files=files)
    assert not Document.objects.exists()
    assert not DocumentFile.objects.exists()
    assert not Event.objects.filter(subject="document").exists()


def test_a_repeated_form_adds_one_piece_of_evidence(alice, report):
    key = uuid4()
    first = register_as_evidence(report, actor=alice, version=1, fields=fields(), key=key)
    again = register_as_evidence(report, actor=alice, version=1, fields=fields(), key=key)
    assert again.document == first.document
    assert order_of(report) == [(1, "ภาพกิจกรรม")]


def test_the_document_that_was_there_before_takes_the_place_of_the_new_one(agency, alice, report, four):
    before = make.document(agency, subject="เดิม")
    attach(before, alice)
    attach(four[1], alice)
    cite_instead(report, four[1], before, actor=alice, version=1)
    assert order_of(report) == [(1, "ก"), (2, "เดิม"), (3, "ค"), (4, "ง")]
    assert not Document.objects.filter(pk=four[1].pk).exists()


def test_a_document_cited_elsewhere_is_not_deleted_by_the_exchange(agency, alice, assignment, report, four):
    make.cite(assignment.year_end_report, four[1])
    cite_instead(report, four[1], make.document(agency, subject="เดิม"), actor=alice, version=1)
    assert [subject for _place, subject in order_of(report)] == ["ก", "เดิม", "ค", "ง"]
    assert Document.objects.filter(pk=four[1].pk).exists()


def test_exchanging_for_what_is_cited_already_cites_it_once(alice, report, four):
    cite_instead(report, four[3], four[0], actor=alice, version=1)
    assert [subject for _place, subject in order_of(report)] == ["ก", "ข", "ค"]
