"""The pages of many sessions: a stretch of days and its preview, the grid of people."""

from __future__ import annotations

import re
from typing import Any

import pytest

from innovation.models import ServiceSession
from tests import make, make_case
from tests.innovation.development.conftest import Scene, signed_in
from tests.innovation.development.test_session_pages import at, value_of

pytestmark = pytest.mark.sqlite_alone


def stretch(**given: Any) -> dict[str, Any]:
    return {
        "start": "1 เม.ย. 2564",
        "end": "9 เม.ย. 2564",
        "serves": "every_day",
        "skip_holidays": "on",
        "place": "ห้างสรรพสินค้า",
        **given,
    }


@pytest.mark.parametrize(("serves", "made"), [("every_day", 8), ("monday_to_friday", 6)])
def test_nine_days_of_april_make_eight_or_six_sessions(scene: Scene, serves: str, made: int) -> None:
    client = signed_in(scene.officer)
    shown = client.get(at("range", scene.development), stretch(serves=serves)).text
    assert f"สร้าง {made} ครั้ง" in shown
    assert "วันหยุดราชการ: วันจักรี" in shown
    counters = re.findall(r"<dt>(วัน[^<]*)</dt>\s*<dd>\s*(\d+)\b", shown)
    assert [(name, number) for name, number in counters] == [
        ("วันให้บริการ", str(made)),
        ("วันทำการ", "6"),
        ("วันปฏิทิน", "9"),
    ]
    days = re.findall(r'name="day"\s+value="([\d-]+)"', shown)
    sent = {**stretch(serves=serves), "day": days, "key": value_of("key", shown)}
    for _each in range(2):  # a double click makes no more
        answer = client.post(at("range", scene.development), sent)
        assert answer.headers["Location"] == at("people", scene.development)
    recorded = ServiceSession.objects.order_by("date")
    assert [each.date.isoformat() for each in recorded] == days
    assert len(days) == made
    assert all(each.people is None and each.place == "ห้างสรรพสินค้า" for each in recorded)


def test_a_day_that_has_a_session_there_is_pointed_out_and_not_doubled(scene: Scene) -> None:
    make_case.session(scene.development, "2021-04-02")
    shown = signed_in(scene.officer).get(at("range", scene.development), stretch()).text
    assert "สร้าง 7 ครั้ง" in shown
    assert "มีบันทึกที่สถานที่นี้แล้ว" in shown


def test_chosen_weekdays_and_holidays_that_serve(scene: Scene) -> None:
    client = signed_in(scene.officer)
    tuesdays = stretch(serves="chosen", weekdays=["1"])
    assert "ไม่มีวันที่จะสร้าง" in client.get(at("range", scene.development), tuesdays).text
    del tuesdays["skip_holidays"]
    assert "สร้าง 1 ครั้ง" in client.get(at("range", scene.development), tuesdays).text


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"end": "31 มี.ค. 2564"}, "end", "วันสุดท้ายต้องไม่ก่อนวันแรก 1 เมษายน 2564"),
        ({"end": "11 เม.ย. 2564"}, "end", "ยังมาไม่ถึง"),
        ({"start": "28 ก.พ. 2564"}, "start", "1 มีนาคม 2564 ถึง 30 กันยายน 2564"),
        ({"start": "พรุ่งนี้"}, "start", "อ่านวันที่"),
        ({"serves": "chosen"}, "weekdays", "อย่างน้อยหนึ่งวัน"),
        ({"place": ""}, "place", "สถานที่"),
    ],
)
def test_a_stretch_that_cannot_be_is_told_at_its_field(
    scene: Scene, given: dict[str, str], field: str, sentence: str
) -> None:
    client, url = signed_in(scene.officer), at("range", scene.development)
    asked = client.get(url, stretch(**given))
    sent = client.post(url, {**stretch(**given), "day": "2021-04-01"})
    assert (asked.status_code, sent.status_code) == (200, 422)
    for answer in (asked, sent):
        error = re.search(rf'id="id_{field}_error">(.*?)</div>', answer.text, re.DOTALL)
        assert error
        assert sentence in error[1]
        assert value_of("start", answer.text) == stretch(**given)["start"]
    assert not ServiceSession.objects.exists()


@pytest.mark.parametrize("days", [[], ["2021-04-06"], ["2021-05-01"], ["เมื่อวาน"]])
def test_days_that_were_not_offered_are_not_made(scene: Scene, days: list[str]) -> None:
    answer = signed_in(scene.officer).post(at("range", scene.development), {**stretch(), "day": days})
    assert answer.status_code == 422
    assert not ServiceSession.objects.exists()


def test_the_grid_counts_all_at_once_and_a_bad_number_loses_none(scene: Scene) -> None:
    made = [make_case.session(scene.development, f"2021-04-0{day}", people=None) for day in (1, 2, 3)]
    client, url = signed_in(scene.officer), at("people", scene.development)
    assert client.get(url).text.count('name="people-') == 3
    typed = {f"people-{made[0].pk}": "๒๐", f"people-{made[1].pk}": "ยี่สิบ", f"people-{made[2].pk}": ""}
    bad = client.post(url, typed)
    assert bad.status_code == 422
    assert "๒๐" in bad.text
    assert "ยี่สิบ" in bad.text
    assert not ServiceSession.objects.filter(people__isnull=False).exists()
    assert client.post(url, {**typed, f"people-{made[1].pk}": "0"}).status_code == 302
    assert [each.people for each in ServiceSession.objects.order_by("date")] == [20, 0, None]


def test_a_row_counted_or_withdrawn_meanwhile_answers_409_with_both_numbers(scene: Scene) -> None:
    made = [make_case.session(scene.development, f"2021-04-0{day}", people=None) for day in (1, 2, 3)]
    ServiceSession.objects.filter(pk=made[0].pk).update(people=41)
    ServiceSession.objects.filter(pk=made[1].pk).update(withdrawn_at=make.at("2021-04-10"))
    client, url = signed_in(scene.officer), at("people", scene.development)
    late = client.post(url, {f"people-{each.pk}": "77" for each in made})
    assert late.status_code == 409
    assert "41" in late.text
    assert "ถอนแล้ว" in late.text
    assert not ServiceSession.objects.filter(people=77).exists()
    hidden = dict(re.findall(r'name="((?:people|seen)-\d+)" value="(\d*)"', late.text))
    assert client.post(url, hidden).status_code == 302
    assert [each.people for each in ServiceSession.objects.order_by("date")] == [77, None, 77]
