"""The sections of a project and its presentation keep themselves saved; only a button takes a picture off."""

from __future__ import annotations

from typing import Any

import pytest

from innovation.models import PresentationPicture
from innovation.services import project as services
from tests.indicators.files import samples
from tests.innovation.project.conftest import Cast, signed_in
from tests.innovation.project.test_presentation_page import send, upload
from tests.innovation.project.test_section_pages import rows, targets, url

pytestmark = pytest.mark.sqlite_alone


def autosave(cast: Cast, section: str, form: dict[str, Any]) -> dict[str, Any]:
    headers = {"X-Autosave": str(cast.officer.pk)}
    answer: dict[str, Any] = signed_in(cast.officer).post(url(cast, section), form, headers=headers).json()
    return answer


def test_a_section_is_saved_refused_or_in_conflict_and_told_so(cast: Cast) -> None:
    assert autosave(cast, "basis", {"version": 1, "name": "ของเพื่อน"})["version"] == 2
    conflict = autosave(cast, "basis", {"version": 1, "name": "ของฉัน"})
    assert (conflict["state"], "เพื่อน</del>" in conflict["panel"]) == ("conflict", True)
    invalid = autosave(cast, "targets", {**targets(), "version": 2, "ends_on": "1/1/2564"})
    assert (invalid["state"], "“สิ้นสุด”" in invalid["sentence"]) == ("invalid", True)
    cast.project.refresh_from_db()
    assert (cast.project.name, cast.project.version) == ("ของเพื่อน", 2)


def test_a_row_saved_three_times_is_one_row(cast: Cast) -> None:
    for version, text in enumerate(("น้ำ", "น้ำท่วม", "น้ำท่วมขัง"), start=1):
        form = {"version": version} | rows("risks", {"risk": text, "response": "ย้าย"}, {"risk": "", "response": ""})
        assert autosave(cast, "risks", form)["version"] == version + 1
    assert list(cast.project.risks.values_list("risk", flat=True)) == ["น้ำท่วมขัง"]


def test_a_missing_target_is_not_complained_of_while_somebody_types(cast: Cast) -> None:
    years = ({"be_year": 2564, "text": "", "sessions": ""},)
    assert autosave(cast, "targets", targets(years=years))["state"] == "saved"
    assert "กำหนดเป้าหมายของปีงบประมาณ" not in signed_in(cast.officer).get(url(cast, "basis")).text


def test_a_ticked_picture_stays_until_the_button_is_pressed(cast: Cast) -> None:
    client = signed_in(cast.officer)
    send(cast, client, upload("ก.png", samples.png()))
    picture = PresentationPicture.objects.get()
    row = {"picture": picture.pk, "position": 1, "caption": "ใหม่", "remove": "on"}
    cast.project.refresh_from_db()
    form = {"version": cast.project.version} | rows("pictures", row)
    assert autosave(cast, "presentation", form)["state"] == "saved"
    picture.refresh_from_db()
    assert picture.caption == "ใหม่"
    cast.project.refresh_from_db()
    client.post(url(cast, "presentation"), {**form, "version": cast.project.version, "save": "1"})
    assert not PresentationPicture.objects.exists()


def test_who_goes_on_from_the_other_text_sees_it_and_his_own(cast: Cast) -> None:
    services.save(cast.project, actor=cast.officer, version=1, fields={"name": "ของเพื่อน"})
    beside = {"resolve": "continue", "mine-label": "ชื่อโครงการ", "mine-text": "ของฉัน"}
    answer = signed_in(cast.officer).post(url(cast, "basis"), {"version": 1, "name": "ของฉัน", **beside})
    assert answer.status_code == 200
    assert answer.context["page"].form["name"].value() == "ของเพื่อน"
    assert '<p class="written">ของฉัน</p>' in answer.text
