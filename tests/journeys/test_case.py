"""Steps 2 to 4: one idea selected, a project written and sent, sessions recorded from the first page."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import FilePayload, expect

from accounts.models import Agency
from accounts.roles import Role
from indicators import clock
from innovation.models import Project, SelectedIdea, ServiceSession
from tests import make, make_case
from tests.chromium import Watch
from tests.indicators.files import samples
from tests.innovation.development.conftest import chakri_day
from tests.innovation.project.conftest import TODAY
from tests.innovation.project.test_browser import FIELDS
from tests.interactions import Hand
from thai.dates import fiscal_year

pytestmark = pytest.mark.browser


@pytest.fixture
def agency(server: str) -> Agency:
    agency = make.agency("สำนักงานปกครองและทะเบียน")
    make.user(Role.OFFICER, agency, username="officer", full_name="นางสาวสมศรี ใจดี")
    make.user(Role.WORKING_GROUP, agency, username="member", full_name="นางสาวมาลี ใจดี")
    return agency


def test_one_idea_is_selected(hand: Hand, agency: Agency) -> None:
    make_case.received(make_case.case(agency), 3)
    hand.sign_in("member")
    hand.follow("ขั้นที่ 2")
    hand.follow("บันทึกผลการคัดเลือก")
    hand.click(hand.page.get_by_label("2. แนวคิดที่ 2"))
    hand.fill(hand.page.get_by_label("เหตุผลที่คัดเลือก"), "ตรงกับปัญหาที่สุด")
    hand.fill(hand.page.get_by_label("วันที่ประชุม"), "11/1/2564")
    hand.fill(hand.page.get_by_label("สรุปการประชุม"), "พิจารณาแล้ว")
    hand.click(hand.page.get_by_label("ให้ใช้ข้อความของความคิดเห็นที่คัดเลือก"))
    hand.fill(hand.page.get_by_label("รหัสผ่านของท่าน"), make.PASSWORD)
    hand.follow(hand.page.get_by_role("button", name="บันทึกผลการคัดเลือก"))
    assert SelectedIdea.objects.get().idea.number == 2
    hand.within("select-an-idea")


def test_a_project_is_written_and_sent(hand: Hand, agency: Agency, watch: Watch) -> None:
    watch.allow("status of 422")  # a half-filled row is not kept before it is whole
    page = hand.page
    with clock.travel(make.at(TODAY)):
        project = make_case.selected(make_case.case(agency))
        hand.sign_in("officer")
        hand.follow("ขั้นที่ 3")
        hand.follow("เขียนโครงการ")
        for name, labels in FIELDS.items():
            for label in labels:
                hand.fill(page.get_by_label(label, exact=True).first, f"{label} ที่พิมพ์")
            if name == "targets":
                hand.fill(page.locator("#id_targets"), "ประชาชน")
                hand.fill(page.get_by_label("เริ่มดำเนินการ"), "๑ มี.ค. ๒๕๖๔")
                hand.fill(page.get_by_label("สิ้นสุด"), "30/9/2564")
            if name == "plan":
                hand.counted.fields += 1
                page.get_by_label("เม.ย.").first.check()
            if name == "budget":
                hand.counted.fields += 1
                page.get_by_label("ไม่ใช้งบประมาณ").check()
            hand.follow(page.get_by_role("button", name="บันทึกและ").first)
        hand.follow(page.get_by_role("button", name="ส่งให้ผู้บริหาร").first)
        assert Project.objects.get(pk=project.pk).status == "submitted"
    hand.within("project")


def test_a_session_on_a_phone(hand: Hand, agency: Agency) -> None:
    page = hand.page
    page.set_viewport_size({"width": 360, "height": 740})
    step = make_case.approved(make_case.case(agency, make.year(fiscal_year(clock.today()))))
    Project.objects.update(starts_on=step.assignment.year.starts_on)
    make_case.session(step, clock.today().isoformat(), place="ตลาดธนบุรี")
    hand.sign_in("officer")
    hand.click("บันทึกครั้งที่ 2")
    hand.fill("จำนวนผู้รับบริการ (คน)", "๑๖")
    photo: FilePayload = {"name": "หน้างาน.jpg", "mimeType": "image/jpeg", "buffer": samples.jpeg()}
    hand.choose(f"#session-{step.pk}-attachments", photo)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    hand.follow(page.get_by_role("button", name="บันทึก", exact=True))
    made = ServiceSession.objects.latest("pk")
    assert (made.date, made.place, made.people) == (clock.today(), "ตลาดธนบุรี", 16)
    assert made.photo_name == "หน้างาน.jpg"
    hand.within("session-on-a-phone")


def test_a_stretch_of_days(hand: Hand, agency: Agency) -> None:
    year = make.year()
    step = make_case.approved(make_case.case(agency, year))
    Project.objects.update(starts_on=year.starts_on)
    make_case.session(step, "2021-03-20", place="ตลาดธนบุรี")
    chakri_day(year)
    hand.sign_in("officer")
    hand.click("เพิ่มหลายวัน")
    hand.fill("ตั้งแต่วันที่", "1 เม.ย. 2564")
    hand.fill("ถึงวันที่", "9 เม.ย. 2564")
    create = hand.page.get_by_role("button", name="สร้าง 8 ครั้ง")
    expect(create).to_be_visible()
    hand.follow(create)
    days = ServiceSession.objects.filter(date__gte=date(2021, 4, 1)).values_list("date", flat=True)
    assert [day.day for day in sorted(days)] == [1, 2, 3, 4, 5, 7, 8, 9]
    hand.within("stretch-of-days")
