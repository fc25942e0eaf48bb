"""Many sessions at once: the days of a stretch, and the people of several."""

from __future__ import annotations

import json
from datetime import date
from uuid import uuid4

import pytest

from indicators.models import Event
from indicators.services.errors import Invalid, StaleVersion
from innovation.models import ServiceSession
from innovation.services import sessions as services
from tests import make, make_case
from tests.innovation.development.conftest import Scene
from tests.innovation.development.test_sessions import add, events

pytestmark = pytest.mark.both_databases


def test_a_stretch_makes_its_sessions_once_and_doubles_none(scene: Scene) -> None:
    add(scene, "2021-04-02")
    add(scene, "2021-04-03", place="ศาลาว่าการ")  # another place is no double
    key, days = uuid4(), [date(2021, 4, day) for day in (1, 2, 3, 4)]
    made = services.add_days(scene.development, actor=scene.officer, key=key, place=" ห้าง สรรพสินค้า", days=days)
    assert [session.date.day for session in made.sessions] == [1, 3, 4]
    assert made.taken == [date(2021, 4, 2)]
    again = services.add_days(scene.development, actor=scene.officer, key=key, place=" ห้าง สรรพสินค้า", days=days)
    assert [session.date.day for session in again.sessions] == [1, 3, 4]
    assert ServiceSession.objects.count() == 5
    assert events(scene) == ["add_session", "add_session", "add_sessions"]
    assert json.loads(Event.objects.get(action="add_sessions").details)["days"] == [
        *("2021-04-01", "2021-04-03", "2021-04-04"),
    ]


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ([], "อย่างน้อยหนึ่งวัน"),
        ([date(2021, 4, 9), date(2021, 4, 12)], "ยังมาไม่ถึง"),
        ([date(2021, 2, 27), date(2021, 4, 9)], "1 มีนาคม 2564"),
    ],
)
def test_a_stretch_beyond_the_allowed_days_makes_nothing(scene: Scene, days: list[date], sentence: str) -> None:
    with pytest.raises(Invalid) as refused:
        services.add_days(scene.development, actor=scene.officer, key=uuid4(), place="ห้าง", days=days)
    assert sentence in refused.value.errors["day"]
    assert not ServiceSession.objects.exists()


def test_people_are_counted_at_once_with_one_event(scene: Scene) -> None:
    made = [add(scene, f"2021-04-0{day}", people=None) for day in (1, 2, 3)]
    counts = {made[0].pk: (None, 12), made[1].pk: (None, 0), made[2].pk: (None, None)}
    event = services.count_people(scene.development, actor=scene.officer, counts=counts)
    assert event is not None
    assert json.loads(event.details) == {"people": {str(made[0].pk): 12, str(made[1].pk): 0}}
    assert [each.people for each in scene.development.sessions.order_by("date")] == [12, 0, None]
    assert services.count_people(scene.development, actor=scene.officer, counts=counts) is None


def test_two_grids_fill_different_rows_and_neither_empties_the_others(scene: Scene) -> None:
    made = [add(scene, f"2021-04-0{day}", people=None) for day in (1, 2)]
    services.count_people(
        scene.development, actor=scene.officer, counts={made[0].pk: (None, 5), made[1].pk: (None, None)}
    )
    services.count_people(
        scene.development, actor=scene.officer, counts={made[0].pk: (None, None), made[1].pk: (None, 7)}
    )
    assert [each.people for each in scene.development.sessions.order_by("date")] == [5, 7]


def test_a_number_that_somebody_wrote_meanwhile_is_not_overwritten_unseen(scene: Scene) -> None:
    made = [add(scene, f"2021-04-0{day}", people=None) for day in (1, 2)]
    services.count_people(scene.development, actor=scene.officer, counts={made[1].pk: (None, 5)})
    with pytest.raises(StaleVersion) as stale:
        services.count_people(
            scene.development, actor=scene.officer, counts={made[0].pk: (None, 3), made[1].pk: (None, 7)}
        )
    assert stale.value.current.pk == made[1].pk
    assert [each.people for each in scene.development.sessions.order_by("date")] == [None, 5]
    services.count_people(scene.development, actor=scene.officer, counts={made[1].pk: (5, 7)})
    assert ServiceSession.objects.get(pk=made[1].pk).people == 7


def test_a_session_of_another_agency_is_not_counted_here(scene: Scene) -> None:
    other = make_case.session(make_case.approved(make_case.case(make.agency())))
    with pytest.raises(Invalid):
        services.count_people(scene.development, actor=scene.officer, counts={other.pk: (16, 1)})
    other.refresh_from_db()
    assert other.people == 16
