"""Who holds a role in an agency, on which day, and which rows he sees."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from accounts.models import Agency, Delegation, Membership
from accounts.roles import Role
from indicators import clock, permissions
from indicators.models import Assignment, Document, QuarterlyReport, YearEndReport
from indicators.permissions import Verdict, can, holds, visible_to
from tests import make
from tests.host_zone import host_in
from tests.indicators.permissions.verdicts import ALLOWED, NOW, STRANGER, lacking, of_own_agency
from tests.indicators.workflow.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def far_away() -> Iterator[None]:
    """The host's own clock shows the hour of Los Angeles."""
    with host_in("America/Los_Angeles"):
        yield


@pytest.mark.parametrize(
    ("name", "role", "there", "anywhere"),
    [
        ("officer", Role.OFFICER, ALLOWED, ALLOWED),
        ("officer", Role.HEAD, lacking(Role.HEAD), lacking(Role.HEAD)),
        ("deputy", Role.HEAD, ALLOWED, ALLOWED),
        ("stranger", Role.OFFICER, STRANGER, ALLOWED),
        ("evaluator", Role.EVALUATOR, ALLOWED, ALLOWED),
        ("own_evaluator", Role.EVALUATOR, of_own_agency(Role.EVALUATOR), ALLOWED),
        ("auditor", Role.EVALUATOR, lacking(Role.EVALUATOR), lacking(Role.EVALUATOR)),
    ],
)
def test_a_role_is_held_in_an_agency_or_anywhere(
    people: Cast, name: str, role: Role, there: Verdict, anywhere: Verdict
) -> None:
    with clock.travel(NOW):
        assert holds(people[name], role, people.agency.pk) == there
        assert holds(people[name], role) == anywhere


def test_who_judges_may_not_judge_at_home_but_may_look(people: Cast) -> None:
    Membership.objects.create(user=people["own_evaluator"], role=Role.AUDITOR)
    with clock.travel(NOW):
        assert holds(people["own_evaluator"], Role.AUDITOR, people.agency.pk) == ALLOWED


@pytest.mark.parametrize(("day", "hour", "in_force"), [("2021-01-05", "23:59", True), ("2021-01-06", "00:00", False)])
def test_a_delegation_counts_on_the_bangkok_day_of_the_act(
    people: Cast, year_end: YearEndReport, day: str, hour: str, in_force: bool, far_away: None
) -> None:
    Delegation.objects.update(ends_on=date(2021, 1, 5))
    report = make.set_status(year_end, "submitted", people["officer"])
    moment = make.at(day, hour)
    assert can(people["deputy"], "endorse", report, moment).allowed is in_force
    with clock.travel(moment):
        assert holds(people["deputy"], Role.HEAD).allowed is in_force
        assert visible_to(people["deputy"], YearEndReport.objects.all()).exists() is in_force


def test_what_a_person_is_today_is_read_once(
    people: Cast, quarter: QuarterlyReport, django_assert_num_queries: Any
) -> None:
    person = people["officer"]
    assert holds(person, Role.OFFICER).allowed
    with django_assert_num_queries(0):
        assert holds(person, Role.OFFICER).allowed


@pytest.mark.parametrize("model", [Agency, Assignment, Document, QuarterlyReport])
def test_rows_are_seen_by_their_agency_and_by_the_city(people: Cast, of: Assignment, model: Any) -> None:
    make.document(people.agency)
    elsewhere = people["stranger"].agency
    make.document(elsewhere)
    make.assignment(elsewhere, of.year)
    with clock.travel(NOW):
        every = set(model.objects.all())
        assert set(visible_to(people["auditor"], model.objects.all())) == every
        here, there = (set(visible_to(people[name], model.objects.all())) for name in ("officer", "stranger"))
        assert set(visible_to(make.user(), model.objects.all())) == set()
    assert here
    assert there
    assert (here | there, here & there) == (every, set())


def test_an_app_says_how_its_rows_lead_to_their_agency(monkeypatch: pytest.MonkeyPatch, people: Cast) -> None:
    monkeypatch.setattr(permissions, "AGENCY_PATH", {})
    permissions.reach_agency_by({Document: "agency"})
    kept = make.document(people.agency)
    make.document(people["stranger"].agency)
    with clock.travel(NOW):
        assert list(visible_to(people["officer"], Document.objects.all())) == [kept]
