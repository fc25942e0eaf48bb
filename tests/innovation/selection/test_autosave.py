"""Form 2 keeps itself saved, its panel with it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.innovation.selection.conftest import Scene, signed_in
from tests.innovation.selection.test_pages import typed

pytestmark = pytest.mark.sqlite_alone


def autosave(scene: Scene, **fields: Any) -> dict[str, Any]:
    headers = {"X-Autosave": str(scene.member.pk)}
    form = typed(scene, **fields)
    answer: dict[str, Any] = signed_in(scene.member).post(scene.page("edit"), form, headers=headers).json()
    return answer


def test_it_is_saved_refused_or_in_conflict_and_told_so(scene: Scene) -> None:
    assert autosave(scene, detail="ของเพื่อน")["version"] == 2
    assert autosave(scene, version=2, detail="ของเพื่อน ต่อ")["version"] == 3
    conflict = autosave(scene, detail="ของฉัน")
    assert (conflict["state"], "ใช้ของเขา" in conflict["panel"]) == ("conflict", True)
    assert autosave(scene, version=3, meeting_date="ไม่ใช่วัน")["state"] == "invalid"
    assert scene.selection.panel.count() == 1
