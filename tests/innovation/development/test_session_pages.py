"""The pages of sessions: one on a phone, corrections, withdrawing, the photo."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from indicators import clock
from innovation.models import Development, ServiceSession
from tests import make, make_case
from tests.indicators.files import samples
from tests.innovation.development.conftest import Scene, signed_in

pytestmark = pytest.mark.sqlite_alone


def at(name: str, thing: Development | ServiceSession) -> str:
    return reverse(f"session-{name}" if name else "session", args=[thing.pk])


def form(**given: Any) -> dict[str, Any]:
    return {"key": uuid4(), "date": "9 เม.ย. 2564", "place": "ห้างสรรพสินค้า", "people": "๑๖", "note": "", **given}


def picture(name: str = "ภาพ.jpg", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, samples.jpeg() if content is None else content)


def value_of(name: str, text: str) -> str:
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*name="{name}"', text)
    assert found, name
    return found[1] or found[2]


def test_a_new_session_starts_from_today_and_the_last_place(scene: Scene) -> None:
    make_case.session(scene.development, "2021-04-09", place="ตลาดธนบุรี")
    text = signed_in(scene.officer).get(at("add", scene.development)).text
    assert "บันทึกครั้งที่ 2" in text
    assert value_of("date", text) == "10 เม.ย. 2564"
    assert value_of("place", text) == "ตลาดธนบุรี"


def test_a_session_is_recorded_with_its_photo(scene: Scene) -> None:
    client = signed_in(scene.officer)
    answer = client.post(at("add", scene.development), form(attachments=picture()), follow=True)
    assert "1 จาก 30 ครั้ง, ผู้รับบริการ 16 คน" in answer.text
    made = ServiceSession.objects.get()
    assert (made.people, made.date, made.photo_name) == (16, date(2021, 4, 9), "ภาพ.jpg")
    shown = client.get(at("photo", made))
    as_kept = shown.getvalue()
    kept = Image.open(BytesIO(as_kept), formats=["JPEG"])  # drawn anew, without what a camera wrote into it
    assert kept.size == Image.open(BytesIO(samples.jpeg())).size
    assert shown.headers["Content-Type"] == "image/jpeg"
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert signed_in(scene.stranger).get(at("photo", made)).status_code == 404
    assert signed_in(scene.secretariat).get(at("photo", made)).getvalue() == as_kept


def test_the_form_sent_twice_records_once_and_answers_alike(scene: Scene) -> None:
    client, sent = signed_in(scene.officer), form()
    answers = [client.post(at("add", scene.development), sent) for _each in range(2)]
    assert [(each.status_code, each.headers["Location"]) for each in answers] == 2 * [
        (302, reverse("development", args=[scene.development.pk]))
    ]
    assert ServiceSession.objects.count() == 1


def test_going_back_and_typing_another_number_is_asked_about_first(scene: Scene) -> None:
    client, sent = signed_in(scene.officer), form()
    client.post(at("add", scene.development), sent)
    asked = client.post(at("add", scene.development), {**sent, "people": "20"})
    assert asked.status_code == 422
    assert "บันทึกไปแล้วหนึ่งครั้ง" in asked.text
    again = client.post(at("add", scene.development), {**sent, "people": "20", "key": value_of("key", asked.text)})
    assert again.status_code == 302
    assert sorted(ServiceSession.objects.values_list("people", flat=True)) == [16, 20]


def test_a_second_session_of_the_day_at_the_place_is_pointed_out(scene: Scene) -> None:
    make_case.session(scene.development, "2021-04-09")
    answer = signed_in(scene.officer).post(at("add", scene.development), form(), follow=True)
    assert "มีบันทึกที่สถานที่นี้อยู่ก่อนแล้ว 1 ครั้ง" in answer.text


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("people", "สิบหก", "ตัวเลข"),
        ("people", "16.5", "ไม่ใช่จำนวนเต็ม"),
        ("people", "-1", "ต้องไม่น้อยกว่า 0"),
        ("people", "99999999999999999999", "ต้องไม่มากกว่า 1000000"),
        ("date", "31 เม.ย. 2564", "30"),
        ("date", "1 ต.ค. 2564", "1 มีนาคม 2564 ถึง 30 กันยายน 2564"),
        ("date", "11 เม.ย. 2564", "ยังมาไม่ถึง"),
        ("date", "", "วันที่ให้บริการ"),
        ("place", "", "สถานที่"),
        ("note", "ก" * 2001, "ยาวเกินไป"),
    ],
)
def test_bad_input_is_told_at_its_field_and_nothing_typed_is_lost(
    scene: Scene, field: str, typed: str, sentence: str
) -> None:
    client = signed_in(scene.officer)
    bad = client.post(at("add", scene.development), form(**{"note": "ฝนตกหนัก", field: typed}))
    assert bad.status_code == 422
    error = re.search(rf'id="id_{field}_error">(.*?)</div>', bad.text, re.DOTALL)
    assert error, bad.text
    assert sentence in error[1]
    assert (typed if field == "note" else "ฝนตกหนัก") in bad.text
    assert not ServiceSession.objects.exists()


def test_a_photo_survives_a_mistake_elsewhere(scene: Scene) -> None:
    client = signed_in(scene.officer)
    bad = client.post(at("add", scene.development), form(people="สิบ", attachments=picture("หน้างาน.jpg")))
    assert "หน้างาน.jpg" in bad.text
    good = form(kept=value_of("kept", bad.text), key=value_of("key", bad.text))
    assert client.post(at("add", scene.development), good).status_code == 302
    assert ServiceSession.objects.get().photo_name == "หน้างาน.jpg"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("หนังสือ.pdf", samples.pdf(), "ไม่ใช่ภาพ"),
        ("ว่าง.jpg", b"", "ว่าง"),
        ("ไวรัส.jpg", b"MZ" + bytes(2000), "ชนิดอื่น"),
    ],
)
def test_what_is_no_photo_is_told_at_its_field(scene: Scene, name: str, content: bytes, sentence: str) -> None:
    client = signed_in(scene.officer)
    bad = client.post(at("add", scene.development), form(attachments=picture(name, content)))
    assert bad.status_code == 422
    error = re.search(r'id="id_attachments_error">(.*?)</div>', bad.text, re.DOTALL)
    assert error
    assert sentence in error[1]
    assert not ServiceSession.objects.exists()


def test_a_session_is_corrected_and_a_late_correction_shows_both(scene: Scene) -> None:
    made, client = make_case.session(scene.development, "2021-04-09"), signed_in(scene.officer)
    seen = {**form(people="18"), "version": made.version}
    assert client.post(at("edit", made), seen).status_code == 302
    late = client.post(at("edit", made), {**seen, "people": "25", "note": "นับใหม่"})
    assert late.status_code == 409
    for text in ("18", "25", "นับใหม่"):
        assert text in late.text
    mine = {**seen, "people": "25", "version": value_of("version", late.text), "resolve": "mine"}
    assert client.post(at("edit", made), mine).status_code == 302
    made.refresh_from_db()
    assert made.people == 25


def test_a_session_is_withdrawn_with_a_reason(scene: Scene) -> None:
    made, client = make_case.session(scene.development, "2021-04-09"), signed_in(scene.officer)
    unsaid = client.post(at("withdraw", made), {"version": made.version, "reason": ""})
    assert unsaid.status_code == 422
    assert "กรอกเหตุผล" in unsaid.text
    sent = {"version": made.version, "reason": "บันทึกซ้ำ", "key": uuid4()}
    for _each in range(2):
        assert client.post(at("withdraw", made), sent).status_code == 302
    page = client.get(at("", made)).text
    assert "ครั้งนี้ถอนแล้ว" in page
    assert "บันทึกซ้ำ" in page
    assert at("edit", made) not in page
    assert client.post(at("edit", made), {**form(note="ยังจะแก้"), "version": 2}).status_code == 409


def test_nothing_is_offered_once_the_evidence_is_sent(scene: Scene) -> None:
    made = make_case.session(scene.development, "2021-04-09")
    make_case.put(scene.development, "submitted")
    client = signed_in(scene.officer)
    for name, thing in (("add", scene.development), ("range", scene.development), ("people", scene.development)):
        assert client.get(at(name, thing)).status_code == 409
    assert client.get(at("edit", made)).status_code == 409
    late = client.post(at("add", scene.development), form(note="พิมพ์ไว้แล้ว"))
    assert late.status_code == 409
    assert "พิมพ์ไว้แล้ว" in late.text
    assert at("withdraw", made) not in client.get(at("", made)).text


def test_a_photo_chosen_again_takes_the_place_of_the_kept_one(scene: Scene) -> None:
    client = signed_in(scene.officer)
    bad = client.post(at("add", scene.development), form(people="สิบ", attachments=picture("เบลอ.jpg")))
    other = form(kept=value_of("kept", bad.text), attachments=picture("ชัด.png", samples.png()))
    assert client.post(at("add", scene.development), other).status_code == 302
    assert ServiceSession.objects.get().photo_name == "ชัด.png"


def test_a_photo_can_be_taken_off_again(scene: Scene) -> None:
    client = signed_in(scene.officer)
    client.post(at("add", scene.development), form(attachments=picture()))
    made = ServiceSession.objects.get()
    assert 'name="drop_photo"' in client.get(at("edit", made)).text
    client.post(at("edit", made), {**form(drop_photo="on"), "version": 1})
    made.refresh_from_db()
    assert made.photo_id is None
    assert client.get(at("photo", made)).status_code == 404


def test_a_day_that_cannot_be_recorded_is_not_proposed(scene: Scene) -> None:
    with clock.travel(make.at("2021-11-05")):  # after the year: the officer must say which day it was
        text = signed_in(scene.officer).get(at("add", scene.development)).text
    assert not re.search(r'name="date"[^>]*value=', text)
