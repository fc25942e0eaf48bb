"""The year of an appeal with an open condition: closed only by naming it, frozen, reopened by two."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest

from appeals.models import Condition
from indicators import clock
from indicators.models import PrintRecord, Revision, YearClosing
from indicators.services.integrity import findings
from indicators.services.prints import rendered_on_demand
from tests import make
from tests.appeals.stories import town as acts
from tests.appeals.stories.town import AFTER, TWO_CONDITIONS, Town

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]
PAGE = "/scores/2564/closing/"
RESOLUTION = {"resolution_reference": "มติที่ประชุมครั้งที่ 9/2564", "resolved_on": "29 ต.ค. 2564"}


@pytest.fixture(autouse=True)
def papers_when_asked_for() -> Iterator[None]:
    """The papers are not rendered; that they are kept is counted."""
    with rendered_on_demand():
        yield


@pytest.fixture
def place() -> Town:
    """10.00 under version 2, condition 1 verified, condition 2 with nothing proven."""
    with clock.travel(make.at("2021-06-30")):
        made = acts.town()
        for position, percent in enumerate(("100", "100", "100", "26.67", "100"), start=1):
            acts.judge(made, position, percent)
    with clock.travel(make.at("2021-07-07", "13:00")):
        acts.write(made)
        acts.file(made)
        acts.register_appeal(made)
        item = acts.schedule(made)
    with clock.travel(make.at("2021-07-20", "15:40")):
        acts.decide(made, item, "accept", criterion_text=AFTER, **TWO_CONDITIONS)
        acts.judge(made, 4, "100")
    with clock.travel(make.at("2021-08-30")):
        proof = acts.register(made.officer, "ผลการประเมิน", number="ผบ. 634/2564", date="30 ส.ค. 2564")
        first = Condition.objects.get(position=1)
        acts.report(made, first, "27 ส.ค. 2564", proof)
        acts.verify(made, first)
    return made


def test_a_year_is_closed_over_an_open_condition_only_when_it_is_named(place: Town) -> None:
    evaluator = place.evaluator
    named = f"reason-{place.assignment.pk}"
    with clock.travel(make.at("2021-11-01")):
        page = acts.text(evaluator.read(PAGE))
        assert "เกณฑ์ที่ 4 มีเงื่อนไขของมติอุทธรณ์ที่ยังไม่ครบ" in page
        form = evaluator.offered(PAGE, "close/")
        assert form
        answer = evaluator.client.post(form.action, {**form.values, **RESOLUTION})
        assert answer.status_code == 422
        assert "ระบุเหตุผลที่ให้ปิดปีได้" in answer.content.decode()
        assert not YearClosing.objects.exists()
        page = acts.text(evaluator.send(PAGE, "close/", **{**RESOLUTION, named: "ยังมีการระบาด ติดตามในปีถัดไป"}))
    assert "ปิดปีงบประมาณ 2564 แล้ว" in page
    assert "ยังมีการระบาด ติดตามในปีถัดไป" in page
    frozen = Revision.objects.get(dossier__kind="agency_score")
    (kept,) = json.loads(frozen.content)["assignments"]
    assert (kept["effective"], kept["calculated_before"], kept["state"]) == ("10.00", "8.53", "conditional")
    assert [(each["version"], each["calculated"]) for each in kept["criteria"][3]["versions"]] == [
        (2, "2.00"),
        (1, "0.53"),
    ]
    forms = PrintRecord.objects.filter(event__action="close_year").values_list("form", flat=True)
    assert sorted(forms) == ["agency_score", f"score-{place.assignment.pk}"]
    _everything_refuses(place)
    _reopening_takes_two(place)
    assert findings() == []


def _everything_refuses(place: Town) -> None:
    """By page and by post: nothing of the closed year moves, and each says that it is closed."""
    second = Condition.objects.get(position=2)
    appeal, criterion = place.appeal, acts.newest(place.assignment, 5)
    with clock.travel(make.at("2021-11-02")):
        assert "/appeals/add/" not in place.officer.read(f"/assignments/{place.assignment.pk}/")
        posts = (
            (place.officer, f"/appeals/add/{place.assignment.pk}/", {"position": "5"}),
            (place.officer, f"/conditions/{second.pk}/report/", _report()),
            (place.committee, f"/conditions/{second.pk}/rule/", _ruling()),
            (place.secretariat, f"/judging/{criterion.pk}/", _judgement()),
            (place.evaluator, f"/assignments/{place.assignment.pk}/score/5/", {"points": "1", "reason": "อื่น"}),
        )
        for who, address, given in posts:
            answer = who.client.post(address, given)
            assert answer.status_code == 409, (address, answer.status_code)
            assert re.search("ปิดปีงบประมาณ( 2564 )?แล้ว", acts.text(answer.content.decode())), address
        assert "10.00 จาก 10.00 คะแนน" in acts.score_page(place)
        assert "ปิดปีแล้ว คะแนนนี้เก็บไว้" in acts.score_page(place)
    assert (appeal.status, appeal.version) == (place.appeal.status, place.appeal.version)
    second.refresh_from_db()
    assert (second.status, second.reports.count()) == ("open", 0)


def _report() -> dict[str, str]:
    return {"quantity": "22", "done_on": "1 พ.ย. 2564", "text": "ครบแล้ว"}


def _ruling() -> dict[str, str]:
    told = {"resolution_reference": "6/2564", "resolved_on": "1 พ.ย. 2564", "reason": "โรคระบาด"}
    return {"ruling": "waive", "due_on": "", **told}


def _judgement() -> dict[str, str]:
    return {"percent": "50", "reason": "ใหม่", "seen_number": "1", "seen_revision": ""}


def _reopening_takes_two(place: Town) -> None:
    frozen = Revision.objects.filter(dossier__kind="agency_score")
    with clock.travel(make.at("2021-11-03")):
        assert place.evaluator.offered(PAGE, "reopen/") is None
        place.administrator.send(PAGE, "ask/", reason="พบว่าเงื่อนไขข้อ 2 ครบแล้ว")
        page = acts.text(place.administrator.read(PAGE))
        assert "คำขอของตนเองไม่ได้" in page
        assert place.administrator.offered(PAGE, "reopen/") is None
        assert place.secretariat.client.post(f"{PAGE}reopen/", {"reason": "เห็นชอบ"}).status_code == 403
        assert "เปิดปีงบประมาณแล้ว" in acts.text(place.evaluator.send(PAGE, "reopen/", reason="เห็นชอบ"))
        assert frozen.count() == 1, "what was frozen stays"
    second = Condition.objects.get(position=2)
    with clock.travel(make.at("2021-11-04")):
        proof = acts.register(place.officer, "สื่อออนไลน์ 22 ครั้ง", number="กท 0406/4900", date="3 พ.ย. 2564")
        acts.report(place, second, "3 พ.ย. 2564", proof, "22")
        assert "อุทธรณ์ยุติแล้ว" in acts.verify(place, second)
        page = acts.text(place.evaluator.read(PAGE))
        assert "คะแนนทั้ง 1 ตัวชี้วัดเป็นที่สุดแล้ว" in page
        place.evaluator.send(PAGE, "close/", **RESOLUTION)
    newest = frozen.latest("number")
    assert frozen.count() == 2
    assert json.loads(newest.content)["assignments"][0]["state"] == "final"
