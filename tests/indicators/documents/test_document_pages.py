"""The page of a document, and its forms: add, edit, delete."""

from uuid import uuid4

import pytest
from django.urls import reverse

from indicators.models import Document, Event
from indicators.services import documents
from tests import make
from tests.indicators.documents.conftest import attach, upload
from tests.indicators.documents.test_register import frozen_in

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_alone]


def sentences(response):
    return [(message.level_tag, message.message) for message in response.context["messages"]]


def typed(**given):
    return {"kind": make.kind().pk, "subject": "แต่งตั้งคณะทำงาน", "key": str(uuid4()), **given}


def test_the_page_tells_all_that_is_known(client_of, alice, agency, assignment, letter):
    attach(letter, alice, "หนังสือเชิญ.pdf")
    report = make.quarter(assignment, 3)
    documents.cite(report, [letter], actor=alice, version=1)
    documents.edit(letter, actor=alice, version=1, fields={"signer": "นายสมชาย ใจดี", "is_circular": True})
    frozen_in(report, letter, alice)
    page = client_of(alice).get(reverse("document", args=[letter.pk]))
    html = page.content.decode()
    for text in [
        "กท 0406/2006",
        "วันศุกร์ที่ 2 เมษายน พ.ศ. 2564",
        "นายสมชาย ใจดี",
        "ตู้เอกสาร 1",
        "หนังสือเชิญ.pdf",
        "รายงานไตรมาสที่ 3 ปี 2564 ตัวชี้วัดที่ 8",
    ]:
        assert text in html
    assert page.context["cited_in"] == [
        ("รายงานไตรมาสที่ 3 ปี 2564 ตัวชี้วัดที่ 8", reverse("quarterly-report", args=[report.pk]))
    ]
    whats = [entry["what"] for entry in page.context["events"]]
    assert sorted(whats) == sorted(
        [
            "แนบไฟล์ “หนังสือเชิญ.pdf”",
            "อ้างอิงเป็นหลักฐาน",
            "แก้ไขข้อมูลเอกสาร",
            "ส่งเป็นหลักฐานในรายงานฉบับที่ 1",
        ]
    )


def test_the_life_of_a_document_is_its_own(client_of, alice, agency):
    """Document 1 is not document 11, and a text that quotes the audit's words is only a text."""
    first = documents.register(agency, actor=alice, fields={"kind": make.kind(), "subject": "ก"})
    other = documents.register(
        agency, actor=alice, fields={"kind": make.kind(), "subject": f'"document":{first.pk},"document":{first.pk}}}'}
    )
    longer = Document.objects.create(pk=first.pk * 10 + 1, agency=agency, kind=make.kind(), subject="ข")
    documents.edit(longer, actor=alice, version=1, fields={"subject": "ค"})
    documents.edit(other, actor=alice, version=1, fields={"number": f'"document":{first.pk},'})
    page = client_of(alice).get(reverse("document", args=[first.pk]))
    assert [entry["what"] for entry in page.context["events"]] == ["ลงทะเบียนเอกสาร"]


def test_an_incomplete_document_says_what_it_lacks(client_of, alice, agency):
    document = make.document(agency, number="", paper_location="")
    page = client_of(alice).get(reverse("document", args=[document.pk])).content.decode()
    assert "กรอกเลขที่ หรือเหตุผลที่ไม่มีเลขที่" in page
    assert "แนบไฟล์ หรือระบุที่เก็บต้นฉบับกระดาษ" in page


@pytest.mark.parametrize("who", ["bob", "evaluator"])
def test_who_may_only_look_finds_nothing_to_press(request, client_of, letter, who):
    page = client_of(request.getfixturevalue(who)).get(reverse("document", args=[letter.pk]))
    assert page.status_code == 200
    html = page.content.decode()
    for name in ["document-edit", "document-delete", "document-file-add"]:
        assert reverse(name, args=[letter.pk]) not in html


def test_where_else_the_bytes_are_stands_beside_the_file(client_of, alice, agency, other_agency, charlie, letter):
    attach(letter, alice)
    twin = make.document(agency, subject="ส่งคำสั่ง")
    attach(twin, alice)
    foreign = make.document(other_agency, subject="ของสำนักอื่น")
    attach(foreign, charlie)
    page = client_of(alice).get(reverse("document", args=[letter.pk]))
    assert page.context["files"][0]["twins"] == [twin]
    assert "ของสำนักอื่น" not in page.content.decode()


def test_adding_registers_the_document_with_its_files(client_of, alice, agency):
    response = client_of(alice).post(
        reverse("document-add"),
        typed(number="๑๒/๒๕๖๔", date="12 ม.ค. 2564", attachments=[upload("คำสั่ง.pdf")]),
        follow=True,
    )
    document = Document.objects.get()
    assert response.redirect_chain == [(reverse("document", args=[document.pk]), 302)]
    assert (document.agency, document.number, document.date.isoformat()) == (agency, "๑๒/๒๕๖๔", "2021-01-12")
    assert [file.name for file in document.files.all()] == ["คำสั่ง.pdf"]
    assert ("success", "แนบไฟล์แล้ว 1 ไฟล์: “คำสั่ง.pdf”") in sentences(response)


def test_a_double_click_adds_one_document(client_of, alice):
    data = typed()
    for _click in range(2):
        client_of(alice).post(reverse("document-add"), data)
    assert Document.objects.count() == 1


def test_a_form_that_is_not_right_keeps_what_was_typed_and_the_files(client_of, alice):
    client = client_of(alice)
    data = typed(
        subject="", number="12/2564", date="31 ก.พ. 2564", attachments=[upload("ดี.pdf"), upload("ร้าย.exe", b"MZ")]
    )
    page = client.post(reverse("document-add"), data)
    assert page.status_code == 422
    form = page.context["form"]
    assert form.errors["subject"] == ["กรอกเรื่อง"]
    assert "เดือนนั้นในปี ค.ศ. 2021 มี 28 วัน" in form.errors["date"][0]
    assert form.errors["attachments"][0].startswith("“ร้าย.exe”: ระบบรับเฉพาะไฟล์")
    html = page.content.decode()
    assert 'value="12/2564"' in html
    assert "ไฟล์ที่รับไว้แล้ว" in html
    assert not Document.objects.exists()
    # Sent again, put right, without choosing the file once more.
    again = typed(number="12/2564", kept=[slip for name, slip in page.context["hidden"] if name == "kept"])
    client.post(reverse("document-add"), again)
    assert [file.name for file in Document.objects.get().files.all()] == ["ดี.pdf"]


def test_a_slip_of_somebody_else_or_a_forged_one_brings_nothing(client_of, alice, charlie):
    page = client_of(charlie).post(reverse("document-add"), typed(subject="", attachments=[upload("ของเขา.pdf")]))
    slip = dict(page.context["hidden"])["kept"]
    client_of(alice).post(reverse("document-add"), typed(kept=[slip, "forged:slip", slip[:-1] + "x"]))
    assert not Document.objects.get().files.exists()


def test_a_number_and_a_reason_for_none_contradict_each_other(client_of, alice):
    page = client_of(alice).post(reverse("document-add"), typed(number="1", no_number_reason="ไม่ได้ออกเลข"))
    assert page.context["form"].errors["no_number_reason"] == ["กรอกเลขที่ หรือเหตุผลที่ไม่มีเลขที่ เพียงอย่างเดียว"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "ไม่ใช่เว็บ"])
def test_an_address_that_is_no_web_address_is_refused(client_of, alice, address):
    page = client_of(alice).post(reverse("document-add"), typed(url=address))
    assert page.context["form"].errors["url"] == ["ที่อยู่เว็บไม่ถูกต้อง เขียนเช่น https://www.bangkok.go.th/"]


def test_an_officer_of_two_agencies_says_in_which_register(client_of, alice, agency, other_agency):
    from accounts.models import Membership
    from accounts.roles import Role

    Membership.objects.create(user=alice, role=Role.OFFICER, agency=other_agency)
    client_of(alice).post(reverse("document-add"), typed(agency=other_agency.pk))
    assert Document.objects.get().agency == other_agency


def test_an_agency_that_is_not_his_cannot_be_chosen(client_of, alice, agency, other_agency):
    client_of(alice).post(reverse("document-add"), typed(agency=other_agency.pk))
    assert Document.objects.get().agency == agency


def test_adding_for_a_report_cites_and_returns_there(client_of, alice, report):
    address = f"{reverse('document-add')}?report=quarterly-report-{report.pk}"
    assert client_of(alice).get(address).status_code == 200
    response = client_of(alice).post(address, typed(version=1, attachments=[upload("ก.pdf")]))
    document = Document.objects.get()
    evidence = reverse("quarterly-report-evidence", args=[report.pk])
    assert response["Location"] == f"{evidence}?added={document.pk}"
    assert list(report.dossier.citations.values_list("document_id", flat=True)) == [document.pk]


def test_adding_for_a_report_that_moved_on_keeps_everything_and_asks_again(client_of, alice, report, letter):
    client = client_of(alice)
    documents.cite(report, [letter], actor=alice, version=1)
    address = f"{reverse('document-add')}?report=quarterly-report-{report.pk}"
    page = client.post(address, typed(version=1, attachments=[upload("ก.pdf")]))
    assert page.status_code == 409
    assert Document.objects.get() == letter
    hidden = dict(page.context["hidden"])
    assert hidden["version"] == 2
    client.post(address, typed(version=2, kept=hidden["kept"]))
    added = Document.objects.exclude(pk=letter.pk).get()
    assert [file.name for file in added.files.all()] == ["ก.pdf"]
    assert report.dossier.citations.filter(document=added).exists()


@pytest.mark.parametrize(
    "named", ["x", "quarterly-report-", "appeal-1", "quarterly-report-0", "quarterly-report-" + "9" * 5000]
)
def test_a_report_that_is_none_is_not_found(client_of, alice, named):
    assert client_of(alice).get(reverse("document-add"), {"report": named}).status_code == 404


def test_editing_shows_and_saves(client_of, alice, letter):
    client = client_of(alice)
    address = reverse("document-edit", args=[letter.pk])
    page = client.get(address)
    assert 'value="2 เม.ย. 2564"' in page.content.decode()
    response = client.post(address, typed(subject="เลื่อนประชุม", version=1, attachments=[upload("ใหม่.pdf")]))
    assert response["Location"] == reverse("document", args=[letter.pk])
    letter.refresh_from_db()
    assert (letter.subject, letter.number, letter.version) == ("เลื่อนประชุม", "", 2)
    assert [file.name for file in letter.files.all()] == ["ใหม่.pdf"]


def test_a_stale_edit_shows_both_texts_and_loses_nothing(client_of, alice, letter):
    client = client_of(alice)
    documents.edit(letter, actor=alice, version=1, fields={"subject": "ของเขา"})
    page = client.post(
        reverse("document-edit", args=[letter.pk]),
        typed(subject="ของฉัน", number="กท 0406/2006", date="2/4/2564", version=1, attachments=[upload("ก.pdf")]),
    )
    assert page.status_code == 409
    assert ("เรื่อง", "ของฉัน", "ของเขา") in page.context["conflict"]
    assert "เลขที่" not in [label for label, _mine, _theirs in page.context["conflict"]]
    assert page.context["who"] == "อลิส ผู้จดทะเบียน"
    assert Document.objects.get().subject == "ของเขา"
    # "ใช้ของฉัน" sends the hidden values again.
    hidden: dict[str, list[str]] = {}
    for name, value in page.context["hidden"]:
        hidden.setdefault(name, []).append(value)
    client.post(reverse("document-edit", args=[letter.pk]), {**hidden, "resolve": "mine"})
    letter.refresh_from_db()
    assert letter.subject == "ของฉัน"
    assert [file.name for file in letter.files.all()] == ["ก.pdf"]


def test_an_officer_gives_up_the_original_wording(client_of, alice, agency):
    document = make.document(agency, subject="เรื่อง", subject_as_written="ข้อความเดิม")
    client_of(alice).post(reverse("document-edit", args=[document.pk]), typed(use_subject="on", version=1))
    document.refresh_from_db()
    assert document.subject_as_written == ""


def test_deleting_strikes_the_document(client_of, alice, letter):
    response = client_of(alice).post(reverse("document-delete", args=[letter.pk]), {"version": 1}, follow=True)
    assert response.redirect_chain == [(reverse("document-list"), 302)]
    assert sentences(response) == [("success", "ลบ “ขอเชิญประชุมคณะทำงาน” ออกจากทะเบียนแล้ว")]
    assert not Document.objects.exists()


def test_deleting_what_a_report_cites_says_why_not(client_of, alice, report, letter):
    make.cite(report, letter)
    client, address = client_of(alice), reverse("document-delete", args=[letter.pk])
    refusal = client.post(address, {"version": 1})
    assert refusal.status_code == 409
    assert refusal.context["reason"] == "เอกสารนี้ยังถูกอ้างอิงอยู่ นำออกจากรายงานก่อนจึงจะลบได้"
    assert refusal.context["page_url"] == reverse("document", args=[letter.pk])
    assert address not in client.get(refusal.context["page_url"]).content.decode()


def test_a_get_deletes_nothing(client_of, alice, letter):
    assert client_of(alice).get(reverse("document-delete", args=[letter.pk])).status_code == 405
    assert Document.objects.exists()


PAGES = [
    ("get", "document"),
    ("get", "document-edit"),
    ("post", "document-edit"),
    ("post", "document-delete"),
    ("post", "document-file-add"),
]


@pytest.mark.parametrize(("method", "name"), PAGES)
def test_a_stranger_cannot_tell_a_foreign_document_from_none(client_of, charlie, letter, method, name):
    send = getattr(client_of(charlie), method)
    foreign = send(reverse(name, args=[letter.pk]))
    missing = send(reverse(name, args=[letter.pk + 1000]))
    assert (foreign.status_code, missing.status_code) == (404, 404)
    assert foreign.content == missing.content
    assert not Event.objects.exists()


@pytest.mark.parametrize("who", ["bob", "evaluator"])
@pytest.mark.parametrize(("method", "name"), PAGES[1:])
def test_the_wrong_role_is_refused(request, client_of, letter, who, method, name):
    client = client_of(request.getfixturevalue(who))
    assert getattr(client, method)(reverse(name, args=[letter.pk]), {"version": 1}).status_code == 403
    assert Document.objects.get().version == 1


@pytest.mark.parametrize("who", ["bob", "evaluator"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_only_an_officer_adds(request, client_of, who, method):
    client = client_of(request.getfixturevalue(who))
    assert getattr(client, method)(reverse("document-add")).status_code == 403
