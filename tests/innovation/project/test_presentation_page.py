"""The page of the presentation, with its uploads; and the list of the sections."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from indicators.models import AgendaItem, Meeting
from innovation.models import PresentationPicture, RoundForm
from innovation.services import presentation as services
from innovation.services import project as project_services
from tests import make_case
from tests.indicators.files import samples
from tests.innovation.project.conftest import Cast, signed_in
from tests.innovation.project.test_section_pages import rows, url

pytestmark = pytest.mark.sqlite_alone


@pytest.fixture
def officer(cast: Cast) -> Client:
    return signed_in(cast.officer)


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def send(cast: Cast, officer: Client, *files: SimpleUploadedFile, **typed: Any) -> Any:
    sent = {"version": 1, "save": "1", "attachments": list(files)} | rows("pictures") | typed
    return officer.post(url(cast, "presentation"), sent, follow=True)


def test_several_pictures_are_sent_at_once_and_shown(cast: Cast, officer: Client) -> None:
    answer = send(cast, officer, upload("ก.png", samples.png()), upload("ข.jpg", samples.jpeg()), origin="ที่มา")
    assert list(PresentationPicture.objects.values_list("name", flat=True)) == ["ก.png", "ข.jpg"]
    page = answer.content.decode()
    for one in PresentationPicture.objects.all():
        assert f'src="/projects/pictures/{one.pk}/"' in page


def test_a_bad_file_fails_alone_with_a_sentence(cast: Cast, officer: Client) -> None:
    answer = send(
        cast,
        officer,
        upload("ว่าง.png", b""),
        upload("หนังสือ.pdf", samples.pdf()),
        upload("ก.png", samples.png()),
        origin="ที่พิมพ์ไว้",
    )
    page = answer.content.decode()
    assert list(PresentationPicture.objects.values_list("name", flat=True)) == ["ก.png"]
    assert "“ว่าง.png”: ไฟล์นี้ว่างเปล่า" in page
    assert "“หนังสือ.pdf”: ภาพประกอบต้องเป็นไฟล์ JPG หรือ PNG" in page
    assert "ที่พิมพ์ไว้" in page


def test_pictures_of_a_form_that_was_wrong_come_with_the_next_sending(cast: Cast, officer: Client) -> None:
    answer = send(cast, officer, upload("ก.png", samples.png()), contact_phone="0" * 51)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert not PresentationPicture.objects.exists()
    assert "ก.png" in page
    slip = re.search(r'name="kept" value="([^"]+)"', page)
    assert slip
    send(cast, officer, contact_phone="02 123 4567", kept=slip[1])
    assert PresentationPicture.objects.get().name == "ก.png"


def test_a_conflict_loses_no_picture(cast: Cast, officer: Client) -> None:
    services.save(cast.project, actor=cast.officer, version=1, fields={"origin": "ของเพื่อน"})
    answer = send(cast, officer, upload("ก.png", samples.png()), origin="ของฉัน")
    assert answer.status_code == 409
    slip = re.search(r'name="kept" value="([^"]+)"', answer.content.decode())
    assert slip
    send(cast, officer, origin="ของฉัน", version=2, kept=slip[1])
    assert PresentationPicture.objects.get().name == "ก.png"


def test_pictures_are_captioned_ordered_and_taken_off(cast: Cast, officer: Client) -> None:
    send(cast, officer, *(upload(f"{n}.png", samples.image("PNG", (30 + n, 20))) for n in (1, 2, 3)))
    first, second, third = PresentationPicture.objects.all()
    typed = rows(
        "pictures",
        {"picture": first.pk, "position": "2", "caption": "ภาพแรก"},
        {"picture": second.pk, "position": "1", "caption": ""},
        {"picture": third.pk, "position": "3", "remove": "on"},
    )
    send(cast, officer, version=2, **typed)
    held = list(PresentationPicture.objects.values_list("name", "caption", "position"))
    assert held == [("2.png", "", 1), ("1.png", "ภาพแรก", 2)]


def test_the_list_says_which_sections_are_complete(cast: Cast, officer: Client) -> None:
    def statuses() -> list[str]:
        page = officer.get(url(cast, "edit")).content.decode()
        found = re.findall(r'<div class="task-status">.*?(ยังไม่เริ่ม|กำลังทำ|เสร็จแล้ว)', page, re.DOTALL)
        assert len(found) == 6
        return found

    assert statuses() == ["ยังไม่เริ่ม"] * 6
    project_services.save(cast.project, actor=cast.officer, version=1, fields={"name": "โครงการ"})
    assert statuses() == ["กำลังทำ", *["ยังไม่เริ่ม"] * 5]
    make_case.fill_project(cast.project)
    assert statuses() == ["เสร็จแล้ว"] * 6


def test_the_forms_are_called_as_the_round_calls_them(cast: Cast, officer: Client) -> None:
    RoundForm.objects.filter(form="presentation").update(number=9, title="แบบนำเสนอแนวคิด")
    RoundForm.objects.filter(form="project").update(number=4)
    page = officer.get(url(cast, "edit")).content.decode()
    assert page.count("แบบฟอร์ม 4 โครงการนวัตกรรม") == 5
    assert page.count("แบบฟอร์ม 9 แบบนำเสนอแนวคิด") == 1


def test_what_the_committee_asked_for_stands_over_every_page(cast: Cast, officer: Client) -> None:
    project = make_case.put(make_case.fill_project(cast.project), "revising")
    meeting = Meeting.objects.create(year=cast.case.assignment.year, number="2/2564", held_on=date(2021, 1, 18))
    AgendaItem.objects.create(
        meeting=meeting,
        dossier=project.dossier,
        revision=project.dossier.revisions.get(),
        position=1,
        result="approve_with_changes",
        conditions="ระบุจำนวนครั้งให้ชัดเจน",
    )
    for page in ("edit", "basis", "targets", "plan", "budget", "risks", "presentation"):
        assert "ระบุจำนวนครั้งให้ชัดเจน" in officer.get(url(cast, page)).content.decode()


@pytest.mark.parametrize("page", ["edit", "basis", "targets", "plan", "budget", "risks", "presentation"])
def test_only_the_officer_writes_and_only_in_his_turn(cast: Cast, officer: Client, page: str) -> None:
    assert signed_in(cast.head).get(url(cast, page)).status_code == 403
    assert signed_in(cast.secretariat).get(url(cast, page)).status_code == 403
    assert signed_in(cast.stranger).get(url(cast, page)).status_code == 404
    make_case.put(make_case.fill_project(cast.project), "submitted")
    assert officer.get(url(cast, page)).status_code == 409
