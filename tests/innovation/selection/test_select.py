"""Exactly one idea is selected, once, by whoever was first; the others are told who and when."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from indicators import clock
from indicators.models import Event, Revision
from indicators.services.errors import Invalid, NotAllowed
from innovation.models import Idea, Project, SelectedIdea, Selection
from innovation.services.selection import Member, select
from tests import make, make_case
from tests.innovation.selection.conftest import Scene, reject

pytestmark = pytest.mark.both_databases

DECIDED = "นางสาวมาลี ใจดี คัดเลือกความคิดเห็นชุดที่ 2 “แนวคิดที่ 2” ไปแล้วเมื่อ 5 ม.ค. 2564 เวลา 10:00 น."


@pytest.fixture
def ready(scene: Scene) -> Scene:
    scene.selection = make_case.fill_selection(scene.selection)
    return scene


def choose(scene: Scene, number: int, **given: Any) -> Event:
    values: dict[str, Any] = {"actor": scene.member, "version": 1, **given}
    return select(scene.selection, scene.ideas[number - 1], values.pop("reasons", "ตรงกับปัญหาที่สุด"), **values)


def test_one_idea_is_selected_with_one_event_and_one_frozen_form(ready: Scene) -> None:
    event = choose(ready, 2)
    (choice,) = SelectedIdea.objects.all()
    assert (choice.idea.number, choice.reasons, choice.chosen_by) == (2, "ตรงกับปัญหาที่สุด", ready.member)
    assert choice.chosen_at == make.at("2021-01-05")
    assert (ready.selection.status, ready.selection.submitted_by, ready.selection.is_late) == (
        "done",
        ready.member,
        False,
    )
    assert (event.status_before, event.status_after, event.reason) == ("open", "done", "ตรงกับปัญหาที่สุด")
    revision = Revision.objects.get(dossier=ready.selection.dossier)
    assert event.revision == revision
    assert json.loads(event.details) == {"idea": 2, "revision": 1, "sha256": revision.sha256}
    selected = json.loads(revision.content)["selected"]
    assert (selected["number"], selected["chosen_by"]) == (2, "นางสาวมาลี ใจดี")


def test_the_frozen_form_bears_the_ballots_that_are_in(ready: Scene) -> None:
    ready.vote(ready.colleague, (1, 2, 3), (4, 5, 6), (7, 8, 9))
    choose(ready, 2)
    (ballot,) = json.loads(Revision.objects.get(dossier=ready.selection.dossier).content)["ballots"]
    assert ballot["member"] == "นายสมชาย รักงาน"
    assert ballot["points"]["2"] == {"1": "4.00", "2": "5.00", "3": "6.00"}


def test_step_3_is_open_for_the_selected_idea(ready: Scene) -> None:
    choose(ready, 2)
    project = Project.objects.get()
    assert (project.case, project.selected_idea.idea.number, project.status) == (ready.case, 2, "draft")


def test_after_the_due_date_it_is_late(ready: Scene) -> None:
    with clock.travel(make.at("2021-01-16")):
        choose(ready, 2)
    assert ready.selection.is_late


@pytest.mark.parametrize("second", [2, 3])
def test_the_second_to_decide_is_told_who_did_and_when(ready: Scene, second: int) -> None:
    choose(ready, 2)
    with pytest.raises(NotAllowed) as refusal:
        choose(ready, second, actor=ready.colleague)
    verdict = refusal.value.verdict
    assert (verdict.refused, verdict.reason) == ("moment", DECIDED)
    assert SelectedIdea.objects.get().idea.number == 2
    assert Event.objects.filter(action="select").count() == 1
    assert Project.objects.count() == 1


def test_the_constraint_says_the_same_should_the_lock_ever_fail(ready: Scene) -> None:
    SelectedIdea.objects.create(
        selection=ready.selection,
        idea=ready.ideas[1],
        reasons="ก่อน",
        chosen_by=ready.member,
        chosen_at=make.at("2021-01-05"),
    )
    with pytest.raises(NotAllowed) as refusal:
        choose(ready, 3, actor=ready.colleague)
    assert refusal.value.verdict.reason == DECIDED
    assert (
        SelectedIdea.objects.count(),
        Project.objects.count(),
        Revision.objects.filter(dossier=ready.selection.dossier).count(),
    ) == (1, 0, 0)


def test_the_same_form_sent_twice_selects_once_and_answers_alike(ready: Scene) -> None:
    key = uuid4()
    given = {"key": key, "fields": {"minutes": "ประชุม"}, "panel": [Member("นายประธาน ดี")]}
    first, second = (choose(ready, 2, **given) for _each in range(2))
    assert first == second
    assert (SelectedIdea.objects.count(), Project.objects.count()) == (1, 1)


def test_form_2_given_with_the_choice_is_saved_with_it(scene: Scene) -> None:
    fields = {"meeting_date": date(2021, 1, 11), "detail": "รายละเอียด"}
    choose(scene, 1, fields=fields, panel=[Member("นายประธาน ดี")])
    assert (scene.selection.status, scene.selection.version, scene.selection.detail) == ("done", 3, "รายละเอียด")
    actions = Event.objects.filter(dossier=scene.selection.dossier).order_by("sequence")
    assert [event.action for event in actions] == ["edit", "select"]


def test_form_2_given_with_a_choice_that_is_refused_is_not_saved(scene: Scene) -> None:
    Idea.objects.filter(number=1).update(status="withdrawn")
    fields = {"meeting_date": date(2021, 1, 11), "detail": "รายละเอียด"}
    with pytest.raises(Invalid):
        choose(scene, 1, fields=fields, panel=[Member("นายประธาน ดี")])
    scene.selection.refresh_from_db()
    assert (scene.selection.detail, scene.selection.version, scene.selection.panel.count()) == ("", 1, 0)
    assert not Event.objects.filter(dossier=scene.selection.dossier).exists()


def test_an_incomplete_form_2_is_refused_and_says_what_is_missing(scene: Scene) -> None:
    with pytest.raises(NotAllowed) as refusal:
        choose(scene, 1)
    assert refusal.value.verdict.reason == ("กรอกรายชื่อคณะผู้พิจารณา กรอกวันที่ประชุม กรอกรายละเอียดของแนวคิดที่ได้รับการคัดเลือก")


@pytest.mark.parametrize("reasons", ["", "  \n "])
def test_reasons_are_required(ready: Scene, reasons: str) -> None:
    with pytest.raises(Invalid) as refusal:
        choose(ready, 2, reasons=reasons)
    assert refusal.value.errors == {"reasons": "กรอกเหตุผลที่คัดเลือก"}
    assert not SelectedIdea.objects.exists()


def test_reasons_that_are_too_long_or_no_text_are_refused_at_their_field(ready: Scene) -> None:
    for reasons in ("ก" * 20_001, "ก\x00ข"):
        with pytest.raises(Invalid) as refusal:
            choose(ready, 2, reasons=reasons)
        assert list(refusal.value.errors) == ["reasons"]
    assert not SelectedIdea.objects.exists()


def test_an_idea_that_was_set_aside_cannot_be_selected(ready: Scene) -> None:
    first, second, third = ready.ideas
    Idea.objects.filter(pk=second.pk).update(status="withdrawn", set_aside_reason="ผู้เสนอขอถอน")
    Idea.objects.filter(pk=third.pk).update(status="merged", merged_into=first, set_aside_reason="เรื่องเดียวกัน")
    for number, sentence in ((2, "ถอนแล้ว ผู้เสนอขอถอน"), (3, "รวมกับชุดที่ 1 แล้ว เรื่องเดียวกัน")):
        with pytest.raises(Invalid) as refusal:
            choose(ready, number)
        assert refusal.value.errors == {"idea": sentence}
    assert not SelectedIdea.objects.exists()


def test_another_agencys_idea_cannot_be_selected(ready: Scene) -> None:
    foreign = make_case.idea(make_case.case(make.agency()).collection)
    with pytest.raises(Invalid) as refusal:
        select(ready.selection, foreign, "ดี", actor=ready.member, version=1)
    assert list(refusal.value.errors) == ["idea"]


def test_after_a_rejection_another_idea_is_selected_and_the_rejected_one_is_refused(ready: Scene) -> None:
    choose(ready, 2)
    first = ready.selection
    ready.selection = make_case.fill_selection(reject(ready, Project.objects.get()))
    with pytest.raises(Invalid) as refusal:
        choose(ready, 2)
    assert refusal.value.errors["idea"].startswith("คัดเลือกไปแล้วเมื่อ 5 ม.ค. 2564 เวลา 10:00 น.")
    choose(ready, 3)
    assert [choice.idea.number for choice in SelectedIdea.objects.order_by("pk")] == [2, 3]
    assert Selection.objects.get(replaced_at__isnull=True).status == "done"
    first.refresh_from_db()
    assert (first.status, first.selected_ideas.get().idea.number) == ("done", 2)
    assert Project.objects.exclude(status="rejected").get().selected_idea.idea.number == 3
