"""What the committee rules on a condition that was not met in time."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from accounts.roles import Role
from appeals.models import Appeal, Condition, ConditionRuling
from appeals.services import conditions
from indicators import clock
from indicators.models import Event
from indicators.services.errors import Invalid, NotAllowed
from tests import make, make_appeal
from tests.appeals.deciding import stage
from tests.appeals.deciding.stage import reported, ruled

pytestmark = pytest.mark.usefixtures("later")


def now(of: Condition) -> tuple[str, str]:
    of.refresh_from_db()
    return of.status, Appeal.objects.get(pk=of.appeal_id).status


def test_the_committee_rules_from_the_day_after_the_due_date() -> None:
    condition = stage.condition()
    with clock.travel(make.at("2021-09-30", "23:59")), pytest.raises(NotAllowed):
        ruled(condition, "waive", resolved_on=date(2021, 9, 30))
    with clock.travel(make.at("2021-10-01", "00:00")):
        ruled(condition, "waive")
    assert now(condition) == ("waived", "closed")


def test_an_extension_moves_the_due_date_and_keeps_the_old_one() -> None:
    condition = stage.condition()
    with clock.travel(stage.OVERDUE):
        ruled(condition, "extend")
        with pytest.raises(NotAllowed):
            ruled(condition, "fail")
    condition.refresh_from_db()
    ruling = ConditionRuling.objects.get()
    assert (condition.status, condition.due_on) == ("open", date(2021, 11, 30))
    assert (ruling.due_before, ruling.due_on) == (date(2021, 9, 30), date(2021, 11, 30))
    conditions.verify(reported(condition, 22), actor=stage.secretary())
    assert now(condition) == ("verified", "closed")


def test_the_last_ruling_concludes_the_appeal() -> None:
    first = stage.condition()
    second = make_appeal.condition(first.appeal, 2)
    with clock.travel(stage.OVERDUE):
        ruled(first, "fail")
        assert now(first) == ("failed", "conditions")
        ruled(second, "waive")
    assert now(second) == ("waived", "closed")
    assert Event.objects.get(action="conclude").status_after == "closed"


def test_a_condition_without_a_due_date_is_never_overdue() -> None:
    condition = stage.condition(due_on=None)
    with clock.travel(make.at("2031-01-01")), pytest.raises(NotAllowed):
        ruled(condition, "waive")


@pytest.mark.parametrize(
    ("ruling", "given", "field"),
    [
        ("extend", {"due_on": None}, "due_on"),
        ("extend", {"due_on": date(2021, 10, 1)}, "due_on"),
        ("waive", {"due_on": date(2021, 11, 30)}, "due_on"),
        ("fail", {"reason": " "}, "reason"),
        ("fail", {"resolution_reference": ""}, "resolution_reference"),
        ("fail", {"resolved_on": None}, "resolved_on"),
        ("fail", {"resolved_on": date(2021, 10, 2)}, "resolved_on"),
        ("fail", {"resolved_on": date(2021, 7, 19)}, "resolved_on"),
        ("forget", {}, "ruling"),
    ],
)
def test_a_ruling_that_says_too_little_is_refused(ruling: str, given: dict[str, Any], field: str) -> None:
    condition = stage.condition()
    with clock.travel(stage.OVERDUE), pytest.raises(Invalid) as refusal:
        ruled(condition, ruling, **given)
    assert set(refusal.value.errors) == {field}
    assert not ConditionRuling.objects.exists()


def test_nobody_rules_on_what_he_reported() -> None:
    condition = stage.condition()
    both = make.user(Role.COMMITTEE)
    make.Membership.objects.create(user=both, role=Role.OFFICER, agency=condition.assignment.agency)
    reported(condition, 1, by=both)
    with clock.travel(stage.OVERDUE), pytest.raises(NotAllowed):
        ruled(condition, "waive", by=both)
