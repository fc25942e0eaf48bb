"""Appeals that end otherwise: rejected, accepted in part, filed late, prepared from a city's order, withdrawn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import pytest

from accounts.roles import Role
from appeals.models import Appeal, Condition
from indicators import clock
from indicators.models import AdjustedScore, PrintRecord
from indicators.services.integrity import findings
from indicators.services.prints import rendered_on_demand
from tests import make
from tests.appeals.stories import town as acts
from tests.appeals.stories.town import BEFORE, Town
from tests.indicators.stories.desk_client import Person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def papers_when_asked_for() -> Iterator[None]:
    """The papers are not rendered; that they are kept is counted."""
    with rendered_on_demand():
        yield


@pytest.fixture
def place() -> Town:
    """All five steps are judged, the fourth 26.67 %: 8.53 of 10."""
    with clock.travel(make.at("2021-06-30")):
        made = acts.town()
        for position, percent in enumerate(("100", "100", "100", "26.67", "100"), start=1):
            acts.judge(made, position, percent)
    return made


def scheduled(place: Town) -> Appeal:
    with clock.travel(make.at("2021-07-07", "13:00")):
        acts.write(place)
        acts.file(place)
        acts.register_appeal(place)
        acts.schedule(place)
    return place.appeal


def item_of(appeal: Appeal):
    return appeal.dossier.agenda_items.get()


def test_a_rejected_appeal_changes_nothing(place: Town) -> None:
    appeal = scheduled(place)
    with clock.travel(make.at("2021-07-20", "15:40")):
        acts.decide(place, item_of(appeal), "reject", resolution="ไม่รับอุทธรณ์เพราะหน่วยงานเลื่อนวันให้บริการเองได้")
        page = acts.text(place.officer.read(f"/appeals/{appeal.pk}/"))
        score = acts.score_page(place)
    appeal = place.appeal
    assert (appeal.status, appeal.result, appeal.decided_outcome) == ("closed", "rejected", None)
    assert "ไม่รับอุทธรณ์เพราะหน่วยงานเลื่อนวันให้บริการเองได้" in page
    assert place.assignment.criterion_versions.get(position=4).text == BEFORE
    assert not Condition.objects.exists()
    assert not AdjustedScore.objects.exists()
    assert "8.53 จาก 10.00 คะแนน" in score
    assert "คะแนนเป็นที่สุด" in score
    assert "ฉบับก่อน" not in score
    assert list(PrintRecord.objects.values_list("event__action", "form")) == [("reject", "appeal")]
    assert findings() == []


def test_an_adjusted_score_without_conditions_counts_at_once(place: Town) -> None:
    """Criterion 4 gives 1.50 instead of 0.53: 2 + 2 + 2 + 1.50 + 2 = 9.50."""
    appeal = scheduled(place)
    typed = {"criterion_text": "", "adjusted_points": "๑.๕๐", "resolution": "ปรับคะแนนเกณฑ์ข้อ 4"}
    with clock.travel(make.at("2021-07-20", "15:40")):
        acts.decide(place, item_of(appeal), "accept_in_part_unconditionally", **typed)
        score = acts.score_page(place)
    assert (place.appeal.status, place.appeal.result) == ("closed", "partly")
    assert AdjustedScore.objects.get().points == Decimal("1.50")
    assert place.assignment.criterion_versions.filter(position=4).count() == 1
    assert "9.50 จาก 10.00 คะแนน" in score
    assert "คะแนนคำนวณ 8.53" in score, "what was calculated stays"
    assert "ปรับตามผลอุทธรณ์เป็น 1.50" in score
    assert "คะแนนเป็นที่สุด" in score
    assert findings() == []


def test_a_late_appeal_needs_the_secretariats_permission(place: Town) -> None:
    with clock.travel(make.at("2021-08-31", "23:00")):
        page = acts.text(place.officer.read(f"/appeals/add/{place.assignment.pk}/"))
        assert "รับอุทธรณ์ถึงวันอังคารที่ 31 สิงหาคม พ.ศ. 2564 เวลา 24.00 น." in page
    with clock.travel(make.at("2021-09-02")):
        page = acts.write(place, "กท 0406/4800", "1 ก.ย. 2564")
        at = f"/appeals/{place.appeal.pk}"
        assert "หมดเวลายื่นอุทธรณ์เมื่อวันที่ 31 สิงหาคม 2564" in page
        assert place.officer.offered(f"{at}/check/", "/file/") is None
        answer = place.officer.client.post(f"{at}/file/", {"version": place.appeal.version})
        assert answer.status_code == 409
        assert place.appeal.status == "draft"
        assert place.officer.offered(f"{at}/", "/permit-late/") is None
        page = acts.text(place.secretariat.send(f"{at}/", "/permit-late/", reason="หนังสือถึงหน่วยงานล่าช้า"))
        assert "อนุญาตให้ยื่นล่าช้าแล้ว" in page
        acts.file(place)
        page = acts.text(place.secretariat.read(f"{at}/"))
    assert (place.appeal.status, place.appeal.is_late) == ("filed", True)
    assert "ยื่นหลังกำหนด" in page
    assert "หนังสือถึงหน่วยงานล่าช้า" in page
    assert place.actions() == ["prepare_appeal", "permit_late", "file"]
    assert findings() == []


def test_an_order_prepares_drafts_that_only_their_agencies_file(place: Town) -> None:
    agencies = [make.agency(f"สำนักที่ {number}") for number in (1, 2)]
    assignments = [place.assignment, *(acts.give(agency) for agency in agencies)]
    with clock.travel(make.at("2021-04-19")):
        order = acts.order_of_the_city(place)
        shown = place.secretariat.read(f"/city-orders/{order.pk}/?all=1")
        boxes = re.findall(r'name="assignments" value="(\d+-\d+)"', shown)
        assert len(boxes) == 3
        form = place.secretariat.offered(f"/city-orders/{order.pk}/?all=1", "/apply/?")
        assert form
        done = place.secretariat.client.post(form.action, {**form.values, "assignments": boxes}, follow=True)
        assert "จัดทำร่างอุทธรณ์แล้ว 3 เรื่อง" in acts.text(done.content.decode())
    drafts = Appeal.objects.filter(order=order)
    assert sorted(drafts.values_list("assignment", "status")) == sorted((each.pk, "draft") for each in assignments)
    first = drafts.get(assignment=place.assignment)
    stranger = Person(make.user(Role.OFFICER, agencies[0]))
    with clock.travel(make.at("2021-04-20")):
        at = f"/appeals/{first.pk}"
        assert stranger.client.get(f"{at}/").status_code == 404
        assert stranger.client.post(f"{at}/file/", {"version": first.version}).status_code == 404
        assert place.secretariat.client.post(f"{at}/file/", {"version": first.version}).status_code == 403
        letter = {"letter_number": "กท 0406/2200", "letter_date": "20 เม.ย. 2564", "letter_subject": "ขออุทธรณ์"}
        place.officer.send(f"{at}/edit/", "/edit/", "check", **letter)
        page = acts.file(place)
    assert "กท 0406/191" in page, "the order stands in the appeal"
    assert sorted(drafts.values_list("status", flat=True)) == ["draft", "draft", "filed"]
    assert findings() == []


def test_a_withdrawn_appeal_leaves_the_agenda(place: Town) -> None:
    appeal = scheduled(place)
    item = item_of(appeal)
    with clock.travel(make.at("2021-07-19")):
        place.officer.send(f"/appeals/{appeal.pk}/", "/withdraw/", reason="หน่วยงานให้บริการต่อได้")
        page = place.committee.read(f"/meetings/items/{item.pk}/")
        assert "/determine/" not in page
        assert place.secretariat.offered(f"/appeals/{appeal.pk}/", "/register/") is None
    item.refresh_from_db()
    assert (place.appeal.status, item.result) == ("withdrawn", "withdraw")
    assert "8.53 จาก 10.00 คะแนน" in acts.score_page(place)
    with clock.travel(make.at("2021-07-20")):
        answer = place.committee.client.post(
            f"/meetings/items/{item.pk}/determine/",
            {
                "version": item.version,
                "result": "reject",
                "resolution": "ไม่รับ",
                "resolved_on": "20 ก.ค. 2564",
                **{
                    f"{rows}-{which}_FORMS": "0"
                    for rows in ("terms", "abstentions")
                    for which in ("TOTAL", "INITIAL")
                },
            },
        )
    assert answer.status_code == 409
    assert place.appeal.status == "withdrawn"
    assert findings() == []
