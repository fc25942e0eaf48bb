"""The pages of step 4 through a client: what they show, and what becomes of what was typed."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from indicators.models import Event
from innovation.models import Activity, Development, ServiceSession, Utilisation, YearTarget
from innovation.services import cases
from tests import make, make_case
from tests.innovation.development.conftest import Scene, signed_in
from tests.reading import unmarked

pytestmark = pytest.mark.sqlite_alone


def page(development: Development, name: str = "") -> str:
    return reverse(f"development-{name}" if name else "development", args=[development.pk])


def edit_form(scene: Scene, **given: Any) -> dict[str, Any]:
    scene.development.refresh_from_db()
    return {"version": scene.development.version, "summary": "สรุปผล", **given}


# Of the drawn bar: all of it, what is done, and where the target stands.
WIDTHS = (r'chart-track".*? width="([\d.]+)"', r'chart-value".*? width="([\d.]+)"', r'chart-end" x1="([\d.]+)"')


def test_the_page_sets_what_was_done_against_the_target(scene: Scene) -> None:
    for day in range(1, 9):
        make_case.session(scene.development, f"2021-04-0{day}", people=16)
    make_case.session(scene.development, "2021-04-09", people=None)
    text = signed_in(scene.officer).get(page(scene.development)).text
    assert "9 จาก 30 ครั้ง, ผู้รับบริการ 128 คน" in text
    assert "ยังไม่ได้กรอกจำนวนผู้รับบริการ 1 ครั้ง" in text
    assert "นับเป็นหนึ่งครั้ง" in text  # a session counts as a day, and it says so
    assert "ให้บริการ 30 ครั้ง" in text  # the target in words
    assert "บันทึกครั้งที่ 10" in text
    assert "ออกหน่วยบริการ" in text
    bar = text[text.index("chart-target") :]
    whole, done, aim = (re.search(part, bar)[1] for part in WIDTHS)
    assert (float(done), float(aim)) == (float(whole) * 9 / 30, float(whole))


def test_others_see_it_without_the_officers_buttons(scene: Scene) -> None:
    text = signed_in(scene.secretariat).get(page(scene.development)).text
    assert "บันทึกครั้งที่" not in text
    assert "รอการดำเนินการของผู้รับผิดชอบตัวชี้วัด" in text
    assert signed_in(scene.stranger).get(page(scene.development)).status_code == 404


def test_a_withdrawn_session_is_shown_struck_with_its_reason(scene: Scene) -> None:
    make_case.session(
        scene.development, "2021-04-01", withdrawn_at=make.at("2021-04-02"), withdrawn_reason="บันทึกผิดวัน"
    )
    make_case.session(scene.development, "2021-04-02")
    text = signed_in(scene.officer).get(page(scene.development)).text
    assert "<del>1 เม.ย. 2564</del>" in text
    assert "บันทึกผิดวัน" in text
    assert "1 จาก 30 ครั้ง" in text


def test_summary_and_progress_are_edited_and_a_bad_date_loses_nothing(scene: Scene) -> None:
    activity, client = Activity.objects.get(), signed_in(scene.officer)
    began, ended = f"began_on-{activity.pk}", f"ended_on-{activity.pk}"
    bad = client.post(page(scene.development, "edit"), edit_form(scene, **{began: "9/4/2564", ended: "1/4/2564"}))
    assert bad.status_code == 422
    assert "วันที่เสร็จต้องไม่ก่อนวันที่เริ่ม 9 เมษายน 2564" in bad.text
    assert "สรุปผล" in bad.text
    assert "1/4/2564" in bad.text
    good = client.post(
        page(scene.development, "edit"), edit_form(scene, **{began: "๑ เม.ย. ๒๕๖๔", ended: "", "check": "1"})
    )
    assert good.headers["Location"] == page(scene.development, "check")
    assert scene.development.progress.get().began_on == date(2021, 4, 1)


def test_a_late_edit_answers_409_with_both_texts_and_can_be_sent_again(scene: Scene) -> None:
    client, seen = signed_in(scene.officer), edit_form(scene, summary="ของฉัน")
    client.post(page(scene.development, "edit"), edit_form(scene, summary="ของเพื่อน"))
    late = client.post(page(scene.development, "edit"), seen)
    assert late.status_code == 409
    assert "ของฉัน" in unmarked(late.text)
    assert "ของเพื่อน" in unmarked(late.text)
    again = client.post(page(scene.development, "edit"), {**seen, "version": 2, "resolve": "mine"})
    assert again.status_code == 302
    scene.development.refresh_from_db()
    assert scene.development.summary == "ของฉัน"


def test_what_was_typed_when_a_colleague_sent_it_meanwhile_is_shown_to_copy(scene: Scene) -> None:
    seen = edit_form(scene, summary="พิมพ์ไว้ยาวมาก")
    make_case.put(scene.development, "submitted")
    late = signed_in(scene.officer).post(page(scene.development, "edit"), seen)
    assert late.status_code == 409
    assert "พิมพ์ไว้ยาวมาก" in late.text


def test_the_check_page_says_what_is_missing_and_has_no_button(scene: Scene) -> None:
    make_case.session(scene.development, "2021-04-09", people=None)
    check = signed_in(scene.officer).get(page(scene.development, "check")).text
    assert "กรอกสรุปผลการพัฒนา" in check
    assert "ยังไม่ได้กรอกจำนวนผู้รับบริการ 1 ครั้ง" in check
    assert page(scene.development, "send") not in check


def test_evidence_goes_to_the_secretariat_comes_back_and_is_accepted(scene: Scene) -> None:
    step, officer, secretariat = scene.development, signed_in(scene.officer), signed_in(scene.secretariat)
    make_case.session(step, "2021-04-09")
    officer.post(page(step, "edit"), edit_form(scene))
    assert page(step, "send") in officer.get(page(step, "check")).text
    step.refresh_from_db()
    sent = {"version": step.version, "key": uuid4(), "sessions": "1", "people": "16"}
    assert "ส่งหลักฐานให้สำนักงาน ก.ก. แล้ว" in officer.post(page(step, "send"), sent, follow=True).text
    assert officer.post(page(step, "send"), sent).status_code == 302  # twice is once
    assert Event.objects.filter(action="send").count() == 1

    seen = secretariat.get(page(step)).text
    assert "รับได้แม้ผลของโครงการยังไม่ถึงเป้าหมายของปี" in seen
    step.refresh_from_db()
    unsaid = secretariat.post(page(step, "return"), {"version": step.version, "reason": ""})
    assert unsaid.status_code == 422
    assert "กรอกเหตุผล" in unsaid.text
    assert "ข้อผิดพลาด:" in unsaid.text
    back = secretariat.post(page(step, "return"), {"version": step.version, "reason": "ขาดภาพถ่าย"}, follow=True)
    assert "ส่งคืนให้แก้ไขแล้ว" in back.text
    assert "ขาดภาพถ่าย" in officer.get(page(step)).text

    step.refresh_from_db()
    officer.post(page(step, "send"), {"version": step.version, "key": uuid4(), "sessions": "1", "people": "16"})
    step.refresh_from_db()
    done = secretariat.post(page(step, "accept"), {"version": step.version, "key": uuid4()}, follow=True)
    assert "ขั้นที่ 5" in done.text
    assert "ยังไม่ถึงเป้าหมาย" in done.text  # done means accepted, and the page says both
    assert Utilisation.objects.count() == 1


def test_a_document_is_cited_from_the_evidence_page(scene: Scene) -> None:
    document, client = make.document(scene.agency), signed_in(scene.officer)
    form = {"version": scene.development.version, "action": "cite", "document": document.pk}
    assert client.post(page(scene.development, "evidence"), form).status_code == 302
    assert document.subject in client.get(page(scene.development)).text


def test_next_years_page_shows_the_year_before_and_its_own_target(scene: Scene) -> None:
    make_case.session(scene.development, "2021-04-01")
    project = scene.development.project
    type(project).objects.filter(pk=project.pk).update(ends_on=date(2022, 9, 30))
    project.refresh_from_db()
    YearTarget.objects.create(project=project, be_year=2565, sessions=12, text="เดือนละครั้ง")
    second = cases.open_development(make_case.case(scene.agency, make.year(2565)), project, make_case.NOON)
    text = signed_in(scene.officer).get(page(second)).text
    assert "0 จาก 12 ครั้ง" in text
    assert "1 จาก 30 ครั้ง, ผู้รับบริการ 16 คน" in text
    assert page(scene.development) in text


def queries(scene: Scene, url: str) -> int:
    client = signed_in(scene.officer)
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


@pytest.mark.parametrize("name", ["development", "development-check", "session-people"])
def test_a_hundred_sessions_ask_no_more_than_ten(scene: Scene, name: str) -> None:
    officer = make.user(Role.OFFICER, scene.agency)
    url = reverse(name, args=[scene.development.pk])

    def record(how_many: int) -> None:
        for number in range(how_many):
            day = f"2021-04-{number % 9 + 1:02}"
            people = None if name == "session-people" else number
            make_case.session(scene.development, day, people=people, added_by=officer)

    record(10)
    few = queries(scene, url)
    record(90)
    assert ServiceSession.objects.count() == 100
    assert queries(scene, url) == few
    assert few <= 28  # 8 of them because a travelled clock reads the standing anew
