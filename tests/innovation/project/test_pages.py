"""The pages of step 3 besides writing it: the project, check, endorsement, sending back, another selection."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import Delegation
from indicators.models import AgendaItem, FiscalYear, Meeting
from innovation.models import Activity, Project, Selection
from innovation.services import cases
from tests import make, make_case
from tests.innovation.project.conftest import Cast, signed_in

pytestmark = pytest.mark.sqlite_alone


@pytest.fixture
def officer(cast: Cast) -> Client:
    return signed_in(cast.officer)


@pytest.fixture
def head(cast: Cast) -> Client:
    return signed_in(cast.head)


def url(cast: Cast, page: str = "") -> str:
    return f"/projects/{cast.project.pk}/{page}/" if page else f"/projects/{cast.project.pk}/"


def put(cast: Cast, status: str, **fields: Any) -> Project:
    project: Project = make_case.put(make_case.fill_project(cast.project, **fields), status)
    return project


def posted(project: Project, **more: Any) -> dict[str, Any]:
    return {"version": project.version, "key": str(uuid4()), **more}


def agenda_item(project: Project, result: str = "", **fields: Any) -> AgendaItem:
    held_on = fields.pop("held_on", date(2021, 2, 8))
    number = fields.pop("number", "2/2564")
    meeting = Meeting.objects.create(year=project.assignment.year, number=number, held_on=held_on)
    made: AgendaItem = AgendaItem.objects.create(
        meeting=meeting,
        dossier=project.dossier,
        revision=fields.pop("revision", None) or project.dossier.revisions.order_by("number")[0],
        position=1,
        result=result,
        **fields,
    )
    return made


def test_the_page_shows_all_sections_with_their_tables(cast: Cast, officer: Client) -> None:
    put(cast, "submitted", no_budget=False)
    make_case.budget_line(cast.project, "1250.50")
    make_case.budget_line(cast.project, "749.50", item="ค่าป้าย")
    page = officer.get(url(cast)).content.decode()
    for text in ("โครงการทดสอบ", "ให้บริการ 30 ครั้ง", "ออกหน่วยบริการ", "2,000.00", "โรคระบาด", "ข้อความของ scaling"):
        assert text in page
    months = re.findall(r'<td class="month">(.*?)</td>', page, re.DOTALL)
    assert [place for place, cell in enumerate(months) if "ดำเนินการ" in cell] == [6]  # April is the seventh month


@pytest.mark.parametrize(
    ("status", "offered"),
    [
        ("draft", {"edit", "check"}),
        ("returned", {"edit", "check"}),
        ("revising", {"edit", "check"}),
        ("submitted", set()),
        ("endorsed", set()),
        ("rejected", {"reselect"}),
        ("done", set()),
    ],
)
def test_an_officer_is_offered_what_the_table_lets_him_do(
    cast: Cast, officer: Client, status: str, offered: set[str]
) -> None:
    put(cast, status)
    assert offers(officer.get(url(cast)).content.decode(), cast) == offered


@pytest.mark.parametrize(
    ("status", "offered"), [("submitted", {"endorse", "return"}), ("draft", set()), ("done", set())]
)
def test_a_head_is_offered_what_the_table_lets_him_do(
    cast: Cast, head: Client, status: str, offered: set[str]
) -> None:
    put(cast, status)
    assert offers(head.get(url(cast)).content.decode(), cast) == offered


@pytest.mark.parametrize(
    ("status", "offered"), [("revised", {"changes", "return"}), ("endorsed", set()), ("scheduled", set())]
)
def test_the_secretariat_is_offered_what_does_not_stand_with_a_meeting(
    cast: Cast, status: str, offered: set[str]
) -> None:
    put(cast, status)
    assert offers(signed_in(cast.secretariat).get(url(cast)).content.decode(), cast) == offered


def offers(page: str, cast: Cast) -> set[str]:
    bar = page.split('<div class="action-bar">', 1)[1].split("</section>")[0]
    return set(re.findall(rf'(?:href|action)="/projects/{cast.project.pk}/(\w+)/"', bar))


def test_the_check_shows_what_is_missing_with_a_link_to_its_field(cast: Cast, officer: Client) -> None:
    make_case.fill_project(cast.project, ends_on=date(2022, 9, 30), rationale="")
    page = officer.get(url(cast, "check")).content.decode()
    assert f'<a href="{url(cast, "basis")}#id_rationale">กรอก “หลักการและเหตุผล”</a>' in page
    assert f'<a href="{url(cast, "targets")}#list-year_targets">กำหนดเป้าหมายของปีงบประมาณ 2565</a>' in page
    assert url(cast, "submit") not in page
    for section in ("basis", "targets", "plan", "budget", "risks", "presentation"):
        assert f'<a href="{url(cast, section)}">แก้ไข' in page


@pytest.mark.parametrize(
    ("status", "verb", "label"), [("draft", "submit", "ส่งให้ผู้บริหาร"), ("revising", "resubmit", "ส่งฉบับปรับปรุง")]
)
def test_a_complete_project_is_sent_from_the_check(
    cast: Cast, officer: Client, status: str, verb: str, label: str
) -> None:
    project = put(cast, status)
    page = officer.get(url(cast, "check")).content.decode()
    assert f'action="{url(cast, verb)}"' in page
    assert label in page
    assert officer.post(url(cast, verb), posted(project))["Location"] == url(cast)
    project.refresh_from_db()
    assert project.status == {"submit": "submitted", "resubmit": "revised"}[verb]


def test_the_check_says_what_looks_odd_and_lets_it_pass(cast: Cast, officer: Client) -> None:
    project = make_case.fill_project(cast.project)
    Activity.objects.update(months=1)  # October, before the project begins in March
    Activity.objects.create(project=project, be_year=2564, position=2, name="ประเมินผล")
    page = officer.get(url(cast, "check")).content.decode()
    assert "กิจกรรม “ออกหน่วยบริการ” มีเดือนที่อยู่นอกช่วงดำเนินการของโครงการ: ต.ค. 2563" in page
    assert "กิจกรรม “ประเมินผล” ยังไม่ได้เลือกเดือน" in page
    assert url(cast, "submit") in page


def test_a_period_of_another_year_or_of_many_years_looks_odd(cast: Cast, officer: Client) -> None:
    make_case.fill_project(cast.project, starts_on=date(2021, 10, 1), ends_on=date(2054, 9, 30))
    page = officer.get(url(cast, "check")).content.decode()
    assert "ไม่อยู่ในปีงบประมาณ พ.ศ. 2564 ของเรื่องนี้" in page
    assert "ช่วงดำเนินการยาว 33 ปีงบประมาณ" in page


@pytest.mark.parametrize(("status", "code"), [("submitted", 409), ("done", 409), ("draft", 200)])
def test_the_check_is_for_whoever_may_send_it_now(
    cast: Cast, officer: Client, head: Client, status: str, code: int
) -> None:
    put(cast, status)
    assert officer.get(url(cast, "check")).status_code == code
    assert head.get(url(cast, "check")).status_code == 403
    assert signed_in(cast.stranger).get(url(cast, "check")).status_code == 404


def test_the_head_reads_the_submission_and_endorses_with_his_password(cast: Cast, head: Client) -> None:
    project = put(cast, "submitted")
    assert "ข้อความของ rationale" in head.get(url(cast, "endorse")).content.decode()
    wrong = head.post(url(cast, "endorse"), posted(project, password="guess"))
    assert wrong.status_code == 422
    assert "รหัสผ่านไม่ถูกต้อง" in wrong.content.decode()
    assert "ข้อความของ rationale" in wrong.content.decode()
    assert head.post(url(cast, "endorse"), posted(project, password=make.PASSWORD)).status_code == 302
    project.refresh_from_db()
    assert (project.status, project.endorsed_by) == ("endorsed", cast.head)


def test_a_deputy_is_told_for_whom_and_by_which_order_he_endorses(cast: Cast) -> None:
    put(cast, "submitted")
    deputy = make.user(None, cast.agency)
    Delegation.objects.create(
        agency=cast.agency,
        head=cast.head,
        deputy=deputy,
        kind=Delegation.Kind.ACTING,
        order_number="4/2564",
        order_date=date(2021, 1, 4),
        starts_on=date(2021, 1, 5),
        ends_on=date(2021, 1, 31),
    )
    page = signed_in(deputy).get(url(cast, "endorse")).content.decode()
    assert f"ท่านลงความเห็นในฐานะรักษาราชการแทน {cast.head} ตามคำสั่งที่ 4/2564 ลงวันที่ 4 มกราคม 2564" in page


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_endorsement_is_closed_to_others(cast: Cast, officer: Client, head: Client, method: str) -> None:
    project = put(cast, "submitted")
    form = posted(project, password=make.PASSWORD)
    assert getattr(officer, method)(url(cast, "endorse"), form).status_code == 403
    assert getattr(signed_in(cast.stranger), method)(url(cast, "endorse"), form).status_code == 404
    make_case.put(project, "endorsed")
    assert getattr(head, method)(url(cast, "endorse"), form).status_code == 409


def test_a_return_without_a_reason_is_asked_for_it_again(cast: Cast, head: Client) -> None:
    project = put(cast, "submitted")
    answer = head.post(url(cast, "return"), posted(project, reason=" "))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert re.search(r"<details[^>]*open", page)
    assert 'id="reason-return_error">กรอกเหตุผล' in page
    assert head.post(url(cast, "return"), posted(project, reason="เพิ่มเป้าหมาย")).status_code == 302


def test_the_officer_reads_why_it_came_back(cast: Cast, officer: Client, head: Client) -> None:
    project = put(cast, "submitted")
    head.post(url(cast, "return"), posted(project, reason="เพิ่มเป้าหมายของปี"))
    for page in ("", "edit", "basis"):
        assert "เพิ่มเป้าหมายของปี" in officer.get(url(cast, page)).content.decode()


def test_the_page_tells_of_every_meeting(cast: Cast, officer: Client) -> None:
    project = put(cast, "scheduled")
    agenda_item(project, "return", held_on=date(2021, 1, 8), number="1/2564", resolution="ให้ทบทวนสถานที่")
    agenda_item(project)
    page = officer.get(url(cast)).content.decode()
    assert page.index("การประชุมครั้งที่ 2/2564") < page.index("การประชุมครั้งที่ 1/2564")
    assert "อยู่ในวาระ ยังไม่มีมติ" in page
    assert "ให้ทบทวนสถานที่" in page
    assert "<strong>ส่งคืน</strong>" in page


def test_another_selection_is_opened_and_both_projects_know_of_each_other(cast: Cast, officer: Client) -> None:
    project = put(cast, "rejected")
    answer = officer.post(url(cast, "reselect"), posted(project))
    opened = Selection.objects.get(replaced_at__isnull=True)
    assert answer["Location"] == f"/selections/{opened.pk}/"
    idea = cast.case.collection.ideas.order_by("number")[1]
    choice = opened.selected_ideas.create(
        idea=idea, reasons="รองลงมา", chosen_by=cast.officer, chosen_at=make.at("2021-01-20")
    )
    following = cases.open_project(choice, cast.case, make.at("2021-01-20"))
    assert f'href="/projects/{project.pk}/"' in officer.get(f"/projects/{following.pk}/").content.decode()
    page = officer.get(url(cast)).content.decode()
    assert f'href="/projects/{following.pk}/"' in page
    assert "reselect" not in page


def test_a_project_that_runs_on_stays_readable_in_the_next_year(cast: Cast, officer: Client) -> None:
    project = put(cast, "done", ends_on=date(2022, 3, 31))
    cases.open_development(cast.case, project, make.at("2021-02-08"))
    FiscalYear.objects.update(closed_at=make.at("2021-10-31"))
    following = make_case.case(cast.agency, make_case.round_(make.year(2565)).year)
    later = cases.open_development(following, project, make.at("2021-11-01"))
    page = officer.get(url(cast)).content.decode()
    assert "ข้อความของ rationale" in page
    assert f'href="/developments/{later.pk}/"' in page
    assert officer.get(url(cast, "edit")).status_code == 409


@pytest.mark.parametrize("verb", ["submit", "return", "resubmit", "confirm", "reselect"])
def test_a_verb_is_posted_with_the_version_seen(cast: Cast, officer: Client, verb: str) -> None:
    put(cast, "draft")
    assert officer.get(url(cast, verb)).status_code == 405
    assert signed_in(cast.stranger).post(url(cast, verb), {"version": 1}).status_code == 404
    if verb == "submit":
        assert officer.post(url(cast, verb), {"version": 7}).status_code == 409
        assert officer.post(url(cast, verb), {}).status_code == 422
