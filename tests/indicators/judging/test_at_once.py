"""Two at once, as real processes on a real database: one effect, the other is told, nothing is lost."""

from __future__ import annotations

from collections import Counter

import pytest

from accounts.roles import Role
from indicators import clock
from indicators.models import CriterionVersion, Event, Judgement, QuarterlyReport
from indicators.services import audit, quarterly_report
from tests import make, make_appeal
from tests.databases import LiveDatabase
from tests.indicators.judging.races import judge_at_once, look_and_judge, recall_or_mark
from tests.racing import race

pytestmark = [pytest.mark.many_writers, pytest.mark.processes, pytest.mark.long]
ROUNDS = 8  # assignments, of five criteria each


def criteria() -> list[int]:
    agency = make.agency()
    for _round in range(ROUNDS):
        make_appeal.assignment(agency)
    return list(CriterionVersion.objects.order_by("pk").values_list("pk", flat=True))


def test_of_two_who_judge_a_step_at_once_one_counts_and_the_other_is_told(live_database: LiveDatabase) -> None:
    judged = criteria()
    people = [make.user(Role.SECRETARIAT) for _judge in range(2)]
    given = {"criteria": judged}
    told = race(
        judge_at_once,
        {**given, "actor": people[0].pk, "percent": "40"},
        {**given, "actor": people[1].pk, "percent": "90"},
    )
    for criterion, answers in zip(judged, zip(*told, strict=True), strict=True):
        made = Judgement.objects.get(criterion=criterion)
        winner = answers.index(f"judged {made.pk}")
        assert answers[1 - winner] == f"stale {made.pk}", "the other is told of this very judgement"
        assert (made.judged_by, made.percent, made.number) == (people[winner], (40, 90)[winner], 1)
    assert Event.objects.filter(action="judge").count() == len(judged)
    assert audit.broken_links() == []


def test_the_constraint_keeps_the_same_race_to_one_without_the_lock(live_database: LiveDatabase) -> None:
    """The control: both saw nothing and wrote, so the race does meet; the number alone keeps the second out."""
    judged = criteria()[:10]
    people = [make.user(Role.SECRETARIAT) for _judge in range(2)]
    given = {"criteria": judged, "percent": "40"}
    told = race(look_and_judge, *({**given, "actor": person.pk} for person in people))
    heard = Counter(answer.split()[0] for answers in told for answer in answers)
    assert heard == {"written": 10, "constraint": 10}
    assert Judgement.objects.count() == 10


def test_what_is_marked_and_recalled_at_once_is_one_of_both(live_database: LiveDatabase) -> None:
    agency = make.agency()
    officer, evaluator = make.user(Role.OFFICER, agency), make.user(Role.EVALUATOR)
    reports: list[QuarterlyReport] = []
    for _round in range(20):
        report = make.fill_quarter(make.quarter(make.assignment(agency)))
        with clock.travel(make.at("2021-01-04")):
            quarterly_report.submit(report, actor=officer, version=1)
        reports.append(report)
    given = {"reports": [report.pk for report in reports]}
    told = race(
        recall_or_mark,
        {**given, "actor": officer.pk, "marks": False},
        {**given, "actor": evaluator.pk, "marks": True},
    )
    for report, (recalled, marked) in zip(reports, zip(*told, strict=True), strict=True):
        report.refresh_from_db()
        if marked.startswith("event"):
            assert (recalled, report.status, report.mark) == ("moment", "accepted", 80)
        else:
            assert recalled.startswith("event")
            assert (marked, report.status, report.mark) == ("moment", "draft", None)
        assert Event.objects.filter(dossier=report.dossier, action__in=["accept", "recall"]).count() == 1
    assert audit.broken_links() == []
