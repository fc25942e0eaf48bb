"""The appeal of 2564 through the web client, from the suspension letter to the closed appeal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from appeals.models import Condition
from indicators import clock
from indicators.models import Document, PrintRecord
from indicators.services.integrity import findings
from indicators.services.prints import rendered_on_demand
from tests import make
from tests.appeals.stories import town as acts
from tests.appeals.stories.town import AFTER, BEFORE, TWO_CONDITIONS, Town

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]
# Each of the five criteria gives 2.00 of the 10 points. Under version 1 criterion 4 reached 26.67 % (8 of 30 days):
# 2.00 x 0.2667 = 0.5334. Without criterion 5: 2 + 2 + 2 + 0.5334 = 6.5334; with all of it: 8.5334.
FIRST, UNDER_1, UNDER_2 = "6.53", "8.53", "10.00"


@pytest.fixture(autouse=True)
def papers_when_asked_for() -> Iterator[None]:
    """The papers are not rendered; that they are kept is counted."""
    with rendered_on_demand():
        yield


def test_the_appeal_of_2564_from_the_suspension_letter_to_the_closed_appeal() -> None:
    with clock.travel(make.at("2021-02-12")):
        place = acts.town()
        other = acts.give(make.agency("สำนักการแพทย์"))
    suspension = _suspended(place)
    _judged_under_version_1(place)
    _filed(place, suspension)
    _scheduled(place)
    _accepted(place)
    assert other.criterion_versions.get(position=4).text == BEFORE, "another agency's criterion is its own"
    _judged_under_version_2(place)
    _evaluated(place)
    _communicated(place)
    _settled(place)
    assert findings() == []


def _suspended(place: Town) -> Document:
    with clock.travel(make.at("2021-04-19")):
        told = {"number": "กท 0406/191", "date": "15 เม.ย. 2564", "signer": "ปลัดกรุงเทพมหานคร"}
        letter = acts.register(place.officer, "งดให้บริการงานทะเบียน", **told)
    assert (letter.agency, letter.number, letter.date) == (place.agency, "กท 0406/191", date(2021, 4, 15))
    return letter


def _judged_under_version_1(place: Town) -> None:
    """Five steps wait here and five of the other agency."""
    with clock.travel(make.at("2021-06-30")):
        assert "ยังไม่ให้คะแนน 10 รายการ" in acts.text(place.secretariat.read("/judging/"))
        for position in (1, 2, 3):
            assert "บันทึกผลสำเร็จร้อยละ 100.00 แล้ว" in acts.judge(place, position, "100")
        assert "บันทึกผลสำเร็จร้อยละ 26.67 แล้ว" in acts.judge(place, 4, "๒๖.๖๗", "ให้บริการ 8 วันจาก 30 วัน")
        assert "ยังไม่ให้คะแนน 6 รายการ" in acts.text(place.secretariat.read("/judging/"))
        page = acts.score_page(place)
    assert f"{FIRST} จาก 8.00 คะแนน" in page
    assert "ให้คะแนนบางส่วน" in page
    assert "คะแนนที่ใช้ 0.53 คะแนนเต็ม 2.00" in page
    assert "คะแนนที่ใช้ ยังไม่ให้คะแนน คะแนนเต็ม 2.00" in page, "step 5 is unmarked, which is not 0"


def _filed(place: Town, suspension: Document) -> None:
    with clock.travel(make.at("2021-07-07", "13:00")):
        page = acts.write(place, cite=suspension)
        for said in ("ข้อ 1 ปัจจัยภายนอกของหน่วยงาน", "กท 0406/3937", "ด่วนที่สุด", "7 กรกฎาคม 2564", "กท 0406/191"):
            assert said in page, said
        assert "ข้อ 2 คงตัวชี้วัดเดิมโดยปรับเกณฑ์การให้คะแนนหรือผลการให้คะแนน" in page
        assert _struck_out(place) == "ตัดออก เวลาไม่น้อยกว่า 30 วัน (1 เมษายน – 30 สิงหาคม 2564)"
        assert "ยื่นอุทธรณ์แล้ว สำนักงาน ก.ก. จะรับเรื่องต่อไป" in acts.file(place)
    appeal = place.appeal
    assert (appeal.status, appeal.position, appeal.criterion_before) == ("filed", 4, BEFORE)
    assert place.officer.offered(f"/appeals/{appeal.pk}/", "/edit/") is None
    with clock.travel(make.at("2021-07-08")):
        assert place.officer.offered(f"/appeals/{appeal.pk}/", "/register/") is None
        assert "รับเรื่องแล้ว รอบรรจุวาระการประชุม" in acts.register_appeal(place)


def _struck_out(place: Town) -> str:
    """What the comparison on the appeal's page strikes out."""
    page = place.officer.read(f"/appeals/{place.appeal.pk}/")
    return " ".join(acts.text(part).strip() for part in acts.between(page, "<del", "</del>")).strip()


def _scheduled(place: Town) -> None:
    with clock.travel(make.at("2021-07-15", "14:00")):
        acts.schedule(place)
        page = acts.text(place.officer.read(f"/appeals/{place.appeal.pk}/"))
    assert "กท 0303/2208" in page
    assert "15 กรกฎาคม 2564" in page
    invitation = place.appeal.invitation
    assert invitation is not None
    assert invitation.agency == place.agency, "the letter stands in the register of who received it"


def _accepted(place: Town) -> None:
    item = place.appeal.dossier.agenda_items.get()
    with clock.travel(make.at("2021-07-20", "15:40")):
        acts.decide(place, item, "accept", criterion_text=AFTER, **TWO_CONDITIONS)
        page = acts.text(place.officer.read(f"/appeals/{place.appeal.pk}/"))
        score = acts.score_page(place)
        criteria = acts.text(place.officer.read(f"/assignments/{place.assignment.pk}/criteria/"))
    appeal = place.appeal
    outcome = appeal.decided_outcome
    assert outcome is not None
    assert (appeal.status, appeal.result, outcome.code) == ("conditions", "accepted", "2")
    assert appeal.decided_on == date(2021, 7, 20)
    assert "กำหนด 22 ครั้ง · รับรองแล้ว 0 ครั้ง · ยังขาด 22 ครั้ง" in page
    assert acts.EVALUATION in page
    changed = acts.newest(place.assignment, 4)
    assert (changed.version, changed.text, changed.ground) == (2, AFTER, "appeal")
    assert "ครั้งที่ 3/2564 วันที่ 20 กรกฎาคม 2564" in changed.ground_reference
    assert place.assignment.criterion_versions.get(position=4, version=1).text == BEFORE
    assert "คะแนนมีเงื่อนไข" in score
    assert "6.00 จาก 6.00 คะแนน" in score, "version 2 has not been judged: criterion 4 counts for nothing yet"
    assert "ฉบับที่ 2" in criteria
    kept = PrintRecord.objects.values_list("event__action", "form")
    assert list(kept) == [("accept", "appeal")]


def _judged_under_version_2(place: Town) -> None:
    with clock.travel(make.at("2021-09-07")):
        assert "ยังไม่ให้คะแนน 7 รายการ" in acts.text(place.secretariat.read("/judging/"))
        acts.judge(place, 4, "100", "นำไปใช้แล้วตามฉบับที่ 2")
        acts.judge(place, 5, "100")
        page = acts.score_page(place)
    _both_versions_stand_side_by_side(page)
    assert "คะแนนมีเงื่อนไข" in page


def _both_versions_stand_side_by_side(page: str) -> None:
    assert f"{UNDER_2} จาก 10.00 คะแนน" in page
    assert f"คะแนนคำนวณตามเกณฑ์ฉบับก่อน {UNDER_1} ตามฉบับที่ใช้อยู่ {UNDER_2}" in page
    assert "ร้อยละ 26.67" in page
    assert page.index("ฉบับที่ 2 ใช้ตั้งแต่ 20 ก.ค. 2564") < page.index(BEFORE)


def _evaluated(place: Town) -> None:
    first = Condition.objects.get(position=1)
    with clock.travel(make.at("2021-09-08")):
        survey = acts.register(place.officer, "ผลการประเมินและความพึงพอใจ", number="ผบ. 634/2564", date="30 ส.ค. 2564")
        assert "ส่งรายงานครั้งที่ 1 ให้สำนักงาน ก.ก. ตรวจแล้ว" in acts.report(place, first, "27 ส.ค. 2564", survey)
        assert place.officer.offered(f"/conditions/{first.pk}/", "/verify/") is None, "nobody verifies his own report"
        page = acts.verify(place, first)
    assert "เงื่อนไขข้อนี้" in page
    first.refresh_from_db()
    assert (first.status, place.appeal.status) == ("verified", "conditions")


def _communicated(place: Town) -> None:
    second = Condition.objects.get(position=2)
    at = f"/conditions/{second.pk}"
    with clock.travel(make.at("2021-09-15")):
        posts = acts.register(place.officer, "ภาพการประชาสัมพันธ์", number="กท 0406/4500", date="14 ก.ย. 2564")
        acts.report(place, second, "14 ก.ย. 2564", posts, "๑๐")
        assert "รับรองแล้ว 10 ครั้ง · ยังขาด 12 ครั้ง" in acts.verify(place, second)
    with clock.travel(make.at("2021-09-28")):
        acts.report(place, second, "27 ก.ย. 2564", posts, "12")
        page = place.secretariat.send(f"{at}/", "/refuse/", reason="เป็นภาพชุดเดียวกับรายงานครั้งที่ 1")
        assert "ไม่รับรองรายงานครั้งที่ 2" in acts.text(page)
        page = acts.text(place.officer.read(f"{at}/"))
        assert "เป็นภาพชุดเดียวกับรายงานครั้งที่ 1" in page
        assert "กำหนด 22 ครั้ง · รับรองแล้ว 10 ครั้ง · ยังขาด 12 ครั้ง" in page
        assert "บันทึกมติเรื่องเงื่อนไขนี้" not in acts.text(place.committee.read(f"{at}/")), "it is not overdue yet"
    with clock.travel(make.at("2021-10-01")):
        assert "เลยกำหนด ยังไม่ครบ" in acts.text(place.officer.read(f"{at}/"))
        page = place.committee.send(
            f"{at}/rule/",
            "/rule/",
            ticked={"ruling": "extend"},
            due_on="31 ต.ค. 2564",
            resolution_reference="5/2564",
            resolved_on="1 ต.ค. 2564",
            reason="ยังมีการระบาด",
        )
        assert "ขยายเวลา" in acts.text(page)
    second.refresh_from_db()
    assert (second.status, second.due_on) == ("open", date(2021, 10, 31))
    with clock.travel(make.at("2021-10-12")):
        more = acts.register(place.officer, "สื่อออนไลน์อีก 12 ครั้ง", number="กท 0406/4700", date="11 ต.ค. 2564")
        acts.report(place, second, "11 ต.ค. 2564", more, "12")
        assert "อุทธรณ์ยุติแล้ว" in acts.verify(place, second)
    second.refresh_from_db()
    assert (second.status, place.appeal.status) == ("verified", "closed")


def _settled(place: Town) -> None:
    with clock.travel(make.at("2021-10-13")):
        page = acts.score_page(place)
    _both_versions_stand_side_by_side(page)
    assert "คะแนนเป็นที่สุด" in page
    assert "คะแนนมีเงื่อนไข" not in page
    assert place.actions() == ["prepare_appeal", "file", "register", "schedule", "accept", "close"]
    kept = PrintRecord.objects.order_by("id").values_list("event__action", "form")
    assert list(kept) == [("accept", "appeal"), ("close", "appeal")]
