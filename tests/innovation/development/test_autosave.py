"""Step 4's summary keeps itself saved."""

from __future__ import annotations

from typing import Any

import pytest

from innovation.models import Activity
from tests.innovation.development.conftest import Scene, signed_in
from tests.innovation.development.test_pages import edit_form, page

pytestmark = pytest.mark.sqlite_alone


def autosave(scene: Scene, form: dict[str, Any]) -> dict[str, Any]:
    headers = {"X-Autosave": str(scene.officer.pk)}
    url = page(scene.development, "edit")
    answer: dict[str, Any] = signed_in(scene.officer).post(url, form, headers=headers).json()
    return answer


def test_it_is_saved_refused_or_in_conflict_and_told_so(scene: Scene) -> None:
    activity, late = Activity.objects.get(), edit_form(scene, summary="ของฉัน")
    assert autosave(scene, edit_form(scene, summary="ของเพื่อน"))["state"] == "saved"
    assert autosave(scene, late)["state"] == "conflict"
    invalid = autosave(scene, edit_form(scene, summary="ใหม่", **{f"began_on-{activity.pk}": "ไม่ใช่วัน"}))
    assert (invalid["state"], "“เริ่มจริง”" in invalid["sentence"]) == ("invalid", True)
    scene.development.refresh_from_db()
    assert scene.development.summary == "ของเพื่อน"
