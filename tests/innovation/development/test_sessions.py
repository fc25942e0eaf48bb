"""Sessions: recorded once, within the project's days, corrected, withdrawn, counted; what is wrong is told."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from indicators import clock
from indicators.files import store
from indicators.models import Event, RevisionFile, StoredFile
from indicators.services import audit, quota
from indicators.services.errors import Invalid, NotAllowed, StaleVersion
from innovation.models import Project, ServiceSession
from innovation.selectors.figures import Figures, figures_of
from innovation.selectors.sessions import last_place, numbered
from innovation.services import development as steps
from innovation.services import sessions as services
from tests import make
from tests.indicators.files import samples
from tests.innovation.development.conftest import Scene


def fields(day: str = "2021-04-09", **given: Any) -> dict[str, Any]:
    return {"date": date.fromisoformat(day), "place": "ห้างสรรพสินค้า", "people": 16, "note": "", **given}


def add(scene: Scene, day: str = "2021-04-09", **given: Any) -> ServiceSession:
    key = given.pop("key", None) or uuid4()
    photo = given.pop("photo", None)
    return services.add(scene.development, actor=scene.officer, key=key, fields=fields(day, **given), photo=photo)


def events(scene: Scene) -> list[str]:
    return list(scene.development.dossier.events.order_by("sequence").values_list("action", flat=True))


def test_a_session_is_recorded_with_its_event_and_raises_no_version(scene: Scene) -> None:
    made = add(scene, note="ฝนตก")
    assert (made.date, made.place, made.people, made.note) == (date(2021, 4, 9), "ห้างสรรพสินค้า", 16, "ฝนตก")
    assert (made.added_by, made.version) == (scene.officer, 1)
    event = Event.objects.get(action="add_session")
    assert event.subject == "session"
    assert event.dossier == scene.development.dossier
    assert json.loads(event.details) == {
        "session": made.pk,
        "date": "2021-04-09",
        "place": "ห้างสรรพสินค้า",
        "people": 16,
        "note": "ฝนตก",
    }
    scene.development.refresh_from_db()
    assert scene.development.version == 1
    assert audit.broken_links() == []


def test_the_same_form_twice_is_one_session(scene: Scene) -> None:
    key = uuid4()
    assert add(scene, key=key) == add(scene, key=key)
    assert ServiceSession.objects.count() == 1
    assert events(scene) == ["add_session"]


def test_a_used_form_with_another_content_is_refused_and_told(scene: Scene) -> None:
    key = uuid4()
    add(scene, key=key)
    with pytest.raises(Invalid) as refused:
        add(scene, key=key, people=20)
    assert "บันทึกไปแล้วหนึ่งครั้ง" in refused.value.errors["key"]
    assert ServiceSession.objects.get().people == 16


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2021-02-28", "1 มีนาคม 2564 ถึง 30 กันยายน 2564"),  # before the project's first day
        ("2020-09-30", "1 มีนาคม 2564 ถึง 30 กันยายน 2564"),  # before the year
        ("2021-10-01", "1 มีนาคม 2564 ถึง 30 กันยายน 2564"),  # after the year
        ("2021-04-11", "ยังมาไม่ถึง"),  # tomorrow
    ],
)
def test_a_day_that_cannot_be_is_refused_and_says_which_can(scene: Scene, day: str, sentence: str) -> None:
    with pytest.raises(Invalid) as refused:
        add(scene, day)
    assert sentence in refused.value.errors["date"]
    assert not ServiceSession.objects.exists()
    assert events(scene) == []


@pytest.mark.parametrize("day", ["2021-03-01", "2021-04-10"])
def test_the_first_day_of_the_project_and_today_are_good(scene: Scene, day: str) -> None:
    add(scene, day)


def test_after_midnight_in_bangkok_it_is_the_next_day(scene: Scene) -> None:
    with clock.travel(make.at("2021-04-11", "00:01")):  # still the 10th in London
        add(scene, "2021-04-11")


def test_a_project_that_ends_within_the_year_takes_no_session_afterwards(scene: Scene) -> None:
    Project.objects.update(ends_on=date(2021, 4, 5))
    with pytest.raises(Invalid) as refused:
        add(scene, "2021-04-06")
    assert "5 เมษายน 2564" in refused.value.errors["date"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("people", -1),
        ("people", 1_000_001),
        ("place", ""),
        ("place", "ก" * 301),
        ("note", "ก" * 2001),
        ("place", "\0"),
    ],
)
def test_what_no_column_holds_is_refused_at_its_field(scene: Scene, field: str, value: Any) -> None:
    with pytest.raises(Invalid) as refused:
        add(scene, **{field: value})
    assert list(refused.value.errors) == [field]
    assert not ServiceSession.objects.exists()


def test_not_counted_is_not_zero(scene: Scene) -> None:
    add(scene, people=None)
    add(scene, "2021-04-08", people=0)
    figures = figures_of(scene.development)
    assert (figures.sessions, figures.people, figures.uncounted) == (2, 0, 1)


def test_eight_of_thirty_sessions_and_132_people(scene: Scene) -> None:
    for day, people in zip((1, 2, 3, 4, 5, 7, 8, 9), (20, 15, 17, 16, 14, 18, 12, 20), strict=True):
        add(scene, f"2021-04-0{day}", people=people)
    withdrawn = add(scene, "2021-04-10", people=99)
    services.withdraw(withdrawn, actor=scene.officer, version=1, reason="บันทึกผิดวัน")
    figures = figures_of(scene.development)
    assert figures == Figures(8, 132, date(2021, 4, 1), date(2021, 4, 9), 30, "ให้บริการ 30 ครั้ง", 0)
    assert figures.in_words == "8 จาก 30 ครั้ง, ผู้รับบริการ 132 คน"
    assert figures.reached is False
    assert figures.chart is not None
    assert (figures.chart.done, figures.chart.target) == ("106.7", "400.0")


def test_an_edit_says_before_and_after_and_an_equal_one_says_nothing(scene: Scene) -> None:
    made = add(scene)
    assert services.edit(made, actor=scene.officer, version=1, fields=fields()) is None
    services.edit(made, actor=scene.officer, version=1, fields=fields("2021-04-08", people=20))
    assert (made.date, made.people, made.version) == (date(2021, 4, 8), 20, 2)
    told = json.loads(Event.objects.get(action="edit_session").details)
    assert told["before"] == {"date": "2021-04-09", "people": 16}
    assert told["after"] == {"date": "2021-04-08", "people": 20}


def test_an_edit_of_an_older_version_is_stale_but_a_repeated_one_is_not(scene: Scene) -> None:
    made = add(scene)
    services.edit(made, actor=scene.officer, version=1, fields=fields(people=20))
    assert services.edit(made, actor=scene.officer, version=1, fields=fields(people=20)) is None
    with pytest.raises(StaleVersion):
        services.edit(made, actor=scene.officer, version=1, fields=fields(people=30))
    assert ServiceSession.objects.get().people == 20


def test_a_withdrawn_session_is_kept_with_its_reason_and_counts_nothing(scene: Scene) -> None:
    made = add(scene)
    add(scene, "2021-04-08")
    with pytest.raises(Invalid):
        services.withdraw(made, actor=scene.officer, version=1, reason="  ")
    key = uuid4()
    first = services.withdraw(made, actor=scene.officer, version=1, reason="บันทึกซ้ำ", key=key)
    assert services.withdraw(made, actor=scene.officer, version=1, reason="บันทึกซ้ำ", key=key) == first
    made.refresh_from_db()
    assert made.withdrawn_reason == "บันทึกซ้ำ"
    assert made.withdrawn_at == clock.database_now()
    assert (first.reason, figures_of(scene.development).sessions) == ("บันทึกซ้ำ", 1)
    rows = [(row.date.day, row.number) for row in numbered(scene.development) if row.withdrawn_at is None]
    assert rows == [(8, 1)]
    for act in (
        lambda: services.edit(made, actor=scene.officer, version=2, fields=fields(people=1)),
        lambda: services.withdraw(made, actor=scene.officer, version=2, reason="อีกครั้ง"),
    ):
        with pytest.raises(NotAllowed, match="ถอนไปแล้ว"):
            act()


def test_a_photo_is_kept_replaced_and_dropped(scene: Scene) -> None:
    made = add(scene, photo=store.receive([samples.jpeg()], "วันแรก.jpg"))
    assert made.photo_name == "วันแรก.jpg"
    other = store.receive([samples.png()], "แก้.png")
    services.edit(made, actor=scene.officer, version=1, fields=fields(), photo=other)
    assert made.photo_id == other.sha256
    services.edit(made, actor=scene.officer, version=2, fields=fields(), drop_photo=True)
    assert (made.photo_id, made.photo_name) == (None, "")
    assert StoredFile.objects.count() == 2


def test_a_paper_is_no_photo(scene: Scene) -> None:
    with pytest.raises(Invalid) as refused:
        add(scene, photo=store.receive([samples.pdf()], "หนังสือ.pdf"))
    assert "JPG หรือ PNG" in refused.value.errors["attachments"]


def test_photos_count_in_the_quota_of_the_quarter(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = (store.receive([samples.jpeg(quality=quality)], "ภาพ.jpg") for quality in (80, 81))
    monkeypatch.setattr(quota, "QUOTA_BYTES", first.size + second.size - 1)
    add(scene, "2021-04-01", photo=first)
    with pytest.raises(Invalid) as refused:
        add(scene, "2021-04-02", photo=second)
    assert "attachments" in refused.value.errors
    assert ServiceSession.objects.count() == 1


def test_what_is_sent_pins_its_photos_and_all_its_sessions(scene: Scene) -> None:
    photo = store.receive([samples.jpeg()], "ภาพ.jpg")
    add(scene, photo=photo)
    withdrawn = add(scene, "2021-04-08", people=3)
    services.withdraw(withdrawn, actor=scene.officer, version=1, reason="บันทึกผิด")
    step = scene.development
    steps.save(step, actor=scene.officer, version=step.version, summary="ให้บริการแล้ว")
    event = steps.send(step, actor=scene.officer, version=step.version, shown=(1, 16))
    assert event.revision is not None
    content = json.loads(event.revision.content)
    assert content["total"] == {"sessions": 1, "people": 16}
    assert [(each["date"], each["withdrawn"]) for each in content["sessions"]] == [
        ("2021-04-08", True),
        ("2021-04-09", False),
    ]
    assert RevisionFile.objects.get(revision=event.revision).file_id == photo.sha256


def test_the_place_of_the_next_session_is_that_of_the_last(scene: Scene) -> None:
    assert last_place(scene.development) == "ห้างสรรพสินค้า"  # of the project
    add(scene, "2021-04-09", place="ศาลาว่าการ")
    add(scene, "2021-04-02", place="ตลาด")  # recorded later, held earlier
    assert last_place(scene.development) == "ตลาด"
