"""The pictures of a presentation: taken one by one, ordered, captioned, taken off, frozen, and handed out."""

from __future__ import annotations

import json
from typing import Any

import pytest

from indicators.files import store
from indicators.files.store import Received
from indicators.models import Event, StoredFile
from indicators.services import quota
from indicators.services.errors import Invalid, StaleVersion
from innovation.models import PresentationPicture, Project
from innovation.services import presentation as services
from innovation.services import project as project_services
from innovation.services.presentation import PictureEdit, Saved
from tests import make_case
from tests.indicators.files import samples
from tests.innovation.project.conftest import Cast, signed_in


def picture(number: int = 1, kind: str = "PNG") -> Received:
    return store.receive([samples.image(kind, (32 + number, 24))], f"ภาพ {number}.{kind.lower()}")


def save(cast: Cast, fields: dict[str, Any] | None = None, **more: Any) -> Saved:
    version = Project.objects.get(pk=cast.project.pk).version
    return services.save(cast.project, actor=cast.officer, version=version, fields=fields or {}, **more)


def names() -> list[str]:
    return list(PresentationPicture.objects.values_list("name", flat=True))


def test_several_pictures_come_in_one_save(cast: Cast) -> None:
    saved = save(cast, {"origin": "ที่มา"}, files=[picture(1), picture(2, "JPEG")])
    assert [one.name for one in saved.added] == names() == ["ภาพ 1.png", "ภาพ 2.jpeg"]
    assert cast.project.version == 2
    acts = Event.objects.filter(dossier=cast.project.dossier).order_by("sequence").values_list("action", flat=True)
    assert list(acts) == ["add_picture", "add_picture", "edit"]


def test_a_file_of_another_kind_fails_alone(cast: Cast) -> None:
    letter = store.receive([samples.pdf()], "หนังสือ.pdf")
    saved = save(cast, files=[letter, picture(1)])
    assert names() == ["ภาพ 1.png"]
    assert saved.refused == [
        ("หนังสือ.pdf", "ภาพประกอบต้องเป็นไฟล์ JPG หรือ PNG โปรดบันทึกเป็นภาพแล้วเลือกใหม่"),
    ]


def test_the_same_picture_again_is_not_doubled(cast: Cast) -> None:
    save(cast, files=[picture(1)])
    saved = save(cast, files=[picture(1)])
    assert saved.event is None
    assert saved.refused == [("ภาพ 1.png", "มีภาพนี้อยู่แล้ว จึงไม่ได้เพิ่มซ้ำ")]


def test_there_is_a_greatest_number_of_pictures(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MOST_PICTURES", 2)
    saved = save(cast, files=[picture(1), picture(2), picture(3)])
    assert names() == ["ภาพ 1.png", "ภาพ 2.png"]
    assert "ไม่เกิน 2 ภาพ" in saved.refused[0][1]


def test_pictures_count_with_what_the_agency_attached(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = picture(1), picture(2)
    monkeypatch.setattr(quota, "QUOTA_BYTES", first.size + second.size - 1)
    saved = save(cast, files=[first, second])
    assert names() == ["ภาพ 1.png"]
    assert saved.refused[0][0] == "ภาพ 2.png"


@pytest.mark.parametrize(
    ("wished", "order"),
    [
        ({3: 1}, [3, 1, 2]),
        ({1: 3}, [2, 3, 1]),
        ({1: 2}, [2, 1, 3]),
        ({1: 3, 3: 1}, [3, 2, 1]),
        ({2: 99}, [1, 3, 2]),
        ({}, [1, 2, 3]),
    ],
)
def test_a_picture_goes_to_the_place_wished_for_it(cast: Cast, wished: dict[int, int], order: list[int]) -> None:
    added = save(cast, files=[picture(1), picture(2), picture(3)]).added
    edits = [
        PictureEdit(picture=one.pk, position=wished.get(place, place)) for place, one in enumerate(added, start=1)
    ]
    save(cast, pictures=edits)
    assert names() == [f"ภาพ {number}.png" for number in order]


def test_a_caption_is_kept_and_one_too_long_refused(cast: Cast) -> None:
    (one,) = save(cast, files=[picture()]).added
    save(cast, pictures=[PictureEdit(one.pk, 1, "จุดให้บริการ")])
    assert PresentationPicture.objects.get().caption == "จุดให้บริการ"
    with pytest.raises(Invalid):
        save(cast, pictures=[PictureEdit(one.pk, 1, "ก" * 301)])


def test_a_picture_taken_off_stays_with_the_revision_that_has_it(cast: Cast) -> None:
    make_case.fill_project(cast.project)
    (one,) = save(cast, files=[picture()]).added
    project_services.submit(cast.project, actor=cast.officer, version=cast.project.version)
    project_services.return_(cast.project, actor=cast.head, version=cast.project.version, reason="เปลี่ยนภาพ")
    saved = save(cast, pictures=[PictureEdit(one.pk, removed=True)])
    assert saved.event is not None
    assert names() == []
    revision = cast.project.dossier.revisions.get()
    frozen = json.loads(revision.content)["presentation"]["pictures"][0]
    assert (frozen["sha256"], frozen["name"]) == (one.file_id, "ภาพ 1.png")
    assert revision.files.get().file_id == one.file_id
    assert StoredFile.objects.filter(pk=one.file_id).exists()
    removal = Event.objects.get(action="remove_picture")
    assert json.loads(removal.details) == {"name": "ภาพ 1.png", "sha256": one.file_id}


def test_a_stale_save_takes_no_picture(cast: Cast) -> None:
    save(cast, {"origin": "ของเพื่อน"})
    with pytest.raises(StaleVersion):
        services.save(cast.project, actor=cast.officer, version=1, fields={"origin": "ของฉัน"}, files=[picture()])
    assert names() == []


def test_another_projects_picture_is_not_touched(cast: Cast) -> None:
    (one,) = save(cast, files=[picture()]).added
    other = make_case.selected(make_case.case(cast.stranger.agency))
    edits = [PictureEdit(one.pk, removed=True)]
    services.save(other, actor=cast.stranger, version=1, fields={}, pictures=edits)
    assert names() == ["ภาพ 1.png"]


def test_a_picture_is_handed_out_to_who_sees_the_project(cast: Cast) -> None:
    (one,) = save(cast, files=[picture()]).added
    for person, status in ((cast.officer, 200), (cast.head, 200), (cast.secretariat, 200), (cast.stranger, 404)):
        answer: Any = signed_in(person).get(f"/projects/pictures/{one.pk}/")
        assert answer.status_code == status
        if status == 200:
            assert b"".join(answer.streaming_content) == samples.image("PNG", (33, 24))
            assert answer["Content-Type"] == "image/png"
            assert answer["X-Content-Type-Options"] == "nosniff"
            assert answer["Cache-Control"] == "private, no-store"
            assert answer["Content-Disposition"].startswith("attachment")


def test_a_picture_that_is_gone_from_the_store_says_so(cast: Cast) -> None:
    (one,) = save(cast, files=[picture()]).added
    store.path(one.file_id).unlink()
    answer = signed_in(cast.officer).get(f"/projects/pictures/{one.pk}/")
    assert answer.status_code == 500
    assert "ไม่พบไฟล์นี้ในที่เก็บ" in answer.content.decode()
