"""What happens to single ideas: the verbs, and what they refuse."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest

from accounts.roles import Role
from indicators.models import Event, YearCode
from indicators.services import audit
from indicators.services.errors import Invalid, NotAllowed, StaleVersion
from innovation.models import Idea
from innovation.services import ideas
from innovation.services.entering import MAX_IDEAS
from tests import make, make_case
from tests.innovation.collection.conftest import Cast


def events() -> list[str]:
    return list(Event.objects.filter(subject="idea").order_by("pk").values_list("action", flat=True))


def test_ideas_get_numbers_in_their_order_and_one_event(cast: Cast) -> None:
    first, second = cast.add("เรื่องแรก", "เรื่องที่สอง")
    (third,) = cast.add("เรื่องที่สาม")
    assert [(idea.number, idea.title) for idea in (first, second, third)] == [
        (1, "เรื่องแรก"),
        (2, "เรื่องที่สอง"),
        (3, "เรื่องที่สาม"),
    ]
    assert (third.submitted_on.isoformat(), third.added_by, third.source) == ("2020-11-20", cast.officer, "officer")
    assert events() == ["add_idea", "add_idea"]
    assert json.loads(Event.objects.get(pk=Event.objects.order_by("pk").last().pk).details)["ideas"] == [3]
    assert audit.broken_links() == []


def test_the_same_key_adds_once(cast: Cast) -> None:
    form = cast.form1()
    (once,) = ideas.add(cast.collection, [form], actor=cast.officer)
    (again,) = ideas.add(cast.collection, [form], actor=cast.officer)
    assert again.pk == once.pk
    assert events() == ["add_idea"]


def test_the_same_key_with_another_text_is_refused_and_not_dropped(cast: Cast) -> None:
    key = uuid4()
    ideas.add(cast.collection, [cast.form1("เรื่องเดิม", key=key)], actor=cast.officer)
    with pytest.raises(Invalid) as refused:
        ideas.add(cast.collection, [cast.form1("ใหม่"), cast.form1("แก้แล้ว", key=key)], actor=cast.officer)
    assert refused.value.errors == {"1-title": "แถวนี้บันทึกไว้แล้วเป็นชุดที่ 1 ด้วยข้อความอื่น ถ้าจะแก้ไขให้เปิดชุดนั้น แล้วล้างแถวนี้"}
    assert [idea.title for idea in Idea.objects.all()] == ["เรื่องเดิม"]


def test_the_same_key_with_another_proposer_is_refused(cast: Cast) -> None:
    key = uuid4()
    ideas.add(cast.collection, [cast.form1(key=key)], actor=cast.officer)
    other = cast.form1(key=key, proposer={"name": "อีกคน"})
    with pytest.raises(Invalid):
        ideas.add(cast.collection, [other], actor=cast.officer)
    twins = [cast.form1(key=(twin := uuid4())), cast.form1(key=twin, proposer={"name": "อีกคน"})]
    with pytest.raises(Invalid):
        ideas.add(cast.collection, twins, actor=cast.officer)
    assert Idea.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        ({"title": ""}, {"0-title"}),
        ({"title": "ก" * 301}, {"0-title"}),
        ({"problem": "ก" * 20_001}, {"0-problem"}),
        ({"proposal": "ก\x00"}, {"0-proposal"}),
        ({"innovation_type": None}, {"0-innovation_type"}),
        ({"proposer": {"name": "ก" * 201}}, {"0-name"}),
        ({"title": "", "benefit": "", "proposer": {"section": "ก" * 201}}, {"0-title", "0-benefit", "0-section"}),
    ],
)
def test_a_bad_set_is_named_and_nothing_is_kept(cast: Cast, given: dict[str, Any], errors: set[str]) -> None:
    with pytest.raises(Invalid) as refused:
        ideas.add(cast.collection, [cast.form1(**given), cast.form1()], actor=cast.officer)
    assert set(refused.value.errors) == errors
    assert not Idea.objects.exists()
    assert events() == []


def test_a_type_of_another_year_is_refused(cast: Cast) -> None:
    make_case.round_(make.year(2565))
    other = YearCode.objects.get(year__be_year=2565, table="innovation_type", code="2")
    with pytest.raises(Invalid) as refused:
        ideas.add(cast.collection, [cast.form1(innovation_type=other)], actor=cast.officer)
    assert refused.value.errors == {"0-innovation_type": "โปรดเลือกประเภทนวัตกรรมของปีนี้"}


def test_a_collection_has_an_end(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    assert MAX_IDEAS == 600
    monkeypatch.setattr("innovation.services.entering.MAX_IDEAS", 2)
    cast.add("หนึ่ง")
    with pytest.raises(Invalid) as refused:
        cast.add("สอง", "สาม")
    assert "รับได้ไม่เกิน 2 ชุด" in refused.value.errors[""]
    assert Idea.objects.count() == 1


def test_only_officers_add_and_only_while_it_is_open(cast: Cast) -> None:
    for role in set(Role) - {Role.OFFICER}:
        with pytest.raises(NotAllowed):
            ideas.add(cast.collection, [cast.form1()], actor=make.user(role, cast.agency))
    with pytest.raises(NotAllowed):
        ideas.add(cast.collection, [cast.form1()], actor=cast.stranger)
    make_case.sent(cast.case)
    with pytest.raises(NotAllowed) as refused:
        cast.add("สายไป")
    assert refused.value.verdict.reason == "ทำไม่ได้ในสถานะ “ส่งแล้ว”"


def test_an_edit_changes_what_differs_and_raises_the_version(cast: Cast) -> None:
    (idea,) = cast.add("เดิม")
    event = ideas.edit(idea, actor=cast.officer, version=1, fields={"title": "ใหม่", "problem": idea.problem})
    assert json.loads(event.details) == {"idea": idea.pk, "number": 1, "fields": ["title"], "version": 2}
    assert (idea.title, idea.version) == ("ใหม่", 2)
    assert ideas.edit(idea, actor=cast.officer, version=2, fields={"title": "ใหม่"}) is None


def test_an_edit_on_an_older_version_is_stale(cast: Cast) -> None:
    (idea,) = cast.add("เดิม")
    ideas.edit(idea, actor=cast.officer, version=1, fields={"title": "ของเพื่อน"})
    with pytest.raises(StaleVersion) as stale:
        ideas.edit(idea, actor=cast.officer, version=1, fields={"title": "ของฉัน"})
    assert stale.value.current.title == "ของเพื่อน"


def test_what_is_set_aside_is_not_edited(cast: Cast) -> None:
    (idea,) = cast.add("เดิม")
    ideas.withdraw(idea, actor=cast.officer, version=1, reason="ซ้ำ")
    with pytest.raises(NotAllowed) as refused:
        ideas.edit(idea, actor=cast.officer, version=2, fields={"title": "ใหม่"})
    assert refused.value.verdict.reason == "ชุดที่ 1 อยู่ในสถานะ “ถอน”"


def test_a_merge_keeps_both_ideas_and_both_proposers(cast: Cast) -> None:
    first, second = ideas.add(
        cast.collection,
        [cast.form1("หนึ่ง", proposer={"name": "คนหนึ่ง"}), cast.form1("สอง", proposer={"name": "คนสอง"})],
        actor=cast.officer,
    )
    ideas.merge(second, first, actor=cast.officer, version=1, reason="เรื่องเดียวกัน")
    assert (second.status, second.merged_into, second.set_aside_reason) == ("merged", first, "เรื่องเดียวกัน")
    assert [idea.proposer.name for idea in Idea.objects.order_by("number")] == ["คนหนึ่ง", "คนสอง"]
    ideas.unmerge(second, actor=cast.officer, version=2)
    assert (second.status, second.merged_into, second.set_aside_reason) == ("eligible", None, "")
    assert events() == ["add_idea", "merge_idea", "unmerge_idea"]


def test_a_merge_needs_another_idea_that_counts_and_a_reason(cast: Cast) -> None:
    first, second, third = cast.add("หนึ่ง", "สอง", "สาม")
    elsewhere = make_case.idea(make_case.case(make.agency()).collection)
    act = {"actor": cast.officer, "version": 1}
    for target in (first, elsewhere):
        with pytest.raises(Invalid) as refused:
            ideas.merge(first, target, **act, reason="ซ้ำ")
        assert refused.value.errors == {"into": "เลือกอีกชุดหนึ่งของการรวบรวมนี้"}
    with pytest.raises(Invalid) as refused:
        ideas.merge(first, second, **act, reason="  ")
    assert refused.value.errors == {"reason": "กรอกเหตุผล"}
    ideas.withdraw(third, **act, reason="ซ้ำ")
    with pytest.raises(Invalid) as refused:
        ideas.merge(first, third, **act, reason="ซ้ำ")
    assert refused.value.errors == {"into": "ชุดที่ 3 ไม่ได้นับเป็นชุดแล้ว เลือกชุดอื่น"}


def test_what_others_are_merged_into_stays(cast: Cast) -> None:
    first, second, third = cast.add("หนึ่ง", "สอง", "สาม")
    ideas.merge(second, first, actor=cast.officer, version=1, reason="ซ้ำ")
    for verb in (
        lambda: ideas.withdraw(first, actor=cast.officer, version=1, reason="ถอน"),
        lambda: ideas.merge(first, third, actor=cast.officer, version=1, reason="ซ้ำ"),
    ):
        with pytest.raises(NotAllowed) as refused:
            verb()
        assert refused.value.verdict.reason == "ชุดที่ 2 รวมอยู่ในชุดนี้ แยกออกก่อน"


def test_a_withdrawn_idea_keeps_its_text_and_comes_back(cast: Cast) -> None:
    (idea,) = cast.add("เรื่อง")
    ideas.withdraw(idea, actor=cast.officer, version=1, reason="ผู้เสนอขอถอน")
    assert (idea.status, idea.title, idea.set_aside_reason) == ("withdrawn", "เรื่อง", "ผู้เสนอขอถอน")
    assert Event.objects.get(action="withdraw_idea").reason == "ผู้เสนอขอถอน"
    ideas.restore(idea, actor=cast.officer, version=2)
    assert (idea.status, idea.set_aside_reason, idea.version) == ("eligible", "", 3)


def test_a_repeated_form_sets_aside_once_and_answers_alike(cast: Cast) -> None:
    first, second = cast.add("หนึ่ง", "สอง")
    key = uuid4()
    once = ideas.withdraw(first, actor=cast.officer, version=1, reason="ซ้ำ", key=key)
    again = ideas.withdraw(first, actor=cast.officer, version=1, reason="ซ้ำ", key=key)
    assert once == again
    with pytest.raises(Invalid):
        ideas.withdraw(second, actor=cast.officer, version=1, reason="ซ้ำ", key=key)
    assert events().count("withdraw_idea") == 1


def test_what_is_in_no_such_state_cannot_come_back_from_it(cast: Cast) -> None:
    (idea,) = cast.add("เรื่อง")
    for verb in (ideas.unmerge, ideas.restore):
        with pytest.raises(NotAllowed):
            verb(idea, actor=cast.officer, version=1)


def test_a_set_aside_idea_counts_no_more(cast: Cast) -> None:
    from innovation.completeness.collection import eligible_and_least

    first, second, third = cast.add("หนึ่ง", "สอง", "สาม")
    ideas.merge(second, first, actor=cast.officer, version=1, reason="ซ้ำ")
    ideas.withdraw(third, actor=cast.officer, version=1, reason="ถอน")
    assert eligible_and_least(cast.collection) == (1, 10)
