"""The survey keeps itself saved."""

from __future__ import annotations

from typing import Any

import pytest

from tests.innovation.utilisation.conftest import Scene, signed_in
from tests.innovation.utilisation.test_pages import page, typed

pytestmark = pytest.mark.sqlite_alone


def autosave(scene: Scene, form: dict[str, Any]) -> dict[str, Any]:
    headers = {"X-Autosave": str(scene.officer.pk)}
    answer: dict[str, Any] = signed_in(scene.officer).post(page(scene, "edit"), form, headers=headers).json()
    return answer


def test_it_is_saved_refused_or_in_conflict_and_told_so(scene: Scene) -> None:
    late = typed(scene, before="ของฉัน")
    assert autosave(scene, typed(scene, before="ของเพื่อน"))["version"] == 2
    conflict = autosave(scene, late)
    assert (conflict["state"], "เพื่อน</del>" in conflict["panel"]) == ("conflict", True)
    invalid = autosave(scene, typed(scene, used_to="1 ม.ค. 2564"))
    assert invalid["sentence"].count("“ใช้ถึง”") == 1
    scene.survey.refresh_from_db()
    assert (scene.survey.before, scene.survey.version) == ("ของเพื่อน", 2)


def test_who_goes_on_from_the_other_text_sees_it_and_his_own(scene: Scene) -> None:
    client, mine = signed_in(scene.officer), typed(scene, before="ของฉัน")
    client.post(page(scene, "edit"), typed(scene, before="ของเพื่อน"))
    beside = {"resolve": "continue", "mine-label": "ก่อนใช้นวัตกรรม", "mine-text": "ของฉัน"}
    answer = client.post(page(scene, "edit"), {**mine, **beside})
    assert answer.context["form"]["before"].value() == "ของเพื่อน"
    assert '<p class="written">ของฉัน</p>' in answer.text
