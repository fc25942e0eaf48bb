"""The page on which an officer gathers the evidence of a draft report."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indicators.models import Document, StoredFile
from indicators.selectors.evidence import evidence_rows
from indicators.services import documents
from tests import make
from tests.indicators.documents.conftest import attach, upload
from tests.indicators.documents.test_document_pages import sentences, typed

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_alone]


@pytest.fixture(params=["quarterly-report", "year-end-report"])
def draft(request, assignment):
    """A draft of each kind, with its address."""
    report = make.quarter(assignment, 3) if request.param == "quarterly-report" else assignment.year_end_report
    report.address = reverse(f"{request.param}-evidence", args=[report.pk])
    return report


def cited(report):
    return list(report.dossier.citations.order_by("position").values_list("document__subject", flat=True))


def test_the_rows_say_what_a_table_of_evidence_shows(agency, alice, report):
    letter = make.document(agency, subject="ขอเชิญประชุม", number="กท 1/2564")
    file = attach(letter, alice, "หนังสือ.pdf")
    StoredFile.objects.update(size=1_572_864)
    imported = make.document(
        agency,
        subject="สรุป",
        subject_as_written="๒. หนังสือ ที่ กท ๒/๒๕๖๔",
        number="",
        date=None,
        no_number_reason="ไม่ได้ออกเลข",
        paper_location="",
    )
    make.cite(report, imported)
    make.cite(report, letter)
    first, second = evidence_rows(report.dossier)
    assert (first["type"], first["number"], first["date"]) == ("หนังสือ", "ไม่มีเลขที่ (ไม่ได้ออกเลข)", "")
    assert (first["subject"], first["files"]) == ("๒. หนังสือ ที่ กท ๒/๒๕๖๔", [])
    assert first["missing"] == "แนบไฟล์ หรือระบุที่เก็บต้นฉบับกระดาษ"
    assert (second["number"], second["date"], second["subject"]) == ("กท 1/2564", "2 เม.ย. 2564", "ขอเชิญประชุม")
    assert (second["place"], second["missing"]) == ("ตู้เอกสาร 1", "")
    assert second["url"] == reverse("document", args=[letter.pk])
    (shown,) = second["files"]
    assert (shown["name"], shown["url"]) == ("หนังสือ.pdf", reverse("document-file", args=[file.pk]))
    assert shown["size"] == "1.5\xa0MB"


def test_the_rows_take_as_many_queries_for_one_as_for_many(agency, alice, report):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            evidence_rows(report.dossier)
        return len(captured)

    make.cite(report, make.document(agency))
    few = queries()
    for _number in range(20):
        make.cite(report, make.document(agency))
    assert queries() == few


def test_it_lists_what_is_cited_and_what_may_be(client_of, alice, agency, other_agency, draft):
    make.cite(draft, make.document(agency, subject="อ้างแล้ว"))
    make.document(agency, subject="ยังไม่อ้าง")
    make.document(other_agency, subject="ของสำนักอื่น")
    page = client_of(alice).get(draft.address)
    assert [row["subject"] for row in page.context["cited"]] == ["อ้างแล้ว"]
    assert [row["subject"] for row in page.context["register"]] == ["ยังไม่อ้าง"]
    assert "ของสำนักอื่น" not in page.content.decode()


def test_the_register_can_be_searched(client_of, alice, agency, draft):
    make.document(agency, subject="ประชุม")
    make.document(agency, subject="คำสั่ง")
    page = client_of(alice).get(draft.address, {"text": "คำสั่ง"})
    assert [row["subject"] for row in page.context["register"]] == ["คำสั่ง"]
    assert client_of(alice).get(draft.address, {"text": "\x00", "added": "x", "page": "-"}).status_code == 200


def test_ticked_documents_are_cited(client_of, alice, agency, draft):
    first, second = make.document(agency, subject="ก"), make.document(agency, subject="ข")
    page = client_of(alice).post(
        draft.address, {"action": "cite", "version": 1, "document": [second.pk, first.pk]}, follow=True
    )
    assert page.redirect_chain == [(draft.address, 302)]
    assert cited(draft) == ["ข", "ก"]
    assert sentences(page) == [("success", "อ้างอิงเอกสารเพิ่มแล้ว 2 รายการ")]


def test_nothing_ticked_says_what_to_do(client_of, alice, draft):
    page = client_of(alice).post(draft.address, {"action": "cite", "version": 1}, follow=True)
    assert sentences(page) == [("error", "เลือกเอกสารที่จะอ้างอิงก่อน")]


def test_a_foreign_document_is_answered_like_one_that_is_not_there(client_of, alice, letter, other_agency, draft):
    foreign = make.document(other_agency)
    answers = [
        client_of(alice).post(draft.address, {"action": "cite", "version": 1, "document": [letter.pk, pk]})
        for pk in [foreign.pk, foreign.pk + 1000, "9" * 18]
    ]
    assert {answer.status_code for answer in answers} == {422}
    # Every page has a secret of its own.
    assert (
        len({re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode()) for answer in answers})
        == 1
    )
    assert cited(draft) == []


@pytest.fixture
def three(agency, draft):
    made = [make.document(agency, subject=subject) for subject in "กขค"]
    for document in made:
        make.cite(draft, document)
    return made


def test_typed_numbers_order_the_evidence(client_of, alice, draft, three):
    places = dict(zip((f"position-{document.pk}" for document in three), ["3", "๑", "2"], strict=True))
    client_of(alice).post(draft.address, {"action": "reorder", "version": 1, **places})
    assert cited(draft) == ["ข", "ค", "ก"]


def test_a_number_that_is_none_is_pointed_at_and_the_others_stay_typed(client_of, alice, draft, three):
    names = [f"position-{document.pk}" for document in three]
    page = client_of(alice).post(
        draft.address, {"action": "reorder", "version": 1, **dict(zip(names, ["สอง", "1", "0"], strict=True))}
    )
    assert page.status_code == 422
    assert page.context["order"].errors.keys() == {names[0], names[2]}
    html = page.content.decode()
    assert f'href="#id_{names[0]}"' in html
    assert 'value="สอง"' in html
    assert cited(draft) == ["ก", "ข", "ค"]


def test_one_is_taken_off_and_stays_in_the_register(client_of, alice, draft, three):
    page = client_of(alice).post(draft.address, {"withdraw": three[1].pk, "version": 1}, follow=True)
    assert cited(draft) == ["ก", "ค"]
    assert [row["subject"] for row in page.context["register"]] == ["ข"]


def test_a_new_document_is_added_with_its_files_in_one_go(client_of, alice, draft):
    data = typed(action="add", version=1, number="5", attachments=[upload("ก.pdf"), upload("game.exe", b"MZ")])
    page = client_of(alice).post(draft.address, data, follow=True)
    document = Document.objects.get()
    assert page.redirect_chain == [(f"{draft.address}?added={document.pk}", 302)]
    assert cited(draft) == ["แต่งตั้งคณะทำงาน"]
    assert [file.name for file in document.files.all()] == ["ก.pdf"]
    assert [tag for tag, _sentence in sentences(page)] == ["success", "error", "success"]


def test_a_double_click_adds_one_piece_of_evidence(client_of, alice, draft):
    data = typed(action="add", version=1)
    for _click in range(2):
        assert client_of(alice).post(draft.address, data).status_code == 302
    assert cited(draft) == ["แต่งตั้งคณะทำงาน"]


def test_an_incomplete_form_comes_back_with_what_was_typed_and_the_files(client_of, alice, draft):
    client = client_of(alice)
    page = client.post(
        draft.address, typed(action="add", version=1, subject="", number="5", attachments=[upload("ก.pdf")])
    )
    assert page.status_code == 422
    assert page.context["form"].errors == {"subject": ["กรอกเรื่อง"]}
    hidden = dict(page.context["hidden"])
    client.post(draft.address, typed(action="add", version=hidden["version"], kept=hidden["kept"]))
    assert [file.name for file in Document.objects.get().files.all()] == ["ก.pdf"]


def test_adding_to_a_report_that_moved_on_asks_again_and_keeps_the_files(client_of, alice, letter, draft):
    client = client_of(alice)
    documents.cite(draft, [letter], actor=alice, version=1)
    page = client.post(draft.address, typed(action="add", version=1, attachments=[upload("ก.pdf")]))
    assert page.status_code == 409
    assert Document.objects.count() == 1
    hidden = dict(page.context["hidden"])
    client.post(draft.address, typed(action="add", version=hidden["version"], kept=hidden["kept"]))
    assert cited(draft) == ["ขอเชิญประชุมคณะทำงาน", "แต่งตั้งคณะทำงาน"]


def test_a_file_that_was_there_before_can_be_cited_instead(client_of, alice, agency, draft):
    client = client_of(alice)
    before = make.document(agency, subject="เดิม")
    attach(before, alice)
    page = client.post(draft.address, typed(action="add", version=1, attachments=[upload("ซ้ำ.pdf")]), follow=True)
    added = Document.objects.exclude(pk=before.pk).get()
    (again,) = page.context["again"]
    assert (again["document"], again["other"]) == (added, before)
    assert reverse("document", args=[before.pk]) in page.content.decode()
    client.post(draft.address, {"action": "instead", "version": 2, "document": added.pk, "other": before.pk})
    assert cited(draft) == ["เดิม"]
    assert list(Document.objects.all()) == [before]


@pytest.mark.parametrize("action", ["cite", "reorder", "instead"])
def test_a_stale_page_is_explained_and_changes_nothing(client_of, alice, agency, draft, three, action):
    other = make.document(agency, subject="ง")
    documents.withdraw_citation(draft, three[2].pk, actor=alice, version=1)
    data = {"action": action, "version": 1, "document": three[0].pk, "other": other.pk}
    places = {f"position-{three[0].pk}": 2, f"position-{three[1].pk}": 1}
    assert client_of(alice).post(draft.address, {**data, **places}).status_code == 409
    assert cited(draft) == ["ก", "ข"]


def test_a_form_without_its_version_is_refused(client_of, alice, draft, letter):
    assert client_of(alice).post(draft.address, {"action": "cite", "document": letter.pk}).status_code == 422
    assert cited(draft) == []


def test_an_act_that_does_not_exist_does_nothing(client_of, alice, draft):
    response = client_of(alice).post(draft.address, {"action": "drop", "version": 1})
    assert (response.status_code, response["Location"]) == (302, draft.address)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_submitted_report_says_whose_turn_it_is(client_of, alice, draft, method):
    make.set_status(draft, "submitted", alice)
    page = getattr(client_of(alice), method)(draft.address, {"action": "cite", "version": 1})
    assert page.status_code == 409
    assert "รอการดำเนินการของ" in page.content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(("who", "status"), [("bob", 403), ("evaluator", 403), ("charlie", 404)])
def test_nobody_else_gathers_evidence(request, client_of, draft, method, who, status):
    client = client_of(request.getfixturevalue(who))
    assert getattr(client, method)(draft.address, {"action": "cite", "version": 1}).status_code == status


def test_a_stranger_cannot_tell_a_foreign_report_from_none(client_of, charlie, draft):
    client = client_of(charlie)
    missing = client.get(draft.address.replace(f"/{draft.pk}/", f"/{draft.pk + 1000}/"))
    foreign = client.get(draft.address)
    assert (foreign.status_code, missing.status_code) == (404, 404)
    assert foreign.content == missing.content


def test_the_page_takes_as_many_queries_for_a_hundred_documents_as_for_ten(client_of, alice, agency, report):
    client, address = client_of(alice), reverse("quarterly-report-evidence", args=[report.pk])

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    for _number in range(5):
        make.cite(report, make.document(agency))
        make.document(agency)
    few = queries()
    for _number in range(45):
        make.cite(report, make.document(agency))
        make.document(agency)
    assert queries() == few


def test_the_key_of_a_page_is_fresh(client_of, alice, draft):
    client = client_of(alice)
    keys = {str(dict(client.get(draft.address).context["hidden"])["key"]) for _time in range(2)}
    assert len(keys) == 2
