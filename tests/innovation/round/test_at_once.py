"""A round established while its indicator is being assigned: no assignment is left without its case."""

from __future__ import annotations

import pytest

from accounts.roles import Role
from indicators.models import Assignment, Measure
from indicators.services import audit
from innovation.models import InnovationCase, Round
from innovation.services.integrity import findings
from tests import make
from tests.databases import LiveDatabase
from tests.innovation.round.races import assign_or_establish
from tests.racing import race

pytestmark = [pytest.mark.many_writers, pytest.mark.processes, pytest.mark.long]
ROUNDS = 40


def test_an_assignment_given_at_that_moment_gets_its_case_once(live_database: LiveDatabase) -> None:
    administrator = make.user(Role.ADMINISTRATOR)
    agencies = [make.agency() for _each in range(ROUNDS)]
    indicators = [make.indicator(make.year(2570 + each), measure=Measure.STEPS) for each in range(ROUNDS)]
    pairs = [[indicator.pk, agency.pk] for indicator, agency in zip(indicators, agencies, strict=True)]
    given = [{"pairs": pairs, "actor": administrator.pk, "assigns": assigns} for assigns in (True, False)]
    told = race(assign_or_establish, *given)
    assert told == [["assigned"] * ROUNDS, ["established"] * ROUNDS]
    assert (Round.objects.count(), Assignment.objects.count(), InnovationCase.objects.count()) == (ROUNDS,) * 3
    assert findings() == []
    assert audit.broken_links() == []
