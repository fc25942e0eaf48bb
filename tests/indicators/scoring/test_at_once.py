"""Two at once, as real processes on a real database: one effect, the other is told, nothing is frozen unseen."""

from __future__ import annotations

import pytest

from accounts.roles import Role
from indicators import clock
from indicators.models import Event, FiscalYear, Revision, ScoreOverride
from indicators.services import audit, integrity
from indicators.services.revisions import content_of
from tests import make
from tests.databases import LiveDatabase
from tests.indicators.scoring import stage
from tests.indicators.scoring.races import close_or_judge, override
from tests.racing import race

pytestmark = [pytest.mark.many_writers, pytest.mark.processes, pytest.mark.long]
ROUNDS = 40
YEARS = 15


def test_two_evaluators_override_40_times_and_each_time_one_does(live_database: LiveDatabase) -> None:
    with clock.travel(make.at("2021-01-05")):
        agency = make.agency()
        rows = [stage.five_steps(agency=agency).pk for _round in range(ROUNDS)]
        first, second = (make.user(Role.EVALUATOR) for _evaluator in range(2))
    given = {"assignments": rows, "guarded": True}
    told = race(
        override,
        {**given, "actor": first.pk, "points": "1.00"},
        {**given, "actor": second.pk, "points": "2.00"},
    )
    for pk, answers in zip(rows, zip(*told, strict=True), strict=True):
        winner = [place for place, answer in enumerate(answers) if answer.startswith("event")]
        assert len(winner) == 1, answers
        standing = ScoreOverride.objects.get(assignment=pk)
        assert (standing.given_by, str(standing.points)) == ((first, "1.00"), (second, "2.00"))[winner[0]]
        # The other is told which points stand.
        assert answers[1 - winner[0]] == f"stale 0: {standing.points}"
    assert Event.objects.filter(action="override_score").count() == ROUNDS
    assert audit.broken_links() == []


def test_without_the_guard_both_would_give(live_database: LiveDatabase) -> None:
    """The control: who only looks before he writes is not told of the other."""
    with clock.travel(make.at("2021-01-05")):
        rows = [stage.five_steps().pk for _round in range(5)]
        evaluator = make.user(Role.EVALUATOR)
    given = {"assignments": rows, "guarded": False, "actor": evaluator.pk}
    told = race(override, {**given, "points": "1"}, {**given, "points": "2"})
    assert told == [["event"] * 5] * 2


def test_a_year_is_closed_while_points_are_given_and_nothing_crosses(live_database: LiveDatabase) -> None:
    with clock.travel(make.at("2021-01-05")):
        years = list(range(2564, 2564 + YEARS))
        for be_year in years:
            of = make.year(be_year)
            for _agency in range(2):
                stage.five_steps(*[100] * 5, agency=make.agency(), year=of)
        first, second = (make.user(Role.EVALUATOR) for _evaluator in range(2))
    told = race(
        close_or_judge,
        {"years": years, "actor": first.pk, "closes": True},
        {"years": years, "actor": second.pk, "closes": False},
    )
    for be_year, answers in zip(years, zip(*told, strict=True), strict=True):
        # Whoever came second was told: that the year is closed, or that a score is no longer what he saw.
        assert answers in {("done", "NotAllowed"), ("StaleVersion", "done")}
        closed = FiscalYear.objects.get(be_year=be_year).closed_at is not None
        assert closed is (answers[0] == "done")
        frozen = Revision.objects.filter(dossier__year__be_year=be_year, dossier__kind="agency_score")
        assert [content_of(each)["total"]["points"] for each in frozen] == (["10.00"] * 2 if closed else [])
    assert audit.broken_links() == []
    assert integrity.unexplained() == []
