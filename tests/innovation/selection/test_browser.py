"""Step 2 in a real browser: a ballot by keyboard alone, and the choice within its budget."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from accounts.roles import Role
from innovation.models import Ballot, SelectedIdea, Selection
from tests import make, make_case
from tests.chromium import sign_in

pytestmark = pytest.mark.browser


@pytest.fixture
def selection(page: Page, server: str) -> Selection:
    """Three ideas, one member of the working group, who is signed in and at home."""
    agency = make.agency("สำนักงานปกครองและทะเบียน")
    found = make_case.received(make_case.case(agency), 3)
    make.user(Role.WORKING_GROUP, agency, username="member", full_name="นางสาวมาลี ใจดี")
    sign_in(page, "member")
    return found


def test_a_ballot_is_filled_in_and_submitted_by_keyboard_alone(page: Page, selection: Selection) -> None:
    page.goto(f"/selections/{selection.pk}/ballot/")
    page.locator("input[name^=points]").first.focus()
    for cell in range(9):
        page.keyboard.type(str(cell + 1))
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the first button keeps the draft
    page.get_by_text("บันทึกร่างใบให้คะแนนแล้ว").wait_for()
    assert page.locator("td.number").all_inner_texts() == ["6.00", "15.00", "24.00"]
    page.locator("input[name^=points]").last.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("ส่งใบให้คะแนนแล้ว ท่านเห็นคะแนน").wait_for()
    ballot = Ballot.objects.get()
    assert ballot.submitted_at is not None
    assert sorted(score.points for score in ballot.scores.all()) == list(range(1, 10))


def test_an_idea_is_selected_with_nine_interactions_and_three_pages(page: Page, selection: Selection) -> None:
    loads: list[str] = []
    page.on("domcontentloaded", lambda loaded: loads.append(loaded.url))
    steps = (
        lambda: page.get_by_role("link", name="ขั้นที่ 2").click(),
        lambda: page.get_by_role("link", name="บันทึกผลการคัดเลือก").click(),
        lambda: page.get_by_label("2. แนวคิดที่ 2").check(),
        lambda: page.get_by_label("เหตุผลที่คัดเลือก").fill("ตรงกับปัญหาที่สุด"),
        lambda: page.get_by_label("วันที่ประชุม").fill("11/1/2564"),
        lambda: page.get_by_label("สรุปการประชุม").fill("พิจารณาแล้ว"),
        lambda: page.get_by_label("ให้ใช้ข้อความของความคิดเห็นที่คัดเลือก").check(),
        lambda: page.get_by_label("รหัสผ่านของท่าน").fill(make.PASSWORD),
        lambda: page.get_by_role("button", name="บันทึกผลการคัดเลือก").click(),
    )
    for step in steps:
        step()
    page.get_by_text("บันทึกผลการคัดเลือกแล้ว").wait_for()
    assert (len(steps), len(loads)) == (9, 3), loads
    assert SelectedIdea.objects.get().idea.number == 2
