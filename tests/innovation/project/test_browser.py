"""Step 3 in a real browser: a project written and sent within the budget, and its pages under axe."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from accounts.roles import Role
from indicators import clock
from innovation.models import Project
from tests import make, make_case
from tests.axe import fits, violations
from tests.chromium import Watch, sign_in
from tests.innovation.project.conftest import TODAY

pytestmark = pytest.mark.browser
FIELDS = {
    "basis": ("ชื่อโครงการ", "หลักการและเหตุผล", "วัตถุประสงค์"),
    "targets": ("ลักษณะโครงการ", "สถานที่ดำเนินการ", "เป้าหมายของปี"),
    "plan": ("กิจกรรม",),
    "budget": ("ตัวชี้วัดโครงการ", "ค่าเป้าหมาย"),
    "risks": ("ผลประโยชน์ที่คาดว่าจะได้รับ", "การติดตามประเมินผล", "ความเสี่ยง", "แนวทางการบริหารความเสี่ยง"),
    "presentation": (
        *("ที่มาและปัญหา", "ก่อนมีนวัตกรรม", "หลังมีนวัตกรรม", "ขั้นตอนการพัฒนา", "ผู้รับประโยชน์", "ตัวชี้วัดและวิธีวัด"),
        "การขยายผลและความยั่งยืน",
    ),
}


@pytest.fixture
def project(page: Page, server: str) -> Iterator[Project]:
    """An empty project; its officer is signed in and at home."""
    with clock.travel(make.at(TODAY)):
        agency = make.agency("สำนักงานปกครองและทะเบียน")
        made = make_case.selected(make_case.case(agency))
        make.user(Role.OFFICER, agency, username="officer", full_name="นางสาวสมศรี ใจดี")
        sign_in(page)
        yield made


def test_a_project_is_written_and_sent_with_nine_touches_besides_its_fields(page: Page, project: Project) -> None:
    touches = 0

    def touch(role: str, name: str) -> None:
        nonlocal touches
        touches += 1
        with page.expect_navigation(wait_until="load"):
            page.locator("main").get_by_role(role, name=name).first.click()  # type: ignore[arg-type]

    touch("link", "ขั้นที่ 3")
    touch("link", "เขียนโครงการ")
    for name, labels in FIELDS.items():
        assert page.url.endswith(f"/projects/{project.pk}/{name}/")
        for label in labels:
            page.get_by_label(label, exact=True).first.fill(f"{label} ที่พิมพ์")
        if name == "targets":
            page.locator("#id_targets").fill("ประชาชน")
            page.get_by_label("เริ่มดำเนินการ").fill("๑ มี.ค. ๒๕๖๔")
            page.get_by_label("สิ้นสุด").fill("30/9/2564")
        if name == "plan":
            page.get_by_label("เม.ย.").first.check()
        if name == "budget":
            page.get_by_label("ไม่ใช้งบประมาณ").check()
        touch("button", "บันทึกและ")
    assert page.url.endswith(f"/projects/{project.pk}/check/")
    touch("button", "ส่งให้ผู้บริหาร")
    page.get_by_text("ส่งโครงการให้ผู้บริหารแล้ว").wait_for()
    assert touches == 9
    project.refresh_from_db()
    assert (project.status, project.activities.get().months) == ("submitted", 1 << 6)


@pytest.mark.long
def test_no_page_of_a_full_project_fails_axe_or_scrolls_sideways_on_a_phone(page: Page, project: Project) -> None:
    """Its tables at their fullest; every address in its other states is in tests/pages."""
    make_case.put(make_case.fill_project(project, no_budget=False), "returned")
    make_case.budget_line(project)
    page.set_viewport_size({"width": 360, "height": 740})
    found = []
    for name in ("", "edit/", *(f"{section}/" for section in FIELDS), "check/", "changes/"):
        page.goto(f"/projects/{project.pk}/{name}")
        found += [f"{name}: {one}" for one in violations(page)]
        found += [] if fits(page) else [f"{name}: scrolls sideways"]
    assert not found, "\n".join(found)


def test_what_is_wrong_is_said_first_and_leads_to_its_field(page: Page, watch: Watch, project: Project) -> None:
    watch.allow("status of 422")
    page.goto(f"/projects/{project.pk}/targets/")
    page.get_by_label("เริ่มดำเนินการ").fill("2/4/2564")
    page.get_by_label("สิ้นสุด").fill("1/4/2564")
    page.get_by_role("button", name="บันทึกร่าง").last.click()
    page.locator(".error-summary:focus").wait_for()
    assert page.title().startswith("ข้อผิดพลาด:")
    page.locator(".error-summary a").click()
    assert page.evaluate("document.activeElement.id") == "id_ends_on"
