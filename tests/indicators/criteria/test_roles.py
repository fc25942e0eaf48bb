"""Who may amend a criterion: the secretariat alone, and not that of the agency itself."""

from __future__ import annotations

from datetime import date

import pytest

from accounts.models import User
from accounts.roles import Role
from indicators import clock
from indicators.models import CriterionVersion, Event, FiscalYear
from indicators.services import criteria
from indicators.services.errors import NotAllowed
from tests import make
from tests.indicators.workflow.cast import COLUMNS, Cast, cast

pytestmark = pytest.mark.django_db
MOMENT = make.at("2021-07-21")
# In the order of COLUMNS; a closed year is told only to who could act otherwise.
OPEN = [*["role"] * 4, "amended", *["role"] * 5, "stranger"]
CLOSED = [*["role"] * 4, "moment", *["role"] * 5, "stranger"]


def outcome(people: Cast, actor: User) -> str:
    """What amending led to; a refusal that wrote anything says so."""
    assignment = make.assignment(people.agency, FiscalYear.objects.get())
    before = CriterionVersion.objects.count(), Event.objects.count()
    given = {"ground": "circular", "ground_reference": "กท 0301/ว 512", "in_force_from": date(2021, 6, 1)}
    try:
        criteria.amend(assignment, 1, actor=actor, seen_version=1, text="ข้อความใหม่", **given)
    except NotAllowed as refusal:
        written = (CriterionVersion.objects.count(), Event.objects.count()) != before
        return f"{refusal.verdict.refused}{', but something was written' if written else ''}"
    return "amended"


@pytest.mark.parametrize(("closed", "table"), [(False, OPEN), (True, CLOSED)])
def test_everybody_is_answered_as_the_table_says(closed: bool, table: list[str]) -> None:
    year = make.year()
    people = cast()
    if closed:
        FiscalYear.objects.filter(pk=year.pk).update(closed_at=make.at("2021-07-20"))
    with clock.travel(MOMENT):
        happened = {column: outcome(people, people[column]) for column in COLUMNS}
    assert happened == dict(zip(COLUMNS, table, strict=True))


def test_the_secretariat_does_not_amend_what_its_own_agency_is_scored_by() -> None:
    make.year()
    people = cast()
    own = make.user(Role.SECRETARIAT)
    User.objects.filter(pk=own.pk).update(agency=people.agency)
    with clock.travel(MOMENT):
        assert outcome(people, User.objects.get(pk=own.pk)) == "role"
        assert outcome(people, people["secretariat"]) == "amended"
