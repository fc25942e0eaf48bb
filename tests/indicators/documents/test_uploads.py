"""Files sent with a form: every one is taken or refused for itself."""

import io

import openpyxl
import pytest
from django.urls import reverse

from indicators.models import Document, DocumentFile
from indicators.services import quota
from tests import make
from tests.indicators.documents.conftest import attach, upload
from tests.indicators.documents.test_document_pages import sentences, typed
from tests.indicators.documents.test_register import frozen_in
from tests.indicators.files import samples

pytestmark = pytest.mark.django_db


def workbook():
    buffer = io.BytesIO()
    book = openpyxl.Workbook()
    book.active["A1"] = "ผลงาน"
    book.save(buffer)
    return buffer.getvalue()


@pytest.fixture
def add(client_of, alice, letter):
    """Sends files to the letter; gives the page that follows."""

    def send(*files):
        address = reverse("document-file-add", args=[letter.pk])
        return client_of(alice).post(address, {"attachments": files} if files else {}, follow=True)

    return send


def test_every_good_kind_is_attached(add, letter):
    page = add(
        upload("หนังสือ.pdf"),
        upload("ภาพ.png", samples.png()),
        upload("บันทึก.docx", samples.docx()),
        upload("ตาราง.xlsx", workbook()),
    )
    assert page.redirect_chain == [(reverse("document", args=[letter.pk]), 302)]
    assert [(file.name, file.file.extension) for file in letter.files.select_related("file")] == [
        ("หนังสือ.pdf", "pdf"),
        ("ภาพ.png", "png"),
        ("บันทึก.docx", "docx"),
        ("ตาราง.xlsx", "xlsx"),
    ]
    assert sentences(page) == [("success", "แนบไฟล์แล้ว 4 ไฟล์: “หนังสือ.pdf”, “ภาพ.png”, “บันทึก.docx”, “ตาราง.xlsx”")]


def test_a_bad_file_fails_alone_with_its_own_sentence(add, letter):
    page = add(upload("game.exe", b"MZ" + bytes(300)), upload("ดี.pdf"), upload("ว่าง.pdf", b""))
    assert [file.name for file in letter.files.all()] == ["ดี.pdf"]
    (good, exe, empty) = sentences(page)
    assert good == ("success", "แนบไฟล์แล้ว 1 ไฟล์: “ดี.pdf”")
    assert exe[0] == "error"
    assert exe[1].startswith("“game.exe”: ระบบรับเฉพาะไฟล์ PDF, JPG, PNG, DOCX และ XLSX")
    assert empty[0] == "error"
    assert empty[1].startswith("“ว่าง.pdf”: ไฟล์นี้ว่างเปล่า (0 ไบต์)")


def test_bad_files_alone_attach_nothing_and_say_so(add, letter):
    page = add(upload("game.pdf", b"MZ" + bytes(300)))
    assert not letter.files.exists()
    assert [tag for tag, _sentence in sentences(page)] == ["error"]


def test_a_file_over_twenty_megabytes_is_refused_and_the_next_one_taken(add, letter):
    page = add(upload("หนัก.pdf", samples.pdf() + bytes(20 * 1024 * 1024)), upload("เบา.pdf"))
    assert [file.name for file in letter.files.all()] == ["เบา.pdf"]
    assert any("ใหญ่เกิน 20 เมกะไบต์" in sentence for _tag, sentence in sentences(page))


def test_a_form_without_a_file_says_what_to_do(add, letter):
    assert sentences(add()) == [("error", "เลือกไฟล์ที่จะแนบก่อน")]


def test_ten_files_are_taken_at_once_and_eleven_are_not(client_of, alice, letter):
    client, address = client_of(alice), reverse("document-file-add", args=[letter.pk])
    eleven = [upload(f"{pages}.pdf", samples.pdf(pages=pages)) for pages in range(1, 12)]
    assert client.post(address, {"attachments": eleven}).status_code == 413
    assert not DocumentFile.objects.exists()
    for file in eleven:
        file.seek(0)
    assert client.post(address, {"attachments": eleven[:10]}).status_code == 302
    assert letter.files.count() == 10


def test_the_same_file_again_is_not_attached_twice(add, letter):
    add(upload("หนึ่ง.pdf"))
    page = add(upload("สอง.pdf"))
    assert [file.name for file in letter.files.all()] == ["หนึ่ง.pdf"]
    assert sentences(page) == [("info", "ไฟล์ “หนึ่ง.pdf” แนบอยู่กับเอกสารนี้แล้ว")]


def test_a_file_that_another_document_has_says_where(add, alice, agency, other_agency, charlie):
    attach(make.document(agency, subject="คำสั่งแต่งตั้ง"), alice)
    attach(make.document(other_agency, subject="ของสำนักอื่น"), charlie)
    assert ("warning", "ไฟล์ “ซ้ำ.pdf” มีอยู่แล้วใน “คำสั่งแต่งตั้ง”") in sentences(page := add(upload("ซ้ำ.pdf")))
    assert "ของสำนักอื่น" not in page.content.decode()


def test_a_name_that_lies_about_the_kind_is_told(add):
    page = add(upload("ภาพ.png"))
    assert any(tag == "info" and "PDF" in sentence for tag, sentence in sentences(page))


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("<script>alert(1)</script>.pdf", "script>.pdf"),
        ("gpj\u202efdp.pdf", "gpjfdp.pdf"),
        ("รายงาน\u0000\r\nX-Evil: 1.pdf", None),
    ],
)
def test_a_hostile_name_is_made_harmless(add, letter, sent, kept):
    page = add(upload(sent))
    (file,) = letter.files.all()
    if kept is not None:
        assert file.name == kept
    assert not set(file.name) & set("/\\\r\n\u0000\u202e")
    assert "<script>" not in page.content.decode()


def test_the_quota_keeps_a_file_out_with_a_sentence(add, letter, monkeypatch):
    monkeypatch.setattr(quota, "QUOTA_BYTES", 10)
    page = add(upload("ก.pdf"))
    assert not letter.files.exists()
    (message,) = sentences(page)
    assert message[0] == "error"
    assert message[1].startswith("“ก.pdf”: ไตรมาสนี้หน่วยงานแนบไฟล์แล้ว 0.00 กิกะไบต์")


def test_a_new_document_keeps_its_good_files_when_one_is_bad(client_of, alice):
    page = client_of(alice).post(
        reverse("document-add"), typed(attachments=[upload("ดี.pdf"), upload("game.exe", b"MZ")]), follow=True
    )
    assert [file.name for file in Document.objects.get().files.all()] == ["ดี.pdf"]
    assert [tag for tag, _sentence in sentences(page)] == ["success", "success", "error"]


def test_a_file_is_taken_off(client_of, alice, letter):
    file = attach(letter, alice, "ผิด.pdf")
    page = client_of(alice).post(reverse("document-file-delete", args=[file.pk]), follow=True)
    assert sentences(page) == [("success", "นำไฟล์ “ผิด.pdf” ออกแล้ว")]
    assert not DocumentFile.objects.exists()


def test_a_submitted_file_is_not_taken_off_nor_offered_to(client_of, alice, report, letter):
    from indicators.models import RevisionFile

    file = attach(letter, alice)
    RevisionFile.objects.create(revision=frozen_in(report, letter, alice), file=file.file)
    address = reverse("document-file-delete", args=[file.pk])
    refusal = client_of(alice).post(address)
    assert refusal.status_code == 409
    assert refusal.context["reason"] == "ไฟล์นี้อยู่ในรายงานที่ส่งแล้ว จึงลบไม่ได้"
    assert refusal.context["page_url"] == reverse("document", args=[letter.pk])
    assert address not in client_of(alice).get(refusal.context["page_url"]).content.decode()
    assert DocumentFile.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("bob", 403), ("evaluator", 403), ("charlie", 404)])
def test_nobody_else_takes_a_file_off(request, client_of, alice, letter, who, status):
    file = attach(letter, alice)
    client = client_of(request.getfixturevalue(who))
    assert client.post(reverse("document-file-delete", args=[file.pk])).status_code == status
    assert DocumentFile.objects.exists()
