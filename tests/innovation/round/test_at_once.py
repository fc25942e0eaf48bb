"""A round established while its indicator is being assigned: no assignment is left without its case."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from accounts.roles import Role
from indicators.models import Assignment, Measure
from indicators.services import audit
from innovation.models import InnovationCase, Round
from innovation.services.integrity import findings
from tests import make
from tests.databases import LiveDatabase

pytestmark = [pytest.mark.processes, pytest.mark.long]
ROUNDS = 40


def test_an_assignment_given_at_that_moment_gets_its_case_once(live_database: LiveDatabase) -> None:
    administrator = make.user(Role.ADMINISTRATOR)
    agencies = [make.agency() for _each in range(ROUNDS)]
    indicators = [make.indicator(make.year(2570 + each), measure=Measure.STEPS) for each in range(ROUNDS)]
    pairs = [[indicator.pk, agency.pk] for indicator, agency in zip(indicators, agencies, strict=True)]
    given = [{"pairs": pairs, "actor": administrator.pk, "assigns": assigns} for assigns in (True, False)]
    process = subprocess.run(
        [sys.executable, "-m", "tests.innovation.round.races", "assign_or_establish", json.dumps(given)],
        env={**os.environ, **live_database.environment()},
        capture_output=True,
        text=True,
        check=False,
        timeout=200,
    )
    assert process.returncode == 0, process.stderr
    assert json.loads(process.stdout) == [["assigned"] * ROUNDS, ["established"] * ROUNDS]
    assert (Round.objects.count(), Assignment.objects.count(), InnovationCase.objects.count()) == (ROUNDS,) * 3
    assert findings() == []
    assert audit.broken_links() == []
