"""What each decision brings, and what it refuses."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from accounts.roles import Role
from appeals.models import Condition
from appeals.services import deciding
from appeals.services.deciding import Term
from indicators import clock
from indicators.models import AdjustedScore, AgendaItem, CriterionVersion, Event, Recusal, YearCode
from indicators.selectors.scores import State, score_of
from indicators.services import agenda
from indicators.services.errors import Invalid, NotAllowed, StaleVersion
from tests import make, make_appeal
from tests.appeals.deciding import stage
from tests.appeals.deciding.stage import NEW_TEXT, TERM, decided


def texts(of: Any, position: int = 4) -> list[str]:
    rows = CriterionVersion.objects.filter(assignment=of, position=position).order_by("version")
    return [row.text for row in rows]


@pytest.mark.parametrize(
    ("result", "status", "kept"),
    [
        ("accept", "conditions", "accepted"),
        ("accept_unconditionally", "closed", "accepted"),
        ("accept_in_part", "conditions", "partly"),
        ("accept_in_part_unconditionally", "closed", "partly"),
        ("reject", "closed", "rejected"),
    ],
)
def test_each_decision_leads_where_it_should(item: AgendaItem, result: str, status: str, kept: str) -> None:
    event = decided(item, result)
    appeal = stage.of(item)
    item.refresh_from_db()
    assert (appeal.status, appeal.result, appeal.decided_on) == (status, kept, date(2021, 7, 20))
    assert (event.action, event.status_before, event.status_after) == (result, "scheduled", status)
    assert (item.result, item.resolution, item.event) == (result, "มีมติรับอุทธรณ์", event)
    assert appeal.conditions.count() == (1 if status == "conditions" else 0)


def test_requested_and_decided_outcome_stay_two_facts(item: AgendaItem) -> None:
    codes = make_appeal.codes(stage.of(item).assignment.year)
    decided(item, "accept_unconditionally", decided_outcome=codes["outcome0"])
    appeal = stage.of(item)
    assert appeal.requested_outcome == codes["outcome2"]
    assert appeal.decided_outcome == codes["outcome0"]


def test_a_new_text_becomes_version_2_here_and_nowhere_else(item: AgendaItem) -> None:
    mine = stage.of(item).assignment
    other = make.assignment(make.agency(), mine.year, indicator=mine.indicator)
    event = decided(item, "accept_unconditionally", criterion_text=f"  {NEW_TEXT}\n")
    old = "นำไปใช้เวลาไม่น้อยกว่า 30 วัน"
    assert texts(mine) == [old, NEW_TEXT]
    assert texts(other) == [old]
    assert [texts(mine, position) for position in (1, 2, 3, 5)] == [
        [text] for text in (*make_appeal.CRITERIA[:3], make_appeal.CRITERIA[4])
    ]
    new = CriterionVersion.objects.get(assignment=mine, position=4, version=2)
    assert (new.ground, new.event, new.in_force_from, new.weight) == ("appeal", event, date(2021, 7, 20), 20)
    assert new.ground_reference == ("มติคณะกรรมการนวัตกรรมกรุงเทพมหานคร ครั้งที่ 4/2564 วันที่ 20 กรกฎาคม 2564")


def test_an_adjusted_score_counts_at_its_position(item: AgendaItem) -> None:
    event = decided(item, "accept_unconditionally", adjusted_points=Decimal("1.50"))
    given = AdjustedScore.objects.get()
    assert (given.position, given.points, given.event, given.decided_on) == (4, Decimal("1.50"), event, stage.DAY)
    assert given.ground_reference.startswith("มติคณะกรรมการ")
    score = score_of(stage.of(item).assignment)
    assert [criterion.effective for criterion in score.criteria] == [None, None, None, Decimal("1.50"), None]


@pytest.mark.parametrize(("position", "points", "fits"), [
    (4, "0", True), (4, "2", True), (4, "2.01", False), (4, "-0.01", False),
    (0, "10", True), (0, "10.01", False), (0, "2.01", True),
])  # fmt: skip
def test_points_stay_within_what_the_position_can_bring(today: None, position: int, points: str, fits: bool) -> None:
    item = stage.scheduled(make_appeal.appeal(position=position))
    given: dict[str, Any] = {"adjusted_points": Decimal(points)}
    if fits:
        decided(item, "accept_unconditionally", **given)
        assert AdjustedScore.objects.get().points == Decimal(points)
        return
    with pytest.raises(Invalid) as refusal:
        decided(item, "accept_unconditionally", **given)
    assert set(refusal.value.errors) == {"adjusted_points"}
    assert stage.of(item).status == "scheduled"


def test_text_and_points_may_come_together(item: AgendaItem) -> None:
    decided(item, "accept_in_part", criterion_text=NEW_TEXT, adjusted_points=Decimal(1))
    assert len(texts(stage.of(item).assignment)) == 2
    assert AdjustedScore.objects.count() == 1
    assert score_of(stage.of(item).assignment).criteria[3].state == State.CONDITIONAL


def test_a_rejection_changes_nothing(item: AgendaItem) -> None:
    assignment = stage.of(item).assignment
    before = score_of(assignment)
    decided(item, "reject")
    assert len(texts(assignment)) == 1
    assert not AdjustedScore.objects.exists()
    assert not Condition.objects.exists()
    assert score_of(assignment) == before
    assert stage.of(item).decided_outcome is None


@pytest.mark.parametrize(
    ("result", "given", "field"),
    [
        ("reject", {"criterion_text": NEW_TEXT}, "criterion_text"),
        ("reject", {"adjusted_points": Decimal(1)}, "adjusted_points"),
        ("reject", {"conditions": [TERM]}, "conditions"),
        ("accept", {"decided_outcome": None}, "decided_outcome"),
        ("accept_in_part_unconditionally", {"decided_outcome": None}, "decided_outcome"),
        ("accept", {"conditions": []}, "conditions"),
        ("accept", {"conditions": [TERM] * 11}, "conditions"),
        ("accept", {"conditions": [Term("  ")]}, "conditions"),
        ("accept", {"conditions": [Term("ทำ", Decimal(0), "ครั้ง")]}, "conditions"),
        ("accept", {"conditions": [Term("ทำ", Decimal(2))]}, "conditions"),
        ("accept", {"conditions": [Term("ทำ", due_on=date(2021, 7, 19))]}, "conditions"),
        ("accept_unconditionally", {"conditions": [TERM]}, "conditions"),
        ("accept_unconditionally", {"criterion_text": "นำไปใช้เวลาไม่น้อยกว่า 30 วัน"}, "criterion_text"),
        ("accept_unconditionally", {"resolution": " "}, "resolution"),
        ("accept_unconditionally", {"resolved_on": date(2021, 7, 19)}, "resolved_on"),
        ("accept_unconditionally", {"resolved_on": date(2021, 7, 21)}, "resolved_on"),
        ("close", {}, "result"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    item: AgendaItem, result: str, given: dict[str, Any], field: str
) -> None:
    events = Event.objects.count()
    with pytest.raises(Invalid) as refusal:
        decided(item, result, **given)
    assert set(refusal.value.errors) == {field}
    assert (stage.of(item).status, Event.objects.count(), Condition.objects.count()) == ("scheduled", events, 0)


def test_an_outcome_of_another_year_or_table_is_refused(item: AgendaItem) -> None:
    cause = make_appeal.codes(stage.of(item).assignment.year)["cause1"]
    other = YearCode.objects.create(year=make.year(2565), table="appeal_outcome", code="2", label="ปรับเกณฑ์")
    for outcome in (cause, other):
        with pytest.raises(Invalid) as refusal:
            decided(item, "accept_unconditionally", decided_outcome=outcome)
        assert set(refusal.value.errors) == {"decided_outcome"}


def test_an_appeal_about_the_whole_takes_no_criterion_text(today: None) -> None:
    item = stage.scheduled(make_appeal.appeal(position=0))
    with pytest.raises(Invalid) as refusal:
        decided(item, "accept_unconditionally", criterion_text=NEW_TEXT)
    assert set(refusal.value.errors) == {"criterion_text"}


def test_conditions_open_in_their_order_and_stand_in_the_minutes(item: AgendaItem) -> None:
    decided(item, "accept", conditions=[stage.DOCUMENTS_TERM, TERM])
    first, second = Condition.objects.order_by("position")
    assert (first.status, first.quantity, first.unit, first.due_on) == ("open", None, "", None)
    assert (second.quantity, second.unit, second.due_on) == (22, "ครั้ง", date(2021, 9, 30))
    assert (first.dossier.kind, first.dossier.agency) == ("condition", stage.of(item).assignment.agency)
    item.refresh_from_db()
    assert item.conditions == (
        "1. ประเมินผลและความพึงพอใจ 8 ครั้งที่ผ่านมา\n2. สื่อสารทดแทนการให้บริการที่เหลือ (22 ครั้ง ภายใน 30 กันยายน 2564)"
    )


def test_a_repeated_form_has_one_effect(item: AgendaItem) -> None:
    actor, key, version = stage.member(), uuid4(), item.version
    given: dict[str, Any] = {"criterion_text": NEW_TEXT, "adjusted_points": Decimal(1), "by": actor, "key": key}
    first = decided(item, "accept", version=version, **given)
    assert decided(item, "accept", version=version, **given) == first
    assert (Condition.objects.count(), AdjustedScore.objects.count()) == (1, 1)
    assert len(texts(stage.of(item).assignment)) == 2


def test_a_decided_appeal_names_who_decided_and_when(item: AgendaItem) -> None:
    first = make.user(Role.COMMITTEE, full_name="นายกรรม การดี")
    decided(item, "accept_unconditionally", by=first)
    events = Event.objects.count()
    with pytest.raises(NotAllowed) as refusal:
        decided(item, "reject")
    assert refusal.value.verdict.reason == (
        "นายกรรม การดี บันทึกมติของวาระนี้แล้วเมื่อ 20 ก.ค. 2564 เวลา 10:00 น. ว่า “รับอุทธรณ์”"
    )
    assert (stage.of(item).result, Event.objects.count()) == ("accepted", events)


def test_an_item_that_changed_since_it_was_seen_is_not_decided(item: AgendaItem) -> None:
    with pytest.raises(StaleVersion):
        decided(item, "accept", version=item.version + 1)
    assert not Condition.objects.exists()


def test_who_abstained_does_not_decide_and_others_abstentions_are_kept(item: AgendaItem) -> None:
    abstains = stage.member()
    agenda.abstain(item, actor=abstains, reason="เคยอยู่หน่วยงานนี้")
    with pytest.raises(NotAllowed):
        decided(item, "accept", by=abstains)
    decided(item, "accept", abstentions=[("นายอื่น", "มีส่วนได้เสีย")])
    assert list(item.abstentions.values_list("member", flat=True)) == [abstains.full_name, "นายอื่น"]


def test_who_filed_and_who_recused_himself_do_not_decide(today: None) -> None:
    filer, recused = make.user(Role.COMMITTEE), stage.member()
    item = stage.scheduled(filer=filer)
    Recusal.objects.create(assignment=stage.of(item).assignment, user=recused, reason="ญาติ", declared_at=stage.TODAY)
    for actor in (filer, recused):
        with pytest.raises(NotAllowed):
            decided(item, "accept", by=actor)
    assert stage.of(item).status == "scheduled"


def test_the_papers_follow_once_a_decision(item: AgendaItem, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Any] = []
    monkeypatch.setattr(deciding, "AFTER_DECISION", [lambda appeal, event: told.append((appeal.status, event))])
    actor, key = stage.member(), uuid4()
    event = decided(item, "accept", by=actor, key=key)
    decided(item, "accept", by=actor, key=key)
    assert told == [("conditions", event)]


def test_the_event_bears_the_whole_decision(item: AgendaItem) -> None:
    with clock.travel(stage.LATER):
        event = decided(item, "accept", criterion_text=NEW_TEXT, adjusted_points=Decimal("1.5"))
    told = ('"decided_outcome":"2"', '"adjusted_points":"1.5"', '"resolved_on":"2021-07-20"')
    for part in (*told, NEW_TEXT, "22 ครั้ง"):
        assert part in event.details
