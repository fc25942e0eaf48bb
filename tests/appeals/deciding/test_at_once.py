"""Two at once, as real processes on a real database: one effect, and the other learns who was first and when."""

from __future__ import annotations

import pytest

from accounts.roles import Role
from appeals.models import Appeal, Condition, ConditionReport
from indicators import clock
from indicators.models import AdjustedScore, AgendaItem, CriterionVersion, Event
from indicators.services import audit
from tests import make
from tests.appeals.deciding import stage
from tests.appeals.deciding.races import decide, verify
from tests.databases import LiveDatabase
from tests.racing import race

pytestmark = [pytest.mark.many_writers, pytest.mark.processes, pytest.mark.long]
ROUNDS = 20
DAY = make.at("2021-01-04")  # the races run on the day after


def test_two_members_decide_20_appeals_and_each_time_one_does(live_database: LiveDatabase) -> None:
    with clock.travel(DAY):
        on = stage.meeting(held_on=DAY.date())
        items = [stage.scheduled(on=on).pk for _round in range(ROUNDS)]
        AgendaItem.objects.update(version=1)
        members = [make.user(Role.COMMITTEE) for _member in range(2)]
    results = ("accept", "reject")
    told = race(
        decide,
        *({"items": items, "actor": members[place].pk, "result": results[place]} for place in range(2)),
    )
    for pk, answers in zip(items, zip(*told, strict=True), strict=True):
        winner = [place for place, answer in enumerate(answers) if answer.startswith("event")]
        assert len(winner) == 1, answers
        first = winner[0]
        assert answers[1 - first].startswith(f"{members[first]} บันทึกมติของวาระนี้แล้วเมื่อ 5 ม.ค. 2564 เวลา 10:00 น.")
        item = AgendaItem.objects.get(pk=pk)
        appeal = Appeal.objects.get(dossier=item.dossier_id)
        accepted = results[first] == "accept"
        assert (item.result, appeal.status) == (results[first], "conditions" if accepted else "closed")
        assert appeal.conditions.count() == AdjustedScore.objects.filter(assignment=appeal.assignment).count()
        assert appeal.conditions.count() == (1 if accepted else 0)
        versions = CriterionVersion.objects.filter(assignment=appeal.assignment, position=4)
        assert versions.count() == (2 if accepted else 1)
        assert Event.objects.filter(dossier=item.dossier, action__in=results).count() == 1
    assert audit.broken_links() == []


def _reports(rounds: int) -> list[int]:
    with clock.travel(DAY):
        return [stage.reported(stage.condition(), 22, done_on=DAY.date()).pk for _round in range(rounds)]


def test_two_secretaries_verify_20_reports_and_each_counts_once(live_database: LiveDatabase) -> None:
    reports = _reports(ROUNDS)
    people = [stage.secretary() for _person in range(2)]
    told = race(verify, *({"reports": reports, "actor": person.pk} for person in people))
    for pk, answers in zip(reports, zip(*told, strict=True), strict=True):
        winner = [place for place, answer in enumerate(answers) if answer.startswith("event")]
        assert len(winner) == 1, answers
        first = people[winner[0]]
        assert answers[1 - winner[0]] == (f"{first} ตรวจรายงานครั้งที่ 1 แล้วเมื่อ 5 ม.ค. 2564 เวลา 10:00 น. ว่า “รับรองแล้ว”")
        report = ConditionReport.objects.get(pk=pk)
        assert report.ruled_by == first
        assert Condition.objects.get(pk=report.condition_id).status == "verified"
        appeal = Appeal.objects.get(conditions=report.condition_id)
        assert appeal.status == "closed"
        assert Event.objects.filter(dossier=appeal.dossier, action="close").count() == 1
    assert Event.objects.filter(action="verify_condition").count() == ROUNDS
    assert audit.broken_links() == []


def test_without_the_guard_both_would_verify(live_database: LiveDatabase) -> None:
    """The control: were there one winner each time, the test above would prove nothing."""
    reports = _reports(ROUNDS)
    given = {"reports": reports, "actor": stage.secretary().pk, "guarded": False}
    told = race(verify, given, given)
    assert all(len(answers) == ROUNDS for answers in told)
