"""From the meeting to the closed appeal through the pages; then nothing is to be found wrong."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.urls import reverse

from appeals.models import Appeal, Condition
from appeals.services import condition_integrity, conditions
from indicators import clock
from indicators.models import AdjustedScore
from indicators.selectors.scores import State, score_of
from indicators.services.integrity import findings
from indicators.workflow import workflow_of
from tests import make
from tests.appeals.deciding import stage
from tests.indicators.stories.desk_client import Person
from tests.make_appeal import codes


def test_the_appeal_of_2564_from_the_resolution_to_the_last_condition(db: None) -> None:
    with clock.travel(stage.TODAY):
        item = stage.scheduled()
        appeal = stage.of(item)
        agency, assignment = appeal.assignment.agency, appeal.assignment
        member, secretary = Person(stage.member()), Person(stage.secretary())
        page = reverse("agenda-item", args=[item.pk])
        typed = {
            "terms-0-text": "ประเมินผลและความพึงพอใจ 8 ครั้งที่ผ่านมา", "terms-1-text": "สื่อสารออนไลน์ทดแทน",
            "terms-1-quantity": "22", "terms-1-unit": "ครั้ง", "terms-1-due_on": "30 ก.ย. 2564",
            "decided_outcome": str(codes(assignment.year)["outcome2"].pk), "result": "accept",
            "resolution": "มีมติรับอุทธรณ์", "criterion_text": stage.NEW_TEXT, "adjusted_points": "2",
        }  # fmt: skip
        member.send(page, "/determine/", ticked=typed)
        first, second = Condition.objects.order_by("position")
        assert score_of(assignment).criteria[3].state == State.CONDITIONAL
        assert findings() == []
    with clock.travel(stage.LATER):
        officer = Person(stage.officer_of(first))
        proof = make.document(agency, subject="ผลการประเมิน")
        said = {"done_on": "2 ส.ค. 2564", "text": "ดำเนินการแล้ว"}
        report = reverse("condition-report", args=[first.pk])
        officer.send(report, "/report/", ticked={**said, "documents": str(proof.pk)})
        for quantity in ("10", "12"):
            report = reverse("condition-report", args=[second.pk])
            officer.send(report, "/report/", ticked={**said, "quantity": quantity, "documents": str(proof.pk)})
        for condition in (first, second, second):
            text = secretary.send(reverse("condition", args=[condition.pk]), "/verify/")
    assert "อุทธรณ์ยุติแล้ว" in text
    appeal.refresh_from_db()
    assert (appeal.status, workflow_of(appeal).turn[appeal.status]) == ("closed", "")
    assert score_of(assignment).criteria[3].state == State.FINAL
    assert AdjustedScore.objects.get().points == Decimal(2)
    assert findings() == []


def test_what_was_changed_past_the_verbs_is_found(later: None) -> None:
    condition = stage.condition()
    conditions.verify(stage.reported(condition, 10), actor=stage.secretary())
    assert condition_integrity.findings() == []
    Condition.objects.update(status="verified")
    Appeal.objects.update(status="closed")
    assert condition_integrity.findings() == [
        f"condition {condition.pk}: is verified, its reports and rulings say otherwise"
    ]
    Condition.objects.update(status="open", due_on=date(2021, 1, 1))
    assert condition_integrity.findings() == [
        f"appeal {condition.appeal_id}: is closed, but a condition of it is open"
    ]
