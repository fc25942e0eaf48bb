"""The pages of step 5 through a client: from the proposal to what the secretariat receives."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from indicators.models import Event
from innovation.models import Utilisation
from tests import make, make_case
from tests.indicators.workflow.cast import delegate
from tests.innovation.utilisation.conftest import Scene, signed_in
from tests.reading import unmarked

pytestmark = pytest.mark.sqlite_alone


def page(scene: Scene, name: str = "") -> str:
    return reverse(f"utilisation-{name}" if name else "utilisation", args=[scene.survey.pk])


def typed(scene: Scene, **given: Any) -> dict[str, Any]:
    scene.survey.refresh_from_db()
    return {
        "version": scene.survey.version,
        "used_from": "1 เม.ย. 2564",
        "used_to": "9 เม.ย. 2564",
        "satisfaction_count": "๑๒๐",
        "satisfaction_mean": "4.52",
        "satisfaction_percent": "90.40",
        "against_target": "1 จาก 30",
        "before": "เดินทางไกล",
        "after": "ใกล้บ้าน",
        "benefits": "ประหยัดเวลา",
        "obstacles": "โรคระบาด",
        "extension_plan": "ขยายไปห้างอื่น",
        **given,
    }


def posted(scene: Scene, **given: Any) -> dict[str, Any]:
    scene.survey.refresh_from_db()
    return {"version": scene.survey.version, "key": uuid4(), **given}


def test_the_form_proposes_what_step_4_knows_and_writes_nothing(scene: Scene) -> None:
    text = signed_in(scene.officer).get(page(scene, "edit")).text
    assert text.count('value="1 เม.ย. 2564"') == 2
    assert "ให้บริการ 1 ครั้ง จากเป้าหมาย 30 ครั้ง" in text
    assert "ระบบเสนอข้อความในช่องต่อไปนี้ ยังไม่ได้บันทึก" in text
    assert "(นับจากขั้นที่ 4)" in text
    scene.survey.refresh_from_db()
    assert (scene.survey.used_from, scene.survey.version) == (None, 1)
    assert not Event.objects.filter(dossier=scene.survey.dossier).exists()


def test_the_officer_fills_in_checks_and_submits(scene: Scene) -> None:
    client = signed_in(scene.officer)
    saved = client.post(page(scene, "edit"), typed(scene, check="1"))
    assert saved.headers["Location"] == page(scene, "check")
    scene.survey.refresh_from_db()
    assert (scene.survey.used_to, scene.survey.satisfaction_count) == (date(2021, 4, 9), 120)
    check = client.get(page(scene, "check")).text
    assert "ส่งให้ผู้บริหาร" in check
    assert "ผู้ตอบแบบสำรวจ 120 คน มากกว่าผู้ใช้บริการ 16 คน" in check
    reason = {"reason-more_answers_than_people": "รวมผู้ตอบทางเว็บ"}
    sent = posted(scene, **reason)
    for _each in range(2):
        assert client.post(page(scene, "submit"), sent).status_code == 302
    assert Event.objects.filter(action="submit").count() == 1
    head = signed_in(scene.head).get(page(scene, "endorse")).text
    assert "รวมผู้ตอบทางเว็บ" in head


def test_the_check_page_of_an_empty_survey_says_what_is_missing(scene: Scene) -> None:
    check = signed_in(scene.officer).get(page(scene, "check")).text
    assert "กรอก “เริ่มใช้”" in check
    assert 'type="submit">ส่งให้ผู้บริหาร' not in check


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"used_to": "31 มี.ค. 2564"}, "used_to", "ไม่ก่อนวันที่เริ่มใช้ 1 เมษายน 2564"),
        ({"people_corrected": "140"}, "people_reason", "กรอกเหตุผล"),
        ({"sessions_reason": "นับผิด"}, "sessions_corrected", "กรอกตัวเลขที่ถูกต้อง"),
        ({"people_corrected": "๑๔๐ คน", "people_reason": "นับใหม่"}, "people_corrected", "ตัวเลข"),
        ({"satisfaction_mean": "5.1"}, "satisfaction_mean", "ต้องไม่มากกว่า 5"),
        ({"satisfaction_percent": "ร้อยละ 90"}, "satisfaction_percent", "ตัวเลข"),
        ({"satisfaction_count": "-3"}, "satisfaction_count", "ต้องไม่น้อยกว่า 0"),
        ({"used_from": "30/2/2564"}, "used_from", "28"),
        ({"before": "ก" * 20_001}, "before", "ยาวเกินไป 1 ตัวอักษร"),
    ],
)
def test_bad_input_is_told_at_its_field_and_nothing_typed_is_lost(
    scene: Scene, given: dict[str, str], field: str, sentence: str
) -> None:
    bad = signed_in(scene.officer).post(page(scene, "edit"), typed(scene, after="ยังอยู่ครบ", **given))
    assert bad.status_code == 422
    error = re.search(rf'id="id_{field}_error">(.*?)</div>', bad.text, re.DOTALL)
    assert error
    assert sentence in error[1]
    assert "ยังอยู่ครบ" in bad.text
    assert all(value in bad.text for value in given.values())
    if "corrected" in field or "reason" in field:
        assert re.search(r"<details[^>]*\bopen\b", bad.text)  # the error can be seen
    scene.survey.refresh_from_db()
    assert scene.survey.after == ""


def test_an_older_version_answers_409_with_both_texts(scene: Scene) -> None:
    client, seen = signed_in(scene.officer), typed(scene, before="ของฉัน", satisfaction_count="0")
    client.post(page(scene, "edit"), typed(scene, before="ของเพื่อน"))
    late = client.post(page(scene, "edit"), seen)
    assert late.status_code == 409
    for text in ("ของฉัน", "ของเพื่อน", ">0<", ">120<"):
        assert text in unmarked(late.text)
    again = client.post(page(scene, "edit"), {**seen, "version": 2, "resolve": "mine"})
    assert again.status_code == 302
    scene.survey.refresh_from_db()
    assert (scene.survey.before, scene.survey.satisfaction_count) == ("ของฉัน", 0)


def test_what_was_typed_when_it_was_submitted_meanwhile_is_shown_to_copy(scene: Scene) -> None:
    seen = typed(scene, benefits="ข้อความที่พิมพ์ไว้นาน")
    make_case.put(make_case.fill_utilisation(scene.survey), "submitted")
    late = signed_in(scene.officer).post(page(scene, "edit"), seen)
    assert late.status_code == 409
    assert "ข้อความที่พิมพ์ไว้นาน" in late.text


def submitted(scene: Scene) -> Utilisation:
    survey: Utilisation = make_case.put(make_case.fill_utilisation(scene.survey), "submitted", scene.officer)
    return survey


def test_the_head_endorses_after_signing_in_again(scene: Scene) -> None:
    submitted(scene)
    client = signed_in(scene.head)
    assert page(scene, "endorse") in client.get(page(scene)).text
    assert "4.52" in client.get(page(scene, "endorse")).text
    wrong = client.post(page(scene, "endorse"), posted(scene, password="เดา"))
    assert wrong.status_code == 422
    assert "รหัสผ่านไม่ถูกต้อง" in wrong.text
    right = client.post(page(scene, "endorse"), posted(scene, password=make.PASSWORD), follow=True)
    assert "ลงความเห็นชอบแล้ว" in right.text
    assert "เห็นชอบโดย สมศักดิ์ นำพา" in right.text
    received = signed_in(scene.secretariat).post(page(scene, "receive"), posted(scene), follow=True)
    assert "ครบทุกขั้นตอน" in received.text


def test_a_deputy_is_told_in_whose_place_he_signs(scene: Scene) -> None:
    submitted(scene)
    deputy = make.user(agency=scene.agency)
    delegate(scene.head, deputy, scene.agency)
    client = signed_in(deputy)
    assert "รักษาราชการแทน สมศักดิ์ นำพา ตามคำสั่งที่ 12/2564" in client.get(page(scene, "endorse")).text
    done = client.post(page(scene, "endorse"), posted(scene, password=make.PASSWORD), follow=True)
    assert "(รักษาราชการแทน สมศักดิ์ นำพา ตามคำสั่งที่ 12/2564" in done.text


def test_the_head_sends_it_back_with_a_reason(scene: Scene) -> None:
    submitted(scene)
    client = signed_in(scene.head)
    unsaid = client.post(page(scene, "return"), posted(scene, reason=""))
    assert unsaid.status_code == 422
    assert 'id="reason-return"' in unsaid.text
    assert "กรอกเหตุผล" in unsaid.text
    client.post(page(scene, "return"), posted(scene, reason="ระบุจำนวนผู้ตอบ"))
    assert "ระบุจำนวนผู้ตอบ" in signed_in(scene.officer).get(page(scene)).text


def test_others_may_look_but_not_endorse(scene: Scene) -> None:
    submitted(scene)
    assert signed_in(scene.stranger).get(page(scene)).status_code == 404
    assert signed_in(scene.stranger).get(page(scene, "endorse")).status_code == 404
    officer = signed_in(scene.officer)
    assert officer.get(page(scene, "endorse")).status_code == 403
    assert officer.post(page(scene, "endorse"), posted(scene, password=make.PASSWORD)).status_code == 403
    assert officer.get(page(scene, "check")).status_code == 409
    scene.survey.refresh_from_db()
    assert scene.survey.status == "submitted"


def test_a_document_is_cited_from_the_evidence_page(scene: Scene) -> None:
    document, client = make.document(scene.agency), signed_in(scene.officer)
    form = {"version": scene.survey.version, "action": "cite", "document": document.pk}
    assert client.post(page(scene, "evidence"), form).status_code == 302
    assert document.subject in client.get(page(scene, "check")).text


def test_corrected_figures_are_shown_beside_the_counted_ones(scene: Scene) -> None:
    make_case.fill_utilisation(scene.survey, people_corrected=20, people_reason="นับใหม่", satisfaction_mean=Decimal(4))
    text = signed_in(scene.secretariat).get(page(scene)).text
    assert "20 คน (ระบบนับจากขั้นที่ 4 ได้ 16 แก้เพราะ นับใหม่)" in text
    assert "ค่าเฉลี่ย 4.00 จาก 5 คิดเป็นร้อยละ 80.00 แต่กรอกร้อยละ 90.40" in text
