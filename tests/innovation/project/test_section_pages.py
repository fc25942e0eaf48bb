"""The six section pages: each saves on its own, says what is wrong at its field, and loses nothing typed."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from innovation.models import Activity, Project, YearTarget
from innovation.services import project as services
from tests import make_case
from tests.innovation.project.conftest import Cast, signed_in
from tests.reading import unmarked

pytestmark = pytest.mark.sqlite_alone

SECTIONS = ("basis", "targets", "plan", "budget", "risks", "presentation")


@pytest.fixture
def officer(cast: Cast) -> Client:
    return signed_in(cast.officer)


def url(cast: Cast, page: str) -> str:
    return f"/projects/{cast.project.pk}/{page}/"


def rows(prefix: str, *typed: dict[str, Any]) -> dict[str, Any]:
    """The inputs of a formset."""
    inputs: dict[str, Any] = {f"{prefix}-TOTAL_FORMS": len(typed), f"{prefix}-INITIAL_FORMS": 0}
    for place, row in enumerate(typed):
        inputs |= {f"{prefix}-{place}-{name}": value for name, value in row.items()}
    return inputs


def targets(**typed: Any) -> dict[str, Any]:
    years = typed.pop("years", ({"be_year": 2564, "text": "30 ครั้ง", "sessions": "๓๐"},))
    return {"starts_on": "1/3/2564", "ends_on": "30 ก.ย. 2564", "version": 1} | rows("year_targets", *years) | typed


@pytest.mark.parametrize("name", SECTIONS)
def test_every_section_opens_with_the_models_own_labels(cast: Cast, officer: Client, name: str) -> None:
    page = officer.get(url(cast, name)).content.decode()
    labels = {
        "basis": ["ชื่อโครงการ", "หลักการและเหตุผล", "วัตถุประสงค์"],
        "targets": ["เป้าหมาย", "ลักษณะโครงการ", "เริ่มดำเนินการ", "สิ้นสุด", "สถานที่ดำเนินการ", "เป้าหมายรายปี"],
        "plan": ["กิจกรรม", "ผู้รับผิดชอบ", "เดือนที่ดำเนินการ", "ต.ค.", "ก.ย."],
        "budget": ["ไม่ใช้งบประมาณ", "จำนวนเงิน (บาท)", "แหล่งงบประมาณ", "ตัวชี้วัดโครงการ", "ค่าเป้าหมาย", "วิธีวัด"],
        "risks": ["ความเสี่ยง", "แนวทางการบริหารความเสี่ยง", "ผลประโยชน์ที่คาดว่าจะได้รับ", "ผู้เสนอโครงการ"],
        "presentation": ["ที่มาและปัญหา", "ก่อนมีนวัตกรรม", "โทรศัพท์ผู้ประสานงาน", "ภาพประกอบ"],
    }
    assert [label for label in labels[name] if label not in page] == []
    assert f"ส่วนที่ {SECTIONS.index(name) + 1} จาก 6" in page


@pytest.mark.parametrize("place", range(6))
def test_saving_goes_on_to_the_next_section_and_from_the_last_to_the_check(
    cast: Cast, officer: Client, place: int
) -> None:
    empty = rows("activities-2564") | rows("budget_lines") | rows("indicators") | rows("risks") | rows("pictures")
    sent = {"version": 1, "next": "1"} | rows("year_targets") | empty
    answer = officer.post(url(cast, SECTIONS[place]), sent)
    assert answer.status_code == 302
    assert answer["Location"] == url(cast, (*SECTIONS, "check")[place + 1])


def test_a_draft_stays_on_its_page(cast: Cast, officer: Client) -> None:
    answer = officer.post(url(cast, "basis"), {"version": 1, "name": "โครงการ", "save": "1"})
    assert answer["Location"] == url(cast, "basis")
    assert Project.objects.get().name == "โครงการ"


def test_a_section_leaves_the_others_alone(cast: Cast, officer: Client) -> None:
    make_case.fill_project(cast.project)
    officer.post(url(cast, "basis"), {"version": 1, "name": "ชื่อใหม่", "save": "1"})
    project = Project.objects.get()
    assert (project.name, project.benefits, project.no_budget) == ("ชื่อใหม่", "ข้อความของ benefits", True)
    assert (project.risks.count(), project.activities.count()) == (1, 1)


def test_dates_are_read_in_the_buddhist_era_and_numbers_in_thai_digits(cast: Cast, officer: Client) -> None:
    officer.post(url(cast, "targets"), targets(starts_on="๑ มี.ค. ๒๕๖๔"))
    assert Project.objects.get().starts_on == date(2021, 3, 1)
    assert YearTarget.objects.get().sessions == 30


def test_the_rows_of_all_years_appear_when_the_period_is_saved(cast: Cast, officer: Client) -> None:
    answer = officer.post(url(cast, "targets"), targets(ends_on="31 มี.ค. 2566", next="1"), follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain[-1][0] == url(cast, "targets")
    assert "กำหนดเป้าหมายของปีงบประมาณ พ.ศ. 2565, 2566 ด้วย" in page
    assert re.findall(r'name="year_targets-\d-be_year" value="(\d+)"', page) == ["2564", "2565", "2566"]


def says(answer: Any, sentence: str, field: str) -> bool:
    """422, with the sentence at its field and in the summary, which leads to it."""
    page = answer.content.decode()
    assert answer.status_code == 422, answer.status_code
    at_field = re.search(rf'id="{field}_error".*?</div>', page, re.DOTALL)
    return bool(at_field and sentence in at_field[0]) and f'href="#{field}"' in page


def test_an_end_before_the_start_is_refused_at_its_field(cast: Cast, officer: Client) -> None:
    answer = officer.post(url(cast, "targets"), targets(ends_on="28 ก.พ. 2564", place="ห้างที่พิมพ์ไว้"))
    assert says(answer, "วันสิ้นสุดต้องไม่ก่อนวันเริ่มดำเนินการ (1 มีนาคม 2564)", "id_ends_on")
    page = answer.content.decode()
    assert "ห้างที่พิมพ์ไว้" in page
    assert 'value="28 ก.พ. 2564"' in page
    assert "30 ครั้ง" in page


@pytest.mark.parametrize("typed", ["1/1/2350", "1/1/2800", "1 ม.ค. ค.ศ. 1949"])
def test_a_year_outside_our_time_is_refused_at_its_field(cast: Cast, officer: Client, typed: str) -> None:
    assert says(officer.post(url(cast, "targets"), targets(starts_on=typed)), "อยู่นอกช่วงที่ระบบรับ", "id_starts_on")


def test_a_target_for_a_year_outside_the_period_is_refused_at_its_row(cast: Cast, officer: Client) -> None:
    years = ({"be_year": 2564, "text": "30 ครั้ง"}, {"be_year": 2566, "text": "ปีที่เกิน"})
    answer = officer.post(url(cast, "targets"), targets(years=years))
    assert says(answer, "ปี 2566 อยู่นอกช่วงดำเนินการ (ปีงบประมาณ พ.ศ. 2564)", "id_year_targets-1-text")
    assert "ปีที่เกิน" in answer.content.decode()


def test_a_target_in_numbers_needs_its_words(cast: Cast, officer: Client) -> None:
    years = ({"be_year": 2564, "sessions": "0"},)
    assert says(officer.post(url(cast, "targets"), targets(years=years)), "เป็นข้อความด้วย", "id_year_targets-0-text")


@pytest.mark.parametrize(
    ("line", "sentence", "field"),
    [
        ({"item": "ค่าวัสดุ", "amount": "-1"}, "จำนวนเงิน (บาท)ต้องไม่น้อยกว่า 0", "amount"),
        ({"item": "ค่าวัสดุ", "amount": "1.005"}, "ทศนิยมต้องไม่เกิน 2 ตำแหน่ง", "amount"),
        ({"item": "ค่าวัสดุ", "amount": "สิบบาท"}, "ไม่ใช่ตัวเลข", "amount"),
        ({"item": "ค่าวัสดุ"}, "กรอกจำนวนเงินของรายการนี้", "amount"),
        ({"amount": "5"}, "กรอกรายการของจำนวนเงินนี้", "item"),
        ({"item": "ก" * 501, "amount": "5"}, "ยาวเกินไป 1 ตัวอักษร", "item"),
    ],
)
def test_a_bad_budget_line_is_refused_at_its_field(
    cast: Cast, officer: Client, line: dict[str, str], sentence: str, field: str
) -> None:
    good = {"item": "ค่าป้าย", "amount": "๑,๒๕๐.๕๐"}
    answer = officer.post(url(cast, "budget"), {"version": 1} | rows("budget_lines", good, line) | rows("indicators"))
    assert says(answer, sentence, f"id_budget_lines-1-{field}")
    assert "ค่าป้าย" in answer.content.decode()
    assert "๑,๒๕๐.๕๐" in answer.content.decode()
    assert not cast.project.budget_lines.exists()


def test_no_budget_beside_budget_lines_is_refused_at_the_tick(cast: Cast, officer: Client) -> None:
    sent = {"version": 1, "no_budget": "on"} | rows("budget_lines", {"item": "ก", "amount": "1"}) | rows("indicators")
    assert says(officer.post(url(cast, "budget"), sent), "มีรายการงบประมาณอยู่", "id_no_budget")


def test_everything_that_is_wrong_is_said_at_once(cast: Cast, officer: Client) -> None:
    sent = (
        {"version": 1, "no_budget": "on"} | rows("budget_lines", {"item": "ก", "amount": "-1"}) | rows("indicators")
    )
    answer = officer.post(url(cast, "budget"), sent)
    assert says(answer, "มีรายการงบประมาณอยู่", "id_no_budget")
    assert says(answer, "ต้องไม่น้อยกว่า 0", "id_budget_lines-0-amount")


def test_a_text_that_is_too_long_is_refused_and_kept(cast: Cast, officer: Client) -> None:
    typed = "ก" * 20_001
    answer = officer.post(url(cast, "basis"), {"version": 1, "rationale": typed})
    assert says(answer, "ยาวเกินไป 1 ตัวอักษร (ไม่เกิน 20,000 ตัวอักษร)", "id_rationale")
    assert typed in answer.content.decode()


def test_activities_are_ticked_on_a_month_grid_for_each_year(cast: Cast, officer: Client) -> None:
    services.save(
        cast.project,
        actor=cast.officer,
        version=1,
        fields={"starts_on": date(2021, 4, 1), "ends_on": date(2021, 10, 31)},
    )
    first = rows("activities-2564", {"name": "ออกหน่วย", "owner": "ฝ่ายทะเบียน", "months": ["6", "7"]}, {"name": ""})
    second = rows("activities-2565", {"name": "สรุปผล", "months": ["0"]})
    answer = officer.post(url(cast, "plan"), {"version": 2, "save": "1"} | first | second)
    assert answer.status_code == 302
    held = list(Activity.objects.values_list("be_year", "name", "owner", "months"))
    assert held == [(2564, "ออกหน่วย", "ฝ่ายทะเบียน", 0b11000000), (2565, "สรุปผล", "", 1)]
    page = officer.get(url(cast, "plan")).content.decode()
    assert [
        int(month) for month in re.findall(r'name="activities-2564-0-months"\s+value="(\d+)"\s[^>]*checked', page)
    ] == [6, 7]


def test_months_without_an_activity_ask_for_its_name(cast: Cast, officer: Client) -> None:
    sent = {"version": 1} | rows("activities-2564", {"name": "", "months": ["3"]})
    assert says(officer.post(url(cast, "plan"), sent), "กรอกชื่อกิจกรรม", "id_activities-2564-0-name")


def test_a_month_that_is_none_is_refused(cast: Cast, officer: Client) -> None:
    sent = {"version": 1} | rows("activities-2564", {"name": "ก", "months": ["12"]})
    assert officer.post(url(cast, "plan"), sent).status_code == 422


def test_a_row_is_added_without_saving_and_nothing_typed_is_lost(cast: Cast, officer: Client) -> None:
    sent = {"version": 1, "add-row": "risks", "benefits": "ประโยชน์ที่พิมพ์"} | rows("risks", {"risk": "โรคระบาด"})
    answer = officer.post(url(cast, "risks"), sent)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="risks-TOTAL_FORMS" value="2"' in page
    assert "ประโยชน์ที่พิมพ์" in page
    assert "โรคระบาด" in page
    assert "field-error" not in page
    assert not cast.project.risks.exists()


def test_a_ticked_row_is_taken_off_whatever_it_says(cast: Cast, officer: Client) -> None:
    make_case.budget_line(cast.project)
    sent = {"version": 1, "save": "1"} | rows("indicators")
    sent |= rows("budget_lines", {"item": "ค่าวัสดุ", "amount": "ไม่ใช่ตัวเลข", "remove": "on"})
    assert officer.post(url(cast, "budget"), sent).status_code == 302
    assert not cast.project.budget_lines.exists()


def test_a_form_that_came_without_its_rows_is_refused_and_takes_nothing_off(cast: Cast, officer: Client) -> None:
    make_case.budget_line(cast.project)
    answer = officer.post(url(cast, "budget"), {"version": 1})
    assert answer.status_code == 422
    assert "แบบฟอร์มส่งมาไม่ครบ" in answer.content.decode()
    assert cast.project.budget_lines.count() == 1


def test_a_conflict_shows_both_texts_and_mine_can_still_be_saved(cast: Cast, officer: Client) -> None:
    services.save(cast.project, actor=cast.officer, version=1, fields={"rationale": "ข้อความของเพื่อน"})
    answer = officer.post(url(cast, "basis"), {"version": 1, "name": "ชื่อของฉัน", "rationale": "ข้อความของฉัน"})
    page = unmarked(answer.content.decode())
    assert answer.status_code == 409
    assert "ข้อความของเพื่อน" in page
    assert page.count("ข้อความของฉัน") >= 2  # to read, and to send again
    assert 'name="version" value="2"' in page
    again = {"version": 2, "name": "ชื่อของฉัน", "rationale": "ข้อความของฉัน", "resolve": "mine"}
    assert officer.post(url(cast, "basis"), again).status_code == 302
    assert Project.objects.get().rationale == "ข้อความของฉัน"


def test_a_conflict_about_a_list_shows_both_lists(cast: Cast, officer: Client) -> None:
    theirs = {"risk": "น้ำท่วม", "response": "ย้ายสถานที่"}
    services.save(cast.project, actor=cast.officer, version=1, fields={}, lists={"risks": [theirs]})
    mine = rows("risks", {"risk": "โรคระบาด", "response": "ออนไลน์"})
    answer = officer.post(url(cast, "risks"), {"version": 1} | mine)
    assert answer.status_code == 409
    assert "1. น้ำท่วม" in unmarked(answer.content.decode())
    assert "1. โรคระบาด" in unmarked(answer.content.decode())
    assert 'name="risks-0-risk" value="โรคระบาด"' in answer.content.decode()


def test_who_typed_what_is_stored_already_has_nothing_to_choose(cast: Cast, officer: Client) -> None:
    services.save(cast.project, actor=cast.officer, version=1, fields={"name": "ชื่อเดียวกัน"})
    answer = officer.post(url(cast, "basis"), {"version": 1, "name": "ชื่อเดียวกัน"})
    assert (answer.status_code, answer["Location"]) == (302, url(cast, "basis"))


def test_what_is_typed_while_the_project_was_sent_on_is_shown_to_be_copied(cast: Cast, officer: Client) -> None:
    make_case.put(make_case.fill_project(cast.project), "submitted")
    row = {"name": "กิจกรรมที่เพิ่งพิมพ์", "months": ["6", "7"]}
    answer = officer.post(url(cast, "plan"), {"version": 1} | rows("activities-2564", row))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "กิจกรรมที่เพิ่งพิมพ์" in page
    assert "เม.ย. พ.ค." in page
    answer = officer.post(url(cast, "basis"), {"version": 1, "rationale": "เหตุผลที่เพิ่งพิมพ์"})
    assert "เหตุผลที่เพิ่งพิมพ์" in answer.content.decode()


def test_a_form_without_its_version_keeps_what_was_typed(cast: Cast, officer: Client) -> None:
    answer = officer.post(url(cast, "basis"), {"rationale": "ข้อความที่พิมพ์"})
    assert answer.status_code == 422
    assert "แบบฟอร์มไม่ครบ" in answer.content.decode()
    assert "ข้อความที่พิมพ์" in answer.content.decode()
