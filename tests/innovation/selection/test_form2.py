"""Form 2 as a draft: its fields, its panel, and what stays when something does not do."""

from __future__ import annotations

import json
from datetime import date

import pytest

from indicators.models import Event
from indicators.services.errors import Invalid, StaleVersion
from innovation.models import PanelMember
from innovation.services.selection import Member, save
from tests.innovation.selection.conftest import Scene

PANEL = [Member("นายประธาน ดี", "ประธาน"), Member("นางเลขา งาม")]


def names(scene: Scene) -> list[tuple[int, str, str]]:
    return [(member.position, member.name, member.role) for member in scene.selection.panel.all()]


def test_form_2_and_its_panel_are_saved_with_one_event(scene: Scene) -> None:
    fields = {"meeting_date": date(2021, 1, 11), "minutes": "ประชุมครั้งที่ 1", "certifier_name": "นายหัวหน้า ฝ่าย"}
    event = save(scene.selection, actor=scene.member, version=1, fields=fields, panel=PANEL)
    assert event is not None
    assert json.loads(event.details)["fields"] == ["certifier_name", "meeting_date", "minutes", "panel"]
    assert (scene.selection.version, scene.selection.meeting_date) == (2, date(2021, 1, 11))
    assert names(scene) == [(1, "นายประธาน ดี", "ประธาน"), (2, "นางเลขา งาม", "")]


def test_a_panel_is_replaced_as_a_whole_and_none_leaves_it(scene: Scene) -> None:
    save(scene.selection, actor=scene.member, version=1, fields={}, panel=PANEL)
    save(scene.selection, actor=scene.member, version=2, fields={"minutes": "แก้"})
    assert len(names(scene)) == 2
    save(scene.selection, actor=scene.member, version=3, fields={}, panel=list(reversed(PANEL)))
    assert names(scene) == [(1, "นางเลขา งาม", ""), (2, "นายประธาน ดี", "ประธาน")]


def test_the_same_again_is_no_event(scene: Scene) -> None:
    save(scene.selection, actor=scene.member, version=1, fields={"minutes": "ประชุม"}, panel=PANEL)
    assert save(scene.selection, actor=scene.member, version=2, fields={"minutes": "ประชุม"}, panel=PANEL) is None
    assert Event.objects.filter(dossier=scene.selection.dossier).count() == 1


def test_an_older_version_changes_neither_fields_nor_panel(scene: Scene) -> None:
    save(scene.selection, actor=scene.colleague, version=1, fields={"minutes": "ของเพื่อน"}, panel=PANEL[:1])
    with pytest.raises(StaleVersion):
        save(scene.selection, actor=scene.member, version=1, fields={"minutes": "ของฉัน"}, panel=PANEL)
    scene.selection.refresh_from_db()
    assert (scene.selection.minutes, len(names(scene))) == ("ของเพื่อน", 1)


def test_status_and_choice_cannot_be_saved_as_fields(scene: Scene) -> None:
    save(scene.selection, actor=scene.member, version=1, fields={"status": "done", "replaced_at": "2021-01-01"})
    scene.selection.refresh_from_db()
    assert (scene.selection.status, scene.selection.replaced_at, scene.selection.version) == ("open", None, 1)


@pytest.mark.parametrize(
    ("fields", "panel", "at_field"),
    [
        ({"minutes": "ก" * 20_001}, None, "minutes"),
        ({"certifier_name": "ก" * 201}, None, "certifier_name"),
        ({}, [Member("ก" * 201)], "panel"),
        ({}, [Member("นายดี", "ก" * 201)], "panel"),
    ],
)
def test_what_is_too_long_is_refused_and_nothing_is_written(
    scene: Scene, fields: dict[str, str], panel: list[Member] | None, at_field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        save(scene.selection, actor=scene.member, version=1, fields={"detail": "ดี", **fields}, panel=panel)
    assert "ยาวเกินไป 1 ตัวอักษร" in refusal.value.errors[at_field]
    scene.selection.refresh_from_db()
    assert (scene.selection.detail, PanelMember.objects.count()) == ("", 0)
