"""One file at a time for the page's script, and the way back of a file that was taken off."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.roles import Role
from indicators import clock
from indicators.models import DocumentFile, Event, StoredFile
from tests import make
from tests.indicators.documents.conftest import attach, upload
from tests.indicators.documents.test_document_pages import typed
from tests.indicators.files import samples

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_alone]
RECEIVE = "/documents/files/receive/"


def sent(client, *files):
    return client.post(RECEIVE, {"attachments": files} if files else {})


def test_a_file_is_taken_and_comes_with_the_form_by_its_slip(client_of, alice, letter):
    client = client_of(alice)
    answer = sent(client, upload("หนังสือ.pdf")).json()
    assert (answer["state"], answer["name"], answer["same"]) == ("received", "หนังสือ.pdf", [])
    assert not DocumentFile.objects.exists()
    client.post(reverse("document-file-add", args=[letter.pk]), {"kept": answer["slip"]})
    assert letter.files.get().file_id == answer["sha256"]


def test_the_slip_of_another_person_is_worth_nothing(client_of, alice, letter, agency):
    slip = sent(client_of(make.user(Role.OFFICER, agency)), upload("ของเพื่อน.pdf")).json()["slip"]
    client_of(alice).post(reverse("document-file-add", args=[letter.pk]), {"kept": slip})
    assert not DocumentFile.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"), [("game.exe", b"MZ" + bytes(300)), ("ว่าง.pdf", b""), ("ไม่ใช่.pdf", b"hello")]
)
def test_a_bad_file_is_refused_with_its_sentence(client_of, alice, name, content):
    answer = sent(client_of(alice), upload(name, content))
    assert (answer.status_code, answer.json()["state"], answer.json()["name"]) == (422, "refused", name)
    assert answer.json()["sentence"]
    assert "slip" not in answer.json()


def test_no_file_at_all_is_said(client_of, alice):
    answer = sent(client_of(alice))
    assert (answer.status_code, answer.json()["sentence"]) == (422, "เลือกไฟล์ที่จะแนบก่อน")


def test_a_file_of_the_register_is_named_with_its_document(client_of, alice, letter):
    attach(letter, alice, "เดิม.pdf")
    (same,) = sent(client_of(alice), upload("ชื่ออื่น.pdf")).json()["same"]
    assert same == {
        "id": letter.pk,
        "subject": "ขอเชิญประชุมคณะทำงาน",
        "url": reverse("document", args=[letter.pk]),
    }
    assert StoredFile.objects.count() == 1


def test_another_agencys_register_is_not_spoken_of(client_of, alice, charlie, letter):
    attach(letter, alice, "เดิม.pdf")
    assert sent(client_of(charlie), upload("เดิม.pdf")).json()["same"] == []


@pytest.mark.parametrize("who", ["bob", "evaluator"])
def test_who_keeps_no_register_sends_no_file(request, client_of, who):
    assert sent(client_of(request.getfixturevalue(who)), upload("ก.pdf")).status_code == 403


def test_a_file_taken_off_is_put_back_by_one_press(client_of, alice, letter):
    client, file = client_of(alice), attach(letter, alice, "หนังสือ.pdf")
    page = client.post(reverse("document-file-delete", args=[file.pk]), follow=True)
    hidden = page.context["taken_off"]["hidden"]
    assert "เลิกทำ ใส่ไฟล์ “หนังสือ.pdf” กลับคืน" in page.content.decode()
    client.post(reverse("document-file-add", args=[letter.pk]), dict(hidden))
    assert letter.files.get().name == "หนังสือ.pdf"
    acts = Event.objects.filter(subject="document").order_by("sequence").values_list("action", flat=True)
    assert list(acts)[-3:] == ["attach", "detach", "attach"]
    again = client.get(page.redirect_chain[-1][0])
    assert again.context["taken_off"] is None


def test_only_who_took_it_off_is_offered_it_and_not_for_long(client_of, alice, bob, letter, agency):
    file = attach(letter, alice, "หนังสือ.pdf")
    address = client_of(alice).post(reverse("document-file-delete", args=[file.pk]))["Location"]
    friend = make.user(Role.OFFICER, agency)
    assert client_of(friend).get(address).context["taken_off"] is None
    assert client_of(bob).get(address).context["taken_off"] is None
    assert client_of(alice).get(f"{reverse('document', args=[letter.pk])}?removed=x").context["taken_off"] is None
    taken_off = Event.objects.get(action="detach").at
    with clock.travel(taken_off + timedelta(minutes=11)):
        assert client_of(alice).get(address).context["taken_off"] is None


def test_a_new_document_takes_files_sent_before(client_of, alice):
    client = client_of(alice)
    slips = [sent(client, upload(f"{n}.png", samples.image("PNG", (20 + n, 20)))).json()["slip"] for n in (1, 2)]
    client.post(reverse("document-add"), typed(kept=slips))
    assert list(DocumentFile.objects.values_list("name", flat=True)) == ["1.png", "2.png"]
