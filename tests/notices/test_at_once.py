"""Two runs at once, as real processes on a real database: nobody gets two mails, nobody is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from accounts.roles import Role
from indicators.models import Digest, Told
from tests import make
from tests.databases import LiveDatabase
from tests.notices.conftest import give_address
from tests.notices.races import remind
from tests.racing import race

pytestmark = [pytest.mark.many_writers, pytest.mark.processes, pytest.mark.long]
PEOPLE = 40


def test_two_runs_at_once_send_each_person_one_mail(live_database: LiveDatabase, tmp_path: Path) -> None:
    year = make.year()
    names = []
    for _each in range(PEOPLE):
        agency = make.agency()
        make.assignment(agency, year)
        names.append(give_address(make.user(Role.OFFICER, agency)).username)
    heard = race(remind, *2 * [{"day": "2021-01-05", "mails": str(tmp_path)}])
    sent = [name for run in heard for name in run["sent"]]
    assert sorted(sent) == sorted(names)
    assert [run["failures"] for run in heard] == [{}, {}]
    assert sum(len(run["sent"]) + run["already"] + run["nothing"] for run in heard) == 2 * PEOPLE
    mails = "".join(path.read_text() for path in tmp_path.iterdir())
    assert sorted(line.removeprefix("To: ") for line in mails.splitlines() if line.startswith("To: ")) == sorted(
        f"{name}@bangkok.go.th" for name in names
    )
    assert list(Digest.objects.values_list("state", flat=True)) == ["sent"] * PEOPLE
    # Each was told that two reports wait, and that the first of them is due in a week.
    assert Told.objects.count() == 3 * PEOPLE
