"""An appeal is written on its first page: what is kept first opens the draft, once for one form."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from appeals.models import Appeal
from appeals.services import appeals
from indicators.models import Assignment, Document, Event
from tests import make, make_appeal
from tests.appeals.filing import stage
from tests.appeals.filing.stage import signed_in
from tests.appeals.filing.test_pages import LETTER, page
from tests.indicators.files import samples

pytestmark = pytest.mark.sqlite_alone


@pytest.fixture
def of(db: None) -> Assignment:
    make.kind("letter")
    make.kind("photo")
    return stage.assignment()


@pytest.fixture
def officer(of: Assignment) -> User:
    return make.user(Role.OFFICER, of.agency)


@pytest.fixture
def desk(officer: User) -> Client:
    return signed_in(officer)


def typed(of: Assignment, **given: Any) -> dict[str, Any]:
    codes = make_appeal.codes(of.year)
    return {
        "version": 1,
        "key": uuid4(),
        "position": 4,
        "cause": codes["cause1"].pk,
        "requested_outcome": codes["outcome2"].pk,
        "what_happened": "ห้างปิดเพราะโรคระบาด",
        "criterion_asked": "นำไปใช้ประโยชน์",
        **given,
    }


def autosaved(desk: Client, officer: User, address: str, form: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = desk.post(address, form, headers={"X-Autosave": str(officer.pk)}).json()
    return told


def photo() -> SimpleUploadedFile:
    return SimpleUploadedFile("ห้างปิด.jpg", samples.jpeg(), "image/jpeg")


def test_text_letter_and_files_are_kept_by_one_button(desk: Client, of: Assignment) -> None:
    letter = SimpleUploadedFile("หนังสือ.pdf", samples.pdf(), "application/pdf")
    sent = desk.post(page("appeal-add", of), typed(of, check="1", attachments=[letter], **LETTER))
    appeal = Appeal.objects.get()
    assert sent.headers["Location"] == page("appeal-check", appeal)
    assert (appeal.position, appeal.what_happened) == (4, "ห้างปิดเพราะโรคระบาด")
    assert appeal.letter.number == "กท ๐๔๐๖/๓๙๓๗"
    assert [each.document for each in appeal.dossier.citations.all()] == [appeal.letter]
    assert [each.name for each in appeal.letter.files.all()] == ["หนังสือ.pdf"]
    check = desk.get(sent.headers["Location"]).text
    assert "ยังยื่นไม่ได้" not in check
    assert "หนังสือ.pdf" in check


def test_files_without_a_letter_are_evidence_of_their_own(desk: Client, of: Assignment) -> None:
    desk.post(page("appeal-add", of), typed(of, save="1", attachments=[photo()]))
    appeal = Appeal.objects.get()
    assert appeal.letter is None
    assert [each.document.subject for each in appeal.dossier.citations.all()] == ["ห้างปิด"]


def test_the_letters_subject_is_proposed_and_alone_is_no_letter(desk: Client, of: Assignment) -> None:
    proposed = desk.get(page("appeal-add", of)).context["form"]["letter_subject"].value()
    assert proposed == f"ขออุทธรณ์ตัวชี้วัดที่ {of.name_line}"
    desk.post(page("appeal-add", of), typed(of, save="1", letter_subject=proposed))
    assert Appeal.objects.get().letter is None
    assert not Document.objects.exists()


def test_the_first_autosave_opens_the_draft_and_says_where_it_is(desk: Client, officer: User, of: Assignment) -> None:
    form = typed(of, what_happened="น้ำ")
    told = autosaved(desk, officer, page("appeal-add", of), form)
    appeal = Appeal.objects.get()
    assert told["state"] == "saved"
    assert (told["page"], told["version"]) == (page("appeal-edit", appeal), appeal.version)
    # The page goes on where the draft is; its key is still that of the form that opened it.
    again = autosaved(desk, officer, told["page"], {**form, "version": told["version"], "what_happened": "น้ำท่วม"})
    assert again["state"] == "saved"
    pressed = {**form, "version": again["version"], "what_happened": "น้ำท่วมแล้ว", **LETTER}
    assert desk.post(told["page"], pressed).status_code == 302
    appeal.refresh_from_db()
    assert (appeal.what_happened, appeal.letter.number) == ("น้ำท่วมแล้ว", "กท ๐๔๐๖/๓๙๓๗")
    assert Appeal.objects.count() == 1


def test_nothing_is_opened_before_the_subject_is_chosen(desk: Client, officer: User, of: Assignment) -> None:
    without = typed(of, position="")
    told = autosaved(desk, officer, page("appeal-add", of), without)
    assert told["state"] == "invalid"
    assert "“เรื่องที่อุทธรณ์”" in told["sentence"]
    answer = desk.post(page("appeal-add", of), {**without, "attachments": [photo()]})
    assert answer.status_code == 422
    assert "ห้างปิดเพราะโรคระบาด" in answer.text
    assert [file.name for file in answer.context["received"]] == ["ห้างปิด.jpg"]
    assert not Appeal.objects.exists()
    assert not Event.objects.filter(action="prepare_appeal").exists()


def test_a_form_sent_twice_opens_one_draft(desk: Client, of: Assignment) -> None:
    form = typed(of, **LETTER)
    for _each in range(2):
        assert desk.post(page("appeal-add", of), form).status_code == 302
    assert (Appeal.objects.count(), Document.objects.count()) == (1, 1)


def test_what_was_sent_from_the_first_page_is_not_written_over_a_colleagues_text(
    desk: Client, officer: User, of: Assignment
) -> None:
    form = typed(of)
    desk.post(page("appeal-add", of), form)
    appeal = Appeal.objects.get()
    appeals.save(appeal, actor=officer, version=appeal.version, fields={"what_happened": "ของเพื่อน"})
    late = desk.post(page("appeal-add", of), {**form, "what_happened": "ของฉัน"})
    assert late.status_code == 409
    current = Appeal.objects.get().version
    mine = {**form, "what_happened": "ของฉัน", "version": current, "resolve": "mine"}
    assert desk.post(page("appeal-add", of), mine).status_code == 302
    assert Appeal.objects.get().what_happened == "ของฉัน"


def test_a_subject_appealed_about_already_leaves_no_second_draft_nor_letter(desk: Client, of: Assignment) -> None:
    first = make_appeal.appeal(of, filled=False)
    answer = desk.post(page("appeal-add", of), typed(of, **LETTER))
    assert answer.status_code == 422
    assert page("appeal", first) in answer.text
    assert "ห้างปิดเพราะโรคระบาด" in answer.text
    assert (Appeal.objects.count(), Document.objects.count()) == (1, 0)


def test_a_bad_file_is_named_and_keeps_the_draft_closed(desk: Client, of: Assignment) -> None:
    bad = SimpleUploadedFile("โปรแกรม.exe", b"MZ", "application/octet-stream")
    answer = desk.post(page("appeal-add", of), typed(of, attachments=[bad]))
    assert answer.status_code == 422
    assert "โปรแกรม.exe" in answer.text
    assert not Appeal.objects.exists()
